package dev.indicia.idn;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The IDNA mapping table of UTS #46 §5 with the properties of its valid code points, and what NFC
 * needs for them. Read from a text resource when the first non-ASCII name or A-label is seen.
 *
 * <p>The resource, not the running JDK, decides which version of Unicode rules: JDKs differ in
 * theirs. Its rows, after comments, are in three sections of announced length, each sorted:
 *
 * <ul>
 *   <li>{@code valid}: {@code first[-last] properties}, see {@link #parseProperties}. A range may
 *       span mapped code points; those are mapped nevertheless.
 *   <li>{@code mapped}: {@code first[-last[/step]] +offset}, or {@code first[-last] target…}; no
 *       target at all means ignored. A range with step 2 has no other mapping inside.
 *   <li>{@code composed}: {@code composite first second}, the Primary Composites but for Hangul.
 * </ul>
 *
 * <p>All numbers but the combining class are hexadecimal. Immutable and thread-safe.
 */
final class IdnTable {
  private static final String RESOURCE = "idna-table.txt";

  private final int[] validFirst;
  private final int[] validLast;
  private final CodePointProperties[] validProperties;

  private final int[] mappedFirst;
  private final Mapping[] mappings;

  private final int[] composites;
  private final int[] compositeFirst;
  private final int[] compositeSecond;

  /** One key per composite, sorted: 21 bits each of first, second and composite. */
  private final long[] pairs;

  /** What happens to a range of code points: an offset is added, or a target takes the place. */
  private record Mapping(int first, int last, int step, int offset, String target) {
    boolean covers(int codePoint) {
      return codePoint <= last && (codePoint - first) % step == 0;
    }
  }

  private static final class Holder {
    static final IdnTable INSTANCE = new IdnTable(readResource());
  }

  private IdnTable(String text) {
    Rows rows = new Rows(text);
    int count = rows.startSection("valid");
    validFirst = new int[count];
    validLast = new int[count];
    validProperties = new CodePointProperties[count];
    Map<String, CodePointProperties> distinct = new HashMap<>();
    for (int i = 0; i < count; i++) {
      String[] row = rows.next();
      validFirst[i] = rangeFirst(row[0]);
      validLast[i] = rangeLast(row[0]);
      validProperties[i] = distinct.computeIfAbsent(row[1], IdnTable::parseProperties);
    }

    count = rows.startSection("mapped");
    mappedFirst = new int[count];
    mappings = new Mapping[count];
    for (int i = 0; i < count; i++) {
      mappings[i] = parseMapping(rows.next());
      mappedFirst[i] = mappings[i].first();
    }

    count = rows.startSection("composed");
    composites = new int[count];
    compositeFirst = new int[count];
    compositeSecond = new int[count];
    pairs = new long[count];
    for (int i = 0; i < count; i++) {
      String[] row = rows.next();
      composites[i] = hex(row[0]);
      compositeFirst[i] = hex(row[1]);
      compositeSecond[i] = hex(row[2]);
      pairs[i] = pairKey(compositeFirst[i], compositeSecond[i]) | composites[i];
    }
    Arrays.sort(pairs);
  }

  /** Returns the only table; the first call reads it. */
  static IdnTable get() {
    return Holder.INSTANCE;
  }

  /** Properties of the code point; {@link CodePointProperties#NOT_VALID} unless it is valid. */
  CodePointProperties properties(int codePoint) {
    int row = rowOf(validFirst, codePoint);
    if (row < 0 || codePoint > validLast[row] || mappingRow(codePoint) >= 0) {
      return CodePointProperties.NOT_VALID;
    }
    return validProperties[row];
  }

  /** Appends what the code point is mapped to: UTS #46 §4 step 1. */
  void map(int codePoint, CodePoints out) {
    int row = mappingRow(codePoint);
    if (row < 0) {
      out.add(codePoint); // valid, or disallowed and found by the validity criteria
      return;
    }
    Mapping mapping = mappings[row];
    if (mapping.offset() != 0) {
      out.add(codePoint + mapping.offset());
    }
    mapping.target().codePoints().forEach(out::add);
  }

  /** Appends the full canonical decomposition; Hangul syllables are left to the caller. */
  void decompose(int codePoint, CodePoints out) {
    int row = Arrays.binarySearch(composites, codePoint);
    if (row < 0) {
      out.add(codePoint);
      return;
    }
    decompose(compositeFirst[row], out);
    decompose(compositeSecond[row], out);
  }

  /** Returns the Primary Composite of the pair, or -1; Hangul is left to the caller. */
  int compose(int first, int second) {
    long key = pairKey(first, second);
    int found = -Arrays.binarySearch(pairs, key) - 1; // never an exact hit: no composite is U+0000
    if (found >= pairs.length || (pairs[found] ^ key) > Character.MAX_CODE_POINT) {
      return -1;
    }
    return (int) (pairs[found] ^ key);
  }

  private int mappingRow(int codePoint) {
    int row = rowOf(mappedFirst, codePoint);
    return row >= 0 && mappings[row].covers(codePoint) ? row : -1;
  }

  /** Index of the last range that begins at or before the code point, or -1. */
  private static int rowOf(int[] firsts, int codePoint) {
    int found = Arrays.binarySearch(firsts, codePoint);
    return found >= 0 ? found : -found - 2;
  }

  private static long pairKey(int first, int second) {
    return (long) first << 42 | (long) second << 21;
  }

  /**
   * Parses {@code bidi joining [m] [ccc]} written without spaces, as {@code LN} and {@code MTm230}.
   * Bidi: {@code L}, {@code R}, {@code A}rabic and {@code E}uropean number, nonspacing {@code
   * M}ark, {@code N}eutral, {@code X} for others. Joining: {@code L R D T N}. {@code m}: a mark.
   */
  private static CodePointProperties parseProperties(String token) {
    CodePointProperties.Bidi bidi =
        switch (token.charAt(0)) {
          case 'L' -> CodePointProperties.Bidi.LEFT_TO_RIGHT;
          case 'R' -> CodePointProperties.Bidi.RIGHT_TO_LEFT;
          case 'A' -> CodePointProperties.Bidi.ARABIC_NUMBER;
          case 'E' -> CodePointProperties.Bidi.EUROPEAN_NUMBER;
          case 'M' -> CodePointProperties.Bidi.NONSPACING_MARK;
          case 'N' -> CodePointProperties.Bidi.NEUTRAL;
          case 'X' -> CodePointProperties.Bidi.OTHER;
          default -> throw new AssertionError(token);
        };
    CodePointProperties.Joining joining =
        switch (token.charAt(1)) {
          case 'L' -> CodePointProperties.Joining.LEFT;
          case 'R' -> CodePointProperties.Joining.RIGHT;
          case 'D' -> CodePointProperties.Joining.DUAL;
          case 'T' -> CodePointProperties.Joining.TRANSPARENT;
          case 'N' -> CodePointProperties.Joining.NONE;
          default -> throw new AssertionError(token);
        };
    boolean mark = token.startsWith("m", 2);
    String combiningClass = token.substring(mark ? 3 : 2);
    return new CodePointProperties(
        true, bidi, joining, mark, combiningClass.isEmpty() ? 0 : Integer.parseInt(combiningClass));
  }

  private static Mapping parseMapping(String[] row) {
    int slash = row[0].indexOf('/');
    String range = slash < 0 ? row[0] : row[0].substring(0, slash);
    int step = slash < 0 ? 1 : hex(row[0].substring(slash + 1));
    boolean isOffset = row.length == 2 && (row[1].startsWith("+") || row[1].startsWith("-"));
    int offset = isOffset ? hex(row[1]) : 0;
    StringBuilder target = new StringBuilder();
    for (int i = 1; i < row.length && !isOffset; i++) {
      target.appendCodePoint(hex(row[i]));
    }
    return new Mapping(rangeFirst(range), rangeLast(range), step, offset, target.toString());
  }

  private static int rangeFirst(String range) {
    int dash = range.indexOf('-');
    return hex(dash < 0 ? range : range.substring(0, dash));
  }

  private static int rangeLast(String range) {
    return hex(range.substring(range.indexOf('-') + 1));
  }

  private static int hex(String text) {
    return Integer.parseInt(text, 16);
  }

  private static String readResource() {
    try (InputStream in = IdnTable.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new AssertionError("resource missing from the jar: " + RESOURCE);
      }
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new AssertionError("resource cannot be read: " + RESOURCE, e);
    }
  }

  /** Cursor over the rows of the resource. */
  private static final class Rows {
    private final String text;
    private int position;

    Rows(String text) {
      this.text = text;
    }

    /** Reads the line that begins a section and returns how many rows follow. */
    int startSection(String name) {
      String[] row = next();
      if (!row[0].equals(name)) {
        throw new AssertionError("expected section " + name + ", found " + row[0]);
      }
      return Integer.parseInt(row[1]);
    }

    /** Returns the fields of the next line that is not a comment. */
    String[] next() {
      String line;
      do {
        int end = text.indexOf('\n', position);
        line = text.substring(position, end);
        position = end + 1;
      } while (line.startsWith("#"));
      return line.split(" ");
    }
  }
}
