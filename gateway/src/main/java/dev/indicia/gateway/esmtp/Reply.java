package dev.indicia.gateway.esmtp;

import dev.indicia.gateway.SmtpReply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A reply of an SMTP server (RFC 5321 §4.2). Immutable.
 *
 * @param code three digits, 200 to 599
 * @param lines the text behind the code, line by line, with the enhanced status code (RFC 2034)
 *     where there is one; at least one line
 */
public record Reply(int code, List<String> lines) {
  public Reply {
    lines = List.copyOf(lines);
    if (code < 200 || code > 599 || lines.isEmpty()) {
      throw new IllegalArgumentException("not a reply: " + code + " " + lines);
    }
  }

  /** A reply of one line. */
  public static Reply of(int code, String text) {
    return new Reply(code, List.of(text));
  }

  /** The failure as a reply. */
  public static Reply of(SmtpReply reply) {
    return of(reply.code(), reply.status() + " " + reply.text());
  }

  /** The refusal as a reply. */
  public static Reply of(SmtpRefusal refusal) {
    return of(refusal.reply());
  }

  /** Whether the command was done: 2yz. */
  public boolean isPositive() {
    return code / 100 == 2;
  }

  /** Whether it failed: 4yz or 5yz. */
  public boolean isNegative() {
    return code >= 400;
  }

  /**
   * The same for our own client: printable characters only, and an enhanced status code on every
   * line (RFC 2034 §4), as that extension is announced.
   *
   * @param subject the status behind its class, for a line that has none: "1.5"
   */
  public Reply relayed(String subject) {
    List<String> relayed = new ArrayList<>(lines.size());
    for (String line : lines) {
      String text = printable(line);
      relayed.add(hasStatus(text) ? text : code / 100 + "." + subject + " " + text);
    }
    return new Reply(code, relayed);
  }

  private boolean hasStatus(String text) {
    int space = text.indexOf(' ');
    String word = space < 0 ? text : text.substring(0, space);
    return word.length() <= 9
        && word.matches("[245]\\.\\d{1,3}\\.\\d{1,3}")
        && word.charAt(0) - '0' == code / 100;
  }

  private static String printable(String text) {
    StringBuilder kept = new StringBuilder(Math.min(text.length(), SmtpReply.TEXT_MAX));
    for (int i = 0; i < text.length() && i < SmtpReply.TEXT_MAX; i++) {
      char c = text.charAt(i);
      kept.append(c >= ' ' && c < 127 ? c : '?');
    }
    return kept.toString();
  }

  /** The octets as sent, CRLF behind each line (RFC 5321 §4.2.1). */
  public byte[] octets() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      boolean last = i == lines.size() - 1;
      text.append(code).append(last ? ' ' : '-').append(lines.get(i)).append("\r\n");
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** On one line, for logs. */
  @Override
  public String toString() {
    return code + " " + String.join(" / ", lines);
  }
}
