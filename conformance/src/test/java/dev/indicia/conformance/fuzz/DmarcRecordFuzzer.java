package dev.indicia.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.indicia.dmarc.DmarcEvaluator;
import dev.indicia.dmarc.DmarcOptions;
import dev.indicia.dmarc.DmarcRecord;
import dev.indicia.dmarc.DmarcResult;
import dev.indicia.dmarc.Identifier;
import dev.indicia.dns.DomainName;
import dev.indicia.evidence.Strictness;
import java.util.List;

/** Reads a DMARC Policy Record and evaluates with it. */
final class DmarcRecordFuzzer {
  private static final DomainName AUTHOR = DomainName.of("mail.a.test");

  @FuzzTest(maxDuration = "20s")
  void evaluate(byte[] input) {
    String text = Oracle.latin1(input);
    Oracle.bounded(
        input.length,
        () -> {
          for (Strictness strictness : Strictness.values()) {
            parse(text, strictness);
            parse("v=DMARC1;" + text, strictness);
          }
        });
  }

  private static void parse(String text, Strictness strictness) {
    switch (DmarcRecord.parse(text, strictness)) {
      case DmarcRecord.Parsed.Valid valid -> {
        DmarcRecord record = valid.record();
        record.adkim();
        record.aspf();
        record.psd();
        record.isTestMode();
        Oracle.check(record.fo() != null, "no fo");
        Oracle.check(record.rua().size() <= text.length(), "more addresses than characters");
        Oracle.check(record.ruf().size() <= text.length(), "more addresses than characters");
      }
      case DmarcRecord.Parsed.NotDmarc none -> {}
      case DmarcRecord.Parsed.Malformed malformed ->
          Oracle.check(malformed.offset() <= text.length(), "error outside the record");
    }
    Identifier identifier =
        new Identifier(Identifier.Method.DKIM, Identifier.Status.PASS, DomainName.of("a.test"));
    DmarcResult result =
        new DmarcEvaluator(DmarcOptions.DEFAULT.withStrictness(strictness))
            .evaluate(AUTHOR, List.of(identifier), Oracle.txtEverywhere(text));
    Oracle.check(result instanceof DmarcResult.Pass || result.reason().isPresent(), "no reason");
  }
}
