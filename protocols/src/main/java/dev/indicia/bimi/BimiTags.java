package dev.indicia.bimi;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tags of an Assertion Record or a BIMI-Selector field (BIMI §4.3, §5.1): the syntax of RFC
 * 6376 §3.2, and nothing is mended.
 *
 * @param defect offset of the first thing that is no tag or stands twice, -1 without one
 */
record BimiTags(Map<String, Tag> tags, int defect) {
  private static final String VERSION = "BIMI1";

  /** A value and where it begins. */
  record Tag(String value, int offset) {}

  /** Reads the text; null when its first tag is not {@code v=BIMI1}. */
  static @Nullable BimiTags parse(String text) {
    Map<String, Tag> tags = new LinkedHashMap<>();
    int at = 0;
    while (at <= text.length()) {
      int semicolon = text.indexOf(';', at);
      int end = semicolon < 0 ? text.length() : semicolon;
      int from = skipSpace(text, at, end);
      int equals = text.indexOf('=', from);
      boolean last = end == text.length();
      if (from == end && last && !tags.isEmpty()) {
        break;
      }
      String name = equals < 0 || equals >= end ? "" : text.substring(from, equals).strip();
      int valueFrom = skipSpace(text, Math.min(equals < 0 ? end : equals + 1, end), end);
      String value = text.substring(valueFrom, end).strip();
      if (tags.isEmpty() && !(name.equals("v") && value.equals(VERSION))) {
        return null;
      }
      if (!isName(name) || !isValue(value) || tags.containsKey(name)) {
        return new BimiTags(tags, from);
      }
      tags.put(name, new Tag(value, valueFrom));
      at = end + 1;
    }
    return new BimiTags(tags, -1);
  }

  @Nullable Tag tag(String name) {
    return tags.get(name);
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && Character.isLetter(name.charAt(0))
        && name.chars().allMatch(c -> c < 0x80 && (Character.isLetterOrDigit(c) || c == '_'));
  }

  private static boolean isValue(String value) {
    return value.chars().allMatch(c -> c >= 0x20 && c < 0x7f || c == '\t');
  }

  private static int skipSpace(String text, int from, int to) {
    int at = from;
    while (at < to && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }
}
