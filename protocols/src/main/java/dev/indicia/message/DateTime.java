package dev.indicia.message;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;

/**
 * A date and time of a header field (RFC 5322 §3.3, with the obsolete forms of §4.3). Immutable.
 *
 * @param instant the moment
 * @param offsetSeconds of the zone it was written in, east of UTC; 0 for a zone without meaning
 *     (RFC 5322 §4.3)
 */
public record DateTime(Instant instant, int offsetSeconds) {
  private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
  private static final int TEXT_MAX = 256;

  public DateTime {
    Objects.requireNonNull(instant, "instant");
  }

  /**
   * The date and time of the text, or nothing when it is none. The day of the week is not compared
   * with the date; comments and white space are passed over; seconds may be missing; two and three
   * digits make a year as RFC 5322 §4.3 says. Also read is the order of C's asctime ("Tue Jan 02
   * 03:04:05 2024"), which some mail servers write.
   */
  public static Optional<DateTime> parse(String text) {
    if (text.length() > TEXT_MAX) {
      return Optional.empty();
    }
    return new Reader(text).read();
  }

  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    Optional<DateTime> read() {
      String word = word();
      if (!word.isEmpty() && month(word) < 0) {
        // RFC 5322 §3.3: [day-of-week ","], whose word says nothing that the date does not.
        skip(',');
        word = word();
      }
      int day;
      int month;
      boolean asctime = !word.isEmpty();
      if (asctime) {
        month = month(word);
        day = number(2);
      } else {
        day = number(2);
        skip('-');
        month = month(word());
        skip('-');
      }
      int year = asctime ? 0 : year();
      int hour = number(2);
      int minute = skip(':') ? number(2) : -1;
      int second = skip(':') ? number(2) : 0;
      if (asctime) {
        year = year();
      }
      if (day < 1 || month < 0 || year < 0 || hour < 0 || minute < 0 || second < 0) {
        return Optional.empty();
      }
      return of(year, month, day, hour, minute, second, zone());
    }

    private Optional<DateTime> of(
        int year, int month, int day, int hour, int minute, int second, int zone) {
      if (second > 60 || hour > 23) {
        return Optional.empty();
      }
      try {
        // RFC 5322 §3.3: 60 is a leap second; it is the moment at which the next minute begins.
        LocalDateTime time = LocalDateTime.of(year, month, day, hour, minute, Math.min(second, 59));
        Instant instant = time.toInstant(ZoneOffset.UTC).minusSeconds(zone);
        return Optional.of(new DateTime(second == 60 ? instant.plusSeconds(1) : instant, zone));
      } catch (DateTimeException noSuchDay) {
        return Optional.empty();
      }
    }

    /** Passes over white space and comments (RFC 5322 §3.2.2). */
    private void skipSpace() {
      int depth = 0;
      while (at < text.length()) {
        char c = text.charAt(at);
        if (c == '(') {
          depth++;
        } else if (c == ')' && depth > 0) {
          depth--;
        } else if (depth == 0 && c > ' ') {
          return;
        } else if (c == '\\' && depth > 0) {
          at++;
        }
        at++;
      }
      at = Math.min(at, text.length());
    }

    private boolean skip(char c) {
      skipSpace();
      if (at < text.length() && text.charAt(at) == c) {
        at++;
        return true;
      }
      return false;
    }

    private String word() {
      skipSpace();
      int start = at;
      while (at < text.length() && isLetter(text.charAt(at))) {
        at++;
      }
      return text.substring(start, at);
    }

    private static boolean isLetter(char c) {
      return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    }

    /** At most that many digits, or -1 when there are none or more. */
    private int number(int digitsMax) {
      skipSpace();
      int start = at;
      int value = 0;
      while (at < text.length() && isDigit(text.charAt(at))) {
        if (at - start == digitsMax) {
          return -1;
        }
        value = value * 10 + text.charAt(at++) - '0';
      }
      return at == start ? -1 : value;
    }

    private static boolean isDigit(char c) {
      return c >= '0' && c <= '9';
    }

    /** RFC 5322 §3.3: four digits or more; §4.3: two, or three. */
    private int year() {
      skipSpace();
      int start = at;
      int value = number(5);
      return switch (at - start) {
        case 2 -> value < 50 ? value + 2000 : value + 1900;
        case 3 -> value + 1900;
        case 4, 5 -> value;
        default -> -1;
      };
    }

    private static int month(String word) {
      if (word.length() < 3) {
        return -1;
      }
      StringBuilder start = new StringBuilder(3);
      for (int i = 0; i < 3; i++) {
        start.append((char) (word.charAt(i) | 0x20));
      }
      int place = MONTHS.indexOf(start.toString());
      return place < 0 || place % 3 != 0 ? -1 : place / 3 + 1;
    }

    /** Seconds east of UTC; 0 where nothing known is said (RFC 5322 §4.3). */
    private int zone() {
      skipSpace();
      if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
        int sign = text.charAt(at++) == '-' ? -1 : 1;
        int value = number(4);
        int minutes = value % 100;
        return value < 0 || minutes > 59 ? 0 : sign * (value / 100 * 3600 + minutes * 60);
      }
      return switch (word()) {
        case "EDT" -> -4 * 3600;
        case "EST", "CDT" -> -5 * 3600;
        case "CST", "MDT" -> -6 * 3600;
        case "MST", "PDT" -> -7 * 3600;
        case "PST" -> -8 * 3600;
        default -> 0;
      };
    }
  }
}
