package dev.indicia.message;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Encoded words (RFC 2047, with the language of RFC 2231 §5): text of any character set inside a
 * header field of US-ASCII.
 *
 * <p>What is no encoded word, or names an unknown character set or encoding, stays as it is.
 * Lenient as mail readers are: words longer than 75 characters, inside a quoted string or without
 * white space around them are decoded too, since that is what a person is shown. Adjacent words of
 * one character set are decoded together, as some writers split a character over two. Linear time;
 * at most {@value #CHARSETS_MAX} changes of character set are followed.
 */
public final class EncodedWords {
  /** Changes of character set followed in one text. */
  static final int CHARSETS_MAX = 100;

  private final String text;
  private final StringBuilder out;
  private byte[] pending = new byte[0];
  private int pendingLength;
  private String charsetName = "";
  private @Nullable Charset charset;
  private int lookups;
  private int textStart;
  private int textEnd;
  private boolean base64;
  private int wordEnd;

  private EncodedWords(String text) {
    this.text = text;
    this.out = new StringBuilder(text.length());
  }

  /** The text with its encoded words decoded; the same text when it has none. */
  public static String decode(String text) {
    return text.contains("=?") ? new EncodedWords(text).run() : text;
  }

  private String run() {
    int from = 0;
    int at = text.indexOf("=?");
    boolean behindWord = false;
    while (at >= 0) {
      if (!readWord(at)) {
        at = text.indexOf("=?", at + 2);
        continue;
      }
      // RFC 2047 §6.2: white space between adjacent encoded words is not shown.
      if (!behindWord || !isSpace(from, at)) {
        flush();
        out.append(text, from, at);
      }
      int start = at + 2;
      String name = text.substring(start, text.indexOf('?', start));
      int language = name.indexOf('*');
      name = language < 0 ? name : name.substring(0, language);
      if (!name.equalsIgnoreCase(charsetName)) {
        flush();
        charsetName = name;
        charset = ++lookups > CHARSETS_MAX ? null : Charsets.lookup(name);
      }
      if (charset == null) {
        out.append(text, at, wordEnd);
      } else {
        decodeWord();
      }
      behindWord = true;
      from = wordEnd;
      at = text.indexOf("=?", wordEnd);
    }
    flush();
    return out.append(text, from, text.length()).toString();
  }

  /**
   * Whether an encoded word stands there (RFC 2047 §2): "=?" charset "?" encoding "?" text "?=".
   */
  private boolean readWord(int at) {
    int i = at + 2;
    int end = Math.min(text.length(), i + 80);
    while (i < end && isToken(text.charAt(i))) {
      i++;
    }
    if (i == at + 2 || i + 2 >= text.length() || text.charAt(i) != '?') {
      return false;
    }
    char encoding = text.charAt(i + 1);
    base64 = encoding == 'B' || encoding == 'b';
    if ((!base64 && encoding != 'Q' && encoding != 'q') || text.charAt(i + 2) != '?') {
      return false;
    }
    textStart = i + 3;
    for (int k = textStart; k + 1 < text.length(); k++) {
      char c = text.charAt(k);
      if (c == '?') {
        textEnd = k;
        wordEnd = k + 2;
        return text.charAt(k + 1) == '=';
      }
    }
    return false;
  }

  private static boolean isToken(char c) {
    return c > ' ' && c < 0x7f && "()<>@,;:\"/[]?.=".indexOf(c) < 0;
  }

  private boolean isSpace(int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
        return false;
      }
    }
    return true;
  }

  private void decodeWord() {
    int room = pendingLength + textEnd - textStart;
    if (room > pending.length) {
      pending = Arrays.copyOf(pending, Math.max(room, 2 * pending.length));
    }
    if (base64) {
      decodeBase64();
    } else {
      decodeQ();
    }
  }

  /** RFC 2047 §4.1: the "B" encoding. */
  private void decodeBase64() {
    int bits = 0;
    int count = 0;
    for (int i = textStart; i < textEnd; i++) {
      int value = TransferDecoder.base64Value(text.charAt(i));
      if (value < 0) {
        continue;
      }
      bits = bits << 6 | value;
      count += 6;
      if (count >= 8) {
        count -= 8;
        pending[pendingLength++] = (byte) (bits >>> count);
      }
    }
  }

  /** RFC 2047 §4.2: the "Q" encoding. */
  private void decodeQ() {
    for (int i = textStart; i < textEnd; i++) {
      char c = text.charAt(i);
      if (c == '=' && i + 2 < textEnd) {
        int high = Character.digit(text.charAt(i + 1), 16);
        int low = Character.digit(text.charAt(i + 2), 16);
        if (high >= 0 && low >= 0) {
          pending[pendingLength++] = (byte) (high << 4 | low);
          i += 2;
          continue;
        }
      }
      if (c >= 0x80) {
        // No octet of an encoded word: shown as it is.
        flush();
        out.append(c);
        continue;
      }
      pending[pendingLength++] = (byte) (c == '_' ? ' ' : c);
    }
  }

  private void flush() {
    if (pendingLength > 0 && charset != null) {
      out.append(new String(pending, 0, pendingLength, charset));
    }
    pendingLength = 0;
  }

  /** The octets as UTF-8 where they are UTF-8, else one character each (RFC 6532 §3.2). */
  static String text(byte[] octets, int from, int to) {
    boolean utf8 = Utf8.firstMalformed(octets, from, to) < 0;
    Charset charset = utf8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    return new String(octets, from, to - from, charset);
  }
}
