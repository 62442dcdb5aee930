package dev.indicia.report;

import dev.indicia.dns.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages of one source with the same results (RFC 9990 §2.1.1.7). Whatever the report lacks, or
 * has in a way that cannot be understood, is null. Immutable.
 *
 * @param sourceIp the client's address
 * @param count messages
 * @param disposition what was done with them
 * @param dkimAligned whether DKIM passed for an aligned domain
 * @param spfAligned whether SPF passed for an aligned domain
 * @param overrides why another thing was done than the policy asks for
 * @param headerFrom the Author Domain
 * @param envelopeFrom the domain of MAIL FROM; "" is the null reverse-path
 * @param envelopeTo the domain of RCPT TO
 * @param dkim results of DKIM, before alignment
 * @param spf results of SPF, before alignment
 */
public record AggregateRecord(
    @Nullable IpAddress sourceIp,
    long count,
    @Nullable Disposition disposition,
    @Nullable Boolean dkimAligned,
    @Nullable Boolean spfAligned,
    List<PolicyOverride> overrides,
    @Nullable String headerFrom,
    @Nullable String envelopeFrom,
    @Nullable String envelopeTo,
    List<Dkim> dkim,
    List<Spf> spf) {
  public AggregateRecord {
    if (count < 0) {
      throw new IllegalArgumentException("count is negative: " + count);
    }
    overrides = List.copyOf(overrides);
    dkim = List.copyOf(dkim);
    spf = List.copyOf(spf);
  }

  /** Whether DMARC passed: one of both is aligned. */
  public boolean passes() {
    return Boolean.TRUE.equals(dkimAligned) || Boolean.TRUE.equals(spfAligned);
  }

  /**
   * A result of DKIM (RFC 9990 §2.1.1.12).
   *
   * @param domain of the signature, d=
   * @param selector of the signature, s=
   * @param humanResult more in words
   */
  public record Dkim(
      @Nullable String domain,
      @Nullable String selector,
      @Nullable ReportedResult result,
      @Nullable String humanResult) {}

  /**
   * A result of SPF (RFC 9990 §2.1.1.13).
   *
   * @param domain that was checked
   * @param scope whose domain that is
   * @param humanResult more in words
   */
  public record Spf(
      @Nullable String domain,
      @Nullable Scope scope,
      @Nullable ReportedResult result,
      @Nullable String humanResult) {}

  /** Whose domain SPF checked. */
  public enum Scope {
    /** HELO's; only RFC 7489 has it. */
    HELO("helo"),
    /** MAIL FROM's. */
    MAIL_FROM("mfrom");

    private final String word;

    Scope(String word) {
      this.word = word;
    }

    /** The word of the report. */
    public String word() {
      return word;
    }
  }
}
