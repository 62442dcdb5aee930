package dev.indicia.gateway.policy;

import dev.indicia.gateway.SmtpReply;
import dev.indicia.trust.Verdict;
import java.util.Locale;

/**
 * A reply of an operator's words. In the text <code>{id}</code>, <code>{verdict}</code> and <code>
 * {layer}</code> stand for those of the message. Immutable.
 */
public record ReplyTemplate(int code, String status, String text) {
  /** The refusal for good unless a rule has its own. */
  public static final ReplyTemplate REJECT =
      new ReplyTemplate(550, "5.7.1", "Refused: {verdict} ({layer}); reference {id}");

  /** The refusal for now unless a rule has its own. */
  public static final ReplyTemplate TEMPFAIL =
      new ReplyTemplate(451, "4.7.1", "Not accepted now: {verdict} ({layer}); reference {id}");

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException as {@link SmtpReply} does
   */
  public ReplyTemplate {
    if (!new SmtpReply(code, status, text).text().equals(text)) {
      throw new AssertionError("a reply keeps its text");
    }
  }

  /** The reply to this message. */
  public SmtpReply reply(Verdict verdict, String id) {
    return reply(verdict.kind().word(), verdict.failingLayer().name().toUpperCase(Locale.ROOT), id);
  }

  private SmtpReply reply(String verdict, String layer, String id) {
    String filled =
        text.replace("{verdict}", verdict).replace("{layer}", layer).replace("{id}", id);
    return new SmtpReply(
        code,
        status,
        filled.length() <= SmtpReply.TEXT_MAX ? filled : filled.substring(0, SmtpReply.TEXT_MAX));
  }
}
