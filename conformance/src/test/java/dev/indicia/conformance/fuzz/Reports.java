package dev.indicia.conformance.fuzz;

import dev.indicia.report.AggregateRecord;
import dev.indicia.report.AggregateReport;
import dev.indicia.report.ReportReader;
import dev.indicia.report.ReportResult;
import dev.indicia.report.ReportSink;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** What holds of any input that is read for reports. */
final class Reports {
  private Reports() {}

  private static final class Taken implements ReportSink {
    private final List<ReportResult> results = new ArrayList<>();
    private long records;
    private long messages;

    @Override
    public void record(AggregateRecord record) {
      records++;
      messages += record.count();
    }

    @Override
    public void result(ReportResult result) {
      results.add(result);
      if (result instanceof ReportResult.Read read
          && read.report() instanceof AggregateReport aggregate) {
        Oracle.check(aggregate.records() == records, "another number of records");
        Oracle.check(aggregate.messages() == messages, "another sum of messages");
      }
      records = 0;
      messages = 0;
    }
  }

  /**
   * Reads it, and reads it again in small pieces: both say the same, and something. Why something
   * is refused may differ: how much of a broken stream comes out before its break depends on
   * pieces.
   */
  static List<ReportResult> read(byte[] input) {
    List<ReportResult> results = read(new ByteArrayInputStream(input));
    Oracle.check(!results.isEmpty(), "no result");
    InputStream pieces =
        new FilterInputStream(new ByteArrayInputStream(input)) {
          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            return super.read(target, offset, Math.min(length, 7));
          }
        };
    List<ReportResult> again = read(pieces);
    Oracle.check(again.toString().equals(results.toString()), "in pieces: " + again);
    return results;
  }

  private static List<ReportResult> read(InputStream in) {
    Taken taken = new Taken();
    try {
      new ReportReader().read(in, taken);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return taken.results;
  }
}
