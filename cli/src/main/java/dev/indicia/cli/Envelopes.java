package dev.indicia.cli;

import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import dev.indicia.message.TraceEnvelope;
import org.jspecify.annotations.Nullable;

/**
 * Where the SMTP session of a message that is no delivery comes from: options, or a trace field.
 */
final class Envelopes {
  private final SmtpSession fixed;
  private final @Nullable String receivedBy;

  /**
   * Envelopes.
   *
   * @param fixed what the options say
   * @param receivedBy our own host, whose trace field is read where the options are silent; or null
   */
  Envelopes(SmtpSession fixed, @Nullable String receivedBy) {
    this.fixed = fixed;
    this.receivedBy = receivedBy;
  }

  /**
   * The session of the message.
   *
   * @return with the time of reception, where a trace field tells it
   */
  TraceEnvelope of(Message message) {
    if (receivedBy == null) {
      return new TraceEnvelope(fixed, null);
    }
    TraceEnvelope trace = TraceEnvelope.of(message, receivedBy);
    SmtpSession traced = trace.session();
    SmtpSession session =
        new SmtpSession(
            fixed.clientIp() != null ? fixed.clientIp() : traced.clientIp(),
            fixed.helo() != null ? fixed.helo() : traced.helo(),
            fixed.mailFrom() != null ? fixed.mailFrom() : traced.mailFrom(),
            fixed.rcptTo().isEmpty() ? traced.rcptTo() : fixed.rcptTo());
    return new TraceEnvelope(session, trace.at());
  }

  /** An envelope address without the angle brackets that people put around it. */
  static String withoutBrackets(String address) {
    String text = address.strip();
    return text.length() >= 2 && text.startsWith("<") && text.endsWith(">")
        ? text.substring(1, text.length() - 1)
        : text;
  }
}
