package dev.indicia.report;

/** One report that was read. */
public sealed interface Report permits AggregateReport, TlsReport, FeedbackReport {}
