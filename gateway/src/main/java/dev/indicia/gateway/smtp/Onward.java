package dev.indicia.gateway.smtp;

import dev.indicia.gateway.esmtp.Reply;
import dev.indicia.gateway.esmtp.SmtpCommand;
import java.util.List;

/** Where one client's transactions go on. Used by one thread. */
interface Onward extends AutoCloseable {
  /** Offers a sender; what is positive begins a transaction. */
  Reply begin(SmtpCommand.Mail offered, ClientFacts client) throws HopFailureException;

  /** Offers a recipient. */
  Reply add(SmtpCommand.Rcpt rcpt) throws HopFailureException;

  /** The recipients that were accepted. */
  List<String> recipients();

  /**
   * Hands the message on and ends the transaction.
   *
   * @param eightBit whether the message as received has octets above 127
   */
  Reply deliver(EditedContent content, boolean eightBit) throws HopFailureException;

  /** Gives up the transaction, if there is one. */
  void abandon();

  /** Ends it for good. */
  @Override
  void close();
}
