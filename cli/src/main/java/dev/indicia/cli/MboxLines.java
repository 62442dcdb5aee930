package dev.indicia.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * What lines of an mbox mean (RFC 4155, and the mboxo, mboxrd and mboxcl habits): which "From "
 * line separates messages, and which ">From " is a quoted line of text.
 */
final class MboxLines {
  private static final int SEPARATOR_LENGTH_MAX = 1000;
  private static final int FIELD_NAME_LENGTH_MAX = 80;
  private static final Set<String> MONTHS =
      Set.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  private MboxLines() {}

  /**
   * Whether the line at the index, which follows an empty line, separates messages: "From ", an
   * address and a date; or "From " and an address alone, with a header field on the next line.
   * Anything else is text that begins with the word "From".
   */
  static boolean isSeparator(Window window, int index) throws IOException {
    if (!window.startsWith(index, "From ")) {
      return false;
    }
    int end = index + 5;
    while (window.has(end + 1) && window.at(end) != '\n') {
      if (++end - index > SEPARATOR_LENGTH_MAX) {
        return false;
      }
    }
    String line =
        new String(window.copy(index + 5, end), StandardCharsets.ISO_8859_1)
            .strip()
            .toLowerCase(Locale.ROOT);
    return hasDate(line) || (isAddress(line) && isFieldAt(window, end + 1));
  }

  /** Behind the address: a month's name beside the day's number, and a time after them. */
  private static boolean hasDate(String line) {
    String[] words = line.split(" +", -1);
    for (int i = 1; i < words.length; i++) {
      if (MONTHS.contains(words[i])) {
        boolean day = isNumber(words[i - 1]) || (i + 1 < words.length && isNumber(words[i + 1]));
        for (int k = i + 1; day && k < words.length; k++) {
          if (isTime(words[k])) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean isNumber(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (!isDigit(word.charAt(i))) {
        return false;
      }
    }
    return !word.isEmpty() && word.length() <= 2;
  }

  /** Digits, a colon, two digits, and whatever follows. */
  private static boolean isTime(String word) {
    int colon = word.indexOf(':');
    return colon >= 1
        && colon <= 2
        && colon + 2 < word.length()
        && isDigit(word.charAt(0))
        && isDigit(word.charAt(colon - 1))
        && isDigit(word.charAt(colon + 1))
        && isDigit(word.charAt(colon + 2));
  }

  private static boolean isAddress(String line) {
    return !line.isEmpty() && line.indexOf(' ') < 0 && (line.indexOf('@') > 0 || line.equals("-"));
  }

  private static boolean isFieldAt(Window window, int index) throws IOException {
    int i = index;
    while (i - index < FIELD_NAME_LENGTH_MAX && window.has(i + 1)) {
      byte octet = window.at(i++);
      if (octet == ':') {
        return i - index > 1;
      }
      if (octet <= ' ' || octet == 0x7f) {
        return false;
      }
    }
    return false;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /**
   * The message with one ">" taken off each line of the body that is ">From ", ">>From " and so on:
   * what mboxrd put there, and mboxo wherever the text did not have it already.
   *
   * @param bodyStart offset of the first octet behind the header section
   */
  static byte[] unquoted(byte[] octets, int bodyStart) {
    byte[] target = null;
    int length = 0;
    int copied = 0;
    for (int line = bodyStart; line < octets.length; line = nextLine(octets, line)) {
      if (octets[line] != '>' || !isQuotedFrom(octets, line)) {
        continue;
      }
      if (target == null) {
        target = new byte[octets.length];
      }
      System.arraycopy(octets, copied, target, length, line - copied);
      length += line - copied;
      copied = line + 1;
    }
    if (target == null) {
      return octets;
    }
    System.arraycopy(octets, copied, target, length, octets.length - copied);
    return Arrays.copyOf(target, length + octets.length - copied);
  }

  private static boolean isQuotedFrom(byte[] octets, int line) {
    int i = line;
    while (i < octets.length && octets[i] == '>') {
      i++;
    }
    return i + 5 <= octets.length
        && octets[i] == 'F'
        && octets[i + 1] == 'r'
        && octets[i + 2] == 'o'
        && octets[i + 3] == 'm'
        && octets[i + 4] == ' ';
  }

  private static int nextLine(byte[] octets, int from) {
    for (int i = from; i < octets.length; i++) {
      if (octets[i] == '\n') {
        return i + 1;
      }
    }
    return octets.length;
  }
}
