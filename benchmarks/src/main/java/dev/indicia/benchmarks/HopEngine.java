package dev.indicia.benchmarks;

import dev.indicia.dkim.DkimCryptography;
import dev.indicia.dkim.DkimKeyPair;
import dev.indicia.dkim.DkimOptions;
import dev.indicia.dkim.DkimResult;
import dev.indicia.dkim.DkimSigner;
import dev.indicia.dkim.DkimSigningKey;
import dev.indicia.dkim.DkimSigningOptions;
import dev.indicia.dkim.DkimSigningResult;
import dev.indicia.dkim.DkimVerifier;
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
 * One DKIM signature, or one DKIM2 hop, by one RSA key of 2048 bits on every message of the corpus,
 * whose own signatures are taken away: the cost of both, side by side. A message that cannot be
 * signed by DKIM is left out of both.
 */
final class HopEngine implements Engine {
  private final boolean hops;
  private final Corpus corpus;
  private final Zone zone;
  private final DkimVerifier dkim;
  private final Dkim2Verifier dkim2;
  private final Map<String, byte[]> signed = new HashMap<>();

  /**
   * An engine.
   *
   * @param hops whether the messages are signed and verified by DKIM2
   */
  HopEngine(boolean hops, Corpus corpus, DkimKeyPair pair) {
    this.hops = hops;
    this.corpus = corpus;
    DkimSigningKey key = new DkimSigningKey(DomainName.of("hop.test"), "s", pair);
    this.zone = Zone.builder().txt(key.recordName().text(), pair.recordText()).build();
    DkimCryptography cryptography = DkimCryptography.jdk();
    this.dkim = new DkimVerifier(DkimOptions.DEFAULT, cryptography);
    this.dkim2 = new Dkim2Verifier(Dkim2Options.DEFAULT, dkim);
    DkimSigner one = new DkimSigner(List.of(key), DkimSigningOptions.DEFAULT, cryptography);
    Dkim2Signer two = new Dkim2Signer(List.of(key), Dkim2Options.DEFAULT, cryptography);
    for (Delivery delivery : corpus.deliveries()) {
      String text =
          new String(delivery.octets(), StandardCharsets.ISO_8859_1)
              .replaceAll("(?im)^DKIM-Signature:", "X-Signed-Before:");
      Message message = Message.of(text.getBytes(StandardCharsets.ISO_8859_1));
      if (!(one.sign(message, corpus.at()) instanceof DkimSigningResult.Signed byDkim)) {
        continue;
      }
      String top = byDkim.fields().getFirst();
      if (hops) {
        Dkim2SigningResult result =
            two.sign(
                message,
                null,
                null,
                Dkim2Envelope.of("a@hop.test", List.of("b@next.test")),
                corpus.at());
        if (!(result instanceof Dkim2SigningResult.Signed byDkim2)) {
          throw new IllegalStateException(delivery.file() + ": " + result);
        }
        top = String.join("\r\n", byDkim2.fields()) + "\r\n";
      }
      signed.put(delivery.file(), (top + text).getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  /** A key for two engines to share. */
  static DkimKeyPair key() {
    return DkimKeyPair.generateRsa(2048, new SecureRandom());
  }

  @Override
  public String name() {
    return hops ? "dkim2Hop" : "dkimOne";
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
    boolean passes;
    if (hops) {
      SmtpSession session = new SmtpSession(null, null, "a@hop.test", List.of("b@next.test"));
      passes =
          dkim2.verify(message, session, lookups, corpus.at(), ReplayStore.NONE)
              instanceof Dkim2Result.Pass;
    } else {
      passes = dkim.verify(message, lookups, corpus.at()).getFirst() instanceof DkimResult.Pass;
    }
    if (!passes) {
      throw new IllegalStateException(delivery.file() + " does not pass");
    }
  }
}
