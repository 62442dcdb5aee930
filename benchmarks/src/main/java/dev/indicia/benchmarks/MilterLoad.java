package dev.indicia.benchmarks;

import dev.indicia.gateway.milter.CommandCodec;
import dev.indicia.gateway.milter.MilterClient;
import dev.indicia.gateway.milter.MilterCommand;
import dev.indicia.gateway.milter.MilterResponse;
import dev.indicia.message.HeaderField;
import dev.indicia.message.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A mail system that passes a corpus through a milter, as a program of its own so that its work is
 * not counted as the milter's. One connection carries one message after the other.
 *
 * <p>Arguments: the milter's address (PATH or PORT on loopback), the corpus, connections, and how
 * many messages in all.
 */
public final class MilterLoad {
  private static final int ALL_ACTIONS = 0x1ff;
  private static final int ALL_STEPS = 0x1fffff;
  private static final int CHUNK_OCTETS = 65_535;
  private static final byte[] NOTHING = {};

  private MilterLoad() {}

  /** See {@link MilterLoad}; prints how many messages were accepted. */
  public static void main(String[] arguments) throws Exception {
    SocketAddress address =
        arguments[0].startsWith("/")
            ? UnixDomainSocketAddress.of(arguments[0])
            : new InetSocketAddress(
                InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
    Corpus corpus = Corpus.read(Path.of(arguments[1]), Integer.MAX_VALUE);
    int connections = Integer.parseInt(arguments[2]);
    int messages = Integer.parseInt(arguments[3]);
    List<byte[]> packets = new ArrayList<>();
    for (Delivery delivery : corpus.deliveries()) {
      packets.add(packets(delivery));
    }
    AtomicInteger next = new AtomicInteger();
    int accepted = 0;
    try (ExecutorService mtas = Executors.newFixedThreadPool(connections)) {
      List<Future<Integer>> results = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        results.add(mtas.submit(() -> converse(address, packets, next, messages)));
      }
      for (Future<Integer> result : results) {
        accepted += result.get();
      }
    }
    System.out.println(accepted);
  }

  private static int converse(
      SocketAddress address, List<byte[]> packets, AtomicInteger next, int messages)
      throws IOException {
    int accepted = 0;
    try (MilterClient client = session(address)) {
      for (int i = next.getAndIncrement(); i < messages; i = next.getAndIncrement()) {
        client.sendRaw(packets.get(i % packets.size()));
        accepted += client.receiveAll().getLast() instanceof MilterResponse.Continue ? 1 : 0;
      }
      client.send(new MilterCommand.Quit()).flush();
    }
    return accepted;
  }

  /** A connection to a filter that answers nothing before the end of a message. */
  static MilterClient session(SocketAddress address) throws IOException {
    MilterClient client = MilterClient.connect(address);
    client.send(new MilterCommand.OptNeg(6, ALL_ACTIONS, ALL_STEPS)).receive();
    client.send(new MilterCommand.Connect("mail.example.com", '4', 50_000, "192.0.2.1"));
    return client.send(new MilterCommand.Helo("mail.example.com"));
  }

  /** All that a mail system says of one message. */
  static byte[] packets(Delivery delivery) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    List<MilterCommand> envelope =
        List.of(
            new MilterCommand.Macro('M', Map.of("i", "4ABCDEF")),
            new MilterCommand.MailFrom("<" + delivery.mailFrom() + ">", List.of()),
            new MilterCommand.RcptTo("<bob@example.net>", List.of()));
    for (MilterCommand command : envelope) {
      all.write(CommandCodec.packet(command));
    }
    Message message = Message.of(delivery.octets());
    for (HeaderField field : message.fields()) {
      String value = field.valueOctets().replace("\r\n", "\n");
      all.write(
          CommandCodec.packet(
              new MilterCommand.Header(field.name().strip(), value.stripTrailing())));
    }
    byte[] octets = delivery.octets();
    for (int at = message.bodyStart(); at < octets.length; at += CHUNK_OCTETS) {
      int length = Math.min(CHUNK_OCTETS, octets.length - at);
      all.write(CommandCodec.packet(new MilterCommand.BodyChunk(octets, at, length)));
    }
    all.write(
        CommandCodec.packet(
            new MilterCommand.EndOfMessage(new MilterCommand.BodyChunk(NOTHING, 0, 0))));
    return all.toByteArray();
  }
}
