package dev.indicia.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.indicia.bimi.BimiLimits;
import dev.indicia.bimi.BimiRecord;
import dev.indicia.bimi.BimiSelector;
import dev.indicia.bimi.MarkCertificate;
import dev.indicia.bimi.SvgComplaint;
import dev.indicia.bimi.SvgProfile;
import dev.indicia.pki.Der;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

/** Reads Assertion Records, Indicators and evidence documents. */
final class BimiFuzzer {
  @FuzzTest(maxDuration = "20s")
  void record(byte[] input) {
    String text = Oracle.latin1(input);
    Oracle.bounded(
        input.length,
        () -> {
          for (String start : new String[] {"", "v=BIMI1;"}) {
            String whole = start + text;
            if (BimiRecord.parse(whole) instanceof BimiRecord.Parsed.Malformed malformed) {
              Oracle.check(malformed.offset() <= whole.length(), "defect outside the record");
            }
            BimiSelector.parse(whole);
          }
          BimiSelector.ofLocalPart(text)
              .ifPresent(s -> Oracle.check(s.length() <= 63, "too long a selector"));
        });
  }

  @FuzzTest(maxDuration = "20s")
  void indicator(byte[] input) {
    Oracle.bounded(
        input.length,
        () -> {
          SvgProfile.Checked checked = SvgProfile.check(input);
          Oracle.check(
              checked.complaints().size() <= BimiLimits.DEFAULT.complaintsMax(), "too many");
          for (SvgComplaint complaint : checked.complaints()) {
            Oracle.check(complaint.line() > 0 && complaint.column() > 0, "no place");
            Oracle.check(complaint.offset() <= checked.octets(), "a place outside the file");
          }
        });
  }

  @FuzzTest(maxDuration = "20s")
  void evidence(byte[] input) {
    String pem =
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getEncoder().encodeToString(input)
            + "\n-----END CERTIFICATE-----\n";
    Oracle.bounded(
        input.length,
        () -> {
          validate(input);
          validate(pem.getBytes(StandardCharsets.US_ASCII));
          Der der = Der.of(input);
          int values = 0;
          while (der.skip()) {
            values++;
          }
          Oracle.check(values <= input.length, "more values than octets");
        });
  }

  private static void validate(byte[] pem) {
    Oracle.check(
        MarkCertificate.validate(pem, Set.of(), Oracle.AT, BimiLimits.DEFAULT)
            instanceof MarkCertificate.Validation.Invalid,
        "valid without an authority");
  }
}
