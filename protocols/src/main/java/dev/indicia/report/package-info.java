/**
 * What mail receivers report back: DMARC aggregate reports (RFC 9990, and RFC 7489 Appendix C),
 * failure reports (RFC 6591, RFC 9991), feedback reports (RFC 5965) and TLS reports (RFC 8460);
 * read and written, with the mail, zip and gzip they travel in.
 *
 * <p>{@link dev.indicia.report.ReportReader} reads whatever it is given as a stream, in constant
 * memory: an aggregate report gives its records one by one. Each report ends as a {@link
 * dev.indicia.report.ReportResult}: the report with its {@link
 * dev.indicia.report.ReportDeviation}s, or a refusal with its {@link
 * dev.indicia.report.ReportReason}. Reports come from anybody: everything in them is a claim of
 * whoever sent it, and every size has a limit ({@link dev.indicia.report.ReportLimits}). Streams
 * are given by the caller; nothing here opens a file.
 */
@NullMarked
package dev.indicia.report;

import org.jspecify.annotations.NullMarked;
