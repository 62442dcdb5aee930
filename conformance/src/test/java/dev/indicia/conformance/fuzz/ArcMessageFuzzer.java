package dev.indicia.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.indicia.arc.ArcLimits;
import dev.indicia.arc.ArcOptions;
import dev.indicia.arc.ArcResult;
import dev.indicia.arc.ArcVerifier;
import dev.indicia.dkim.DkimCryptography;
import dev.indicia.dkim.DkimOptions;
import dev.indicia.dkim.DkimVerifier;
import dev.indicia.evidence.Strictness;
import dev.indicia.message.Message;

/** Validates any octets as the header of a message with a chain, strictly and leniently. */
final class ArcMessageFuzzer {
  private static final ArcVerifier STRICT =
      new ArcVerifier(
          ArcOptions.DEFAULT, new DkimVerifier(DkimOptions.DEFAULT, DkimCryptography.jdk()));
  private static final ArcVerifier LENIENT =
      new ArcVerifier(
          ArcOptions.DEFAULT.withStrictness(Strictness.LENIENT),
          new DkimVerifier(DkimOptions.lenient(), DkimCryptography.jdk()));

  @FuzzTest(maxDuration = "20s")
  void verify(byte[] input) {
    Message message = Message.of(input);
    Oracle.bounded(
        input.length,
        () -> {
          ArcResult strict = STRICT.verify(message, Oracle.txtEverywhere(TestKeys.RSA), Oracle.AT);
          ArcResult lenient =
              LENIENT.verify(message, Oracle.txtEverywhere(TestKeys.RSA), Oracle.AT);
          // Nobody has the private half of that key.
          check(strict, input.length);
          check(lenient, input.length);
          Oracle.check(
              strict instanceof ArcResult.None == lenient instanceof ArcResult.None,
              "strict and lenient see another chain");
        });
  }

  private static void check(ArcResult result, int length) {
    Oracle.check(!(result instanceof ArcResult.Pass), "a chain that nobody sealed");
    Oracle.check(result.reason().isPresent(), "no reason");
    Oracle.check(result.basis().instance() <= ArcLimits.SETS_MAX, "more sets than the limit");
    Oracle.check(
        result.basis().sets().size() <= result.basis().instance(), "more sets than instances");
    result
        .basis()
        .evidence()
        .octets()
        .forEach(range ->
            Oracle.check(range.offset() + range.length() <= length, "range outside the message"));
  }
}
