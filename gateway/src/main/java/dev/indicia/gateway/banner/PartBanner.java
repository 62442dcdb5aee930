package dev.indicia.gateway.banner;

import dev.indicia.gateway.banner.BannerEditor.Patch;
import dev.indicia.message.Charsets;
import dev.indicia.message.DecodedBody;
import dev.indicia.message.Message;
import dev.indicia.message.MimePart;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sentence in one text part, in its character set and transfer encoding. Pure. */
final class PartBanner {
  private static final int LINE_CHARACTERS = 70;
  private static final int QUOTED_LINE_MAX = 76;

  /** Where a doctype has to end, in decoded octets; behind that the sentence stands above it. */
  private static final int DOCTYPE_OCTETS_MAX = 4096;

  private static final byte[] CRLF = {'\r', '\n'};
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final byte[] octets;
  private final MimePart part;
  private final String sentence;
  private final String ascii;
  private final boolean html;

  PartBanner(Message message, MimePart part, String sentence, String ascii) {
    this.octets = message.octets();
    this.part = part;
    this.sentence = sentence;
    this.ascii = ascii;
    this.html = part.contentType().subtype().equals("html");
  }

  /** What changes; empty where the sentence has no place. */
  Optional<Patch> patch() {
    Charset charset = charset();
    int start = part.bodyStart();
    boolean whole = start >= 2 && octets[start - 1] == '\n' && octets[start - 2] == '\r';
    if (charset == null || !whole || hasArmour()) {
      return Optional.empty();
    }
    return switch (part.encoding()) {
      case SEVEN_BIT -> identity(html ? page() : text(ascii, StandardCharsets.US_ASCII));
      case EIGHT_BIT, BINARY -> identity(content(charset));
      case QUOTED_PRINTABLE -> quoted(content(charset));
      case BASE64 -> base64(content(charset));
      case UNKNOWN -> Optional.empty();
    };
  }

  /** The part's character set, where ASCII text in it is ASCII; else null. */
  private @Nullable Charset charset() {
    String name = part.contentType().parameter("charset");
    if (name == null || name.isBlank()) {
      return StandardCharsets.US_ASCII;
    }
    String word = name.strip();
    if (word.equalsIgnoreCase("us-ascii")) {
      return StandardCharsets.US_ASCII;
    }
    Charset charset = Charsets.lookup(word);
    String letters = "<div>=09 Az~\r\n";
    boolean compatible =
        charset != null
            && charset.canEncode()
            && Arrays.equals(
                letters.getBytes(charset), letters.getBytes(StandardCharsets.US_ASCII));
    return compatible ? charset : null;
  }

  /** Whether the text is signed or encrypted within itself (RFC 9580 §6, §7). */
  private boolean hasArmour() {
    String text = new String(part.decode(DOCTYPE_OCTETS_MAX).octets(), StandardCharsets.ISO_8859_1);
    return text.contains("-----BEGIN PGP ");
  }

  private byte[] content(Charset charset) {
    if (html) {
      return page();
    }
    return charset.newEncoder().canEncode(sentence)
        ? text(sentence, charset)
        : text(ascii, StandardCharsets.US_ASCII);
  }

  private static byte[] text(String sentence, Charset charset) {
    return ("*** " + wrapped(sentence) + " ***\r\n\r\n").getBytes(charset);
  }

  private static String wrapped(String sentence) {
    StringBuilder out = new StringBuilder(sentence.length() + 32);
    int column = 4;
    for (String word : sentence.split(" ", -1)) {
      if (column > 4 && column + word.length() > LINE_CHARACTERS) {
        out.append("\r\n    ");
        column = 4;
      } else if (column > 4) {
        out.append(' ');
        column++;
      }
      out.append(word);
      column += word.length();
    }
    return out.toString();
  }

  /**
   * An element that style sheets of the message cannot hide: what stands in the element and is
   * important outweighs them. ASCII whatever the language.
   */
  private byte[] page() {
    StringBuilder out = new StringBuilder(600);
    out.append("<div style=\"all: initial !important; display: block !important;");
    out.append(" visibility: visible !important; opacity: 1 !important;");
    out.append(" position: static !important; margin: 0 0 12px 0 !important;\r\n");
    out.append(" padding: 10px !important; border: 2px solid #8a5a00 !important;");
    out.append(" background: #fff4d6 !important; color: #1a1a1a !important;\r\n");
    out.append(" font: bold 14px sans-serif !important;\">\r\n");
    int column = 0;
    for (int i = 0; i < sentence.length(); ) {
      int c = sentence.codePointAt(i);
      i += Character.charCount(c);
      boolean plain = c >= ' ' && c < 127 && "<>&\"'".indexOf(c) < 0;
      String written = plain ? Character.toString(c) : "&#" + c + ";";
      column += written.length();
      if (c == ' ' && column > LINE_CHARACTERS) {
        written = "\r\n";
        column = 0;
      }
      out.append(written);
    }
    return out.append("\r\n</div>\r\n").toString().getBytes(StandardCharsets.US_ASCII);
  }

  private Optional<Patch> identity(byte[] content) {
    int limit = Math.min(part.end(), part.bodyStart() + DOCTYPE_OCTETS_MAX);
    byte[] beginning = Arrays.copyOfRange(octets, part.bodyStart(), limit);
    int at = place(beginning);
    return insertion(part.bodyStart() + at, at == 0 ? content : joined(CRLF, content));
  }

  private Optional<Patch> insertion(int at, byte[] content) {
    return Optional.of(new Patch(at, at, content));
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  /**
   * Where the sentence goes, in decoded octets: in HTML behind a doctype, which would not count any
   * more below it. An element there opens the body, whatever follows; nothing that a sender writes
   * can be around it.
   */
  private int place(byte[] beginning) {
    if (!html) {
      return 0;
    }
    int at = startsWith(beginning, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
    while (at < beginning.length && " \t\r\n\f".indexOf(beginning[at]) >= 0) {
      at++;
    }
    String text = new String(beginning, StandardCharsets.ISO_8859_1);
    if (text.regionMatches(true, at, "<!doctype", 0, 9)) {
      return text.indexOf('>', at) + 1;
    }
    return startsWith(beginning, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
  }

  private static boolean startsWith(byte[] octets, byte[] prefix) {
    return octets.length >= prefix.length
        && Arrays.equals(octets, 0, prefix.length, prefix, 0, prefix.length);
  }

  /** RFC 2045 §6.7 */
  private Optional<Patch> quoted(byte[] content) {
    byte[] beginning = part.decode(DOCTYPE_OCTETS_MAX).octets();
    int at = place(beginning);
    int raw = at == 0 ? part.bodyStart() : rawOffset(beginning, at);
    if (raw < 0) {
      at = 0;
      raw = part.bodyStart();
    }
    byte[] encoded = quotedPrintable(content);
    return insertion(raw, at == 0 ? encoded : joined(CRLF, encoded));
  }

  /** The offset behind so many decoded octets; -1 where the encoding is not clean up to there. */
  private int rawOffset(byte[] beginning, int decoded) {
    int raw = part.bodyStart();
    for (int n = 0; n < decoded; ) {
      if (raw >= part.end()) {
        return -1;
      }
      int octet = octets[raw] & 0xff;
      if (octet != '=') {
        if (octet != (beginning[n] & 0xff)) {
          return -1;
        }
        n++;
        raw++;
      } else if (raw + 2 < part.end() && octets[raw + 1] == '\r' && octets[raw + 2] == '\n') {
        raw += 3;
      } else if (raw + 2 < part.end() && hex(raw + 1) == (beginning[n] & 0xff)) {
        n++;
        raw += 3;
      } else {
        return -1;
      }
    }
    return raw;
  }

  private int hex(int at) {
    int high = Character.digit(octets[at], 16);
    int low = Character.digit(octets[at + 1], 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static byte[] quotedPrintable(byte[] content) {
    StringBuilder out = new StringBuilder(content.length * 2);
    int column = 0;
    for (int i = 0; i < content.length; i++) {
      int octet = content[i] & 0xff;
      if (octet == '\r' && i + 1 < content.length && content[i + 1] == '\n') {
        out.append("\r\n");
        column = 0;
        i++;
        continue;
      }
      boolean lineEnds = i + 1 == content.length || content[i + 1] == '\r';
      boolean literal = octet > ' ' && octet < 127 && octet != '=' || octet == ' ' && !lineEnds;
      String written = literal ? String.valueOf((char) octet) : "=%02X".formatted(octet);
      if (column + written.length() >= QUOTED_LINE_MAX) {
        out.append("=\r\n");
        column = 0;
      }
      out.append(written);
      column += written.length();
    }
    return out.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** RFC 2045 §6.8: decoded, and encoded again. */
  private Optional<Patch> base64(byte[] content) {
    DecodedBody decoded = part.decode(part.end() - part.bodyStart());
    if (decoded.skipped() > 0 || decoded.truncated()) {
      return Optional.empty();
    }
    byte[] body = decoded.octets();
    int at = place(Arrays.copyOf(body, Math.min(body.length, DOCTYPE_OCTETS_MAX)));
    ByteArrayOutputStream whole = new ByteArrayOutputStream(body.length + content.length);
    whole.write(body, 0, at);
    whole.writeBytes(content);
    whole.write(body, at, body.length - at);
    byte[] encoded = Base64.getMimeEncoder().encode(whole.toByteArray());
    boolean lineEnd = part.end() >= 2 && octets[part.end() - 1] == '\n';
    return Optional.of(
        new Patch(part.bodyStart(), part.end(), lineEnd ? joined(encoded, CRLF) : encoded));
  }
}
