package dev.indicia.gateway.milter;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * The mail system's side of a milter connection, for tests, measurements, and to ask whether a
 * filter is alive. Commands are collected until an answer is waited for. For one thread.
 */
public final class MilterClient implements AutoCloseable {
  private final SocketChannel channel;
  private final PacketWriter out = new PacketWriter();
  private final PacketBuffer in = new PacketBuffer(MilterLimits.DEFAULT.packetOctetsMax());

  private MilterClient(SocketChannel channel) {
    this.channel = channel;
  }

  /** Connects, over TCP or a socket of the file system. */
  public static MilterClient connect(SocketAddress address) throws IOException {
    SocketChannel channel = SocketChannel.open(address);
    if (address instanceof InetSocketAddress) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
    return new MilterClient(channel);
  }

  /** Adds a command to those that wait to be sent. */
  public MilterClient send(MilterCommand command) {
    CommandCodec.encode(command, out);
    return this;
  }

  /** Adds octets as they are, to test what becomes of wrong ones. */
  public MilterClient sendRaw(byte[] octets) {
    out.bytes(octets, 0, octets.length);
    return this;
  }

  /** Sends what waits. */
  public void flush() throws IOException {
    ByteBuffer octets = out.view();
    while (octets.hasRemaining()) {
      channel.write(octets);
    }
    out.clear();
  }

  /**
   * Sends what waits and reads one response. A {@link MilterResponse.ReplaceBody} has an array of
   * its own.
   *
   * @throws EOFException when the filter has closed the connection
   */
  public MilterResponse receive() throws IOException {
    flush();
    while (!in.hasPacket()) {
      if (in.fault() != null) {
        throw new IOException("not a packet: " + in.fault());
      }
      int count = channel.read(in.room());
      if (count < 0) {
        throw new EOFException("the filter has closed the connection");
      }
      in.filled(count);
    }
    byte[] data = new byte[in.dataLength()];
    System.arraycopy(in.array(), in.dataOffset(), data, 0, data.length);
    char code = in.code();
    in.next();
    return ResponseCodec.decode(code, data, 0, data.length);
  }

  /** Sends what waits and reads up to the response that ends a message, which is the last one. */
  public List<MilterResponse> receiveAll() throws IOException {
    List<MilterResponse> responses = new ArrayList<>();
    MilterResponse response;
    do {
      response = receive();
      responses.add(response);
    } while (!isFinal(response));
    return responses;
  }

  private static boolean isFinal(MilterResponse response) {
    return switch (response) {
      case MilterResponse.Continue r -> true;
      case MilterResponse.Accept r -> true;
      case MilterResponse.Reject r -> true;
      case MilterResponse.TempFail r -> true;
      case MilterResponse.Discard r -> true;
      case MilterResponse.ReplyCode r -> true;
      case MilterResponse.ConnectionFailure r -> true;
      case MilterResponse.Shutdown r -> true;
      case MilterResponse.Malformed r -> true;
      default -> false;
    };
  }

  /** Says that nothing more will come, and still reads. */
  public void shutdownOutput() throws IOException {
    flush();
    channel.shutdownOutput();
  }

  /** Closes without a goodbye; {@link MilterCommand.Quit} is one. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
