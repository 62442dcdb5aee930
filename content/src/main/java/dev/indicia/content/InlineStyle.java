package dev.indicia.content;

/**
 * What a list of CSS declarations says about how text looks, as far as it decides whether a person
 * sees it. Reused for one element after the other; not thread-safe.
 */
final class InlineStyle {
  /** A property that was not given. */
  static final int UNSET = Integer.MIN_VALUE;

  /** A colour that is none: an image, a gradient, or written in a way that is not read. */
  static final int UNKNOWN_COLOR = -1;

  /** display: 1 none, 2 anything else. */
  int display;

  /** visibility: 1 hidden, 2 visible. */
  int visibility;

  boolean transparent;

  /** Font size in tenths of a pixel. */
  int fontSize;

  /** font-weight: 1 bold, 2 not. */
  int weight;

  /** 0xRRGGBB. */
  int color;

  int background;
  boolean leftBorder;
  boolean padded;

  /** Nothing of it has room: its largest height or width is 0. */
  boolean noRoom;

  boolean overflowHidden;
  boolean farOut;

  /** Whether it says that the text is shown, against a style sheet. */
  boolean shown;

  private char[] text = new char[0];

  void clear() {
    display = 0;
    visibility = 0;
    transparent = false;
    fontSize = UNSET;
    weight = 0;
    color = UNSET;
    background = UNSET;
    leftBorder = false;
    padded = false;
    noRoom = false;
    overflowHidden = false;
    farOut = false;
    shown = false;
  }

  /** Whether nobody sees what stands in it, whatever its own parts say. */
  boolean hides() {
    return display == 1 || transparent || farOut || (noRoom && overflowHidden);
  }

  /** Reads more declarations; later ones count. {@code parentFont} is in tenths of a pixel. */
  void read(char[] source, int begin, int stop, int parentFont) {
    text = source;
    int from = begin;
    int to = stop;
    for (int i = from; i < to; i++) {
      if (source[i] == '\\' || (source[i] == '/' && i + 1 < to && source[i + 1] == '*')) {
        text = plain(source, from, to);
        from = 0;
        to = text.length;
        break;
      }
    }
    int i = from;
    while (i < to) {
      char c = text[i];
      if (c <= ' ' || c == ';') {
        i++;
        continue;
      }
      int name = i;
      while (i < to && text[i] != ':' && text[i] != ';') {
        i++;
      }
      if (i >= to || text[i] == ';') {
        continue;
      }
      int nameEnd = trimEnd(name, i);
      int value = i + 1;
      i = valueEnd(value, to);
      while (value < i && text[value] <= ' ') {
        value++;
      }
      declaration(name, nameEnd, value, trimEnd(value, i), parentFont);
    }
  }

  private int trimEnd(int from, int to) {
    int end = to;
    while (end > from && text[end - 1] <= ' ') {
      end--;
    }
    return end;
  }

  /** Offset of the ";" that ends the value; one in quotes or parentheses does not. */
  private int valueEnd(int from, int to) {
    int i = from;
    while (i < to && text[i] != ';') {
      char c = text[i];
      if (c == '"' || c == '\'' || c == '(') {
        char close = c == '(' ? ')' : c;
        int k = i + 1;
        while (k < to && text[k] != close) {
          k++;
        }
        if (k == to) {
          // Not closed: taken as it stands.
          return semicolon(i, to);
        }
        i = k;
      }
      i++;
    }
    return i;
  }

  private int semicolon(int from, int to) {
    int i = from;
    while (i < to && text[i] != ';') {
      i++;
    }
    return i;
  }

  /** Without comments, and with escapes read (CSS Syntax §4.3.7). */
  private static char[] plain(char[] source, int from, int to) {
    StringBuilder out = new StringBuilder(to - from);
    int i = from;
    while (i < to) {
      char c = source[i];
      if (c == '/' && i + 1 < to && source[i + 1] == '*') {
        i += 2;
        while (i < to && !(source[i] == '*' && i + 1 < to && source[i + 1] == '/')) {
          i++;
        }
        i += 2;
      } else if (c == '\\' && i + 1 < to) {
        i++;
        int value = 0;
        int digits = 0;
        while (i < to && digits < 6 && Character.digit(source[i], 16) >= 0) {
          value = value * 16 + Character.digit(source[i++], 16);
          digits++;
        }
        if (digits == 0) {
          out.append(source[i++]);
        } else {
          out.append(value > 0 && value < 0xd800 ? (char) value : '\ufffd');
          if (i < to && source[i] <= ' ') {
            i++;
          }
        }
      } else {
        out.append(c);
        i++;
      }
    }
    return out.toString().toCharArray();
  }

  private boolean is(String word, int from, int to) {
    return to - from == word.length() && starts(word, from, to);
  }

  private boolean starts(String word, int from, int to) {
    if (to - from < word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      char c = text[from + i];
      if (c != word.charAt(i) && (c < 'A' || c > 'Z' || c + 0x20 != word.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private void declaration(int name, int nameEnd, int from, int to, int parentFont) {
    if (from >= to) {
      return;
    }
    switch (text[name] | 0x20) {
      case 'd' -> {
        if (is("display", name, nameEnd)) {
          display = starts("none", from, to) ? 1 : 2;
          shown |= display == 2;
        }
      }
      case 'v' -> {
        if (is("visibility", name, nameEnd)) {
          visibility = starts("hidden", from, to) || starts("collapse", from, to) ? 1 : 2;
        }
      }
      case 'o' -> {
        if (is("opacity", name, nameEnd)) {
          transparent = isNearZero(from, to);
        } else if (starts("overflow", name, nameEnd)) {
          overflowHidden |= starts("hidden", from, to) || starts("clip", from, to);
        }
      }
      case 'f' -> {
        if (is("font-size", name, nameEnd)) {
          fontSize = size(from, to, parentFont);
        } else if (is("font-weight", name, nameEnd)) {
          weight(from, to);
        } else if (is("font", name, nameEnd)) {
          font(from, to, parentFont);
        }
      }
      case 'c' -> {
        if (is("color", name, nameEnd)) {
          color = Colors.read(text, from, to);
          transparent |= is("transparent", from, to);
        }
      }
      case 'b' -> background(name, nameEnd, from, to);
      case 'p' -> padded |= starts("padding", name, nameEnd) && !isZero(from, to);
      case 'm', 'h', 'w' -> {
        boolean room =
            is("max-height", name, nameEnd)
                || is("max-width", name, nameEnd)
                || is("height", name, nameEnd)
                || is("width", name, nameEnd);
        if (room && isZero(from, to)) {
          noRoom = true;
          // Without overflow:hidden what is in it hangs out; a largest height says it is meant.
          overflowHidden |= (text[name] | 0x20) == 'm';
        }
      }
      case 't', 'l' -> {
        boolean moved =
            is("text-indent", name, nameEnd)
                || is("left", name, nameEnd)
                || is("top", name, nameEnd);
        farOut |=
            moved
                && text[from] == '-'
                && to - from > 4
                && text[from + 3] >= '0'
                && text[from + 3] <= '9';
      }
      default -> {}
    }
  }

  private void background(int name, int nameEnd, int from, int to) {
    if (is("background-color", name, nameEnd) || is("background", name, nameEnd)) {
      int read = Colors.read(text, from, to);
      if (!is("transparent", from, to) && !is("none", from, to) && !is("inherit", from, to)) {
        background = read;
      }
    } else if (is("background-image", name, nameEnd)) {
      background = is("none", from, to) ? background : UNKNOWN_COLOR;
    } else if (is("border-left", name, nameEnd)) {
      leftBorder = !isZero(from, to) && !starts("none", from, to);
    }
  }

  private void weight(int from, int to) {
    boolean bold = starts("bold", from, to) || (to - from >= 3 && text[from] >= '6');
    weight = bold && text[from] != 'n' && text[from] != 'l' ? 1 : 2;
    if (text[from] > '9' && !starts("bold", from, to)) {
      weight = 2;
    }
  }

  /** The shorthand: a weight and a size among other words. */
  private void font(int from, int to, int parentFont) {
    int i = from;
    while (i < to) {
      int word = i;
      while (i < to && text[i] > ' ') {
        i++;
      }
      if (starts("bold", word, i)) {
        weight = 1;
      } else if (text[word] >= '0' && text[word] <= '9' && i - word > 2) {
        int end = word;
        while (end < i && text[end] != '/') {
          end++;
        }
        if (end == i && text[end - 1] >= '0' && text[end - 1] <= '9') {
          weight = text[word] >= '6' ? 1 : 2;
        } else {
          fontSize = size(word, end, parentFont);
        }
      }
      while (i < to && text[i] <= ' ') {
        i++;
      }
    }
  }

  private boolean isZero(int from, int to) {
    int i = from;
    while (i < to && (text[i] == '0' || text[i] == '.')) {
      i++;
    }
    // "0 auto" is not zero on every side.
    return i > from
        && (i == to || text[i] > '9' || text[i] == '%' || text[i] == ' ')
        && !hasDigit(i, to);
  }

  private boolean hasDigit(int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] >= '1' && text[i] <= '9') {
        return true;
      }
    }
    return false;
  }

  /** Below a twentieth. */
  private boolean isNearZero(int from, int to) {
    int thousandths = number(from, to);
    return thousandths >= 0 && (text[to - 1] == '%' ? thousandths < 5000 : thousandths < 50);
  }

  /** The number there in thousandths, at most 1,000,000; -1 when there is none. */
  private int number(int from, int to) {
    int value = 0;
    int scale = 1000;
    boolean fraction = false;
    int i = from;
    while (i < to) {
      char c = text[i];
      if (c == '.' && !fraction) {
        fraction = true;
      } else if (c >= '0' && c <= '9') {
        if (fraction) {
          scale /= 10;
          value += (c - '0') * scale;
        } else {
          value = Math.min(value * 10 + (c - '0') * 1000, 1_000_000);
        }
      } else {
        break;
      }
      i++;
    }
    return i == from ? -1 : value;
  }

  /** A font size in tenths of a pixel, or UNSET. */
  private int size(int from, int to, int parentFont) {
    int thousandths = number(from, to);
    if (thousandths < 0) {
      return keyword(from, to, parentFont);
    }
    int unit = from;
    while (unit < to && (text[unit] == '.' || (text[unit] >= '0' && text[unit] <= '9'))) {
      unit++;
    }
    long size = thousandths;
    if (starts("pt", unit, to)) {
      size = size * 4 / 3 / 100;
    } else if (starts("em", unit, to)) {
      size = size * parentFont / 1000;
    } else if (starts("rem", unit, to)) {
      size = size * 16 / 100;
    } else if (unit < to && text[unit] == '%') {
      size = size * parentFont / 100_000;
    } else {
      size = size / 100;
    }
    return (int) Math.min(size, 100_000);
  }

  private int keyword(int from, int to, int parentFont) {
    if (starts("xx-small", from, to)) {
      return 90;
    }
    if (starts("x-small", from, to)) {
      return 100;
    }
    if (is("small", from, to)) {
      return 130;
    }
    if (is("medium", from, to)) {
      return 160;
    }
    if (is("large", from, to)) {
      return 180;
    }
    if (starts("x-large", from, to)) {
      return 240;
    }
    if (starts("xx-large", from, to)) {
      return 320;
    }
    if (starts("smaller", from, to)) {
      return parentFont * 5 / 6;
    }
    return starts("larger", from, to) ? parentFont * 6 / 5 : UNSET;
  }
}
