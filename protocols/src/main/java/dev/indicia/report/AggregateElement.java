package dev.indicia.report;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The elements of an aggregate report (RFC 9990 §3.1.1, RFC 7489 Appendix C), found by the octets
 * of their names.
 */
enum AggregateElement {
  /** Outside of the report. */
  NOWHERE,
  /** An element that is none of these, or not where it belongs. */
  UNKNOWN,
  FEEDBACK(NOWHERE),
  VERSION(FEEDBACK),
  REPORT_METADATA(FEEDBACK),
  ORG_NAME(REPORT_METADATA),
  EMAIL(REPORT_METADATA),
  EXTRA_CONTACT_INFO(REPORT_METADATA),
  REPORT_ID(REPORT_METADATA),
  DATE_RANGE(REPORT_METADATA),
  BEGIN(DATE_RANGE),
  END(DATE_RANGE),
  ERROR(REPORT_METADATA),
  GENERATOR(REPORT_METADATA),
  POLICY_PUBLISHED(FEEDBACK),
  DISCOVERY_METHOD(POLICY_PUBLISHED),
  P(POLICY_PUBLISHED),
  SP(POLICY_PUBLISHED),
  NP(POLICY_PUBLISHED),
  FO(POLICY_PUBLISHED),
  ADKIM(POLICY_PUBLISHED),
  ASPF(POLICY_PUBLISHED),
  TESTING(POLICY_PUBLISHED),
  PCT(POLICY_PUBLISHED),
  EXTENSION(FEEDBACK),
  RECORD(FEEDBACK),
  ROW(RECORD),
  SOURCE_IP(ROW),
  COUNT(ROW),
  POLICY_EVALUATED(ROW),
  DISPOSITION(POLICY_EVALUATED),
  REASON(POLICY_EVALUATED),
  TYPE(REASON),
  COMMENT(REASON),
  IDENTIFIERS(RECORD),
  HEADER_FROM(IDENTIFIERS),
  ENVELOPE_FROM(IDENTIFIERS),
  ENVELOPE_TO(IDENTIFIERS),
  AUTH_RESULTS(RECORD),
  /** A result of DKIM in auth_results, or its alignment in policy_evaluated. */
  DKIM(POLICY_EVALUATED, AUTH_RESULTS),
  /** A result of SPF in auth_results, or its alignment in policy_evaluated. */
  SPF(POLICY_EVALUATED, AUTH_RESULTS),
  DOMAIN(POLICY_PUBLISHED, DKIM, SPF),
  SELECTOR(DKIM),
  SCOPE(SPF),
  RESULT(DKIM, SPF),
  HUMAN_RESULT(DKIM, SPF);

  private static final int TABLE_SIZE = 256;
  private static final AggregateElement[] TABLE = table();

  private final long bit = 1L << ordinal();
  private final AggregateElement[] parents;
  private final byte[] octets = name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);

  AggregateElement(AggregateElement... parents) {
    this.parents = parents;
  }

  /** A bit of its own, for sets of elements. */
  long bit() {
    return bit;
  }

  /** Whether it belongs into that element. */
  boolean isIn(AggregateElement parent) {
    for (AggregateElement one : parents) {
      if (one == parent) {
        return true;
      }
    }
    return false;
  }

  /** Whether these octets are its name letter by letter. */
  boolean isWritten(byte[] name, int from, int to) {
    if (to - from != octets.length) {
      return false;
    }
    for (int i = 0; i < octets.length; i++) {
      if (name[from + i] != octets[i]) {
        return false;
      }
    }
    return true;
  }

  /** The element of that name in any letters; UNKNOWN when there is none. */
  static AggregateElement of(byte[] name, int from, int to) {
    int hash = hash(name, from, to);
    for (int i = hash; ; i = (i + 1) & (TABLE_SIZE - 1)) {
      AggregateElement element = TABLE[i];
      if (element == null) {
        return UNKNOWN;
      }
      if (element.matches(name, from, to)) {
        return element;
      }
    }
  }

  private boolean matches(byte[] name, int from, int to) {
    if (to - from != octets.length) {
      return false;
    }
    for (int i = 0; i < octets.length; i++) {
      if (lower(name[from + i]) != octets[i]) {
        return false;
      }
    }
    return true;
  }

  private static int lower(int octet) {
    return octet >= 'A' && octet <= 'Z' ? octet + 0x20 : octet;
  }

  private static int hash(byte[] name, int from, int to) {
    int hash = to - from;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + lower(name[i]);
    }
    return (hash ^ hash >>> 8) & (TABLE_SIZE - 1);
  }

  private static AggregateElement[] table() {
    AggregateElement[] table = new AggregateElement[TABLE_SIZE];
    for (AggregateElement element : values()) {
      if (element.parents.length > 0) {
        int i = hash(element.octets, 0, element.octets.length);
        while (table[i] != null) {
          i = (i + 1) & (TABLE_SIZE - 1);
        }
        table[i] = element;
      }
    }
    return table;
  }
}
