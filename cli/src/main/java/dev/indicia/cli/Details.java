package dev.indicia.cli;

import dev.indicia.dkim.DkimResult;
import dev.indicia.dmarc.DmarcResult;
import dev.indicia.evidence.Reason;
import dev.indicia.iprev.IprevResult;
import dev.indicia.spf.SpfResult;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a result says beyond its reason, in words. The words come from outside in part: hostile. */
final class Details {
  private Details() {}

  static @Nullable String of(SpfResult result) {
    return switch (result) {
      case SpfResult.TempError r -> r.detail();
      case SpfResult.PermError r -> r.detail();
      case SpfResult.Pass r -> null;
      case SpfResult.Fail r -> null;
      case SpfResult.SoftFail r -> null;
      case SpfResult.Neutral r -> null;
      case SpfResult.None r -> null;
    };
  }

  static @Nullable String of(DkimResult result) {
    return switch (result) {
      case DkimResult.Pass r -> null;
      case DkimResult.Fail r -> r.detail();
      case DkimResult.Policy r -> r.detail();
      case DkimResult.Neutral r -> r.detail();
      case DkimResult.TempError r -> r.detail();
      case DkimResult.PermError r -> r.detail();
    };
  }

  static @Nullable String of(DmarcResult result) {
    return switch (result) {
      case DmarcResult.TempError r -> r.detail();
      case DmarcResult.PermError r -> r.detail();
      case DmarcResult.Pass r -> null;
      case DmarcResult.Fail r -> null;
      case DmarcResult.None r -> null;
    };
  }

  static @Nullable String of(IprevResult result) {
    return switch (result) {
      case IprevResult.TempError r -> r.detail();
      case IprevResult.Pass r -> null;
      case IprevResult.Fail r -> null;
      case IprevResult.PermError r -> null;
    };
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
