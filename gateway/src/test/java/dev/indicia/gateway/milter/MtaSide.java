package dev.indicia.gateway.milter;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A mail system that has just agreed with the filter: one step a call. */
final class MtaSide implements AutoCloseable {
  private static final int CHUNK_OCTETS = 65_535;
  private static final byte[] NOTHING = {};

  final MilterClient client;

  private MtaSide(MilterClient client) {
    this.client = client;
  }

  /** Offers everything. */
  static MtaSide connect(SocketAddress address) throws IOException {
    return connect(address, 0x1ff, 0x1fffff);
  }

  static MtaSide connect(SocketAddress address, int actions, int steps) throws IOException {
    MtaSide side = new MtaSide(MilterClient.connect(address));
    side.client.send(new MilterCommand.OptNeg(6, actions, steps));
    if (!(side.client.receive() instanceof MilterResponse.Agreement)) {
      throw new IOException("no agreement");
    }
    side.client.send(new MilterCommand.Connect("mail.example.com", '4', 50_000, "192.0.2.1"));
    side.client.send(new MilterCommand.Helo("mail.example.com"));
    return side;
  }

  MtaSide begin(String queueId) {
    client.send(new MilterCommand.Macro('M', Map.of("i", queueId)));
    client.send(new MilterCommand.MailFrom("<a@example.com>", List.of()));
    client.send(new MilterCommand.RcptTo("<b@example.net>", List.of()));
    return this;
  }

  MtaSide field(String name, String value) {
    client.send(new MilterCommand.Header(name, value));
    return this;
  }

  MtaSide body(byte[] octets) {
    for (int at = 0; at < octets.length; at += CHUNK_OCTETS) {
      client.send(
          new MilterCommand.BodyChunk(octets, at, Math.min(CHUNK_OCTETS, octets.length - at)));
    }
    return this;
  }

  List<MilterResponse> end() throws IOException {
    return sendEnd().client.receiveAll();
  }

  MtaSide sendEnd() {
    client.send(new MilterCommand.EndOfMessage(new MilterCommand.BodyChunk(NOTHING, 0, 0)));
    return this;
  }

  /** A short message that the handler is told something by. */
  List<MilterResponse> message(String... orders) throws IOException {
    begin("4TEST");
    for (String order : orders) {
      field("X-Do", " " + order);
    }
    return body("Hello\r\n".getBytes(StandardCharsets.US_ASCII)).end();
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
