package dev.indicia.benchmarks;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.PublicKeyRecordRetriever;
import org.apache.james.jdkim.exceptions.FailException;

/** Apache jDKIM, its keys answered from a map. */
final class JdkimEngine implements Engine {
  private final PublicKeyRecordRetriever keys;

  JdkimEngine(Map<String, List<String>> records) {
    this.keys =
        (methods, selector, domain) ->
            records.getOrDefault(Corpus.key(selector + "._domainkey." + domain, "TXT"), List.of());
  }

  @Override
  public String name() {
    return "jDKIM";
  }

  @Override
  public Set<Method> methods() {
    return Set.of(Method.DKIM);
  }

  @Override
  public void judge(Delivery delivery, String[] words) throws Exception {
    DKIMVerifier verifier = new DKIMVerifier(keys);
    try {
      verifier.verify(new ByteArrayInputStream(delivery.octets()));
    } catch (FailException e) {
      // Thrown when no signature is valid; the question below tells the same.
    }
    words[Method.DKIM.ordinal()] = verifier.hasAnyValidSignature() ? "pass" : "fail";
  }
}
