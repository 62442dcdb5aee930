package dev.indicia.dkim2;

import dev.indicia.dkim.DkimCryptography;
import dev.indicia.dkim.DkimKeyPair;
import dev.indicia.dkim.DkimOptions;
import dev.indicia.dkim.DkimSigningKey;
import dev.indicia.dkim.DkimVerifier;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.Zone;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hops h1.test to h9.test with keys made anew, and what they do to messages. */
final class Hops {
  static final Instant AT = Instant.parse("2026-11-01T12:00:00Z");
  static final DkimCryptography CRYPTOGRAPHY = DkimCryptography.jdk();
  static final DkimVerifier DKIM = new DkimVerifier(DkimOptions.DEFAULT, CRYPTOGRAPHY);

  private static final Map<Integer, DkimSigningKey> ED = new HashMap<>();
  private static final DkimKeyPair RSA = DkimKeyPair.generateRsa(2048, new SecureRandom());
  static final Zone ZONE = zone();

  private Hops() {}

  private static Zone zone() {
    Zone.Builder zone = Zone.builder();
    for (int hop = 1; hop <= 9; hop++) {
      DkimSigningKey key =
          new DkimSigningKey(domain(hop), "e", DkimKeyPair.generateEd25519(new SecureRandom()));
      ED.put(hop, key);
      zone.txt(key.recordName().text(), key.keyPair().recordText());
      zone.txt(rsa(hop).recordName().text(), RSA.recordText());
    }
    return zone.build();
  }

  static DomainName domain(int hop) {
    return DomainName.of("h" + hop + ".test");
  }

  static DkimSigningKey key(int hop) {
    DkimSigningKey key = ED.get(hop);
    if (key == null) {
      throw new IllegalArgumentException("no hop " + hop);
    }
    return key;
  }

  static DkimSigningKey rsa(int hop) {
    return new DkimSigningKey(domain(hop), "r", RSA);
  }

  static Dkim2Options options(Dkim2Draft draft) {
    return Dkim2Options.DEFAULT.withDraft(draft);
  }

  static Dkim2Signer signer(int hop) {
    return signer(hop, Dkim2Draft.PINNED);
  }

  static Dkim2Signer signer(int hop, Dkim2Draft draft) {
    return new Dkim2Signer(List.of(key(hop)), options(draft), CRYPTOGRAPHY);
  }

  /** From a@ of one hop to b@ of the next. */
  static Dkim2Envelope envelope(int hop) {
    return Dkim2Envelope.of("b@h" + hop + ".test", List.of("b@h" + (hop + 1) + ".test"));
  }

  static SmtpSession session(int hop) {
    return new SmtpSession(null, null, "b@h" + hop + ".test", List.of("b@h" + (hop + 1) + ".test"));
  }

  static Message message(String text) {
    return Message.of(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  static String text(Message message) {
    return new String(message.octets(), StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  static Message plain() {
    return message(
        "From: Ann <b@h1.test>\nTo: b@h2.test\nSubject: Hello\nMessage-ID: <1@h1.test>\n\n"
            + "one\ntwo\n\nthree\n");
  }

  /** The fields on top of the message. */
  static Message with(Message message, Dkim2SigningResult result) {
    if (!(result instanceof Dkim2SigningResult.Signed signed)) {
      throw new AssertionError(result.toString());
    }
    StringBuilder top = new StringBuilder();
    signed.fields().forEach(field -> top.append(field).append("\r\n"));
    byte[] above = top.toString().getBytes(StandardCharsets.US_ASCII);
    byte[] whole = new byte[above.length + message.length()];
    System.arraycopy(above, 0, whole, 0, above.length);
    System.arraycopy(message.octets(), 0, whole, above.length, message.length());
    return Message.of(whole);
  }

  /** Signed by the hop, for the next one. */
  static Message signed(int hop, Message message, @Nullable Message previous) {
    return with(message, signer(hop).sign(message, previous, null, envelope(hop), AT));
  }

  /** Signed by hops 1 to the last one; hop 2 puts a tag into the subject and a footer below. */
  static Message chain(int hops) {
    Message message = signed(1, plain(), null);
    for (int hop = 2; hop <= hops; hop++) {
      Message before = message;
      if (hop == 2) {
        message = message(text(message).replace("Subject: ", "Subject: [list] ") + "-- \nlist\n");
      }
      message = signed(hop, message, before);
    }
    return message;
  }

  static Dkim2Result verify(Message message, SmtpSession session) {
    return verify(message, session, Dkim2Options.DEFAULT);
  }

  static Dkim2Result verify(Message message, SmtpSession session, Dkim2Options options) {
    return new Dkim2Verifier(options, DKIM).verify(message, session, ZONE, AT, ReplayStore.NONE);
  }

  static Dkim2Result verify(String text, int lastHop) {
    return verify(message(text), session(lastHop));
  }

  /** The DKIM2 fields of a text, topmost first, each with its line ends. */
  static List<String> fields(String text, String name) {
    List<String> fields = new ArrayList<>();
    Message message = message(text);
    message
        .fields(name)
        .forEach(field ->
            fields.add(
                new String(
                        message.octets(),
                        field.start(),
                        field.end() - field.start(),
                        StandardCharsets.UTF_8)
                    .replace("\r\n", "\n")));
    return fields;
  }
}
