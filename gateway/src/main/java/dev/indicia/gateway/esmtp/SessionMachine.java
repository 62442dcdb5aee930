package dev.indicia.gateway.esmtp;

import dev.indicia.gateway.esmtp.SessionStep.Action;
import org.jspecify.annotations.Nullable;

/**
 * Which command is allowed when (RFC 5321 §4.1.4), and what it leads to. Pure, immutable,
 * thread-safe.
 *
 * @param offer what EHLO is answered
 * @param tlsRequired whether nothing goes without TLS
 * @param recipientsMax recipients in one transaction
 * @param errorsMax refused commands in one connection
 * @param commandsMax commands since the last message
 * @param messagesMax messages in one connection
 */
public record SessionMachine(
    Announcement offer,
    boolean tlsRequired,
    int recipientsMax,
    int errorsMax,
    int commandsMax,
    int messagesMax) {

  /** What the command leads to. */
  public SessionStep step(SessionState before, SmtpCommand command) {
    SessionState state = before.counted();
    if (state.commands() > commandsMax) {
      return refuse(state, SmtpRefusal.TOO_MANY_COMMANDS);
    }
    SmtpRefusal refusal = refusal(state, command);
    if (command instanceof SmtpCommand.Bdat chunk) {
      SessionState counted = refusal == null ? state : state.refused();
      return step(counted, new Action.ReceiveChunk(chunk, refusal));
    }
    if (refusal != null) {
      return refuse(state, refusal);
    }
    return switch (command) {
      case SmtpCommand.Hello hello ->
          step(
              state.hello(hello),
              new Action.Abandon(
                  hello.extended() ? offer.toExtended() : Reply.of(250, offer.hostname())));
      case SmtpCommand.Mail mail -> step(state, new Action.Begin(mail));
      case SmtpCommand.Rcpt rcpt -> step(state, new Action.Add(rcpt));
      case SmtpCommand.Data data -> step(state, new Action.Receive());
      case SmtpCommand.Rset rset ->
          step(state.ended(), new Action.Abandon(Reply.of(250, "2.0.0 Ok")));
      case SmtpCommand.Noop noop -> answer(state, 250, "2.0.0 Ok");
      case SmtpCommand.Vrfy vrfy -> answer(state, 252, "2.0.0 Send some mail, and we will see");
      case SmtpCommand.Help help -> answer(state, 214, "2.0.0 See RFC 5321");
      case SmtpCommand.Quit quit -> step(state, new Action.Close(Reply.of(221, "2.0.0 Bye")));
      case SmtpCommand.StartTls tls ->
          step(state, new Action.Secure(Reply.of(220, "2.0.0 Ready to start TLS")));
      case SmtpCommand.XClient xclient ->
          step(state.asserted(xclient.attributes()), new Action.Regreet());
      case SmtpCommand.XForward xforward ->
          step(
              state.forwarded(xforward.attributes()), new Action.Answer(Reply.of(250, "2.0.0 Ok")));
      case SmtpCommand.Unusable unusable -> refuse(state, unusable.refusal());
      case SmtpCommand.Bdat chunk -> throw new AssertionError("answered above");
    };
  }

  /**
   * Counts a refusal; the one that reaches the bound closes the connection.
   *
   * @return the step that replies
   */
  public SessionStep refuse(SessionState before, SmtpRefusal refusal) {
    SessionState state = before.refused();
    SmtpRefusal told = state.errors() >= errorsMax ? SmtpRefusal.TOO_MANY_ERRORS : refusal;
    return step(state, told.closes() ? new Action.Close(Reply.of(told)) : new Action.Refuse(told));
  }

  private @Nullable SmtpRefusal refusal(SessionState state, SmtpCommand command) {
    return switch (command) {
      case SmtpCommand.Unusable unusable -> unusable.refusal();
      case SmtpCommand.Mail mail -> refusalOfMail(state, mail);
      case SmtpCommand.Rcpt rcpt -> refusalOfRcpt(state, rcpt);
      case SmtpCommand.Data data -> refusalOfData(state);
      case SmtpCommand.Bdat chunk ->
          state.mail() == null
              ? missing(state)
              : state.recipients() == 0 ? SmtpRefusal.RECIPIENT_FIRST : null;
      case SmtpCommand.StartTls tls ->
          state.secure()
              ? SmtpRefusal.TLS_ACTIVE
              : !offer.startTls()
                  ? SmtpRefusal.NOT_OFFERED
                  : state.mail() != null ? SmtpRefusal.NESTED_MAIL : null;
      case SmtpCommand.XClient xclient -> refusalOfAssertion(state);
      case SmtpCommand.XForward xforward -> refusalOfAssertion(state);
      default -> null;
    };
  }

  private @Nullable SmtpRefusal missing(SessionState state) {
    if (tlsRequired && !state.secure()) {
      return SmtpRefusal.TLS_FIRST;
    }
    return state.helo() == null ? SmtpRefusal.HELLO_FIRST : SmtpRefusal.MAIL_FIRST;
  }

  private @Nullable SmtpRefusal refusalOfMail(SessionState state, SmtpCommand.Mail mail) {
    if (state.mail() != null) {
      return state.chunks() ? SmtpRefusal.CHUNKS_OPEN : SmtpRefusal.NESTED_MAIL;
    }
    if (state.helo() == null || (tlsRequired && !state.secure())) {
      return missing(state);
    }
    if (state.messages() >= messagesMax) {
      return SmtpRefusal.TOO_MANY_MESSAGES;
    }
    // RFC 5321 §4.1.1.11: nothing was announced to a client that said HELO.
    boolean announced =
        (!mail.extended() || state.extended())
            && (mail.body() == null || offer.eightBit())
            && (!mail.utf8() || offer.utf8())
            && (mail.dsn().isEmpty() || offer.dsn());
    if (!announced) {
      return SmtpRefusal.PARAMETER_UNKNOWN;
    }
    return mail.size() > offer.messageOctetsMax() ? SmtpRefusal.MESSAGE_TOO_LARGE : null;
  }

  private @Nullable SmtpRefusal refusalOfRcpt(SessionState state, SmtpCommand.Rcpt rcpt) {
    SmtpCommand.Mail mail = state.mail();
    if (mail == null) {
      return missing(state);
    }
    if (state.chunks()) {
      return SmtpRefusal.CHUNKS_OPEN;
    }
    if (!mail.utf8() && !rcpt.recipient().chars().allMatch(c -> c < 128)) {
      return SmtpRefusal.UTF8_ADDRESS;
    }
    if (!rcpt.dsn().isEmpty() && !(state.extended() && offer.dsn())) {
      return SmtpRefusal.PARAMETER_UNKNOWN;
    }
    return state.recipients() >= recipientsMax ? SmtpRefusal.TOO_MANY_RECIPIENTS : null;
  }

  private @Nullable SmtpRefusal refusalOfData(SessionState state) {
    if (state.mail() == null) {
      return missing(state);
    }
    if (state.chunks()) {
      return SmtpRefusal.CHUNKS_OPEN;
    }
    return state.recipients() == 0 ? SmtpRefusal.RECIPIENT_FIRST : null;
  }

  private @Nullable SmtpRefusal refusalOfAssertion(SessionState state) {
    if (!offer.trusted()) {
      return SmtpRefusal.NOT_AUTHORIZED;
    }
    return state.mail() != null ? SmtpRefusal.NESTED_MAIL : null;
  }

  private static SessionStep answer(SessionState state, int code, String text) {
    return step(state, new Action.Answer(Reply.of(code, text)));
  }

  private static SessionStep step(SessionState state, Action action) {
    return new SessionStep(state, action);
  }
}
