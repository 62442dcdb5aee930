package dev.indicia.conformance;

import dev.indicia.conformance.SuiteResult.Tally;
import dev.indicia.dkim.DkimCryptography;
import dev.indicia.dkim.DkimOptions;
import dev.indicia.dkim.DkimReason;
import dev.indicia.dkim.DkimResult;
import dev.indicia.dkim.DkimVerifier;
import dev.indicia.dns.DnsLimits;
import dev.indicia.dns.Lookups;
import dev.indicia.dns.Resolver;
import dev.indicia.evidence.Deviation;
import dev.indicia.message.Message;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One signature with what the referees say of it. The clock stands 60 seconds after its {@code t=},
 * as theirs did.
 *
 * @param index of the DKIM-Signature field, top first
 */
record SignatureCase(String id, Message message, int index, Referees expected) {
  private static final Instant WITHOUT_TIME = Instant.parse("2026-01-01T00:00:00Z");
  private static final long SECONDS_AFTER = 60;

  /** The verifier that overlooks all that can be overlooked. */
  static DkimVerifier lenient() {
    return new DkimVerifier(DkimOptions.lenient(), DkimCryptography.jdk());
  }

  /** The verifier as it comes. */
  static DkimVerifier strict() {
    return new DkimVerifier(DkimOptions.DEFAULT, DkimCryptography.jdk());
  }

  /** Lenient verification has to give what the referees say. */
  void runLenient(Tally tally, DkimVerifier verifier, Resolver keys) {
    DkimResult result = verify(verifier, keys);
    String defect = defect(result);
    if (defect == null) {
      tally.pass();
    } else {
      tally.fail(id, defect);
    }
  }

  /** Strict verification too, or it names the deviation or the rule for which it refuses. */
  void runStrict(Tally tally, DkimVerifier verifier, Resolver keys) {
    DkimResult result = verify(verifier, keys);
    String defect = defect(result);
    if (defect == null) {
      tally.pass();
    } else if (result == null || result instanceof DkimResult.Pass) {
      tally.fail(id, defect);
    } else if (!result.basis().deviations().isEmpty()) {
      tally.known(ids(result));
    } else if (result instanceof DkimResult.Policy policy) {
      tally.known("policy " + policy.why().code());
    } else {
      tally.fail(id, defect);
    }
  }

  private static List<String> ids(DkimResult result) {
    return result.basis().deviations().stream().map(Deviation::id).toList();
  }

  private @Nullable DkimResult verify(DkimVerifier verifier, Resolver keys) {
    DkimResult first = at(verifier, keys, WITHOUT_TIME);
    Instant signedAt = first == null ? null : first.basis().signedAt();
    return signedAt == null ? first : at(verifier, keys, signedAt.plusSeconds(SECONDS_AFTER));
  }

  private @Nullable DkimResult at(DkimVerifier verifier, Resolver keys, Instant at) {
    Lookups lookups = new Lookups(keys, InstantSource.fixed(at), DnsLimits.DEFAULT);
    List<DkimResult> results = verifier.verify(message, lookups, at);
    return index < results.size() ? results.get(index) : null;
  }

  private @Nullable String defect(@Nullable DkimResult result) {
    if (result == null) {
      return "there is no signature " + index;
    }
    Optional<DkimReason> reason = result.reason();
    boolean same =
        switch (expected) {
          case PASS -> result instanceof DkimResult.Pass;
          case FAIL -> result instanceof DkimResult.Fail;
          // Refused for its syntax before anybody asks for a key is no less refused.
          case NO_KEY ->
              result instanceof DkimResult.Neutral
                  || (reason.isPresent() && reason.get() == DkimReason.KEY_MISSING);
        };
    return same
        ? null
        : "expected "
            + expected
            + ", got "
            + result.word()
            + reason.map(why -> " " + why.code()).orElse("")
            + " "
            + String.join(" ", ids(result));
  }
}
