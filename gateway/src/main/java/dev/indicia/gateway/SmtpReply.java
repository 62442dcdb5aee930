package dev.indicia.gateway;

import java.util.Objects;

/**
 * A reply to an SMTP client (RFC 5321 §4.2) with an enhanced status code (RFC 3463). Immutable.
 *
 * @param code three digits, 400 to 599
 * @param status the enhanced status code, such as 5.7.1; its class is the code's
 * @param text one line of printable ASCII, at most {@value #TEXT_MAX} characters
 */
public record SmtpReply(int code, String status, String text) {
  /** Characters of the text; with codes and CRLF a reply line stays under 512 octets. */
  public static final int TEXT_MAX = 400;

  public SmtpReply {
    Objects.requireNonNull(text, "text");
    if (code < 400 || code > 599) {
      throw new IllegalArgumentException("not a failure: " + code);
    }
    if (!status.matches(code / 100 + "\\.\\d{1,3}\\.\\d{1,3}")) {
      throw new IllegalArgumentException("status " + status + " does not go with " + code);
    }
    if (text.length() > TEXT_MAX || !text.chars().allMatch(c -> c >= ' ' && c < 127)) {
      throw new IllegalArgumentException("text is not one line of printable ASCII: " + text);
    }
  }

  /** The line without its CRLF: code, status, text. */
  public String line() {
    return code + " " + status + " " + text;
  }
}
