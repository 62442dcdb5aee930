package dev.indicia.spf;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The result of check_host() for one identity (RFC 7208 §2.6). Closed by the standard. */
public sealed interface SpfResult {

  /** What the result rests on. */
  SpfBasis basis();

  /** The client is authorised (RFC 7208 §2.6.3). */
  record Pass(SpfBasis basis) implements SpfResult {}

  /**
   * The client is not authorised (RFC 7208 §2.6.4).
   *
   * @param explanation the text of {@code exp=}, null when there is none (RFC 7208 §6.2); written
   *     by the domain's owner, so hostile
   */
  record Fail(SpfBasis basis, SpfReason why, @Nullable String explanation) implements SpfResult {}

  /** The client is probably not authorised (RFC 7208 §2.6.5). */
  record SoftFail(SpfBasis basis, SpfReason why) implements SpfResult {}

  /** The domain says nothing about the client (RFC 7208 §2.6.2). */
  record Neutral(SpfBasis basis, SpfReason why) implements SpfResult {}

  /** There is no domain, or it has no SPF record (RFC 7208 §2.6.1). */
  record None(SpfBasis basis, SpfReason why) implements SpfResult {}

  /** A DNS failure, which a later try may not meet (RFC 7208 §2.6.6). */
  record TempError(SpfBasis basis, SpfReason why, String detail) implements SpfResult {}

  /** The domain's records cannot be interpreted (RFC 7208 §2.6.7). */
  record PermError(SpfBasis basis, SpfReason why, String detail) implements SpfResult {}

  /** The result word of RFC 8601 §2.7.2. */
  default String word() {
    return switch (this) {
      case Pass r -> "pass";
      case Fail r -> "fail";
      case SoftFail r -> "softfail";
      case Neutral r -> "neutral";
      case None r -> "none";
      case TempError r -> "temperror";
      case PermError r -> "permerror";
    };
  }

  /** Why it is not a pass; empty for a pass. */
  default Optional<SpfReason> reason() {
    return switch (this) {
      case Pass r -> Optional.empty();
      case Fail r -> Optional.of(r.why());
      case SoftFail r -> Optional.of(r.why());
      case Neutral r -> Optional.of(r.why());
      case None r -> Optional.of(r.why());
      case TempError r -> Optional.of(r.why());
      case PermError r -> Optional.of(r.why());
    };
  }
}
