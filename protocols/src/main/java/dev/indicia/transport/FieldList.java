package dev.indicia.transport;

import dev.indicia.dns.Answer;
import dev.indicia.dns.RecordData;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The form that the records of MTA-STS (RFC 8461 §3.1) and TLSRPT (RFC 8460 §3) share: a version,
 * then fields, divided by semicolons. No tag-list as RFC 6376 §3.2 has it: a separator must follow
 * the version, names may have hyphens and dots and at most 32 characters, values are not empty, no
 * line is folded, and of fields of one name the first counts.
 *
 * @param defect offset of the first thing that is no field, -1 without one
 */
record FieldList(List<Field> fields, int defect) {
  /** The longest name of a field that may come later. */
  private static final int NAME_LENGTH_MAX = 32;

  /** A field, and where its value begins. */
  record Field(String name, String value, int valueStart) {}

  /** The reasons of one protocol for not having a record. */
  record Reasons(
      TransportReason none,
      TransportReason several,
      TransportReason malformed,
      TransportReason lookupFailed) {}

  /** Reads the text; null when it does not begin with that version and a separator. */
  static @Nullable FieldList parse(String text, String version) {
    String start = "v=" + version;
    int at = text.startsWith(start) ? skipSpace(text, start.length()) : -1;
    if (at < 0 || at == text.length() || text.charAt(at) != ';') {
      return null;
    }
    List<Field> fields = new ArrayList<>(2);
    while (at < text.length()) {
      int from = skipSpace(text, at + 1);
      if (from == text.length() && !fields.isEmpty()) {
        break;
      }
      int separator = text.indexOf(';', from);
      int end = separator < 0 ? text.length() : separator;
      int equals = text.indexOf('=', from);
      int valueEnd = end;
      while (valueEnd > from && isSpace(text.charAt(valueEnd - 1))) {
        valueEnd--;
      }
      if (equals < 0 || equals + 1 >= valueEnd || !isName(text, from, equals)) {
        return new FieldList(fields, from);
      }
      fields.add(
          new Field(
              text.substring(from, equals), text.substring(equals + 1, valueEnd), equals + 1));
      at = end;
    }
    return new FieldList(fields, -1);
  }

  /** The first field of that name; null when there is none. */
  @Nullable Field first(String name) {
    for (Field field : fields) {
      if (field.name.equals(name)) {
        return field;
      }
    }
    return null;
  }

  /** The only record of the answer, others than of this protocol discarded. */
  static <R> RecordSelection<R> select(
      Answer answer, Function<String, RecordParse<R>> parser, Reasons reasons) {
    if (answer instanceof Answer.Failed failed) {
      return new RecordSelection.None<>(reasons.lookupFailed, failed.kind().code());
    }
    List<RecordParse<R>> found = new ArrayList<>(1);
    for (RecordData data : answer.recordsOrEmpty()) {
      RecordParse<R> parsed = parser.apply(data.text());
      if (!(parsed instanceof RecordParse.Other<R>)) {
        found.add(parsed);
      }
    }
    if (found.isEmpty()) {
      return new RecordSelection.None<>(reasons.none, answer.status());
    }
    if (found.size() > 1) {
      return new RecordSelection.None<>(reasons.several, found.size() + " records");
    }
    return switch (found.getFirst()) {
      case RecordParse.Valid<R> valid -> new RecordSelection.Selected<>(valid.record());
      case RecordParse.Malformed<R> malformed ->
          new RecordSelection.None<>(malformed.why(), "at character " + malformed.offset());
      case RecordParse.Other<R> other -> throw new AssertionError("discarded above");
    };
  }

  // (ALPHA / DIGIT) *31(ALPHA / DIGIT / "_" / "-" / ".")
  private static boolean isName(String text, int from, int to) {
    if (to <= from || to - from > NAME_LENGTH_MAX || !isAlphanumeric(text.charAt(from))) {
      return false;
    }
    for (int i = from + 1; i < to; i++) {
      char c = text.charAt(i);
      if (!isAlphanumeric(c) && c != '_' && c != '-' && c != '.') {
        return false;
      }
    }
    return true;
  }

  static boolean isAlphanumeric(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }

  static boolean isVisible(String text, String without) {
    return text.chars().allMatch(c -> c > 0x20 && c < 0x7f && without.indexOf(c) < 0);
  }

  private static int skipSpace(String text, int from) {
    int at = from;
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }
}
