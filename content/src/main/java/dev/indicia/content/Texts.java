package dev.indicia.content;

import dev.indicia.message.Charsets;
import dev.indicia.message.MimePart;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Turns a part's octets into characters, as mail programs do. Pure. */
final class Texts {
  private Texts() {}

  /**
   * The text: by its byte order mark, else by the named character set, else as UTF-8 where it is
   * UTF-8, and as windows-1252 where it is not.
   */
  static String decode(MimePart part, byte[] octets) {
    Charset charset = mark(octets);
    if (charset == null) {
      String name = part.contentType().parameter("charset");
      charset = name == null ? null : Charsets.lookup(name);
    }
    if (charset == null || charset.equals(StandardCharsets.ISO_8859_1)) {
      // Those who say US-ASCII or nothing and send more mean one of these.
      charset = StandardCharsets.UTF_8;
      String text = new String(octets, charset);
      if (text.indexOf('\ufffd') < 0) {
        return unmarked(text);
      }
      Charset western = Charsets.lookup("windows-1252");
      charset = western == null ? StandardCharsets.ISO_8859_1 : western;
    }
    return unmarked(new String(octets, charset));
  }

  private static String unmarked(String text) {
    boolean marked = !text.isEmpty() && text.charAt(0) == '\ufeff';
    return marked ? text.substring(1) : text;
  }

  private static @Nullable Charset mark(byte[] octets) {
    if (octets.length < 2) {
      return null;
    }
    int two = (octets[0] & 0xff) << 8 | (octets[1] & 0xff);
    if (two == 0xfeff || two == 0xfffe) {
      return StandardCharsets.UTF_16;
    }
    boolean utf8 = octets.length > 2 && two == 0xefbb && (octets[2] & 0xff) == 0xbf;
    return utf8 ? StandardCharsets.UTF_8 : null;
  }
}
