package dev.indicia.report;

import java.io.IOException;
import java.io.Serial;

/**
 * Reading ends here. Passes through the streams that are read, and becomes a {@link
 * ReportResult.Refused} before it leaves this package.
 */
final class Refusal extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  private final ReportReason reason;
  private final String detail;

  Refusal(ReportReason reason, String detail) {
    super(reason.code() + ": " + detail, null);
    this.reason = reason;
    this.detail = detail;
  }

  ReportReason reason() {
    return reason;
  }

  String detail() {
    return detail;
  }
}
