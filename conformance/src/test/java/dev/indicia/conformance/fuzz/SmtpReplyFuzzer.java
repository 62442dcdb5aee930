package dev.indicia.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.indicia.gateway.esmtp.OctetReader;
import dev.indicia.gateway.esmtp.Offer;
import dev.indicia.gateway.esmtp.Reply;
import dev.indicia.gateway.esmtp.ReplyParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Any octets as what a next hop says: a reply or a refusal; what is relayed of it is one reply of
 * printable lines with an enhanced status each, below 512 octets a line.
 */
final class SmtpReplyFuzzer {
  @FuzzTest(maxDuration = "20s")
  void read(byte[] input) {
    Oracle.bounded(
        input.length,
        () -> {
          OctetReader in = new OctetReader(new ByteArrayInputStream(input)::read);
          ReplyParser parser = new ReplyParser(20);
          try {
            while (in.line(1000) instanceof OctetReader.Line.Text text) {
              Optional<Reply> reply = parser.line(text.octets());
              if (reply.isPresent()) {
                check(reply.get());
              }
            }
          } catch (ReplyParser.SyntaxException e) {
            // Refused, as it should be.
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  private static void check(Reply reply) throws ReplyParser.SyntaxException {
    Offer.of(reply).words("XFORWARD");
    if (reply.code() / 100 == 3) {
      return;
    }
    Reply relayed = reply.relayed("1.5");
    String text = new String(relayed.octets(), StandardCharsets.US_ASCII);
    ReplyParser parser = new ReplyParser(20);
    Optional<Reply> again = Optional.empty();
    for (String line : text.split("\r\n", 0)) {
      Oracle.check(again.isEmpty(), "two replies of one");
      Oracle.check(line.length() <= 510, "a long line");
      Oracle.check(line.matches("[245]\\d\\d[ -][245]\\.\\d{1,3}\\.\\d{1,3}( [ -~]*)?"), line);
      again = parser.line(line.getBytes(StandardCharsets.US_ASCII));
    }
    Oracle.check(again.isPresent() && again.get().equals(relayed), "another reply");
  }
}
