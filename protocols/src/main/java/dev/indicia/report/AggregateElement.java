package dev.indicia.report;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * The elements of an aggregate report (RFC 9990 §2.1.1, RFC 7489 Appendix C), found by the octets
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
  private final long parents;

  @SuppressWarnings("ImmutableEnumChecker") // Compared with octets, and never given away.
  private final byte[] octets = name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);

  AggregateElement(AggregateElement... parents) {
    long bits = 0;
    for (AggregateElement parent : parents) {
      bits |= parent.bit;
    }
    this.parents = bits;
  }

  /** A bit of its own, for sets of elements. */
  long bit() {
    return bit;
  }

  /** Whether it belongs into that element. */
  boolean isIn(AggregateElement parent) {
    return (parents & parent.bit) != 0;
  }

  /** The element of exactly that name; UNKNOWN when there is none. */
  static AggregateElement of(byte[] name, int from, int to) {
    if (from == to) {
      return UNKNOWN;
    }
    int slot = slot(name, from, to);
    AggregateElement element = TABLE[slot];
    while (element != null
        && !Arrays.equals(name, from, to, element.octets, 0, element.octets.length)) {
      slot = (slot + 1) & (TABLE_SIZE - 1);
      element = TABLE[slot];
    }
    return element == null ? UNKNOWN : element;
  }

  /** The element of that name in other letters; UNKNOWN when there is none. */
  static AggregateElement inAnyLetters(byte[] name, int from, int to) {
    byte[] lower = Arrays.copyOfRange(name, from, to);
    for (int i = 0; i < lower.length; i++) {
      lower[i] = lower(lower[i]);
    }
    return of(lower, 0, lower.length);
  }

  private static byte lower(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? (byte) (octet + 0x20) : octet;
  }

  private static int slot(byte[] name, int from, int to) {
    int length = to - from;
    int middle = name[from + (length >> 1)];
    return (length * 37 + name[from] * 7 + name[to - 1] * 3 + middle * 11) & (TABLE_SIZE - 1);
  }

  private static AggregateElement[] table() {
    AggregateElement[] table = new AggregateElement[TABLE_SIZE];
    for (AggregateElement element : values()) {
      if (element.parents != 0) {
        int slot = slot(element.octets, 0, element.octets.length);
        while (table[slot] != null) {
          slot = (slot + 1) & (TABLE_SIZE - 1);
        }
        table[slot] = element;
      }
    }
    return table;
  }
}
