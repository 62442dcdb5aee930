package dev.indicia.report;

import dev.indicia.message.Charsets;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which character encoding a text has (XML 1.0 §F), and the text in UTF-8. UTF-8 is passed on as it
 * is; UTF-16, the ISO 8859 family and the windows-125x family are converted on the way.
 */
final class TextEncoding {
  private static final int DECLARATION_OCTETS_MAX = 256;

  private TextEncoding() {}

  /** Whether a byte order mark or a two-octet "&lt;" or "{" stands at the source's next octet. */
  static boolean isMarked(OctetSource source) throws IOException {
    return mark(source) != null;
  }

  /** The octets that mark an encoding, decoded by that; null when there are none. */
  private static @Nullable Charset mark(OctetSource source) throws IOException {
    if (source.has(3) && source.at(0) == 0xef && source.at(1) == 0xbb && source.at(2) == 0xbf) {
      return StandardCharsets.UTF_8;
    }
    if (!source.has(2)) {
      return null;
    }
    int two = source.at(0) << 8 | source.at(1);
    return switch (two) {
      case 0xfeff, '<', '{' -> StandardCharsets.UTF_16BE;
      case 0xfffe, '<' << 8, '{' << 8 -> StandardCharsets.UTF_16LE;
      default -> null;
    };
  }

  /** The text that begins at the source's next octet, in UTF-8 without a byte order mark. */
  static InputStream utf8(OctetSource source, Set<ReportDeviation> deviations) throws IOException {
    Charset marked = mark(source);
    if (marked != null) {
      int first = source.at(0);
      if (first >= 0xef) {
        source.drop(marked.equals(StandardCharsets.UTF_8) ? 3 : 2);
      }
      return marked.equals(StandardCharsets.UTF_8)
          ? source
          : new Utf8Stream(source, marked, deviations);
    }
    String declared = declared(source);
    if (declared == null) {
      return source;
    }
    String name = declared.toLowerCase(Locale.ROOT);
    if (name.startsWith("utf-16") || name.startsWith("utf16") || name.startsWith("ucs-2")) {
      // Programs that keep text in UTF-16 declare it, and write UTF-8.
      deviations.add(ReportDeviation.ENCODING_DECLARED);
      return source;
    }
    if (name.equals("utf-8") || name.equals("utf8") || name.equals("us-ascii")) {
      return source;
    }
    boolean read =
        name.startsWith("iso-8859-") || name.startsWith("windows-125") || name.equals("latin1");
    Charset charset = read ? Charsets.lookup(name) : null;
    if (charset == null) {
      throw new Refusal(ReportReason.ENCODING, declared);
    }
    return new Utf8Stream(source, charset, deviations);
  }

  /** XML 1.0 §2.8: what the XML declaration says, null when it is silent or absent. */
  private static @Nullable String declared(OctetSource source) throws IOException {
    int length = source.available(DECLARATION_OCTETS_MAX);
    String text = new String(source.copy(0, length), StandardCharsets.ISO_8859_1);
    String head = text.stripLeading();
    int end = head.indexOf("?>");
    if (!head.startsWith("<?xml") || end < 0) {
      return null;
    }
    int word = head.indexOf("encoding", 5);
    if (word < 0 || word > end) {
      return null;
    }
    int open = word + 8;
    while (open < end && head.charAt(open) != '"' && head.charAt(open) != '\'') {
      open++;
    }
    int close = head.indexOf(head.charAt(open), open + 1);
    return close < 0 || close > end ? null : head.substring(open + 1, close);
  }

  /** Characters of another encoding as UTF-8. */
  private static final class Utf8Stream extends InputStream {
    private static final int CHARACTERS = 4096;

    private final Reader reader;
    private final Set<ReportDeviation> deviations;
    private final char[] characters = new char[CHARACTERS];
    private byte[] octets = new byte[0];
    private int position;
    private int kept;

    Utf8Stream(InputStream in, Charset charset, Set<ReportDeviation> deviations) {
      this.reader =
          new InputStreamReader(
              in,
              charset
                  .newDecoder()
                  .onMalformedInput(CodingErrorAction.REPLACE)
                  .onUnmappableCharacter(CodingErrorAction.REPLACE));
      this.deviations = deviations;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      while (position == octets.length) {
        int read = reader.read(characters, kept, CHARACTERS - kept);
        if (read < 0) {
          return -1;
        }
        int count = kept + read;
        // Both halves of a pair are converted together.
        kept = Character.isHighSurrogate(characters[count - 1]) && count > 1 ? 1 : 0;
        String text = new String(characters, 0, count - kept);
        characters[0] = characters[count - 1];
        if (text.indexOf('\ufffd') >= 0) {
          deviations.add(ReportDeviation.ENCODING_BROKEN);
        }
        octets = text.getBytes(StandardCharsets.UTF_8);
        position = 0;
      }
      int count = Math.min(length, octets.length - position);
      System.arraycopy(octets, position, target, offset, count);
      position += count;
      return count;
    }
  }
}
