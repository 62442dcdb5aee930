package dev.indicia.content;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Character references of HTML (WHATWG HTML §13.2.5.72 to §13.2.5.80, §13.5). Pure, thread-safe.
 */
final class CharacterReferences {
  /** Longest name that is read without ";" behind it, in characters. */
  static final int UNTERMINATED_MAX = 6;

  /** What 0x80 to 0x9F stand for: the characters of windows-1252 (WHATWG HTML §13.2.5.80). */
  private static final String WINDOWS_1252 =
      "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D"
          + "\u008F\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153"
          + "\u009D\u017E\u0178";

  private CharacterReferences() {}

  /** All names; read when the first rare one is met. */
  private static final class Table {
    static final Map<String, String> NAMES = load();

    private static Map<String, String> load() {
      Map<String, String> names = new HashMap<>(4096);
      try (InputStream in = CharacterReferences.class.getResourceAsStream("entities.txt")) {
        if (in == null) {
          throw new AssertionError("entities.txt is not in the jar");
        }
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          int space = line.indexOf(' ');
          if (space > 0 && line.charAt(0) != '#') {
            names.put(line.substring(0, space), characters(line, space + 1));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return Map.copyOf(names);
    }

    private static String characters(String line, int from) {
      StringBuilder out = new StringBuilder(2);
      int i = from;
      while (i < line.length()) {
        int end = line.indexOf(' ', i);
        end = end < 0 ? line.length() : end;
        out.appendCodePoint(Integer.parseInt(line, i, end, 16));
        i = end + 1;
      }
      return out.toString();
    }
  }

  /** What the name stands for, its ";" included where it has one; null when it is no name. */
  static @Nullable String named(char[] text, int from, int to) {
    int length = to - from;
    if (text[to - 1] == ';') {
      // Those of nearly every message.
      if (length == 5 && is("nbsp", text, from)) {
        return "\u00a0";
      }
      if (length == 4 && is("amp", text, from)) {
        return "&";
      }
      if (length == 5 && is("zwnj", text, from)) {
        return "\u200c";
      }
      if (length == 5 && is("copy", text, from)) {
        return "\u00a9";
      }
      if (length == 3 && text[from + 1] == 't') {
        if (text[from] == 'l') {
          return "<";
        }
        if (text[from] == 'g') {
          return ">";
        }
      }
    }
    return Table.NAMES.get(new String(text, from, length));
  }

  private static boolean is(String name, char[] text, int from) {
    for (int i = 0; i < name.length(); i++) {
      if (text[from + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** What the number stands for (WHATWG HTML §13.2.5.80). */
  static String numeric(int value) {
    if (value == 0 || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) {
      return "\ufffd";
    }
    if (value >= 0x80 && value <= 0x9f) {
      return String.valueOf(WINDOWS_1252.charAt(value - 0x80));
    }
    return Character.toString(value);
  }
}
