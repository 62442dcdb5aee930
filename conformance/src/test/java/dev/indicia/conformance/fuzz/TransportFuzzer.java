package dev.indicia.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.indicia.evidence.Strictness;
import dev.indicia.transport.RecordParse;
import dev.indicia.transport.StsMode;
import dev.indicia.transport.StsPolicy;
import dev.indicia.transport.StsRecord;
import dev.indicia.transport.TlsReportingRecord;
import dev.indicia.transport.TransportLimits;

/** Reads MTA-STS policies and the records of MTA-STS and TLSRPT. */
final class TransportFuzzer {
  @FuzzTest(maxDuration = "20s")
  void policy(byte[] input) {
    Oracle.bounded(
        input.length,
        () -> {
          for (Strictness strictness : Strictness.values()) {
            switch (StsPolicy.parse(input, strictness, TransportLimits.DEFAULT)) {
              case StsPolicy.Parsed.Valid valid -> {
                StsPolicy policy = valid.policy();
                Oracle.check(
                    policy.mode() == StsMode.NONE || !policy.mx().isEmpty(), "no mail exchanger");
                Oracle.check(policy.maxAgeSeconds() <= StsPolicy.MAX_AGE_SECONDS, "too old");
              }
              case StsPolicy.Parsed.Malformed malformed ->
                  Oracle.check(malformed.line() > 0, "no line");
            }
          }
        });
  }

  @FuzzTest(maxDuration = "20s")
  void records(byte[] input) {
    String text = Oracle.latin1(input);
    Oracle.bounded(
        input.length,
        () -> {
          for (String start : new String[] {"", "v=STSv1;", "v=TLSRPTv1;rua="}) {
            check(StsRecord.parse(start + text), start.length() + text.length());
            check(TlsReportingRecord.parse(start + text), start.length() + text.length());
          }
        });
  }

  private static void check(RecordParse<?> parsed, int length) {
    if (parsed instanceof RecordParse.Malformed<?> malformed) {
      Oracle.check(malformed.offset() <= length, "defect outside the record");
    }
  }
}
