package dev.indicia.message;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The character sets that mail names (RFC 2045 §5.1, RFC 2978), looked up without failing. Pure,
 * thread-safe.
 */
public final class Charsets {
  private Charsets() {}

  /** The character set of that name, or null when there is none or the name is no name. */
  public static @Nullable Charset lookup(String name) {
    String word = name.toLowerCase(Locale.ROOT);
    return switch (word) {
      case "utf-8", "utf8", "unicode-1-1-utf-8", "utf-8-strict" -> StandardCharsets.UTF_8;
      // The first two have nothing above 127; what stands there is most often the third.
      case "us-ascii", "ascii", "iso-8859-1", "latin1", "iso8859-1" -> StandardCharsets.ISO_8859_1;
      // Writers say GB2312 and mean what contains it.
      case "gb2312", "gb_2312-80", "gbk", "x-gbk", "cp936" -> guarded("GB18030");
      case "ks_c_5601-1987", "ks_c_5601", "ksc5601", "cp949" -> guarded("windows-949");
      default -> isName(word) ? guarded(word) : null;
    };
  }

  /** RFC 2978 §2.3: at most 40 characters of printable US-ASCII. */
  private static boolean isName(String word) {
    if (word.isEmpty() || word.length() > 40) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (!letter && c != '-' && c != '_' && c != '.' && c != ':' && c != '+') {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Charset guarded(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalArgumentException unknown) {
      return null;
    }
  }
}
