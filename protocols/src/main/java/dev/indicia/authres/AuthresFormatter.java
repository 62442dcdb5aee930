package dev.indicia.authres;

import dev.indicia.authres.MethodResult.Property;
import java.util.List;

/** Writes one field (RFC 8601 §2.2). One use, one thread. */
final class AuthresFormatter {
  private static final int COLUMNS_MAX = 78;
  private static final int TEXT_OCTETS_MAX = 800;

  private final boolean international;
  private final StringBuilder field = new StringBuilder(160);

  AuthresFormatter(boolean international) {
    this.international = international;
  }

  String format(AuthenticationResults results) {
    field.append(AuthenticationResults.FIELD_NAME).append(": ");
    return formatPayload(results);
  }

  String formatInSet(int instance, AuthenticationResults results) {
    field.append("ARC-").append(AuthenticationResults.FIELD_NAME).append(": ");
    field.append("i=").append(instance).append("; ");
    return formatPayload(results);
  }

  /** RFC 8601 §2.2, authres-payload, behind what stands in front of it. */
  private String formatPayload(AuthenticationResults results) {
    int nameEnd = field.length();
    String authservId = results.authservId();
    if (authservId == null) {
      throw new IllegalArgumentException("there is no authserv-id");
    }
    value(authservId, false);
    if (results.version() != 1) {
      field.append(' ').append(results.version());
    }
    comments(results.comments());
    if (results.results().isEmpty()) {
      field.append("; none");
    }
    for (MethodResult result : results.results()) {
      resinfo(result);
    }
    return folded(nameEnd);
  }

  private void resinfo(MethodResult result) {
    field.append("; ").append(result.method());
    if (result.version() != 1) {
      field.append('/').append(result.version());
    }
    field.append('=').append(result.result());
    comments(result.comments());
    String reason = result.reason();
    if (reason != null) {
      field.append(" reason=");
      value(reason, false);
    }
    for (Property property : result.properties()) {
      if (property.ptype() == null) {
        throw new IllegalArgumentException("property has no ptype: " + property.name());
      }
      field.append(' ').append(property.ptype()).append('.').append(property.name()).append('=');
      value(property.value(), true);
    }
  }

  /** A token, an address where one may stand, or else a quoted-string. */
  private void value(String value, boolean addressAllowed) {
    String text = clean(value);
    boolean bare = Keyword.isToken(text) || addressAllowed && Keyword.isAddress(text);
    // RFC 2047 §5: what looks like an encoded word is quoted, where none may stand.
    if (bare && !text.contains("=?")) {
      field.append(text);
    } else {
      enclose(text, '"', '"');
    }
  }

  private void comments(List<String> comments) {
    for (String comment : comments) {
      field.append(' ');
      enclose(clean(comment), '(', ')');
    }
  }

  /** RFC 5322 §3.2.1: what would end or nest the text is a quoted-pair. */
  private void enclose(String text, char open, char close) {
    field.append(open);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' || c == open || c == close) {
        field.append('\\');
      }
      field.append(c);
    }
    field.append(close);
  }

  /** Without controls, in ASCII unless international, cut so that no line can get too long. */
  private String clean(String text) {
    StringBuilder cleaned = new StringBuilder(Math.min(text.length(), TEXT_OCTETS_MAX + 4));
    int octets = 0;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      boolean surrogate = codePoint >= 0xd800 && codePoint <= 0xdfff;
      boolean refused =
          surrogate
              || codePoint <= 0xffff && Keyword.isControl((char) codePoint)
              || codePoint > 0x7f && !international;
      int written = refused ? '?' : codePoint;
      octets += written < 0x80 ? "\\\"()".indexOf(written) >= 0 ? 2 : 1 : written < 0x800 ? 2 : 4;
      if (octets > TEXT_OCTETS_MAX) {
        return cleaned.append("...").toString();
      }
      cleaned.appendCodePoint(written);
    }
    return cleaned.toString();
  }

  /** RFC 5322 §2.2.3: a CRLF before a space; never so that a line has only spaces. */
  private String folded(int nameEnd) {
    StringBuilder lines = new StringBuilder(field.length() + 16);
    int start = 0;
    // The first space belongs to the field name's line.
    int from = nameEnd;
    while (field.length() - start > COLUMNS_MAX) {
      int fold = -1;
      for (int i = from; i < field.length() && (fold < 0 || i - start <= COLUMNS_MAX); i++) {
        if (field.charAt(i) == ' ' && field.charAt(i - 1) != ' ') {
          fold = i;
        }
      }
      if (fold < 0) {
        break;
      }
      lines.append(field, start, fold).append("\r\n");
      start = fold;
      from = fold + 1;
    }
    return lines.append(field, start, field.length()).append("\r\n").toString();
  }
}
