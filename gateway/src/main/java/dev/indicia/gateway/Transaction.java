package dev.indicia.gateway;

import dev.indicia.message.SmtpSession;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One mail transaction (RFC 5321 §3.3) as a front end saw it, after the end of the data. Immutable.
 *
 * @param session the connecting address, HELO, reverse-path and recipients
 * @param client what else is known of the client
 * @param queueId what the mail system calls the message; null when it has not said
 * @param content the message as received, without dot-stuffing
 */
public record Transaction(
    SmtpSession session, Client client, @Nullable String queueId, MailContent content) {
  public Transaction {
    Objects.requireNonNull(session, "session");
    Objects.requireNonNull(client, "client");
    Objects.requireNonNull(content, "content");
  }

  /**
   * The client of a transaction. Immutable.
   *
   * @param frontEnd which front end it came through, as metrics and logs name it: {@code milter},
   *     {@code smtp}, {@code journal} ...
   * @param name the client's host name as the mail system found it; null when unknown
   * @param authenticated the user who authenticated (milter {@code {auth_authen}}, XFORWARD/XCLIENT
   *     LOGIN); null when none did
   * @param listener the mail system's name for the listener (milter {@code {daemon_name}}); null
   *     when unknown
   * @param tls the TLS version of the client's connection as text; null without TLS or when unknown
   */
  public record Client(
      String frontEnd,
      @Nullable String name,
      @Nullable String authenticated,
      @Nullable String listener,
      @Nullable String tls) {
    public Client {
      Objects.requireNonNull(frontEnd, "frontEnd");
    }
  }
}
