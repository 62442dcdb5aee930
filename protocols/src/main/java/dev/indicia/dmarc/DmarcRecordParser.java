package dev.indicia.dmarc;

import dev.indicia.evidence.Strictness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads one text as a DMARC Policy Record (RFC 9989 §4.8). One use, one thread. */
final class DmarcRecordParser {
  private static final String VERSION = "DMARC1";

  private final String text;
  private final boolean strict;
  private final LinkedHashMap<String, String> tags = LinkedHashMap.newLinkedHashMap(8);
  private final List<DmarcDeviation> deviations = new ArrayList<>(0);

  DmarcRecordParser(String text, Strictness strictness) {
    this.text = Objects.requireNonNull(text, "text");
    this.strict = strictness == Strictness.STRICT;
  }

  DmarcRecord.Parsed parse() {
    int at = version();
    if (at < 0) {
      return new DmarcRecord.Parsed.NotDmarc();
    }
    // RFC 9989 §4.8: dmarc-record = dmarc-version *(dmarc-sep dmarc-tag) [dmarc-sep].
    while (at < text.length()) {
      int start = at + 1;
      int separator = text.indexOf(';', start);
      int end = separator < 0 ? text.length() : separator;
      boolean duplicate = tag(start, end);
      // RFC 6376 §3.2: a tag that stands twice makes the whole list invalid.
      if (duplicate && strict) {
        return new DmarcRecord.Parsed.Malformed(start, DmarcDeviation.DUPLICATE_TAG);
      }
      at = end;
    }
    return new DmarcRecord.Parsed.Valid(new DmarcRecord(text, tags), deviations);
  }

  /**
   * RFC 9989 §4.7, tag v: it stands first and is "DMARC1" in exactly this case, or the record is
   * ignored. Answers the offset of the separator behind it (or of the end), -1 when it is not
   * there.
   */
  private int version() {
    int i = skipSpace(0, text.length());
    boolean leadingSpace = i > 0;
    if (i >= text.length() || (text.charAt(i) | 0x20) != 'v') {
      return -1;
    }
    i = skipSpace(i + 1, text.length());
    if (i >= text.length() || text.charAt(i) != '=') {
      return -1;
    }
    i = skipSpace(i + 1, text.length());
    if (!text.regionMatches(true, i, VERSION, 0, VERSION.length())) {
      return -1;
    }
    boolean otherCase = !text.startsWith(VERSION, i);
    String written = text.substring(i, i + VERSION.length());
    i = skipSpace(i + VERSION.length(), text.length());
    if (i < text.length() && text.charAt(i) != ';') {
      return -1;
    }
    if (strict && (leadingSpace || otherCase)) {
      return -1;
    }
    if (leadingSpace) {
      deviate(DmarcDeviation.LEADING_SPACE);
    }
    if (otherCase) {
      deviate(DmarcDeviation.VERSION_CASE);
    }
    tags.put("v", written);
    return i;
  }

  /** Reads the tag between two separators; answers whether its name was there before. */
  private boolean tag(int from, int to) {
    int start = skipSpace(from, to);
    int end = to;
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    if (start == end) {
      // RFC 9989 §4.8: only the last separator may have nothing behind it.
      if (to < text.length()) {
        deviate(DmarcDeviation.TAG_SYNTAX);
      }
      return false;
    }
    int nameEnd = start;
    while (nameEnd < end && isAlpha(text.charAt(nameEnd))) {
      nameEnd++;
    }
    int equals = skipSpace(nameEnd, end);
    int valueStart = equals < end ? skipSpace(equals + 1, end) : end;
    // RFC 9989 §4.8: dmarc-tag = 1*ALPHA equals 1*dmarc-value; syntax errors are discarded.
    if (nameEnd == start
        || valueStart == end
        || text.charAt(equals) != '='
        || !isValue(valueStart, end)) {
      deviate(DmarcDeviation.TAG_SYNTAX);
      return false;
    }
    String name = text.substring(start, nameEnd).toLowerCase(Locale.ROOT);
    String value = text.substring(valueStart, end);
    if (tags.putIfAbsent(name, value) != null) {
      deviate(DmarcDeviation.DUPLICATE_TAG);
      return true;
    }
    note(name, value);
    return false;
  }

  /** RFC 9989 §4.8, table of value rules; unknown tags are ignored. */
  private void note(String name, String value) {
    boolean valid =
        switch (name) {
          case "p", "sp", "np" -> policy(value) != null;
          case "t" -> isOneOf(value, "yn");
          case "psd" -> isOneOf(value, "ynu");
          case "adkim", "aspf" -> isOneOf(value, "rs");
          case "rua", "ruf" -> ReportingUris.areValid(value);
          case "fo" -> isFailureOptions(value);
          case "pct", "rf", "ri" -> {
            deviate(DmarcDeviation.HISTORIC_TAG);
            yield true;
          }
          default -> true;
        };
    if (!valid) {
      deviate(DmarcDeviation.VALUE_SYNTAX);
    }
    if ((name.equals("rua") || name.equals("ruf")) && value.indexOf('!') >= 0) {
      deviate(DmarcDeviation.REPORT_SIZE);
    }
  }

  private void deviate(DmarcDeviation deviation) {
    if (!deviations.contains(deviation)) {
      deviations.add(deviation);
    }
  }

  /** The policy that a dmarc-request names; null for any other value. */
  static @Nullable DmarcPolicy policy(String value) {
    if (value.equalsIgnoreCase("reject")) {
      return DmarcPolicy.REJECT;
    }
    if (value.equalsIgnoreCase("quarantine")) {
      return DmarcPolicy.QUARANTINE;
    }
    return value.equalsIgnoreCase("none") ? DmarcPolicy.NONE : null;
  }

  /** RFC 9989 §4.8, dmarc-fo: each of 0, 1, d, s at most once; 0 excludes 1. */
  static boolean isFailureOptions(String value) {
    String seen = "";
    for (int i = 0; i < value.length(); i += 2) {
      char option = Character.toLowerCase(value.charAt(i));
      boolean separated = i + 1 == value.length() || value.charAt(i + 1) == ':';
      if ("01ds".indexOf(option) < 0 || seen.indexOf(option) >= 0 || !separated) {
        return false;
      }
      seen += option;
    }
    return value.length() % 2 == 1 && !(seen.indexOf('0') >= 0 && seen.indexOf('1') >= 0);
  }

  private static boolean isOneOf(String value, String letters) {
    return value.length() == 1 && letters.indexOf(value.charAt(0) | 0x20) >= 0;
  }

  /** RFC 9989 §4.8: dmarc-value = %x20-3A / %x3C-7E. */
  private boolean isValue(int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) < 0x20 || text.charAt(i) > 0x7e) {
        return false;
      }
    }
    return true;
  }

  private int skipSpace(int from, int to) {
    int i = from;
    while (i < to && isSpace(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isAlpha(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }
}
