package dev.indicia.events;

import dev.indicia.arc.ArcResult;
import dev.indicia.bimi.BimiResult;
import dev.indicia.dkim.DkimResult;
import dev.indicia.dmarc.DmarcResult;
import dev.indicia.iprev.IprevResult;
import dev.indicia.spf.SpfResult;
import org.jspecify.annotations.Nullable;

/** What a result says beyond its reason, in words. The words come from outside in part: hostile. */
public final class Details {
  // No switch over the kinds: the JVM links each pattern switch anew in every run, a millisecond.
  private Details() {}

  public static @Nullable String of(SpfResult result) {
    if (result instanceof SpfResult.TempError error) {
      return error.detail();
    }
    return result instanceof SpfResult.PermError error ? error.detail() : null;
  }

  public static @Nullable String of(DkimResult result) {
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

  public static @Nullable String of(ArcResult result) {
    if (result instanceof ArcResult.TempError error) {
      return error.detail();
    }
    return result instanceof ArcResult.Fail fail ? fail.detail() : null;
  }

  public static @Nullable String of(DmarcResult result) {
    if (result instanceof DmarcResult.TempError error) {
      return error.detail();
    }
    return result instanceof DmarcResult.PermError error ? error.detail() : null;
  }

  public static @Nullable String of(IprevResult result) {
    return result instanceof IprevResult.TempError error ? error.detail() : null;
  }

  public static @Nullable String of(BimiResult result) {
    if (result instanceof BimiResult.Fail fail) {
      return fail.detail();
    }
    if (result instanceof BimiResult.Skipped skipped) {
      return skipped.detail();
    }
    return result instanceof BimiResult.TempError error ? error.detail() : null;
  }
}
