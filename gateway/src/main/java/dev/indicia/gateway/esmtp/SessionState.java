package dev.indicia.gateway.esmtp;

import org.jspecify.annotations.Nullable;

/**
 * Where a session stands. Immutable.
 *
 * @param helo the argument of the last HELO or EHLO; null before
 * @param extended whether it was EHLO
 * @param secure whether TLS is on
 * @param mail the transaction's MAIL; null without one
 * @param recipients recipients accepted in it
 * @param chunks whether a chunk of it was received
 * @param asserted what XCLIENT said
 * @param forwarded what XFORWARD said since the last transaction
 * @param errors commands refused in this connection
 * @param commands commands since the last message
 * @param messages messages in this connection
 */
public record SessionState(
    @Nullable String helo,
    boolean extended,
    boolean secure,
    SmtpCommand.@Nullable Mail mail,
    int recipients,
    boolean chunks,
    ClientAttributes asserted,
    ClientAttributes forwarded,
    int errors,
    int commands,
    int messages) {

  /** Behind the greeting. */
  public static final SessionState GREETED =
      new SessionState(
          null,
          false,
          false,
          null,
          0,
          false,
          ClientAttributes.NONE,
          ClientAttributes.NONE,
          0,
          0,
          0);

  /** Behind HELO or EHLO, which also ends a transaction (RFC 5321 §4.1.4). */
  SessionState hello(SmtpCommand.Hello hello) {
    return new SessionState(
        hello.name(),
        hello.extended(),
        secure,
        null,
        0,
        false,
        asserted,
        forwarded,
        errors,
        commands,
        messages);
  }

  /** The transaction was begun. */
  public SessionState begun(SmtpCommand.Mail begun) {
    return new SessionState(
        helo, extended, secure, begun, 0, false, asserted, forwarded, errors, commands, messages);
  }

  /** A recipient was accepted. */
  public SessionState added() {
    return new SessionState(
        helo,
        extended,
        secure,
        mail,
        recipients + 1,
        chunks,
        asserted,
        forwarded,
        errors,
        commands,
        messages);
  }

  /** A chunk was received that is not the last. */
  public SessionState chunked() {
    return new SessionState(
        helo,
        extended,
        secure,
        mail,
        recipients,
        true,
        asserted,
        forwarded,
        errors,
        commands,
        messages);
  }

  /** The transaction is over; what XFORWARD said was for it alone. */
  public SessionState ended() {
    return new SessionState(
        helo,
        extended,
        secure,
        null,
        0,
        false,
        asserted,
        ClientAttributes.NONE,
        errors,
        commands,
        messages);
  }

  /** A message was received and answered. */
  public SessionState answered() {
    return new SessionState(
        helo,
        extended,
        secure,
        null,
        0,
        false,
        asserted,
        ClientAttributes.NONE,
        errors,
        0,
        messages + 1);
  }

  /** TLS is on; all that the client said before is forgotten (RFC 3207 §4.2). */
  public SessionState secured() {
    return new SessionState(
        null,
        false,
        true,
        null,
        0,
        false,
        ClientAttributes.NONE,
        ClientAttributes.NONE,
        errors,
        commands,
        messages);
  }

  /** XCLIENT: as behind the greeting, with another client. */
  SessionState asserted(ClientAttributes attributes) {
    return new SessionState(
        null,
        false,
        secure,
        null,
        0,
        false,
        asserted.with(attributes),
        ClientAttributes.NONE,
        errors,
        commands,
        messages);
  }

  /** XFORWARD. */
  SessionState forwarded(ClientAttributes attributes) {
    return new SessionState(
        helo,
        extended,
        secure,
        mail,
        recipients,
        chunks,
        asserted,
        forwarded.with(attributes),
        errors,
        commands,
        messages);
  }

  /** One command more. */
  SessionState counted() {
    return new SessionState(
        helo,
        extended,
        secure,
        mail,
        recipients,
        chunks,
        asserted,
        forwarded,
        errors,
        commands + 1,
        messages);
  }

  /** One refused command more. */
  public SessionState refused() {
    return new SessionState(
        helo,
        extended,
        secure,
        mail,
        recipients,
        chunks,
        asserted,
        forwarded,
        errors + 1,
        commands,
        messages);
  }
}
