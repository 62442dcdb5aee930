package dev.indicia.cli;

import dev.indicia.arc.ArcResult;
import dev.indicia.bimi.BimiResult;
import dev.indicia.dkim.DkimResult;
import dev.indicia.dmarc.DmarcResult;
import dev.indicia.evidence.Reason;
import dev.indicia.iprev.IprevResult;
import dev.indicia.spf.SpfResult;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a result says beyond its reason, in words. The words come from outside in part: hostile. */
final class Details {
  // No switch over the kinds: the JVM links each pattern switch anew in every run, a millisecond.
  private Details() {}

  static @Nullable String of(SpfResult result) {
    if (result instanceof SpfResult.TempError error) {
      return error.detail();
    }
    return result instanceof SpfResult.PermError error ? error.detail() : null;
  }

  static @Nullable String of(DkimResult result) {
    if (result instanceof DkimResult.Pass) {
      return null;
    }
    if (result instanceof DkimResult.Fail fail) {
      return fail.detail();
    }
    if (result instanceof DkimResult.Policy policy) {
      return policy.detail();
    }
    if (result instanceof DkimResult.Neutral neutral) {
      return neutral.detail();
    }
    if (result instanceof DkimResult.TempError error) {
      return error.detail();
    }
    return ((DkimResult.PermError) result).detail();
  }

  static @Nullable String of(ArcResult result) {
    if (result instanceof ArcResult.TempError error) {
      return error.detail();
    }
    return result instanceof ArcResult.Fail fail ? fail.detail() : null;
  }

  static @Nullable String of(DmarcResult result) {
    if (result instanceof DmarcResult.TempError error) {
      return error.detail();
    }
    return result instanceof DmarcResult.PermError error ? error.detail() : null;
  }

  static @Nullable String of(IprevResult result) {
    return result instanceof IprevResult.TempError error ? error.detail() : null;
  }

  static @Nullable String of(BimiResult result) {
    if (result instanceof BimiResult.Fail fail) {
      return fail.detail();
    }
    if (result instanceof BimiResult.Skipped skipped) {
      return skipped.detail();
    }
    return result instanceof BimiResult.TempError error ? error.detail() : null;
  }

  /** " (why: detail, RFC section)" for a result that is not a pass, else nothing. */
  static String explained(Optional<? extends Reason> reason, @Nullable String detail) {
    if (reason.isEmpty()) {
      return "";
    }
    Reason why = reason.get();
    String more = detail == null || detail.isEmpty() ? "" : ": " + PlainText.of(detail);
    return " (" + why.meaning() + more + "; " + why.section() + ")";
  }
}
