package dev.indicia.report;

/** Takes what {@link ReportReader} finds, in the order of the input, in the thread that reads. */
@FunctionalInterface
public interface ReportSink {
  /** A report was read, or refused. */
  void result(ReportResult result);

  /**
   * A record of the aggregate report that is being read; {@link #result} with its report, or a
   * refusal, follows behind its last one.
   */
  default void record(AggregateRecord record) {}
}
