package dev.indicia.conformance;

import dev.indicia.Authentication;
import dev.indicia.MailVerifier;
import dev.indicia.dns.IpAddress;
import dev.indicia.message.Message;
import dev.indicia.message.MessageLimits;
import dev.indicia.message.MimePart;
import dev.indicia.message.MimeStructure;
import dev.indicia.message.Received;
import dev.indicia.message.SmtpSession;
import java.time.Instant;
import java.util.List;

/** Everything the library reads in one message, in one call. */
final class WholeMessage {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private static final SmtpSession SESSION =
      SmtpSession.of(IpAddress.of("192.0.2.1"), "mail.sender.test", "someone@sender.test");
  private static final int DECODED_OCTETS_MAX = 1 << 20;

  private WholeMessage() {}

  /** Reads the octets as a stored message and authenticates it. */
  static Authentication read(MailVerifier verifier, byte[] octets) {
    Message message = Message.stored(octets, MessageLimits.DEFAULT);
    message.bodyDefects();
    List<Received> chain = Received.chain(message);
    if (chain.size() > message.fields().size()) {
      throw new AssertionError("more trace fields than fields");
    }
    MimeStructure structure = MimeStructure.of(message);
    for (MimePart part : structure.parts()) {
      if (part.start() < 0 || part.start() > part.end() || part.end() > message.length()) {
        throw new AssertionError("a part outside the message: " + part);
      }
      if (part.children().isEmpty()) {
        part.decode(DECODED_OCTETS_MAX);
      }
    }
    return verifier.verify(message, SESSION, AT);
  }
}
