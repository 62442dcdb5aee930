package dev.indicia.content;

/** Colours as CSS and HTML write them (CSS Color 4 §5, §6), as far as mail uses them. Pure. */
final class Colors {
  private Colors() {}

  /** 0xRRGGBB, or {@link InlineStyle#UNKNOWN_COLOR}. */
  static int read(char[] text, int from, int to) {
    if (from >= to) {
      return InlineStyle.UNKNOWN_COLOR;
    }
    char c = text[from];
    if (c == '#') {
      return hex(text, from + 1, to);
    }
    if ((c | 0x20) == 'r' && from + 4 < to && (text[from + 1] | 0x20) == 'g') {
      return function(text, from, to);
    }
    return name(text, from, to);
  }

  private static int hex(char[] text, int from, int to) {
    int value = 0;
    int i = from;
    while (i < to && i - from < 6) {
      int digit = text[i] < 0x80 ? Character.digit(text[i], 16) : -1;
      if (digit < 0) {
        break;
      }
      value = value << 4 | digit;
      i++;
    }
    int digits = i - from;
    if (digits == 6) {
      return value;
    }
    if (digits == 3 || digits == 4) {
      int short3 = digits == 4 ? value >> 4 : value;
      return ((short3 >> 8 & 15) * 17) << 16 | ((short3 >> 4 & 15) * 17) << 8 | (short3 & 15) * 17;
    }
    return InlineStyle.UNKNOWN_COLOR;
  }

  /** rgb(1, 2, 3) or rgba(1 2 3 / 1). */
  private static int function(char[] text, int from, int to) {
    int color = 0;
    int count = 0;
    int i = from;
    while (i < to && count < 3) {
      if (text[i] < '0' || text[i] > '9') {
        i++;
        continue;
      }
      int value = 0;
      while (i < to && text[i] >= '0' && text[i] <= '9') {
        value = Math.min(value * 10 + text[i] - '0', 255);
        i++;
      }
      color = color << 8 | value;
      count++;
    }
    return count == 3 ? color : InlineStyle.UNKNOWN_COLOR;
  }

  private static int name(char[] text, int from, int to) {
    int end = from;
    while (end < to && ((text[end] | 0x20) >= 'a' && (text[end] | 0x20) <= 'z')) {
      end++;
    }
    if (end - from < 3 || end - from > 12) {
      return InlineStyle.UNKNOWN_COLOR;
    }
    return switch (new String(text, from, end - from).toLowerCase(java.util.Locale.ROOT)) {
      case "white" -> 0xffffff;
      case "black" -> 0;
      case "red" -> 0xff0000;
      case "green" -> 0x008000;
      case "blue" -> 0x0000ff;
      case "yellow" -> 0xffff00;
      case "orange" -> 0xffa500;
      case "gray", "grey" -> 0x808080;
      case "silver" -> 0xc0c0c0;
      case "navy" -> 0x000080;
      case "whitesmoke" -> 0xf5f5f5;
      case "snow" -> 0xfffafa;
      case "ivory" -> 0xfffff0;
      default -> InlineStyle.UNKNOWN_COLOR;
    };
  }

  /** Whether nobody tells one from the other: each part differs by 4 of 255 at most. */
  static boolean alike(int a, int b) {
    return a >= 0
        && b >= 0
        && Math.abs((a >> 16 & 255) - (b >> 16 & 255)) <= 4
        && Math.abs((a >> 8 & 255) - (b >> 8 & 255)) <= 4
        && Math.abs((a & 255) - (b & 255)) <= 4;
  }
}
