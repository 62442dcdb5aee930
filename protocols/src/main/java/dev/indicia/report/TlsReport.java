package dev.indicia.report;

import dev.indicia.dns.IpAddress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A TLS report: how often connections to a domain's mail servers could be secured (RFC 8460 §4.4).
 * Whatever the report lacks is null. Immutable.
 *
 * @param organizationName who reports
 * @param begin of the reporting period
 * @param end of the reporting period
 * @param contactInfo whom to write to
 * @param reportId unique among the reporter's reports
 * @param policies each policy that was applied, with what came of it
 */
public record TlsReport(
    @Nullable String organizationName,
    @Nullable Instant begin,
    @Nullable Instant end,
    @Nullable String contactInfo,
    @Nullable String reportId,
    List<Policy> policies)
    implements Report {
  public TlsReport {
    policies = List.copyOf(policies);
  }

  /** Sessions of all policies that were secured. */
  public long totalSuccessful() {
    return policies.stream().mapToLong(Policy::successful).sum();
  }

  /** Sessions of all policies that were not. */
  public long totalFailed() {
    return policies.stream().mapToLong(Policy::failed).sum();
  }

  /** Which kind of policy (RFC 8460 §4.4). */
  public enum PolicyType {
    /** DANE (RFC 7672). */
    TLSA("tlsa"),
    /** MTA-STS (RFC 8461). */
    STS("sts"),
    /** There is neither. */
    NO_POLICY_FOUND("no-policy-found");

    private final String word;

    PolicyType(String word) {
      this.word = word;
    }

    /** The word of the report. */
    public String word() {
      return word;
    }
  }

  /**
   * A policy and its sessions.
   *
   * @param type null where the report has none that is known
   * @param strings the policy as found, line by line or record by record
   * @param domain the policy is of
   * @param mxHosts patterns of the mail servers that the policy names
   * @param successful sessions
   * @param failed sessions
   * @param failures why sessions failed
   */
  public record Policy(
      @Nullable PolicyType type,
      List<String> strings,
      @Nullable String domain,
      List<String> mxHosts,
      long successful,
      long failed,
      List<Failure> failures) {
    public Policy {
      strings = List.copyOf(strings);
      mxHosts = List.copyOf(mxHosts);
      failures = List.copyOf(failures);
    }
  }

  /**
   * Sessions that failed for the same reason (RFC 8460 §4.3, §4.4).
   *
   * @param resultType a word of the registry, "certificate-expired"
   * @param sendingMtaIp the client's address
   * @param receivingMxHostname the server's name
   * @param receivingMxHelo the server's name as it greets
   * @param receivingIp the server's address
   * @param failedSessions how many
   * @param additionalInformation where more is found
   * @param failureReasonCode more in words of the reporter's program
   */
  public record Failure(
      @Nullable String resultType,
      @Nullable IpAddress sendingMtaIp,
      @Nullable String receivingMxHostname,
      @Nullable String receivingMxHelo,
      @Nullable IpAddress receivingIp,
      long failedSessions,
      @Nullable String additionalInformation,
      @Nullable String failureReasonCode) {}
}
