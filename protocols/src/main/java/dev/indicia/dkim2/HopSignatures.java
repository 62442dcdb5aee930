package dev.indicia.dkim2;

import dev.indicia.dkim.DkimPublicKey;
import dev.indicia.dkim.DkimReason;
import dev.indicia.dkim.KeyLookup;
import dev.indicia.dkim.SignedMessage;
import dev.indicia.dns.Answer;
import dev.indicia.dns.DomainName;
import dev.indicia.signed.SigningInput;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks the signatures of the hops of one message: keys (draft §11.5), then signatures (§11.6).
 * One use, one thread.
 */
final class HopSignatures {
  private static final int RSA_BITS_MIN = 1024;

  private final SignedMessage signed;
  private final Dkim2Options options;
  private final Set<Answer> answers = new LinkedHashSet<>();
  private SigningInput input = new SigningInput();
  private int keys;

  HopSignatures(SignedMessage signed, Dkim2Options options) {
    this.signed = signed;
    this.options = options;
  }

  /** What became of one hop's signatures; there is a failure unless they pass. */
  record Check(List<Dkim2Hop.Value> values, Dkim2Hop.Outcome outcome, @Nullable Failure failure) {}

  /** The DNS answers used. */
  List<Answer> answers() {
    return List.copyOf(answers);
  }

  private static String name(int hop) {
    return Chain.SIGNATURE + " i=" + hop;
  }

  /**
   * Checks the signatures of a hop.
   *
   * @param covered what they cover (draft §9.6)
   */
  Check check(ChainSignature signature, SigningInput covered) {
    int hop = signature.number();
    input = covered;
    List<Dkim2Hop.Value> values = new ArrayList<>(1);
    Failure first = null;
    boolean groupPassed = false;
    for (List<ChainSignature.Value> group : signature.groups()) {
      Failure problem = checkGroup(hop, signature.domain(), group, values);
      groupPassed |= problem == null;
      first = first == null ? problem : first;
    }
    // From draft 08 on one group that passes is enough.
    if (groupPassed || first == null) {
      return new Check(values, Dkim2Hop.Outcome.PASS, null);
    }
    return new Check(values, first.kind(), first);
  }

  /** What is wrong with a group whose members must all pass; null when nothing is. */
  private @Nullable Failure checkGroup(
      int hop, DomainName domain, List<ChainSignature.Value> group, List<Dkim2Hop.Value> values) {
    Failure first = null;
    String passed = null;
    String failed = null;
    for (ChainSignature.Value value : group) {
      KeyCheck check = checkValue(hop, domain, value);
      values.add(
          new Dkim2Hop.Value(value.selector(), value.algorithm(), check.keyBits, check.outcome));
      if (check.outcome == Dkim2Hop.Outcome.PASS) {
        passed = passed == null ? value.selector() : passed;
      } else if (check.failure != null) {
        first = first == null ? check.failure : first;
        failed = failed == null ? value.selector() : failed;
      }
    }
    if (first == null) {
      return passed != null
          ? null
          : Failure.fail(
              Dkim2Reason.ALGORITHM_UNKNOWN,
              name(hop) + " has no signature by a known algorithm",
              hop);
    }
    // Draft §11.6: some pass and others do not.
    if (passed != null && first.why() == Dkim2Reason.SIGNATURE_MISMATCH) {
      return Failure.fail(
          Dkim2Reason.SIGNATURES_DISAGREE,
          name(hop) + " " + passed + " signature passed, " + failed + " signature failed",
          hop);
    }
    return first;
  }

  /** What became of one signature. */
  private record KeyCheck(Dkim2Hop.Outcome outcome, int keyBits, @Nullable Failure failure) {}

  private KeyCheck checkValue(int hop, DomainName domain, ChainSignature.Value value) {
    String keyType =
        switch (value.algorithm()) {
          case "rsa-sha256" -> "rsa";
          case "ed25519-sha256" -> "ed25519";
          default -> "";
        };
    if (keyType.isEmpty()) {
      return unknown(hop, value);
    }
    if (++keys > options.limits().keysMax()) {
      return unusable(hop, Dkim2Reason.TOO_MANY_KEYS, "more than " + options.limits().keysMax());
    }
    KeyLookup lookup = signed.key(domain, value.selector());
    Answer answer = lookup.answer();
    if (answer != null) {
      answers.add(answer);
    }
    String name = name(hop) + " public key " + value.selector();
    if (lookup.problem() == DkimReason.KEY_UNAVAILABLE) {
      return new KeyCheck(
          Dkim2Hop.Outcome.TEMPERROR,
          0,
          Failure.tempError(Dkim2Reason.KEY_UNAVAILABLE, name + " could not be fetched", hop));
    }
    if (lookup.records() > 1) {
      return unusable(hop, Dkim2Reason.KEY_SEVERAL, name + " has multiple records");
    }
    DkimPublicKey key = lookup.key();
    if (key == null) {
      return unusable(hop, name, lookup);
    }
    boolean rsa = key instanceof DkimPublicKey.Rsa;
    if (rsa != keyType.equals("rsa")) {
      return unusable(hop, Dkim2Reason.KEY_ALGORITHM_MISMATCH, name + " algorithm mismatch");
    }
    if (rsa && key.bits() < RSA_BITS_MIN) {
      return unusable(hop, Dkim2Reason.KEY_SIZE, name + " has " + key.bits() + " bits");
    }
    if (signed.cryptography().verifySha256(key, input.octets(), input.length(), value.octets())) {
      return new KeyCheck(Dkim2Hop.Outcome.PASS, key.bits(), null);
    }
    return new KeyCheck(
        Dkim2Hop.Outcome.FAIL,
        key.bits(),
        Failure.fail(
            Dkim2Reason.SIGNATURE_MISMATCH,
            name(hop) + " " + value.selector() + " incorrect signature",
            hop));
  }

  /** Draft §3.4: ignored before its key is asked for; from draft 08 on its group fails. */
  private KeyCheck unknown(int hop, ChainSignature.Value value) {
    if (!options.draft().has(Dkim2Rule.UNKNOWN_FAILS)) {
      return new KeyCheck(Dkim2Hop.Outcome.UNCHECKED, 0, null);
    }
    boolean known = value.algorithm().equals("mldsa44") && options.draft().has(Dkim2Rule.ML_DSA_44);
    return unusable(
        hop,
        known ? Dkim2Reason.ALGORITHM_NOT_OFFERED : Dkim2Reason.ALGORITHM_UNKNOWN,
        name(hop) + " " + value.selector() + " " + value.algorithm());
  }

  private KeyCheck unusable(int hop, String name, KeyLookup lookup) {
    DkimReason problem = lookup.problem();
    if (problem == DkimReason.KEY_MISSING || problem == DkimReason.KEY_NAME) {
      return unusable(hop, Dkim2Reason.KEY_MISSING, name + " does not exist");
    }
    if (problem == DkimReason.KEY_REVOKED) {
      return unusable(hop, Dkim2Reason.KEY_REVOKED, name + " has been revoked");
    }
    if (problem == DkimReason.KEY_TYPE_UNSUPPORTED) {
      return unusable(hop, Dkim2Reason.KEY_ALGORITHM_MISMATCH, name + " algorithm mismatch");
    }
    if (problem == DkimReason.KEY_TOO_LONG || problem == DkimReason.KEY_EXPONENT) {
      return unusable(hop, Dkim2Reason.KEY_SIZE, name + ": " + lookup.detail());
    }
    String more = lookup.detail().isEmpty() ? "" : " (" + lookup.detail() + ")";
    return unusable(hop, Dkim2Reason.KEY_SYNTAX, name + " has a syntax error" + more);
  }

  private static KeyCheck unusable(int hop, Dkim2Reason why, String detail) {
    return new KeyCheck(Dkim2Hop.Outcome.PERMERROR, 0, Failure.permError(why, detail, hop));
  }
}
