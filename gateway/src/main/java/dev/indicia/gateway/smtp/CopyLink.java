package dev.indicia.gateway.smtp;

import dev.indicia.gateway.esmtp.Reply;
import dev.indicia.gateway.esmtp.SmtpCommand;
import dev.indicia.gateway.esmtp.SmtpRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The end of the way for copies: what the handler has taken is taken. Nothing is sent on and
 * nothing is sent back, so that no loop of reports can begin here. Used by one thread.
 */
final class CopyLink implements Onward {
  private final Set<String> accepted;
  private final List<String> recipients = new ArrayList<>();

  /**
   * A link.
   *
   * @param accepted addresses in lower case
   */
  CopyLink(Set<String> accepted) {
    this.accepted = accepted;
  }

  @Override
  public Reply begin(SmtpCommand.Mail offered, ClientFacts client) {
    abandon();
    return Reply.of(250, "2.1.0 Ok");
  }

  @Override
  public Reply add(SmtpCommand.Rcpt rcpt) {
    if (!accepted.contains(rcpt.recipient().toLowerCase(Locale.ROOT))) {
      return Reply.of(SmtpRefusal.RECIPIENT_UNKNOWN);
    }
    recipients.add(rcpt.recipient());
    return Reply.of(250, "2.1.5 Ok");
  }

  @Override
  public List<String> recipients() {
    return List.copyOf(recipients);
  }

  @Override
  public Reply deliver(EditedContent content, boolean eightBit) {
    abandon();
    return Reply.of(250, "2.0.0 Taken");
  }

  @Override
  public void abandon() {
    recipients.clear();
  }

  @Override
  public void close() {
    abandon();
  }
}
