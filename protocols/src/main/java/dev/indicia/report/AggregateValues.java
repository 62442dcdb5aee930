package dev.indicia.report;

import dev.indicia.dmarc.AlignmentMode;
import dev.indicia.dmarc.DmarcPolicy;
import dev.indicia.dns.IpAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The text of the leaf that {@link XmlScanner} has just left, as a value. Texts and addresses that
 * come again and again are made once.
 */
final class AggregateValues {
  private static final int CACHE_SIZE = 1024;
  private static final int CACHED_OCTETS_MAX = 64;
  private static final int DIGITS_MAX = 18;

  private static final Words<Disposition> DISPOSITIONS =
      Words.of(Disposition::word, Disposition.values());
  private static final Words<DmarcPolicy> POLICIES =
      Words.of(DmarcPolicy::word, DmarcPolicy.values());
  private static final Words<DiscoveryMethod> METHODS =
      Words.of(DiscoveryMethod::word, DiscoveryMethod.values());
  private static final Words<PolicyOverride.Type> OVERRIDES =
      Words.of(PolicyOverride.Type::word, PolicyOverride.Type.values());
  private static final Words<AggregateRecord.Scope> SCOPES =
      Words.of(AggregateRecord.Scope::word, AggregateRecord.Scope.values());
  private static final Words<AlignmentMode> MODES =
      Words.of(mode -> mode == AlignmentMode.STRICT ? "s" : "r", AlignmentMode.values())
          .withOld("relaxed", AlignmentMode.RELAXED)
          .withOld("strict", AlignmentMode.STRICT);
  private static final Words<Boolean> ALIGNED =
      Words.<Boolean>of(passes -> passes ? "pass" : "fail", true, false);
  private static final Words<Boolean> TESTING =
      Words.<Boolean>of(testing -> testing ? "y" : "n", true, false);
  private static final Words<ReportedResult> DKIM =
      Words.of(
          ReportedResult::word,
          ReportedResult.PASS,
          ReportedResult.FAIL,
          ReportedResult.NONE,
          ReportedResult.POLICY,
          ReportedResult.NEUTRAL,
          ReportedResult.TEMPERROR,
          ReportedResult.PERMERROR);
  private static final Words<ReportedResult> SPF =
      Words.of(
              ReportedResult::word,
              ReportedResult.PASS,
              ReportedResult.FAIL,
              ReportedResult.NONE,
              ReportedResult.SOFTFAIL,
              ReportedResult.NEUTRAL,
              ReportedResult.TEMPERROR,
              ReportedResult.PERMERROR)
          .withOld("hardfail", ReportedResult.FAIL)
          .withOld("unknown", ReportedResult.TEMPERROR)
          .withOld("error", ReportedResult.PERMERROR);

  private final Set<ReportDeviation> deviations;
  private final @Nullable String[] texts = new String[CACHE_SIZE];
  private final @Nullable IpAddress[] addresses = new IpAddress[CACHE_SIZE];
  private final @Nullable String[] addressTexts = new String[CACHE_SIZE];
  private byte[] octets = new byte[0];
  private int from;
  private int to;
  private boolean spaced;

  AggregateValues(Set<ReportDeviation> deviations) {
    this.deviations = deviations;
  }

  /**
   * Goes on with the element that has just ended: with its text, without white space around it;
   * with nothing where other elements were in it.
   */
  void read(XmlScanner scanner) {
    if (!scanner.isLeaf()) {
      from = 0;
      to = 0;
      spaced = false;
      return;
    }
    octets = scanner.textOctets();
    from = scanner.textStart();
    to = scanner.textEnd();
    int length = to - from;
    while (from < to && isSpace(octets[from])) {
      from++;
    }
    while (from < to && isSpace(octets[to - 1])) {
      to--;
    }
    spaced = to - from != length;
  }

  private static boolean isSpace(byte octet) {
    return octet == ' ' || octet == '\n' || octet == '\t' || octet == '\r';
  }

  private <T> @Nullable T word(Words<T> words) {
    if (spaced) {
      deviations.add(ReportDeviation.VALUE_SPACE);
    }
    return words.find(octets, from, to, deviations);
  }

  @Nullable Disposition disposition() {
    return word(DISPOSITIONS);
  }

  @Nullable DmarcPolicy policy() {
    return word(POLICIES);
  }

  @Nullable DiscoveryMethod discovery() {
    return word(METHODS);
  }

  PolicyOverride.@Nullable Type override() {
    return word(OVERRIDES);
  }

  AggregateRecord.@Nullable Scope scope() {
    return word(SCOPES);
  }

  @Nullable AlignmentMode mode() {
    return word(MODES);
  }

  @Nullable Boolean aligned() {
    return word(ALIGNED);
  }

  @Nullable Boolean testing() {
    return word(TESTING);
  }

  @Nullable ReportedResult dkim() {
    return word(DKIM);
  }

  @Nullable ReportedResult spf() {
    return word(SPF);
  }

  /** The text, with its line ends as LF (XML 1.0 §2.11); "" where there is none. */
  String text() {
    if (to - from > CACHED_OCTETS_MAX) {
      return decoded();
    }
    int slot = hash() & (CACHE_SIZE - 1);
    String cached = texts[slot];
    if (cached != null && isWritten(cached)) {
      return cached;
    }
    String text = decoded();
    texts[slot] = text;
    return text;
  }

  /** The text; null where there is none. */
  @Nullable String textOrNull() {
    return from == to ? null : text();
  }

  private int hash() {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + octets[i];
    }
    return hash ^ hash >>> 10 ^ hash >>> 20;
  }

  private boolean isWritten(String text) {
    if (text.length() != to - from) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != octets[from + i]) {
        return false;
      }
    }
    return true;
  }

  private String decoded() {
    String text = new String(octets, from, to - from, StandardCharsets.UTF_8);
    boolean replaced = text.indexOf('\ufffd') >= 0;
    if (!replaced && text.indexOf('\r') < 0) {
      return text;
    }
    // One that was there before us takes three octets; one that stands for a broken octet, one.
    if (replaced && text.getBytes(StandardCharsets.UTF_8).length != to - from) {
      deviations.add(ReportDeviation.ENCODING_BROKEN);
    }
    return text.replace("\r\n", "\n").replace('\r', '\n');
  }

  /** The address; null when it is none, which is noted. */
  @Nullable IpAddress address() {
    String text = text();
    int slot = text.hashCode() & (CACHE_SIZE - 1);
    IpAddress address = addresses[slot];
    if (address == null || !text.equals(addressTexts[slot])) {
      address = IpAddress.parse(text).orElse(null);
      addresses[slot] = address;
      addressTexts[slot] = text;
    }
    if (address == null) {
      deviations.add(from == to ? ReportDeviation.ELEMENT_MISSING : ReportDeviation.SOURCE_SYNTAX);
    }
    return address;
  }

  /** The whole number of 0 to 18 digits; -1 when it is none. ".0" behind it is noted. */
  long number() {
    int end = to;
    while (end > from && octets[end - 1] == '0') {
      end--;
    }
    if (end > from && end < to && octets[end - 1] == '.') {
      end--;
      deviations.add(ReportDeviation.NUMBER_FORM);
    } else {
      end = to;
    }
    int start = from;
    while (start < end - 1 && octets[start] == '0') {
      start++;
    }
    if (start == end || end - start > DIGITS_MAX) {
      return -1;
    }
    long value = 0;
    for (int i = start; i < end; i++) {
      int digit = octets[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** Seconds since 1970; null when it is no such number, which is noted. */
  @Nullable Instant time() {
    long seconds = number();
    if (seconds < 0 || seconds > Instant.MAX.getEpochSecond()) {
      deviations.add(ReportDeviation.TIME_SYNTAX);
      return null;
    }
    return Instant.ofEpochSecond(seconds);
  }

  /** A percentage; null when it is none, which is noted. */
  @Nullable Integer percentage() {
    long value = number();
    if (value < 0 || value > 100) {
      deviations.add(from == to ? ReportDeviation.ELEMENT_MISSING : ReportDeviation.VALUE_UNKNOWN);
      return null;
    }
    return (int) value;
  }
}
