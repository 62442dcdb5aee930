package dev.indicia.content;

import java.text.Normalizer;

/** Letters and digits of styled alphabets, and the plain ones they stand for. Pure. */
final class StyledLetters {
  /** Small capitals that have no decomposition, and the letters they look like. */
  private static final String SMALL_CAPITALS = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ";

  private static final String SMALL_LETTERS = "abcdefghijklmnopqrstuvwyz";

  private StyledLetters() {}

  static boolean isStyled(int c) {
    if (c < 0x2000) {
      return c >= 0x250
          && ((c >= 0x2b0 && c <= 0x2b8)
              || (c >= 0x1d2c && c <= 0x1d6a)
              || (c >= 0x1d78 && c <= 0x1dbf)
              || SMALL_CAPITALS.indexOf(c) >= 0);
    }
    if (c < 0x10000) {
      return (c >= 0x2070 && c <= 0x209c)
          || (c >= 0x2102 && c <= 0x2149 && isLetterlike(c))
          || (c >= 0x2460 && c <= 0x24ff)
          || (c >= 0x2776 && c <= 0x2793)
          || (c >= 0xff01 && c <= 0xff5e)
          || (c >= 0xa730 && c <= 0xa7af && SMALL_CAPITALS.indexOf(c) >= 0);
    }
    return (c >= 0x1d400 && c <= 0x1d7ff)
        || (c >= 0x1f100 && c <= 0x1f189)
        || (c >= 0x1fbf0 && c <= 0x1fbf9);
  }

  /** Letters of the letterlike symbols, not the signs among them. */
  private static boolean isLetterlike(int c) {
    return switch (c) {
      case 0x2103,
          0x2105,
          0x2106,
          0x2109,
          0x2116,
          0x2117,
          0x211e,
          0x2120,
          0x2121,
          0x2122,
          0x2123,
          0x2125,
          0x2126,
          0x2127,
          0x212e,
          0x213b ->
          false;
      default -> true;
    };
  }

  /** What it stands for; the character itself when that is not known. */
  static String plain(int c) {
    int small = SMALL_CAPITALS.indexOf(c);
    if (small >= 0) {
      return SMALL_LETTERS.substring(small, small + 1);
    }
    if ((c >= 0x1f150 && c <= 0x1f169) || (c >= 0x1f170 && c <= 0x1f189)) {
      return String.valueOf((char) ('A' + (c - (c < 0x1f170 ? 0x1f150 : 0x1f170))));
    }
    if (c >= 0x2776 && c <= 0x277e) {
      return String.valueOf((char) ('1' + c - 0x2776));
    }
    if (c >= 0x24f5 && c <= 0x24fd) {
      return String.valueOf((char) ('1' + c - 0x24f5));
    }
    if (c == 0x24ff) {
      return "0";
    }
    String plain = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC);
    boolean framed = plain.length() > 1 && plain.charAt(0) == '(';
    return framed ? plain.substring(1, plain.length() - 1) : plain;
  }
}
