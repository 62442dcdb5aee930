package dev.indicia.benchmarks;

import dev.indicia.dkim.DkimCryptography;
import dev.indicia.dkim.DkimOptions;
import dev.indicia.dkim.DkimResult;
import dev.indicia.dkim.DkimVerifier;
import dev.indicia.dns.DnsLimits;
import dev.indicia.dns.Lookups;
import dev.indicia.message.Message;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** Our DKIM alone: octets in, results with evidence out. Thread-safe. */
final class DkimEngine implements Engine {
  private final String name;
  private final Corpus corpus;
  private final DkimVerifier verifier;

  DkimEngine(String name, Corpus corpus, DkimOptions options, DkimCryptography cryptography) {
    this.name = name;
    this.corpus = corpus;
    this.verifier = new DkimVerifier(options, cryptography);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<Method> methods() {
    return Set.of(Method.DKIM);
  }

  @Override
  public void judge(Delivery delivery, String[] words) {
    Lookups lookups = new Lookups(corpus.zone(), InstantSource.system(), DnsLimits.DEFAULT);
    List<DkimResult> results = verifier.verify(Message.of(delivery.octets()), lookups, corpus.at());
    words[Method.DKIM.ordinal()] = word(results);
  }

  /** "pass" when at least one signature does, as the corpus has it. */
  static String word(List<DkimResult> results) {
    for (DkimResult result : results) {
      if (result instanceof DkimResult.Pass) {
        return "pass";
      }
    }
    return "fail";
  }
}
