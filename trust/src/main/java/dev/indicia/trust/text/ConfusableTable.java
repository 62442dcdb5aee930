package dev.indicia.trust.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which characters look like Latin letters and digits. Read from a text resource when the first
 * character beyond ASCII is seen.
 *
 * <p>Its rows, after comments, are sorted: {@code first[-last] look}. A single look of a range
 * counts upwards with the range. {@code ~} before a look says that the character only resembles it:
 * it has a mark, or is a ligature.
 */
final class ConfusableTable {
  private static final String RESOURCE = "confusables.txt";

  private final int[] first;
  private final int[] last;
  private final String[] look;
  private final boolean[] loose;

  private static final class Holder {
    static final ConfusableTable INSTANCE = new ConfusableTable(readResource());
  }

  private ConfusableTable(String text) {
    String[] rows = text.lines().filter(row -> !row.startsWith("#")).toArray(String[]::new);
    first = new int[rows.length];
    last = new int[rows.length];
    look = new String[rows.length];
    loose = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      String row = rows[i];
      int space = row.indexOf(' ');
      int dash = row.indexOf('-');
      first[i] = Integer.parseInt(row, 0, dash < 0 ? space : dash, 16);
      last[i] = dash < 0 ? first[i] : Integer.parseInt(row, dash + 1, space, 16);
      loose[i] = row.charAt(space + 1) == '~';
      look[i] = row.substring(space + (loose[i] ? 2 : 1));
    }
  }

  /** Returns the only table; the first call reads it. */
  static ConfusableTable get() {
    return Holder.INSTANCE;
  }

  /** The one character that it looks like, or itself. */
  int latinOf(int codePoint) {
    int row = row(codePoint);
    return row < 0 || loose[row] ? codePoint : look[row].charAt(0) + codePoint - first[row];
  }

  /** What it looks like or resembles, in ASCII letters and digits; null when in nothing. */
  @Nullable String look(int codePoint) {
    if (codePoint < 0x80) {
      return null;
    }
    int row = row(codePoint);
    if (row < 0) {
      return null;
    }
    int step = codePoint - first[row];
    return step == 0 ? look[row] : String.valueOf((char) (look[row].charAt(0) + step));
  }

  private int row(int codePoint) {
    int found = Arrays.binarySearch(first, codePoint);
    int row = found >= 0 ? found : -found - 2;
    return row >= 0 && codePoint <= last[row] ? row : -1;
  }

  private static String readResource() {
    try (InputStream in = ConfusableTable.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new AssertionError("resource missing from the jar: " + RESOURCE);
      }
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new AssertionError("resource cannot be read: " + RESOURCE, e);
    }
  }
}
