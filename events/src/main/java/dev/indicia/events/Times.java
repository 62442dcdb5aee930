package dev.indicia.events;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Points in time as people and programs write them. */
public final class Times {
  private static final int DIGITS_MAX = 12;
  private static final int DAY_SECONDS = 86_400;

  /** 9999-12-31T23:59:59Z: later years have more digits. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private Times() {}

  /**
   * The time of the text: RFC 3339 ("2026-05-12T08:30:00Z", any offset), a date alone (midnight
   * UTC), or seconds since 1970.
   */
  public static Optional<Instant> parse(String text) {
    try {
      if (isNumber(text)) {
        return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
      }
      if (text.length() == "2026-05-12".length()) {
        return Optional.of(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
      }
      // RFC 3339 §5.6 allows a space and lower case.
      String strict =
          text.length() > 10 && text.charAt(10) == ' '
              ? text.substring(0, 10) + "T" + text.substring(11)
              : text;
      return Optional.of(OffsetDateTime.parse(strict).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The instant in RFC 3339, as {@link Instant#toString} writes it. */
  public static String format(Instant instant) {
    long seconds = instant.getEpochSecond();
    if (seconds < 0 || seconds > LAST_SECOND) {
      return instant.toString();
    }
    // By hand: the JDK's formatter is slow, and slower still to set up.
    LocalDate date = LocalDate.ofEpochDay(seconds / DAY_SECONDS);
    int second = (int) (seconds % DAY_SECONDS);
    StringBuilder text = new StringBuilder("2026-05-12T08:30:00.000000000Z".length()).append(date);
    digits(text.append('T'), second / 3600, 10);
    digits(text.append(':'), second / 60 % 60, 10);
    digits(text.append(':'), second % 60, 10);
    int nanos = instant.getNano();
    if (nanos != 0 && nanos % 1_000_000 == 0) {
      digits(text.append('.'), nanos / 1_000_000, 100);
    } else if (nanos != 0 && nanos % 1000 == 0) {
      digits(text.append('.'), nanos / 1000, 100_000);
    } else if (nanos != 0) {
      digits(text.append('.'), nanos, 100_000_000);
    }
    return text.append('Z').toString();
  }

  /** The number with leading zeros; the first digit's unit says how many digits. */
  private static void digits(StringBuilder text, int number, int firstUnit) {
    for (int unit = firstUnit; unit > 0; unit /= 10) {
      text.append((char) ('0' + number / unit % 10));
    }
  }

  private static boolean isNumber(String text) {
    if (text.isEmpty() || text.length() > DIGITS_MAX) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
