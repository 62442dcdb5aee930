package dev.indicia.spf;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The result of check_host() for one identity (RFC 7208 §2.6). Closed by the standard. */
public sealed interface SpfResult {

  /** What the result rests on. */
  SpfBasis basis();

  /** The result word of RFC 8601 §2.7.2. */
  String word();

  /** Why it is not a pass; empty for a pass. */
  Optional<SpfReason> reason();

  /** The client is authorised (RFC 7208 §2.6.3). */
  record Pass(SpfBasis basis) implements SpfResult {
    @Override
    public String word() {
      return "pass";
    }

    @Override
    public Optional<SpfReason> reason() {
      return Optional.empty();
    }
  }

  /**
   * The client is not authorised (RFC 7208 §2.6.4).
   *
   * @param explanation the text of {@code exp=}, null when there is none (RFC 7208 §6.2); written
   *     by the domain's owner, so hostile
   */
  record Fail(SpfBasis basis, SpfReason why, @Nullable String explanation) implements SpfResult {
    @Override
    public String word() {
      return "fail";
    }

    @Override
    public Optional<SpfReason> reason() {
      return Optional.of(why);
    }
  }

  /** The client is probably not authorised (RFC 7208 §2.6.5). */
  record SoftFail(SpfBasis basis, SpfReason why) implements SpfResult {
    @Override
    public String word() {
      return "softfail";
    }

    @Override
    public Optional<SpfReason> reason() {
      return Optional.of(why);
    }
  }

  /** The domain says nothing about the client (RFC 7208 §2.6.2). */
  record Neutral(SpfBasis basis, SpfReason why) implements SpfResult {
    @Override
    public String word() {
      return "neutral";
    }

    @Override
    public Optional<SpfReason> reason() {
      return Optional.of(why);
    }
  }

  /** There is no domain, or it has no SPF record (RFC 7208 §2.6.1). */
  record None(SpfBasis basis, SpfReason why) implements SpfResult {
    @Override
    public String word() {
      return "none";
    }

    @Override
    public Optional<SpfReason> reason() {
      return Optional.of(why);
    }
  }

  /** A DNS failure, which a later try may not meet (RFC 7208 §2.6.6). */
  record TempError(SpfBasis basis, SpfReason why, String detail) implements SpfResult {
    @Override
    public String word() {
      return "temperror";
    }

    @Override
    public Optional<SpfReason> reason() {
      return Optional.of(why);
    }
  }

  /** The domain's records cannot be interpreted (RFC 7208 §2.6.7). */
  record PermError(SpfBasis basis, SpfReason why, String detail) implements SpfResult {
    @Override
    public String word() {
      return "permerror";
    }

    @Override
    public Optional<SpfReason> reason() {
      return Optional.of(why);
    }
  }
}
