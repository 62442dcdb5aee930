package dev.indicia.report;

import dev.indicia.dmarc.AlignmentMode;
import dev.indicia.dmarc.DmarcPolicy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an aggregate report says above its records: who reports, for which time, on which policy
 * (RFC 9990 §2.1.1.2 to §2.1.1.5). Whatever the report lacks is null. Immutable.
 *
 * @param form which of the two forms
 * @param version of the format as written, "1.0"
 */
public record AggregateHead(
    AggregateForm form, @Nullable String version, Metadata metadata, Policy policy) {

  /**
   * Who reports, and for which time (RFC 9990 §2.1.1.3, §2.1.1.4).
   *
   * @param orgName the Reporting Organization
   * @param email whom to write to
   * @param extraContactInfo more about that
   * @param reportId unique among the reports to one domain
   * @param begin of the reporting period
   * @param end of the reporting period, within it
   * @param errors what was wrong with the policy record
   * @param generator name and version of the program; only RFC 9990 has it
   */
  public record Metadata(
      @Nullable String orgName,
      @Nullable String email,
      @Nullable String extraContactInfo,
      @Nullable String reportId,
      @Nullable Instant begin,
      @Nullable Instant end,
      List<String> errors,
      @Nullable String generator) {
    public Metadata {
      errors = List.copyOf(errors);
    }
  }

  /**
   * The policy that was found (RFC 9990 §2.1.1.5).
   *
   * @param domain the Policy Domain
   * @param discovery how it was found; only RFC 9990 has it
   * @param p the policy
   * @param sp the policy of subdomains
   * @param np the policy of subdomains that do not exist; only RFC 9990 has it
   * @param adkim alignment of DKIM
   * @param aspf alignment of SPF
   * @param fo failure reporting options as written
   * @param testing whether the policy is only tested; only RFC 9990 has it
   * @param pct percentage that the policy asks for; only RFC 7489 has it
   */
  public record Policy(
      @Nullable String domain,
      @Nullable DiscoveryMethod discovery,
      @Nullable DmarcPolicy p,
      @Nullable DmarcPolicy sp,
      @Nullable DmarcPolicy np,
      @Nullable AlignmentMode adkim,
      @Nullable AlignmentMode aspf,
      @Nullable String fo,
      @Nullable Boolean testing,
      @Nullable Integer pct) {}
}
