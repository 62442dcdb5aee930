package dev.indicia.transport;

import dev.indicia.dns.DomainName;
import dev.indicia.evidence.Strictness;
import dev.indicia.pki.HostPattern;
import java.time.Instant;
import java.util.List;

/**
 * An MTA-STS policy (RFC 8461 §3.2). Immutable.
 *
 * @param mode what it asks for
 * @param maxAgeSeconds how long it may be kept, 0 to 31557600
 * @param mx which mail exchangers are the domain's, in order; empty only with {@link StsMode#NONE}
 * @param ignored names of fields that mean nothing here or stand there again, in order
 */
public record StsPolicy(
    StsMode mode, long maxAgeSeconds, List<HostPattern> mx, List<String> ignored) {
  /** The longest time that a policy may be kept, in seconds: a year. */
  public static final long MAX_AGE_SECONDS = 31_557_600;

  public StsPolicy {
    mx = List.copyOf(mx);
    ignored = List.copyOf(ignored);
  }

  /** What the octets of a policy are. */
  public sealed interface Parsed {
    /**
     * A policy.
     *
     * @param deviations overlooked, each once
     */
    record Valid(StsPolicy policy, List<TransportDeviation> deviations) implements Parsed {
      public Valid {
        deviations = List.copyOf(deviations);
      }
    }

    /**
     * No policy, so the domain has none.
     *
     * @param line of what is wrong, from 1; the last one when something is missing
     * @param detail what is wrong, for people
     */
    record Malformed(int line, TransportReason why, String detail) implements Parsed {}
  }

  /** Reads a policy as fetched, strictly and within {@link TransportLimits#DEFAULT}. */
  public static Parsed parse(byte[] octets) {
    return parse(octets, Strictness.STRICT, TransportLimits.DEFAULT);
  }

  /** Reads a policy as fetched. Takes any octets; time and memory are linear in their number. */
  public static Parsed parse(byte[] octets, Strictness strictness, TransportLimits limits) {
    return octets.length > limits.policyOctetsMax()
        ? new Parsed.Malformed(
            1,
            TransportReason.STS_POLICY_SIZE,
            octets.length + " octets, more than " + limits.policyOctetsMax())
        : new StsPolicyParser(octets, strictness).parse();
  }

  /** Whether the policy names that mail exchanger (RFC 8461 §4.1). */
  public boolean names(DomainName host) {
    return mx.stream().anyMatch(pattern -> pattern.matches(host));
  }

  /** Whether a policy fetched at that time is still to be applied (RFC 8461 §5.1). */
  public boolean isFresh(Instant fetchedAt, Instant at) {
    return at.isBefore(fetchedAt.plusSeconds(maxAgeSeconds));
  }
}
