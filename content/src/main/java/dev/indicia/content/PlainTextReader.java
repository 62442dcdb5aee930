package dev.indicia.content;

import dev.indicia.trust.shown.Block.Place;
import dev.indicia.trust.shown.Block.Role;
import dev.indicia.trust.shown.Shown.Oddity;

/** Turns plain text into blocks, one a line (with format=flowed, RFC 3676, one a paragraph). */
final class PlainTextReader {
  /** Longest label before an address that makes the line a button, in characters. */
  private static final int LABEL_MAX = 60;

  private final Page page;
  private final TextBuffer buffer = new TextBuffer();
  private Place place = Place.BODY;

  PlainTextReader(Page page) {
    this.page = page;
  }

  /** Lines of a calendar entry's description. */
  void readCalendar(char[] text) {
    place = Place.CALENDAR;
    read(text, false, false);
  }

  void read(char[] text, boolean flowed, boolean deleteSpace) {
    int at = 0;
    int openDepth = -1;
    while (at < text.length) {
      int end = lineEnd(text, at);
      int next = Math.min(end + 1, text.length);
      int stop = end > at && text[end - 1] == '\r' ? end - 1 : end;
      int from = at;
      int depth = 0;
      while (from < stop && text[from] == '>') {
        depth++;
        from++;
        // "> > x" is what many programs write.
        if (from + 1 < stop && text[from] == ' ' && text[from + 1] == '>') {
          from++;
        }
      }
      if (openDepth >= 0 && openDepth != depth) {
        flush(openDepth);
      }
      boolean signature = stop - from == 3 && text[from] == '-' && text[from + 1] == '-';
      boolean soft = flowed && stop > from && text[stop - 1] == ' ' && !signature;
      buffer.append(text, from, stop, TextBuffer.NORMAL, false);
      if (soft) {
        openDepth = depth;
        if (!deleteSpace) {
          buffer.append(text, stop - 1, stop, TextBuffer.NORMAL, false);
        }
      } else {
        flush(depth);
        openDepth = -1;
      }
      if (page.isFull()) {
        page.oddities.add(Oddity.TRUNCATED);
        return;
      }
      at = next;
    }
    flush(Math.max(openDepth, 0));
  }

  private static int lineEnd(char[] text, int from) {
    int i = from;
    while (i < text.length && text[i] != '\n') {
      i++;
    }
    return i;
  }

  private void flush(int depth) {
    if (buffer.length > 0 && saysSomething()) {
      Role role = depth > 0 ? Role.QUOTE : isButton() ? Role.BUTTON : Role.PARAGRAPH;
      page.add(place, role, buffer);
    }
    buffer.clear();
  }

  /** False for lines that only draw: "=====". */
  private boolean saysSomething() {
    for (int i = 0; i < buffer.length; i++) {
      char c = buffer.chars[i];
      if (c >= 0x2600 || Character.isLetterOrDigit(c) || AmountReader.symbol(c) != null) {
        return true;
      }
    }
    return false;
  }

  /** A line that is an address only, or a label and an address. */
  private boolean isButton() {
    char[] chars = buffer.chars;
    int scheme = -1;
    for (int i = 1; i + 2 < buffer.length; i++) {
      if (chars[i] == ':' && chars[i + 1] == '/' && chars[i + 2] == '/') {
        scheme = i;
        break;
      }
    }
    if (scheme < 0) {
      return false;
    }
    int start = scheme;
    while (start > 0 && Character.isLetter(chars[start - 1])) {
      start--;
    }
    for (int i = scheme; i < buffer.length; i++) {
      if (chars[i] == ' ') {
        return false;
      }
    }
    int before = start;
    while (before > 0
        && (chars[before - 1] == ' ' || chars[before - 1] == '<' || chars[before - 1] == '(')) {
      before--;
    }
    boolean label =
        before <= LABEL_MAX && before > 0 && (chars[before - 1] == ':' || before < start - 1);
    return before == 0 || label;
  }
}
