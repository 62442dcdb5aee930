package dev.indicia.benchmarks;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What no DKIM verifier on the same cryptography can beat: each canonical body hashed once and each
 * signature with a matching body hash verified, nothing else; all of it taken out beforehand
 * ({@link SignedParts}).
 */
final class BoundLoop implements Engine {
  private final IdentityHashMap<Delivery, SignedParts> parts = new IdentityHashMap<>();
  private final String name;
  private final MessageDigest sha256;
  private final Signature rsa;

  /** With the JDK's cryptography. */
  BoundLoop(Corpus corpus) throws GeneralSecurityException {
    this("boundLoop", corpus, Signature.getInstance("SHA256withRSA"));
  }

  /** With SHA256withRSA by that object, and the JDK's hash. */
  BoundLoop(String name, Corpus corpus, Signature rsa) throws GeneralSecurityException {
    this.name = name;
    this.sha256 = MessageDigest.getInstance("SHA-256");
    this.rsa = rsa;
    KeyFactory factory = KeyFactory.getInstance("RSA", rsa.getProvider());
    Map<String, PublicKey> keys = new HashMap<>();
    for (Delivery delivery : corpus.deliveries()) {
      parts.put(delivery, SignedParts.of(delivery.octets(), corpus.zone(), factory, keys));
    }
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
  public void judge(Delivery delivery, String[] words) throws Exception {
    SignedParts signed = Objects.requireNonNull(parts.get(delivery));
    byte[][] hashes = new byte[signed.bodies().size()][];
    for (int i = 0; i < hashes.length; i++) {
      SignedParts.Body body = signed.bodies().get(i);
      sha256.update(body.octets(), body.from(), body.to() - body.from());
      hashes[i] = sha256.digest();
    }
    boolean pass = false;
    for (SignedParts.Signed signature : signed.signatures()) {
      if (SignedParts.matches(signature, hashes[signature.body()])) {
        rsa.initVerify(signature.key());
        rsa.update(signature.header());
        pass |= rsa.verify(signature.signature());
      }
    }
    words[Method.DKIM.ordinal()] = pass ? "pass" : "fail";
  }
}
