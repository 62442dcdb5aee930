package dev.indicia.gateway.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A TCP or Unix connection, blocking, for virtual threads. Waits are ended from outside by {@link
 * Wires}: a read by ending the incoming direction, so that a last reply can still go out; a write
 * by closing.
 */
final class SocketWire implements Wire {
  private static final long NEVER = Long.MAX_VALUE;
  private static final int DRAIN_OCTETS_MAX = 256 << 10;

  private final SocketChannel channel;
  private final Wires wires;
  private @Nullable SSLSocket tls;
  private @Nullable InputStream tlsIn;
  private @Nullable OutputStream tlsOut;

  // Set by the thread that waits, read by those that end it; expired and stopped the other way
  // round.
  private final Object lock = new Object();
  private long readBy = NEVER;
  private long writeBy = NEVER;
  private boolean idle;
  private boolean stopping;
  private boolean expired;
  private boolean stopped;

  SocketWire(SocketChannel channel, Wires wires) throws IOException {
    this.channel = channel;
    this.wires = wires;
    if (channel.getRemoteAddress() instanceof InetSocketAddress) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    }
    wires.add(this);
  }

  /** Connects; the name of the address is looked up each time. */
  static SocketWire connect(SocketAddress address, Wires wires, long by) throws IOException {
    boolean unix = address instanceof UnixDomainSocketAddress;
    SocketChannel channel =
        unix ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
    try {
      if (address instanceof InetSocketAddress tcp) {
        InetSocketAddress resolved =
            tcp.isUnresolved() ? new InetSocketAddress(tcp.getHostString(), tcp.getPort()) : tcp;
        if (resolved.isUnresolved()) {
          throw new IOException("no address for " + tcp.getHostString());
        }
        long millis = Math.max(1, (by - System.nanoTime()) / 1_000_000);
        channel.socket().connect(resolved, (int) Math.min(millis, Integer.MAX_VALUE));
      } else {
        channel.connect(address);
      }
      return new SocketWire(channel, wires);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length, long by) throws IOException {
    InputStream in = tlsIn;
    beginRead(by);
    int count;
    try {
      count =
          in == null
              ? channel.read(ByteBuffer.wrap(buffer, offset, length))
              : in.read(buffer, offset, length);
    } catch (IOException e) {
      endRead();
      throw e;
    }
    if (count < 0) {
      endRead();
    } else {
      synchronized (lock) {
        readBy = NEVER;
      }
    }
    return count;
  }

  private void beginRead(long by) throws IOException {
    synchronized (lock) {
      readBy = by;
      if (stopping && idle) {
        stopped = true;
      }
    }
    endIfOver();
  }

  private void endRead() throws IOException {
    synchronized (lock) {
      readBy = NEVER;
    }
    endIfOver();
  }

  private void endIfOver() throws IOException {
    synchronized (lock) {
      if (stopped) {
        throw new StoppedException();
      }
      if (expired) {
        throw new SocketTimeoutException("nothing in time");
      }
    }
  }

  @Override
  public int readNow(byte[] buffer, int offset, int length) throws IOException {
    if (tls != null) {
      return 0;
    }
    channel.configureBlocking(false);
    try {
      return channel.read(ByteBuffer.wrap(buffer, offset, length));
    } finally {
      if (channel.isOpen()) {
        channel.configureBlocking(true);
      }
    }
  }

  @Override
  public void write(byte[] octets, int offset, int length, long by) throws IOException {
    OutputStream out = tlsOut;
    synchronized (lock) {
      writeBy = by;
    }
    try {
      if (out == null) {
        ByteBuffer buffer = ByteBuffer.wrap(octets, offset, length);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      } else {
        out.write(octets, offset, length);
        out.flush();
      }
    } catch (IOException e) {
      synchronized (lock) {
        if (expired) {
          throw (IOException) new SocketTimeoutException("nothing taken in time").initCause(e);
        }
      }
      throw e;
    } finally {
      synchronized (lock) {
        writeBy = NEVER;
      }
    }
  }

  @Override
  public String secure(SSLContext context, boolean server, @Nullable String name, long by)
      throws IOException {
    String host = name == null ? channel.socket().getInetAddress().getHostAddress() : name;
    SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(channel.socket(), host, channel.socket().getPort(), true);
    socket.setUseClientMode(!server);
    if (name != null) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
    }
    beginRead(by);
    synchronized (lock) {
      writeBy = by;
    }
    try {
      socket.startHandshake();
    } finally {
      synchronized (lock) {
        writeBy = NEVER;
      }
      endRead();
    }
    tls = socket;
    tlsIn = socket.getInputStream();
    tlsOut = socket.getOutputStream();
    return socket.getSession().getProtocol() + " " + socket.getSession().getCipherSuite();
  }

  @Override
  public boolean canSecure() {
    try {
      return tls == null && channel.getLocalAddress() instanceof InetSocketAddress;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void idle(boolean nowIdle) {
    synchronized (lock) {
      idle = nowIdle;
    }
  }

  void stopWhenIdle() {
    synchronized (lock) {
      stopping = true;
      if (!idle || readBy == NEVER) {
        return;
      }
      stopped = true;
    }
    endInput();
  }

  /** Ends what is waited for too long. */
  void expire(long now) {
    boolean reading;
    boolean writing;
    synchronized (lock) {
      reading = readBy != NEVER && readBy - now < 0;
      writing = writeBy != NEVER && writeBy - now < 0;
      expired |= reading || writing;
    }
    if (writing) {
      close();
    } else if (reading) {
      endInput();
    }
  }

  private void endInput() {
    try {
      channel.shutdownInput();
    } catch (IOException e) {
      close();
    }
  }

  @Override
  public void closeGently(long by) {
    try {
      SSLSocket secure = tls;
      if (secure != null) {
        secure.close();
      } else if (channel.isOpen()) {
        channel.shutdownOutput();
        byte[] rest = new byte[4096];
        int drained = 0;
        while (drained < DRAIN_OCTETS_MAX) {
          int count = read(rest, 0, rest.length, by);
          if (count < 0) {
            break;
          }
          drained += count;
        }
      }
    } catch (IOException e) {
      // The peer is gone before us, or slow: nobody waits for either.
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    wires.remove(this);
    try {
      channel.close();
    } catch (IOException e) {
      // Closed is closed.
    }
  }
}
