package dev.indicia.conformance;

import dev.indicia.arc.ArcDeviation;
import dev.indicia.arc.ArcOptions;
import dev.indicia.arc.ArcResult;
import dev.indicia.arc.ArcVerifier;
import dev.indicia.conformance.SuiteResult.Tally;
import dev.indicia.dkim.DkimCryptography;
import dev.indicia.dkim.DkimDeviation;
import dev.indicia.dkim.DkimOptions;
import dev.indicia.dkim.DkimVerifier;
import dev.indicia.evidence.Deviation;
import dev.indicia.evidence.Strictness;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The validation cases of the arc_test_suite of 2018, which was written along the drafts of RFC
 * 8617. Where the drafts said otherwise, a case is known under what changed.
 */
final class ArcSuite implements Suite {
  /** Cases older than RFC 8617, and what it changed. */
  private static final Map<String, String> OLDER =
      Map.of(
          "ams_fields_c_na", "without c= it is simple/simple (RFC 8617 §4.1.2), not relaxed",
          "ams_fields_h_empty", "From is signed (RFC 8617 §4.1.2 by RFC 6376 §5.4)",
          "cv_fail_i1_as_cv_fail", "cv=fail gives fail (RFC 8617 §5.2), not nothing",
          "cv_fail_i2_as2_fail", "cv=fail gives fail (RFC 8617 §5.2), not nothing",
          "cv_fail_i2_as1_fail", "cv=fail gives fail (RFC 8617 §5.2), not nothing");

  private final Corpora corpora;
  private final Strictness strictness;

  ArcSuite(Corpora corpora, Strictness strictness) {
    this.corpora = corpora;
    this.strictness = strictness;
  }

  @Override
  public String name() {
    return strictness == Strictness.LENIENT ? "arc validation, lenient" : "arc validation, strict";
  }

  /** The verifier of that strictness. */
  static ArcVerifier verifier(Strictness strictness) {
    DkimOptions options =
        strictness == Strictness.LENIENT ? DkimOptions.lenient() : DkimOptions.DEFAULT;
    return new ArcVerifier(
        ArcOptions.DEFAULT.withStrictness(strictness),
        new DkimVerifier(options, DkimCryptography.jdk()));
  }

  @Override
  public String about() {
    return "arc_test_suite of 2018, validation, with its expected results.";
  }

  @Override
  public SuiteResult run() throws IOException {
    Tally tally = new Tally(name());
    ArcVerifier verifier = verifier(strictness);
    for (ArcCases.Case each : ArcCases.read(corpora, "validation")) {
      run(tally, verifier, each);
    }
    return tally.result();
  }

  /** Whether strict and lenient reading treat it otherwise. */
  private static boolean matters(Deviation deviation) {
    return deviation instanceof DkimDeviation || deviation == ArcDeviation.SEAL_SIGNED;
  }

  private void run(Tally tally, ArcVerifier verifier, ArcCases.Case each) {
    String id = each.id();
    ArcResult result = verifier.verify(each.message(), each.zone(), ArcCases.AT);
    String expected = each.test().path("cv").asString("").toLowerCase(Locale.ROOT);
    String older = OLDER.get(id);
    List<Deviation> deviations = result.basis().deviations();
    // Strict reading refuses, or lenient reading overlooks, what the suite does not.
    boolean stricter = strictness == Strictness.STRICT && result instanceof ArcResult.Fail;
    boolean looser = strictness == Strictness.LENIENT && result instanceof ArcResult.Pass;
    if (expected.equals(result.word())) {
      tally.pass();
    } else if (older != null) {
      tally.known(id + ": " + older);
    } else if ((stricter || looser) && deviations.stream().anyMatch(ArcSuite::matters)) {
      tally.known(deviations.stream().filter(ArcSuite::matters).map(Deviation::id).toList());
    } else {
      tally.fail(id, "expected " + expected + ", got " + result);
    }
  }
}
