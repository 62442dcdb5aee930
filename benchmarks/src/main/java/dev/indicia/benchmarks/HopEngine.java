package dev.indicia.benchmarks;

import dev.indicia.arc.ArcOptions;
import dev.indicia.arc.ArcResult;
import dev.indicia.arc.ArcSealer;
import dev.indicia.arc.ArcSealingOptions;
import dev.indicia.arc.ArcSealingResult;
import dev.indicia.arc.ArcVerifier;
import dev.indicia.authres.AuthenticationResults;
import dev.indicia.authres.MethodResult;
import dev.indicia.dkim.DkimCryptography;
import dev.indicia.dkim.DkimKeyPair;
import dev.indicia.dkim.DkimOptions;
import dev.indicia.dkim.DkimResult;
import dev.indicia.dkim.DkimSigner;
import dev.indicia.dkim.DkimSigningKey;
import dev.indicia.dkim.DkimSigningOptions;
import dev.indicia.dkim.DkimSigningResult;
import dev.indicia.dkim.DkimVerifier;
import dev.indicia.dkim.SignedMessage;
import dev.indicia.dkim2.Dkim2Envelope;
import dev.indicia.dkim2.Dkim2Options;
import dev.indicia.dkim2.Dkim2Result;
import dev.indicia.dkim2.Dkim2Signer;
import dev.indicia.dkim2.Dkim2SigningResult;
import dev.indicia.dkim2.Dkim2Verifier;
import dev.indicia.dkim2.ReplayStore;
import dev.indicia.dns.DnsLimits;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.Lookups;
import dev.indicia.dns.Zone;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a hop adds, by one RSA key of 2048 bits, to every message of the corpus, whose own
 * signatures are taken away: the cost of each kind, side by side. A message that cannot be signed
 * by DKIM is left out of all.
 */
final class HopEngine implements Engine {
  /** What stands on the messages and is verified. */
  enum Kind {
    /** One DKIM signature. */
    DKIM("dkimOne"),
    /** Three DKIM signatures, which have one body hash. */
    DKIM_THRICE("dkimThree"),
    /** One DKIM signature, and an ARC Set, which has two more. */
    ARC("dkimAndArc"),
    /** One DKIM2 hop. */
    DKIM2("dkim2Hop");

    private final String engine;

    Kind(String engine) {
      this.engine = engine;
    }
  }

  private final Kind kind;
  private final Corpus corpus;
  private final Zone zone;
  private final DkimVerifier dkim;
  private final Dkim2Verifier dkim2;
  private final ArcVerifier arc;
  private final Map<String, byte[]> signed = new HashMap<>();

  /** An engine for that kind; those that share a key are comparable. */
  HopEngine(Kind kind, Corpus corpus, DkimKeyPair pair) {
    this.kind = kind;
    this.corpus = corpus;
    DkimSigningKey key = new DkimSigningKey(DomainName.of("hop.test"), "s", pair);
    this.zone = Zone.builder().txt(key.recordName().text(), pair.recordText()).build();
    DkimCryptography cryptography = DkimCryptography.jdk();
    this.dkim = new DkimVerifier(DkimOptions.DEFAULT, cryptography);
    this.dkim2 = new Dkim2Verifier(Dkim2Options.DEFAULT, dkim);
    this.arc = new ArcVerifier(ArcOptions.DEFAULT, dkim);
    DkimSigner one = new DkimSigner(List.of(key), DkimSigningOptions.DEFAULT, cryptography);
    for (Delivery delivery : corpus.deliveries()) {
      String text =
          new String(delivery.octets(), StandardCharsets.ISO_8859_1)
              .replaceAll("(?im)^(DKIM-|ARC-)", "X-Before-");
      if (one.sign(message(text), corpus.at()) instanceof DkimSigningResult.Signed byDkim) {
        String top = byDkim.fields().getFirst();
        String whole =
            switch (kind) {
              case DKIM -> top + text;
              case DKIM_THRICE -> top + top + top + text;
              case ARC -> sealed(top + text, key, cryptography);
              case DKIM2 -> sent(text, key, cryptography);
            };
        signed.put(delivery.file(), whole.getBytes(StandardCharsets.ISO_8859_1));
      }
    }
  }

  private static Message message(String text) {
    return Message.of(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private String sealed(String text, DkimSigningKey key, DkimCryptography cryptography) {
    AuthenticationResults results =
        AuthenticationResults.of("hop.test", List.of(MethodResult.of("dkim", "pass")));
    ArcSealingResult result =
        new ArcSealer(key, ArcSealingOptions.DEFAULT, cryptography)
            .seal(
                message(text), arc.verify(message(text), zone, corpus.at()), results, corpus.at());
    if (!(result instanceof ArcSealingResult.Sealed seal)) {
      throw new IllegalStateException(String.valueOf(result));
    }
    return String.join("", seal.fields()) + text;
  }

  private String sent(String text, DkimSigningKey key, DkimCryptography cryptography) {
    Dkim2SigningResult result =
        new Dkim2Signer(List.of(key), Dkim2Options.DEFAULT, cryptography)
            .sign(
                message(text),
                null,
                null,
                Dkim2Envelope.of("a@hop.test", List.of("b@next.test")),
                corpus.at());
    if (!(result instanceof Dkim2SigningResult.Signed hop)) {
      throw new IllegalStateException(String.valueOf(result));
    }
    return String.join("\r\n", hop.fields()) + "\r\n" + text;
  }

  /** A key for engines to share. */
  static DkimKeyPair key() {
    return DkimKeyPair.generateRsa(2048, new SecureRandom());
  }

  @Override
  public String name() {
    return kind.engine;
  }

  @Override
  public Set<Method> methods() {
    return Set.of();
  }

  @Override
  public void judge(Delivery delivery, String[] words) {
    byte[] octets = signed.get(delivery.file());
    if (octets == null) {
      return;
    }
    Lookups lookups = new Lookups(zone, InstantSource.system(), DnsLimits.DEFAULT);
    Message message = Message.of(octets);
    boolean passes =
        switch (kind) {
          case DKIM, DKIM_THRICE ->
              dkim.verify(message, lookups, corpus.at()).stream()
                  .allMatch(result -> result instanceof DkimResult.Pass);
          case ARC -> bothPass(message, lookups);
          case DKIM2 ->
              dkim2.verify(
                      message,
                      new SmtpSession(null, null, "a@hop.test", List.of("b@next.test")),
                      lookups,
                      corpus.at(),
                      ReplayStore.NONE)
                  instanceof Dkim2Result.Pass;
        };
    if (!passes) {
      throw new IllegalStateException(delivery.file() + " does not pass");
    }
  }

  private boolean bothPass(Message message, Lookups lookups) {
    try (SignedMessage open = dkim.open(message, lookups, corpus.at())) {
      return open.verify().getFirst() instanceof DkimResult.Pass
          && arc.verify(open) instanceof ArcResult.Pass;
    }
  }
}
