package dev.indicia.gateway.smtp;

import dev.indicia.gateway.esmtp.Offer;
import dev.indicia.gateway.esmtp.Reply;
import dev.indicia.gateway.esmtp.SmtpCommand;
import dev.indicia.gateway.esmtp.SmtpRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The next hop as one client's session sees it: a connection that is opened when it is needed, and
 * once more when it was closed while nothing of a message had gone out. Used by one thread.
 */
final class HopLink implements Onward {
  /** Opens a connection and greets. */
  @FunctionalInterface
  interface Opener {
    HopSession open(ClientFacts facts) throws HopFailureException;
  }

  @FunctionalInterface
  private interface Step {
    Reply on(HopSession session) throws HopFailureException;
  }

  private final NextHop hop;
  private final Opener opener;
  private final Consumer<SmtpRefusal> reopened;
  private final List<SmtpCommand.Rcpt> recipients = new ArrayList<>();
  private @Nullable HopSession session;
  private @Nullable ClientFacts facts;
  private SmtpCommand.@Nullable Mail mail;

  /**
   * A link without connection.
   *
   * @param reopened hears why a connection had to be opened again
   */
  HopLink(NextHop hop, Opener opener, Consumer<SmtpRefusal> reopened) {
    this.hop = hop;
    this.opener = opener;
    this.reopened = reopened;
  }

  @Override
  public Reply begin(SmtpCommand.Mail offered, ClientFacts client) throws HopFailureException {
    abandon();
    if (hop.identify() == NextHop.Identify.XCLIENT && !client.equals(facts)) {
      leave();
    }
    facts = client;
    if (session != null && session.isStale()) {
      drop();
    }
    requireUtf8(offered.sender());
    Reply reply = talk(open -> open.mail(offered, client));
    if (reply.isPositive()) {
      mail = offered;
    }
    return reply;
  }

  @Override
  public Reply add(SmtpCommand.Rcpt rcpt) throws HopFailureException {
    requireUtf8(rcpt.recipient());
    Reply reply = talk(open -> open.rcpt(rcpt));
    if (reply.isPositive()) {
      recipients.add(rcpt);
    }
    return reply;
  }

  @Override
  public List<String> recipients() {
    return recipients.stream().map(SmtpCommand.Rcpt::recipient).toList();
  }

  @Override
  public Reply deliver(EditedContent content, boolean eightBit) throws HopFailureException {
    try {
      HopSession open = current();
      if (open.isStale()) {
        drop();
        reopened.accept(SmtpRefusal.HOP_CLOSED);
        open = current();
      }
      return deliver(open, content, eightBit);
    } catch (HopFailureException e) {
      boolean perhapsThere = session != null && session.isCommitted();
      drop();
      if (perhapsThere || !e.isStale()) {
        throw e;
      }
      reopened.accept(e.refusal());
      return deliver(current(), content, eightBit);
    }
  }

  private Reply deliver(HopSession open, EditedContent content, boolean eightBit)
      throws HopFailureException {
    Offer offer = open.offer();
    SmtpCommand.Mail begun = mail;
    boolean utf8 = begun != null && begun.utf8();
    // RFC 6531 §3.2, RFC 6152 §3: who does not offer it does not get it. Nothing is converted,
    // which would break signatures.
    if (utf8 && content.isHeaderEightBit() && !offer.has("SMTPUTF8")) {
      throw new HopFailureException(SmtpRefusal.UTF8_HEADER, "no SMTPUTF8");
    }
    if (content.isEightBit(eightBit) && !offer.has("8BITMIME")) {
      throw new HopFailureException(SmtpRefusal.EIGHT_BIT, "no 8BITMIME");
    }
    List<Reply> replies = open.deliver(content, recipients.size());
    Reply reply = LmtpOutcome.of(replies);
    if (reply.isPositive()) {
      forget();
    } else {
      abandon();
    }
    return reply;
  }

  @Override
  public void abandon() {
    boolean begun = mail != null;
    forget();
    HopSession open = session;
    if (begun && open != null) {
      try {
        open.reset();
      } catch (HopFailureException e) {
        drop();
      }
    }
  }

  private void forget() {
    mail = null;
    recipients.clear();
  }

  private void requireUtf8(String address) throws HopFailureException {
    if (!address.chars().allMatch(c -> c < 128) && !current().offer().has("SMTPUTF8")) {
      throw new HopFailureException(SmtpRefusal.UTF8_ADDRESS, "no SMTPUTF8");
    }
  }

  private Reply talk(Step step) throws HopFailureException {
    boolean used = session != null;
    try {
      return step.on(current());
    } catch (HopFailureException e) {
      drop();
      if (!used || !e.isStale()) {
        throw e;
      }
      reopened.accept(e.refusal());
    }
    try {
      return step.on(current());
    } catch (HopFailureException e) {
      drop();
      throw e;
    }
  }

  /** The connection, opened and brought to where the transaction stands. */
  private HopSession current() throws HopFailureException {
    HopSession open = session;
    ClientFacts client = facts;
    if (open != null) {
      return open;
    }
    if (client == null) {
      throw new AssertionError("no transaction was begun");
    }
    open = opener.open(client);
    try {
      replay(open, client);
    } catch (HopFailureException e) {
      open.close();
      throw e;
    }
    session = open;
    return open;
  }

  private void replay(HopSession open, ClientFacts client) throws HopFailureException {
    SmtpCommand.Mail begun = mail;
    if (begun == null) {
      return;
    }
    Reply reply = open.mail(begun, client);
    for (SmtpCommand.Rcpt rcpt : recipients) {
      if (reply.isPositive()) {
        reply = open.rcpt(rcpt);
      }
    }
    if (!reply.isPositive()) {
      throw new HopFailureException(SmtpRefusal.HOP_CHANGED, reply.toString());
    }
  }

  private void drop() {
    HopSession open = session;
    session = null;
    if (open != null) {
      open.close();
    }
  }

  private void leave() {
    HopSession open = session;
    session = null;
    if (open != null) {
      open.quit();
    }
  }

  @Override
  public void close() {
    forget();
    leave();
  }
}
