package dev.indicia.conformance;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Builds the messages of the second world: fields, MIME, and HTML in several manners. */
final class WorldMail {
  /** Stands around markup in a value that is copied into the page as it is. */
  static final char RAW = '\uE000';

  /**
   * A piece of what is shown.
   *
   * @param role as in {@link WorldTexts.Line}
   * @param label of a field, else empty
   * @param url of a button, else empty
   */
  record Piece(char role, String label, String text, String url) {
    static Piece of(char role, String text) {
      return new Piece(role, "", text, "");
    }
  }

  private final StringBuilder fields = new StringBuilder();
  private final Charset charset;

  /**
   * A message whose texts are in that charset, as far as it has their characters.
   *
   * @param charset a name that Java knows
   */
  WorldMail(String charset) {
    this.charset = Charset.forName(charset);
  }

  WorldMail field(String name, String value) {
    fields.append(name).append(": ").append(value).append("\r\n");
    return this;
  }

  /** A field of plain text, as encoded words where it needs them. */
  WorldMail text(String name, String value) {
    return field(name, words(value));
  }

  /** An address with its display name. */
  WorldMail mailbox(String name, String display, String address) {
    if (display.isEmpty()) {
      return field(name, address);
    }
    boolean plain = display.chars().allMatch(c -> c < 127);
    String shown =
        plain ? '"' + display.replace("\\", "").replace("\"", "'") + '"' : words(display);
    return field(name, shown + "\r\n <" + address + ">");
  }

  /** The fields so far, without an empty line. */
  String fields() {
    return fields.toString();
  }

  /** The whole message, its lines ended by CRLF. */
  String build(String layout, List<Piece> pieces, String calendar) {
    String plain = plainText(pieces);
    fields.append("MIME-Version: 1.0\r\n");
    if (layout.equals("text") && calendar.isEmpty()) {
      return fields + part("text/plain", plain);
    }
    String boundary = "=_" + Integer.toHexString(plain.hashCode()) + "_=";
    String html = layout.equals("text") ? "" : part("text/html", page(layout, pieces));
    StringBuilder out = new StringBuilder(fields);
    out.append("Content-Type: multipart/alternative; boundary=\"").append(boundary);
    out.append("\"\r\n\r\n");
    out.append("--").append(boundary).append("\r\n").append(part("text/plain", plain));
    if (!html.isEmpty()) {
      out.append("--").append(boundary).append("\r\n").append(html);
    }
    if (!calendar.isEmpty()) {
      out.append("--").append(boundary).append("\r\n");
      out.append(part("text/calendar; method=REQUEST", calendar));
    }
    return out.append("--").append(boundary).append("--\r\n").toString();
  }

  /** A piece of text in an encoding, with its fields, from Content-Type on. */
  private String part(String type, String text) {
    Charset used = usable(text);
    byte[] octets = text.replace("\n", "\r\n").getBytes(used);
    String head = "Content-Type: " + type + "; charset=" + name(used) + "\r\n";
    if (text.chars().filter(c -> c > 126).count() * 6 < text.length()) {
      return head + "Content-Transfer-Encoding: quoted-printable\r\n\r\n" + quoted(octets);
    }
    String coded = Base64.getMimeEncoder(76, new byte[] {'\r', '\n'}).encodeToString(octets);
    return head + "Content-Transfer-Encoding: base64\r\n\r\n" + coded + "\r\n";
  }

  private static String name(Charset charset) {
    return charset.name().toLowerCase(Locale.ROOT);
  }

  private Charset usable(String text) {
    return charset.newEncoder().canEncode(text) ? charset : StandardCharsets.UTF_8;
  }

  /** RFC 2045 §6.7. */
  private static String quoted(byte[] octets) {
    StringBuilder out = new StringBuilder();
    int column = 0;
    for (int i = 0; i < octets.length; i++) {
      int octet = octets[i] & 0xff;
      if (octet == '\r' && i + 1 < octets.length && octets[i + 1] == '\n') {
        out.append("\r\n");
        i++;
        column = 0;
        continue;
      }
      boolean endsLine = i + 1 == octets.length || octets[i + 1] == '\r';
      boolean plain = octet > 32 && octet < 127 && octet != '=' || octet == ' ' && !endsLine;
      String text = plain ? "" + (char) octet : String.format(Locale.ROOT, "=%02X", octet);
      if (column + text.length() > 73) {
        out.append("=\r\n");
        column = 0;
      }
      out.append(text);
      column += text.length();
    }
    return out.append("\r\n").toString();
  }

  /** RFC 2047 §2. */
  private String words(String text) {
    if (text.chars().allMatch(c -> c < 127)) {
      return text.length() < 70 ? text : text.replaceAll("(.{50,70}?) ", "$1\r\n ");
    }
    Charset used = usable(text);
    List<String> words = new ArrayList<>();
    int[] points = text.codePoints().toArray();
    for (int from = 0; from < points.length; from += 14) {
      String piece = new String(points, from, Math.min(14, points.length - from));
      String coded = Base64.getEncoder().encodeToString(piece.getBytes(used));
      words.add("=?" + name(used) + "?B?" + coded + "?=");
    }
    return String.join("\r\n ", words);
  }

  private static String plainText(List<Piece> pieces) {
    StringBuilder out = new StringBuilder();
    for (Piece piece : pieces) {
      String text = piece.text().replaceAll(RAW + "[^" + RAW + "]*" + RAW, " ");
      switch (piece.role()) {
        case 'F' -> out.append(piece.label()).append(": ").append(text).append('\n');
        case 'A' -> out.append(text).append(":\n").append(piece.url()).append("\n\n");
        case 'Q' -> out.append("> ").append(text).append("\n\n");
        case 'X' -> out.append("--\n").append(text).append('\n');
        default -> out.append(text).append("\n\n");
      }
    }
    return out.toString();
  }

  private static String page(String layout, List<Piece> pieces) {
    boolean table = layout.equals("table");
    boolean card = layout.equals("card");
    StringBuilder out = new StringBuilder("<html><body>");
    out.append(
        table
            ? "<table width=\"600\" cellpadding=\"8\">\n"
            : card ? "<div style=\"max-width:560px;font-family:sans-serif\">\n" : "");
    for (Piece piece : pieces) {
      String html = html(piece, table, card);
      out.append(
          table && piece.role() != 'F' ? "<tr><td colspan=\"2\">" + html + "</td></tr>" : html);
      out.append('\n');
    }
    return out.append(table ? "</table>" : card ? "</div>" : "")
        .append("</body></html>\n")
        .toString();
  }

  private static String html(Piece piece, boolean table, boolean card) {
    String text = escaped(piece.text());
    return switch (piece.role()) {
      case 'H' -> (card ? "<h2>" : "<h3>") + text + (card ? "</h2>" : "</h3>");
      case 'B' -> "<p style=\"font-size:28px;letter-spacing:4px\"><b>" + text + "</b></p>";
      case 'Q' -> card ? "<blockquote>" + text + "</blockquote>" : "<p><i>" + text + "</i></p>";
      case 'F' ->
          table
              ? "<tr><td><b>" + escaped(piece.label()) + "</b></td><td>" + text + "</td></tr>"
              : "<p><b>" + escaped(piece.label()) + ":</b> " + text + "</p>";
      case 'A' ->
          "<a href=\""
              + piece.url()
              + "\" style=\"display:inline-block;padding:12px 20px;background:#225588;"
              + "color:#ffffff\">"
              + text
              + "</a>";
      case 'X' -> "<p style=\"font-size:12px;color:#777777\">" + text + "</p>";
      default -> "<p>" + text + "</p>";
    };
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    boolean raw = false;
    for (char c : text.toCharArray()) {
      if (c == RAW) {
        raw = !raw;
      } else if (raw) {
        out.append(c);
      } else {
        switch (c) {
          case '<' -> out.append("&lt;");
          case '>' -> out.append("&gt;");
          case '&' -> out.append("&amp;");
          case '"' -> out.append("&quot;");
          default -> out.append(c);
        }
      }
    }
    return out.toString();
  }
}
