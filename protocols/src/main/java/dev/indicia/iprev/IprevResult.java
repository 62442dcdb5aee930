package dev.indicia.iprev;

import dev.indicia.dns.DomainName;
import dev.indicia.evidence.Evidence;
import java.util.List;
import java.util.Optional;

/** The result of the reverse DNS check of the client's address (RFC 8601 §3). */
public sealed interface IprevResult {

  /** What the result rests on. */
  Evidence evidence();

  /** The result word of RFC 8601 §2.7.3. */
  String word();

  /** Why it is not a pass; empty for a pass. */
  Optional<IprevReason> reason();

  /**
   * A name of the address leads back to it.
   *
   * @param name the first such name, in the order of the PTR records
   */
  record Pass(DomainName name, Evidence evidence) implements IprevResult {
    @Override
    public String word() {
      return "pass";
    }

    @Override
    public Optional<IprevReason> reason() {
      return Optional.empty();
    }
  }

  /**
   * No name of the address leads back to it.
   *
   * @param names the names tried
   */
  record Fail(IprevReason why, List<DomainName> names, Evidence evidence) implements IprevResult {
    @Override
    public String word() {
      return "fail";
    }

    @Override
    public Optional<IprevReason> reason() {
      return Optional.of(why);
    }
  }

  /** A DNS failure stands in the way. */
  record TempError(IprevReason why, String detail, Evidence evidence) implements IprevResult {
    @Override
    public String word() {
      return "temperror";
    }

    @Override
    public Optional<IprevReason> reason() {
      return Optional.of(why);
    }
  }

  /** The address has no PTR record. */
  record PermError(IprevReason why, Evidence evidence) implements IprevResult {
    @Override
    public String word() {
      return "permerror";
    }

    @Override
    public Optional<IprevReason> reason() {
      return Optional.of(why);
    }
  }
}
