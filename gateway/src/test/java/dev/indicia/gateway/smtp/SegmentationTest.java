package dev.indicia.gateway.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.gateway.Disposition;
import dev.indicia.gateway.Spool;
import dev.indicia.gateway.SpoolLimits;
import dev.indicia.gateway.esmtp.LineEnds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The pieces in which a client's octets arrive make no difference to what happens. */
class SegmentationTest {
  /** A connection without sockets: octets in pieces, what is said, in memory. */
  private static final class PiecesWire implements Wire {
    private final byte[] octets;
    private final SplittableRandom random;
    private final int pieceMax;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private int at;

    PiecesWire(String text, long seed, int pieceMax) {
      this.octets = text.getBytes(StandardCharsets.ISO_8859_1);
      this.random = new SplittableRandom(seed);
      this.pieceMax = pieceMax;
    }

    @Override
    public int read(byte[] buffer, int offset, int length, long by) {
      if (at == octets.length) {
        return -1;
      }
      int count = Math.min(Math.min(length, octets.length - at), 1 + random.nextInt(pieceMax));
      System.arraycopy(octets, at, buffer, offset, count);
      at += count;
      return count;
    }

    @Override
    public int readNow(byte[] buffer, int offset, int length) {
      return 0;
    }

    @Override
    public void write(byte[] written, int offset, int length, long by) {
      said.write(written, offset, length);
    }

    @Override
    public String secure(SSLContext context, boolean server, @Nullable String name, long by)
        throws IOException {
      throw new IOException("no TLS here");
    }

    @Override
    public boolean canSecure() {
      return false;
    }

    @Override
    public void idle(boolean idle) {}

    @Override
    public void closeGently(long by) {}

    @Override
    public void close() {}
  }

  private record Outcome(String said, List<String> heard, List<String> delivered) {}

  private static Outcome run(
      ScriptedHop hop, String text, LineEnds lineEnds, long seed, int pieceMax) {
    hop.heard.clear();
    hop.deliveries.clear();
    SmtpOptions options =
        SmtpOptions.of("filter.test")
            .withLineEnds(lineEnds)
            .withLimits(SmtpLimits.DEFAULT.with().errorsMax(1000).build());
    PiecesWire wire = new PiecesWire(text, seed, pieceMax);
    FilterSession.Shared shared =
        new FilterSession.Shared(
            options,
            new FilterSession.Way(
                "smtp",
                false,
                (wires, reopened) ->
                    new HopLink(
                        hop.address(), facts -> open(hop, options, facts, wires), reopened)),
            new Judging(transaction -> new Disposition.Accept(List.of()), 10_000),
            SmtpObserver.NONE,
            new ClientGate(options.limits()),
            new Spool(Path.of(System.getProperty("java.io.tmpdir")), SpoolLimits.DEFAULT),
            () -> null);
    FilterSession.Peer peer = new FilterSession.Peer(null, 0, true, "pieces");
    new FilterSession(1, shared, peer, wire, new Wires()).run();
    Bench.await(() -> hop.heard.isEmpty() || hop.heard.getLast().equals("QUIT"));
    List<String> delivered = new ArrayList<>();
    for (ScriptedHop.Delivery delivery : hop.deliveries) {
      delivered.add(delivery.sender() + delivery.recipients() + delivery.text());
    }
    return new Outcome(
        wire.said.toString(StandardCharsets.ISO_8859_1), List.copyOf(hop.heard), delivered);
  }

  private static HopSession open(
      ScriptedHop hop, SmtpOptions options, ClientFacts facts, Wires wires)
      throws HopFailureException {
    try {
      HopSession session =
          new HopSession(
              hop.address(),
              options.hostname(),
              options.limits(),
              options.times(),
              SocketWire.connect(hop.address().address(), wires, Long.MAX_VALUE / 2));
      session.open(facts);
      return session;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String conversation(SplittableRandom random) {
    String[] parts = {
      "EHLO client.test\r\n",
      "MAIL FROM:<a@client.test>\r\nRCPT TO:<b@hop.test>\r\n",
      "DATA\r\nSubject: x\r\n\r\n..\r\nbody\r\n.\r\n",
      "DATA\r\n.\r\n",
      "DATA\r\nSubject: y\n.\nMAIL FROM:<evil@client.test>\r\n.\r\n",
      "DATA\r\nSubject: z\r.\r\r\n.\r\n",
      "BDAT 12\r\nSubject: x\r\n",
      "BDAT 9 LAST\r\n\r\n.\r\nab\r\n",
      "BDAT 0 LAST\r\n",
      "RSET\r\n",
      "NOOP\nNOOP\r\n",
      "WHAT\r\n",
      "XFORWARD NAME=a.test ADDR=192.0.2.1\r\n",
      "RCPT TO:<nobody@hop.test>\r\n",
      "MAIL FROM:<a b>\r\n",
    };
    StringBuilder text = new StringBuilder("EHLO client.test\r\n");
    for (int i = 3 + random.nextInt(12); i > 0; i--) {
      text.append(parts[random.nextInt(parts.length)]);
    }
    return text.append("QUIT\r\n").toString();
  }

  @Test
  void anySplit_hasTheSameOutcome() throws Exception {
    SplittableRandom random = new SplittableRandom(77);
    int delivered = 0;
    try (ScriptedHop hop = new ScriptedHop()) {
      hop.answer("RCPT TO:<nobody@", "550 5.1.1 no such user");
      for (int round = 0; round < 120; round++) {
        String text = conversation(random);
        LineEnds lineEnds = LineEnds.values()[round % 2];
        Outcome whole = run(hop, text, lineEnds, 0, Integer.MAX_VALUE - 1);
        delivered += whole.delivered().size();
        for (int pieceMax : new int[] {1, 2, 7, 40}) {
          Outcome pieces = run(hop, text, lineEnds, random.nextLong(), pieceMax);
          assertThat(pieces).as("round %d: %s", round, text).isEqualTo(whole);
        }
      }
    }
    assertThat(delivered).isGreaterThan(25);
  }
}
