package dev.indicia.arc;

import dev.indicia.authres.AuthenticationResults;
import dev.indicia.authres.MethodResult;
import dev.indicia.dkim.DkimCryptography;
import dev.indicia.dkim.DkimKeyPair;
import dev.indicia.dkim.DkimOptions;
import dev.indicia.dkim.DkimSigningKey;
import dev.indicia.dkim.DkimVerifier;
import dev.indicia.dns.Answer;
import dev.indicia.dns.DnsFailure;
import dev.indicia.dns.Dnssec;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.RecordData;
import dev.indicia.dns.Resolver;
import dev.indicia.message.Message;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Relays that seal, and the DNS with their keys. */
final class Relays {
  static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  static final DkimCryptography JDK = DkimCryptography.jdk();
  static final String PLAIN =
      "From: Alice <alice@a.example>\r\nTo: list@l.example\r\nSubject: Hello\r\n"
          + "Date: Sun, 01 Nov 2026 12:00:00 +0000\r\n\r\nHi all,\r\n\r\n  bye. \r\n";
  private static final DkimKeyPair RSA = DkimKeyPair.generateRsa(2048, random(1));
  private static final DkimKeyPair ED25519 = DkimKeyPair.generateEd25519(random(2));

  private final Map<String, String> texts = new HashMap<>();
  private final Map<Integer, ArcSealer> sealers = new HashMap<>();

  private static SecureRandom random(long seed) {
    try {
      SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
      random.setSeed(seed);
      return random;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** The relay of that number; every third has an Ed25519 key. */
  ArcSealer relay(int number) {
    return sealers.computeIfAbsent(
        number,
        n -> {
          DkimKeyPair pair = n % 3 == 2 ? ED25519 : RSA;
          String domain = "r" + n + ".example";
          texts.put("arc._domainkey." + domain, pair.recordText());
          DkimSigningKey key = new DkimSigningKey(DomainName.of(domain), "arc", pair);
          return new ArcSealer(key, ArcSealingOptions.DEFAULT, JDK);
        });
  }

  /** Makes the key of a relay something else; "FAIL" lets the look-up time out. */
  void key(int number, String text) {
    relay(number);
    texts.put("arc._domainkey.r" + number + ".example", text);
  }

  Resolver resolver() {
    return question -> {
      String text = texts.get(question.name().text());
      if (text == null) {
        return new Answer.NoSuchName(question, 60, Dnssec.UNKNOWN);
      }
      return text.equals("FAIL")
          ? new Answer.Failed(question, DnsFailure.TIMEOUT, "")
          : new Answer.Found(question, List.of(new RecordData.Text(text)), 60, Dnssec.UNKNOWN);
    };
  }

  static Message message(String text) {
    return Message.of(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  ArcResult verify(String text) {
    return verify(text, ArcOptions.DEFAULT);
  }

  ArcResult verify(String text, ArcOptions options) {
    DkimVerifier signatures = new DkimVerifier(DkimOptions.DEFAULT, JDK);
    return new ArcVerifier(options, signatures).verify(message(text), resolver(), NOW);
  }

  ArcSealingResult sealing(String text, int relay) {
    return sealing(text, relay, verify(text));
  }

  ArcSealingResult sealing(String text, int relay, ArcResult validation) {
    AuthenticationResults results =
        AuthenticationResults.of(
            "mx.r" + relay + ".example",
            List.of(MethodResult.of("dmarc", "pass"), MethodResult.of("spf", "fail")));
    return relay(relay).seal(message(text), validation, results, NOW);
  }

  /** The message with the relay's set on top. */
  String seal(String text, int relay) {
    return seal(text, relay, verify(text));
  }

  String seal(String text, int relay, ArcResult validation) {
    return switch (sealing(text, relay, validation)) {
      case ArcSealingResult.Sealed sealed -> String.join("", sealed.fields()) + text;
      case ArcSealingResult.Refused refused -> throw new AssertionError(refused.toString());
    };
  }

  /** The message as sealed by the relays 1 to n, one after the other. */
  String sealedBy(int n) {
    String text = PLAIN;
    for (int i = 1; i <= n; i++) {
      text =
          seal("Received: from r" + (i - 1) + " by r" + i + ".example; 1 Nov 2026\r\n" + text, i);
    }
    return text;
  }
}
