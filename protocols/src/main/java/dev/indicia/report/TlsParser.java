package dev.indicia.report;

import dev.indicia.dns.IpAddress;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one TLS report from UTF-8 octets (RFC 8460 §4.4). */
final class TlsParser {
  private final JsonScanner scanner;
  private final ReportLimits limits;
  private final Set<ReportDeviation> deviations;
  private int policyCount;
  private int failureCount;

  private @Nullable String organizationName;
  private @Nullable Instant begin;
  private @Nullable Instant end;
  private @Nullable String contactInfo;
  private @Nullable String reportId;
  private @Nullable List<TlsReport.Policy> policies;

  TlsParser(InputStream in, ReportLimits limits, Set<ReportDeviation> deviations) {
    this.scanner = new JsonScanner(in, limits, deviations);
    this.limits = limits;
    this.deviations = deviations;
  }

  /** Reads it to the end of the stream. */
  TlsReport parse() throws IOException {
    if (scanner.next() != JsonScanner.Token.OBJECT) {
      throw new Refusal(ReportReason.NOT_A_REPORT, "the JSON is no object");
    }
    object(this::top);
    List<TlsReport.Policy> found = policies;
    if (found == null) {
      throw new Refusal(ReportReason.NOT_A_REPORT, "the JSON has no policies");
    }
    if (scanner.trailing()) {
      deviations.add(ReportDeviation.JSON_TRAILING);
    }
    if (organizationName == null || contactInfo == null || reportId == null) {
      deviations.add(ReportDeviation.MEMBER_MISSING);
    }
    if (begin == null || end == null) {
      deviations.add(ReportDeviation.MEMBER_MISSING);
    } else if (end.isBefore(begin)) {
      deviations.add(ReportDeviation.PERIOD_REVERSED);
    }
    return new TlsReport(organizationName, begin, end, contactInfo, reportId, found);
  }

  /** Takes the member of that name, whose value begins with the token. */
  @FunctionalInterface
  private interface Member {
    void take(String name, JsonScanner.Token token) throws IOException;
  }

  /** Reads the members of the object that has begun. */
  private void object(Member member) throws IOException {
    Set<String> names = new HashSet<>();
    while (scanner.next() == JsonScanner.Token.NAME) {
      String name = scanner.text();
      JsonScanner.Token token = scanner.next();
      if (!names.add(name)) {
        deviations.add(ReportDeviation.MEMBER_REPEATED);
        scanner.skip(token);
      } else {
        member.take(name, token);
      }
    }
  }

  /** Takes what an array has in it; each element begins with the token. */
  @FunctionalInterface
  private interface Element {
    void take(JsonScanner.Token token) throws IOException;
  }

  private void array(JsonScanner.Token begun, String name, Element element) throws IOException {
    if (isNull(begun)) {
      return;
    }
    if (begun != JsonScanner.Token.ARRAY) {
      throw member(name);
    }
    for (JsonScanner.Token token = scanner.next();
        token != JsonScanner.Token.ARRAY_END;
        token = scanner.next()) {
      element.take(token);
    }
  }

  /** Whether the value is null, which stands for a member that is missing. */
  private boolean isNull(JsonScanner.Token token) {
    boolean none = token == JsonScanner.Token.LITERAL && scanner.text().equals("null");
    if (none) {
      deviations.add(ReportDeviation.MEMBER_MISSING);
    }
    return none;
  }

  private static Refusal member(String name) {
    return new Refusal(ReportReason.TLS_MEMBER, name);
  }

  private void top(String name, JsonScanner.Token token) throws IOException {
    switch (name) {
      case "organization-name" -> organizationName = string(name, token);
      case "contact-info" -> contactInfo = string(name, token);
      case "report-id" -> reportId = string(name, token);
      case "date-range" -> objectOf(name, token, this::dateRange);
      case "policies" -> {
        List<TlsReport.Policy> found = new ArrayList<>();
        array(token, name, each -> found.add(policy(each)));
        policies = found;
      }
      default -> scanner.skip(token);
    }
  }

  private void objectOf(String name, JsonScanner.Token token, Member member) throws IOException {
    if (isNull(token)) {
      return;
    }
    if (token != JsonScanner.Token.OBJECT) {
      throw member(name);
    }
    object(member);
  }

  private void dateRange(String name, JsonScanner.Token token) throws IOException {
    switch (name) {
      case "start-datetime" -> begin = time(string(name, token));
      case "end-datetime" -> end = time(string(name, token));
      default -> scanner.skip(token);
    }
  }

  /** RFC 3339; null when it is no such time, which is noted. */
  private @Nullable Instant time(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String time = text.strip().toUpperCase(Locale.ROOT);
    try {
      return OffsetDateTime.parse(time).toInstant();
    } catch (DateTimeException e) {
      deviations.add(ReportDeviation.TIME_SYNTAX);
    }
    try {
      // Without its offset a time is taken for UTC.
      return OffsetDateTime.parse(time + "Z").toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private @Nullable String string(String name, JsonScanner.Token token) throws IOException {
    if (isNull(token)) {
      return null;
    }
    if (token == JsonScanner.Token.NUMBER) {
      deviations.add(ReportDeviation.MEMBER_FORM);
    } else if (token != JsonScanner.Token.STRING) {
      throw member(name);
    }
    return scanner.text();
  }

  /** An array of strings; one string alone stands for an array of it. */
  private List<String> strings(String name, JsonScanner.Token token) throws IOException {
    List<String> strings = new ArrayList<>();
    if (token == JsonScanner.Token.STRING) {
      deviations.add(ReportDeviation.MEMBER_FORM);
      strings.add(scanner.text());
      return strings;
    }
    array(
        token,
        name,
        each -> {
          String string = string(name, each);
          if (strings.size() == limits.resultsMax()) {
            throw new Refusal(ReportReason.TOO_MANY_RESULTS, name);
          }
          if (string != null) {
            strings.add(string);
          }
        });
    return strings;
  }

  /** A count of 0 to 18 digits. */
  private long count(String name, JsonScanner.Token token) throws IOException {
    if (isNull(token)) {
      return 0;
    }
    if (token == JsonScanner.Token.STRING) {
      deviations.add(ReportDeviation.MEMBER_FORM);
    } else if (token != JsonScanner.Token.NUMBER) {
      throw member(name);
    }
    try {
      BigDecimal number = new BigDecimal(scanner.text().strip());
      // Looked at before it is written out: an exponent makes a long number of a short text.
      if (number.signum() >= 0 && number.precision() - (long) number.scale() <= 18) {
        return number.longValueExact();
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // Refused below.
    }
    throw member(name + ": " + scanner.text());
  }

  private static long orNone(@Nullable Long count) {
    return count == null ? 0 : count;
  }

  private TlsReport.Policy policy(JsonScanner.Token token) throws IOException {
    if (limits.policiesMax() == policyCount++) {
      throw new Refusal(ReportReason.TOO_MANY_POLICIES, "more than " + limits.policiesMax());
    }
    PolicyMembers members = new PolicyMembers();
    objectOf("policies", token, members::take);
    return members.policy();
  }

  private final class PolicyMembers {
    private TlsReport.@Nullable PolicyType type;
    private List<String> strings = List.of();
    private @Nullable String domain;
    private List<String> mxHosts = List.of();
    private @Nullable Long successful;
    private @Nullable Long failed;
    private boolean typed;
    private final List<TlsReport.Failure> failures = new ArrayList<>();

    TlsReport.Policy policy() {
      if (!typed || domain == null || successful == null || failed == null) {
        deviations.add(ReportDeviation.MEMBER_MISSING);
      }
      return new TlsReport.Policy(
          type, strings, domain, mxHosts, orNone(successful), orNone(failed), failures);
    }

    void take(String name, JsonScanner.Token token) throws IOException {
      switch (name) {
        case "policy" -> objectOf(name, token, this::inner);
        case "summary" -> objectOf(name, token, this::summary);
        case "failure-details" -> array(token, name, each -> failures.add(failure(each)));
        default -> scanner.skip(token);
      }
    }

    private void inner(String name, JsonScanner.Token token) throws IOException {
      switch (name) {
        case "policy-type" -> {
          typed = true;
          type = type(string(name, token));
        }
        case "policy-string" -> strings = strings(name, token);
        case "policy-domain" -> domain = string(name, token);
        // RFC 8460 §4.4 has both spellings of it.
        case "mx-host", "mx-host-pattern" -> mxHosts = strings(name, token);
        default -> scanner.skip(token);
      }
    }

    private void summary(String name, JsonScanner.Token token) throws IOException {
      switch (name) {
        case "total-successful-session-count" -> successful = count(name, token);
        case "total-failure-session-count" -> failed = count(name, token);
        default -> scanner.skip(token);
      }
    }
  }

  private TlsReport.@Nullable PolicyType type(@Nullable String word) {
    for (TlsReport.PolicyType type : TlsReport.PolicyType.values()) {
      if (type.word().equalsIgnoreCase(word)) {
        return type;
      }
    }
    deviations.add(ReportDeviation.POLICY_TYPE);
    return null;
  }

  private TlsReport.Failure failure(JsonScanner.Token token) throws IOException {
    if (limits.failuresMax() == failureCount++) {
      throw new Refusal(ReportReason.TOO_MANY_FAILURES, "more than " + limits.failuresMax());
    }
    FailureMembers members = new FailureMembers();
    objectOf("failure-details", token, members::take);
    return members.failure();
  }

  private final class FailureMembers {
    private @Nullable String resultType;
    private @Nullable IpAddress sendingMtaIp;
    private @Nullable String hostname;
    private @Nullable String helo;
    private @Nullable IpAddress receivingIp;
    private @Nullable Long sessions;
    private @Nullable String information;
    private @Nullable String code;

    TlsReport.Failure failure() {
      if (resultType == null || sessions == null) {
        deviations.add(ReportDeviation.MEMBER_MISSING);
      }
      return new TlsReport.Failure(
          resultType,
          sendingMtaIp,
          hostname,
          helo,
          receivingIp,
          orNone(sessions),
          information,
          code);
    }

    void take(String name, JsonScanner.Token token) throws IOException {
      switch (name) {
        case "result-type" -> resultType = string(name, token);
        case "sending-mta-ip" -> sendingMtaIp = address(string(name, token));
        case "receiving-mx-hostname" -> hostname = string(name, token);
        case "receiving-mx-helo" -> helo = string(name, token);
        case "receiving-ip" -> receivingIp = address(string(name, token));
        case "failed-session-count" -> sessions = count(name, token);
        case "additional-information", "additional-info-uri" -> information = string(name, token);
        case "failure-reason-code", "failure-error-code" -> code = string(name, token);
        default -> scanner.skip(token);
      }
    }
  }

  private @Nullable IpAddress address(@Nullable String text) {
    IpAddress address = text == null ? null : IpAddress.parse(text.strip()).orElse(null);
    if (text != null && address == null) {
      deviations.add(ReportDeviation.SOURCE_SYNTAX);
    }
    return address;
  }
}
