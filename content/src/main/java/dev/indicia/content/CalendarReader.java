package dev.indicia.content;

import dev.indicia.trust.shown.Block.Place;
import dev.indicia.trust.shown.Block.Role;
import dev.indicia.trust.shown.Link;
import java.util.Locale;

/** Reads what a calendar part (RFC 5545) shows of its entries. Runs once; linear time. */
final class CalendarReader {
  /** Longest content line read when unfolded, in characters. */
  private static final int LINE_MAX = 64 << 10;

  private final Page page;
  private final char[] text;
  private final TextBuffer buffer = new TextBuffer();
  private int alarm;

  CalendarReader(Page page, char[] text) {
    this.page = page;
    this.text = text;
  }

  void run() {
    StringBuilder line = new StringBuilder();
    int at = 0;
    while (at < text.length && !page.isFull()) {
      int end = at;
      while (end < text.length && text[end] != '\n') {
        end++;
      }
      int stop = end > at && text[end - 1] == '\r' ? end - 1 : end;
      // RFC 5545 §3.1: a line that begins with a blank goes on with the one before.
      boolean folded = at < stop && (text[at] == ' ' || text[at] == '\t');
      if (!folded) {
        line(line);
        line.setLength(0);
      }
      int from = folded ? at + 1 : at;
      line.append(text, from, Math.min(stop - from, LINE_MAX - line.length()));
      at = end + 1;
    }
    line(line);
  }

  private void line(StringBuilder line) {
    int nameEnd = 0;
    while (nameEnd < line.length() && line.charAt(nameEnd) != ':' && line.charAt(nameEnd) != ';') {
      nameEnd++;
    }
    if (nameEnd == 0 || nameEnd > 20) {
      return;
    }
    int value = valueStart(line, nameEnd);
    String name = line.substring(0, nameEnd).toUpperCase(Locale.ROOT);
    switch (name) {
      case "BEGIN" -> alarm += isAlarm(line, value) ? 1 : 0;
      case "END" -> alarm -= isAlarm(line, value) && alarm > 0 ? 1 : 0;
      case "SUMMARY" -> add(Role.HEADING, line, value);
      case "LOCATION" -> add(Role.PARAGRAPH, line, value);
      case "DESCRIPTION" -> {
        if (alarm == 0) {
          new PlainTextReader(page).readCalendar(unescaped(line, value));
        }
      }
      case "ORGANIZER" -> organizer(line, nameEnd, value);
      case "URL", "CONFERENCE" -> page.link(line.substring(value), Link.Source.CALENDAR);
      default -> {}
    }
  }

  private static boolean isAlarm(StringBuilder line, int value) {
    return line.substring(value).strip().equalsIgnoreCase("VALARM");
  }

  /** Offset behind the first colon that stands in no quotes. */
  private static int valueStart(StringBuilder line, int from) {
    boolean quoted = false;
    int i = from;
    while (i < line.length() && (quoted || line.charAt(i) != ':')) {
      quoted ^= line.charAt(i) == '"';
      i++;
    }
    return Math.min(i + 1, line.length());
  }

  private void add(Role role, StringBuilder line, int value) {
    if (alarm == 0) {
      add(role, unescaped(line, value));
    }
  }

  private void add(Role role, char[] characters) {
    buffer.clear();
    buffer.append(characters, 0, characters.length, TextBuffer.NORMAL, true);
    page.add(Place.CALENDAR, role, buffer);
  }

  /** RFC 5545 §3.3.11. */
  private static char[] unescaped(StringBuilder line, int from) {
    StringBuilder out = new StringBuilder(line.length() - from);
    for (int i = from; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\' && i + 1 < line.length()) {
        char next = line.charAt(++i);
        out.append(next == 'n' || next == 'N' ? '\n' : next);
      } else {
        out.append(c);
      }
    }
    return out.toString().toCharArray();
  }

  /** The CN parameter. */
  private void organizer(StringBuilder line, int from, int value) {
    String parameters = line.substring(from, Math.max(value - 1, from));
    int at = parameters.toUpperCase(Locale.ROOT).indexOf(";CN=");
    if (at < 0) {
      return;
    }
    String name = parameters.substring(at + 4);
    boolean quoted = name.startsWith("\"");
    int end = name.indexOf(quoted ? '"' : ';', quoted ? 1 : 0);
    name = name.substring(quoted ? 1 : 0, end < 0 ? name.length() : end);
    add(Role.PARAGRAPH, name.toCharArray());
  }
}
