package dev.indicia.report;

/**
 * A DMARC aggregate report whose records were given one by one while it was read. Immutable.
 *
 * @param head all that stands above the records
 * @param records number of records
 * @param messages sum of their counts
 */
public record AggregateReport(AggregateHead head, long records, long messages) implements Report {}
