package dev.indicia.content;

/** An HTML element's name, as far as the name changes what is shown. */
enum Tag {
  // Boxes of their own.
  ADDRESS(Kind.BLOCK),
  ARTICLE(Kind.BLOCK),
  ASIDE(Kind.BLOCK),
  BLOCKQUOTE(Kind.BLOCK),
  BODY(Kind.BLOCK),
  BUTTON(Kind.BLOCK),
  CENTER(Kind.BLOCK),
  DD(Kind.BLOCK),
  DETAILS(Kind.BLOCK),
  DIALOG(Kind.BLOCK),
  DIR(Kind.BLOCK),
  DIV(Kind.BLOCK),
  DL(Kind.BLOCK),
  DT(Kind.BLOCK),
  FIELDSET(Kind.BLOCK),
  FIGCAPTION(Kind.BLOCK),
  FIGURE(Kind.BLOCK),
  FOOTER(Kind.BLOCK),
  FORM(Kind.BLOCK),
  H1(Kind.BLOCK),
  H2(Kind.BLOCK),
  H3(Kind.BLOCK),
  H4(Kind.BLOCK),
  H5(Kind.BLOCK),
  H6(Kind.BLOCK),
  HEADER(Kind.BLOCK),
  HGROUP(Kind.BLOCK),
  HTML(Kind.BLOCK),
  LI(Kind.BLOCK),
  LISTING(Kind.BLOCK),
  MAIN(Kind.BLOCK),
  MENU(Kind.BLOCK),
  NAV(Kind.BLOCK),
  OL(Kind.BLOCK),
  OPTION(Kind.BLOCK),
  P(Kind.BLOCK),
  PRE(Kind.BLOCK),
  SEARCH(Kind.BLOCK),
  SECTION(Kind.BLOCK),
  SELECT(Kind.BLOCK),
  SUMMARY(Kind.BLOCK),
  UL(Kind.BLOCK),
  // Tables.
  CAPTION(Kind.TABLE),
  TABLE(Kind.TABLE),
  TBODY(Kind.TABLE),
  TD(Kind.TABLE),
  TFOOT(Kind.TABLE),
  TH(Kind.TABLE),
  THEAD(Kind.TABLE),
  TR(Kind.TABLE),
  // Formatting, which goes on behind a block that ends inside it.
  A(Kind.FORMATTING),
  B(Kind.FORMATTING),
  BIG(Kind.FORMATTING),
  CODE(Kind.FORMATTING),
  EM(Kind.FORMATTING),
  FONT(Kind.FORMATTING),
  I(Kind.FORMATTING),
  NOBR(Kind.FORMATTING),
  S(Kind.FORMATTING),
  SMALL(Kind.FORMATTING),
  STRIKE(Kind.FORMATTING),
  STRONG(Kind.FORMATTING),
  TT(Kind.FORMATTING),
  U(Kind.FORMATTING),
  // Without content.
  AREA(Kind.VOID),
  BASE(Kind.VOID),
  BASEFONT(Kind.VOID),
  BGSOUND(Kind.VOID),
  BR(Kind.VOID),
  COL(Kind.VOID),
  EMBED(Kind.VOID),
  HR(Kind.VOID),
  IMAGE(Kind.VOID),
  IMG(Kind.VOID),
  INPUT(Kind.VOID),
  KEYGEN(Kind.VOID),
  LINK(Kind.VOID),
  META(Kind.VOID),
  PARAM(Kind.VOID),
  SOURCE(Kind.VOID),
  TRACK(Kind.VOID),
  WBR(Kind.VOID),
  // Content that is no markup.
  IFRAME(Kind.RAW),
  NOEMBED(Kind.RAW),
  NOFRAMES(Kind.RAW),
  PLAINTEXT(Kind.RAW),
  SCRIPT(Kind.RAW),
  STYLE(Kind.RAW),
  TEXTAREA(Kind.RAW),
  TITLE(Kind.RAW),
  XMP(Kind.RAW),
  // Others that mean something.
  APPLET(Kind.OTHER),
  COLGROUP(Kind.OTHER),
  HEAD(Kind.OTHER),
  MARQUEE(Kind.OTHER),
  OBJECT(Kind.OTHER),
  OPTGROUP(Kind.OTHER),
  SPAN(Kind.OTHER),
  TEMPLATE(Kind.OTHER),
  /** Any other name. */
  UNKNOWN(Kind.OTHER);

  /** What an element of that name does. */
  enum Kind {
    BLOCK,
    TABLE,
    FORMATTING,
    VOID,
    RAW,
    OTHER
  }

  /** Number of slots of the table of names; a power of two, and sparse. */
  private static final int SLOTS = 1024;

  /** Six bits for each letter, whatever its case, and digit; 0 for any other character. */
  static final byte[] BITS = NameBits.table();

  private static final Tag[] TABLE_OF_NAMES = table();

  final Kind kind;
  final long key;

  /** Whether it starts and ends a block of text. */
  final boolean isBlock;

  Tag(Kind kind) {
    this.kind = kind;
    String lower = name().toLowerCase(java.util.Locale.ROOT);
    this.key = lower.equals("unknown") ? 0 : NameBits.key(lower);
    this.isBlock = kind == Kind.BLOCK || kind == Kind.TABLE;
  }

  /** The tag whose name has that key. */
  static Tag of(long key) {
    for (int slot = slot(key); ; slot = (slot + 1) & (SLOTS - 1)) {
      Tag tag = TABLE_OF_NAMES[slot];
      if (tag == UNKNOWN || tag.key == key) {
        return tag;
      }
    }
  }

  /**
   * A number for a name, compared without case: 6 bits for each of the first ten letters and
   * digits, and a hash for anything longer or odd.
   */
  static long key(char[] text, int from, int to) {
    long key = 0;
    for (int i = from; i < to; i++) {
      int c = text[i];
      int bits = c < 128 ? BITS[c] : 0;
      key = i - from < 10 && bits > 0 ? key << 6 | bits : (key * 31 + c) | Long.MIN_VALUE;
    }
    return key;
  }

  /** As {@link #key(char[], int, int)}, for constants. */
  static long key(String name) {
    return key(name.toCharArray(), 0, name.length());
  }

  private static int slot(long key) {
    return (int) ((key * 0x9E3779B97F4A7C15L) >>> 54);
  }

  private static Tag[] table() {
    Tag[] table = new Tag[SLOTS];
    java.util.Arrays.fill(table, UNKNOWN);
    for (Tag tag : values()) {
      if (tag != UNKNOWN) {
        int slot = slot(tag.key);
        while (table[slot] != UNKNOWN) {
          slot = (slot + 1) & (SLOTS - 1);
        }
        table[slot] = tag;
      }
    }
    return table;
  }

  /** Apart, as an enum's constants are made before its static fields. */
  private static final class NameBits {
    private NameBits() {}

    static byte[] table() {
      byte[] table = new byte[128];
      for (int i = 0; i < 26; i++) {
        table['a' + i] = (byte) (i + 1);
        table['A' + i] = (byte) (i + 1);
      }
      for (int i = 0; i < 10; i++) {
        table['0' + i] = (byte) (i + 27);
      }
      return table;
    }

    static long key(String name) {
      byte[] table = table();
      long key = 0;
      for (int i = 0; i < name.length(); i++) {
        key = key << 6 | table[name.charAt(i)];
      }
      return key;
    }
  }
}
