package dev.indicia.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.indicia.dkim.DkimCryptography;
import dev.indicia.dkim.DkimOptions;
import dev.indicia.dkim.DkimResult;
import dev.indicia.dkim.DkimVerifier;
import dev.indicia.message.Message;
import java.util.List;

/** Verifies any octets as a message, strictly and leniently. */
final class DkimMessageFuzzer {
  private static final DkimVerifier STRICT =
      new DkimVerifier(DkimOptions.DEFAULT, DkimCryptography.jdk());
  private static final DkimVerifier LENIENT =
      new DkimVerifier(DkimOptions.lenient(), DkimCryptography.jdk());

  @FuzzTest(maxDuration = "20s")
  void verify(byte[] input) {
    Message message = Message.of(input);
    Oracle.bounded(
        input.length,
        () -> {
          List<DkimResult> strict =
              STRICT.verify(message, Oracle.txtEverywhere(TestKeys.RSA), Oracle.AT);
          List<DkimResult> lenient =
              LENIENT.verify(message, Oracle.txtEverywhere(TestKeys.RSA), Oracle.AT);
          Oracle.check(strict.size() == lenient.size(), "another number of signatures");
          Oracle.check(
              strict.size() <= DkimOptions.DEFAULT.limits().signaturesMax() + 1,
              "more signatures than the limit");
          for (int i = 0; i < strict.size(); i++) {
            check(strict.get(i), input.length);
            check(lenient.get(i), input.length);
            Oracle.check(
                !(strict.get(i) instanceof DkimResult.Pass)
                    || lenient.get(i) instanceof DkimResult.Pass,
                "lenient refuses what strict accepts");
          }
        });
  }

  private static void check(DkimResult result, int length) {
    Oracle.check(result instanceof DkimResult.Pass || result.reason().isPresent(), "no reason");
    result
        .basis()
        .evidence()
        .octets()
        .forEach(range ->
            Oracle.check(range.offset() + range.length() <= length, "range outside the message"));
  }
}
