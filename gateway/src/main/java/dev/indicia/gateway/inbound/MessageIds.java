package dev.indicia.gateway.inbound;

import java.security.SecureRandom;
import java.time.Instant;

/**
 * Names for messages: 22 characters of time and chance, digits and lower-case letters, which sort
 * by time. Thread-safe.
 */
final class MessageIds {
  private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int TIME_DIGITS = 10;
  private static final int CHANCE_DIGITS = 12;

  private final SecureRandom random = new SecureRandom();

  String next(Instant at) {
    return id(at, random.nextLong());
  }

  /** The name of that time and number. */
  static String id(Instant at, long number) {
    StringBuilder id = new StringBuilder(TIME_DIGITS + CHANCE_DIGITS);
    digits(at.toEpochMilli(), TIME_DIGITS, id);
    digits(number, CHANCE_DIGITS, id);
    return id.toString();
  }

  /** What the name has behind its time. */
  static String chance(String id) {
    return id.substring(Math.min(TIME_DIGITS, id.length()));
  }

  private static void digits(long number, int count, StringBuilder out) {
    for (int i = count - 1; i >= 0; i--) {
      out.append(DIGITS.charAt((int) (number >>> 5 * i) & 31));
    }
  }
}
