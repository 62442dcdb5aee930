package dev.indicia.iprev;

import dev.indicia.dns.DomainName;
import dev.indicia.evidence.Evidence;
import java.util.List;
import java.util.Optional;

/** The result of the reverse DNS check of the client's address (RFC 8601 §3). */
public sealed interface IprevResult {

  /** What the result rests on. */
  Evidence evidence();

  /**
   * A name of the address leads back to it.
   *
   * @param name the first such name, in the order of the PTR records
   */
  record Pass(DomainName name, Evidence evidence) implements IprevResult {}

  /**
   * No name of the address leads back to it.
   *
   * @param names the names tried
   */
  record Fail(IprevReason why, List<DomainName> names, Evidence evidence) implements IprevResult {}

  /** A DNS failure stands in the way. */
  record TempError(IprevReason why, String detail, Evidence evidence) implements IprevResult {}

  /** The address has no PTR record. */
  record PermError(IprevReason why, Evidence evidence) implements IprevResult {}

  /** The result word of RFC 8601 §2.7.3. */
  default String word() {
    return switch (this) {
      case Pass r -> "pass";
      case Fail r -> "fail";
      case TempError r -> "temperror";
      case PermError r -> "permerror";
    };
  }

  /** Why it is not a pass; empty for a pass. */
  default Optional<IprevReason> reason() {
    return switch (this) {
      case Pass r -> Optional.empty();
      case Fail r -> Optional.of(r.why());
      case TempError r -> Optional.of(r.why());
      case PermError r -> Optional.of(r.why());
    };
  }
}
