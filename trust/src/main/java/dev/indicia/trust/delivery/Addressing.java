package dev.indicia.trust.delivery;

import dev.indicia.message.AddressList;
import dev.indicia.message.HeaderField;
import dev.indicia.message.Mailbox;
import dev.indicia.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whom the header section names, and what traces of lists and forwarders stand in it. Immutable.
 *
 * @param recipients the addresses of To and Cc in lower case, in order; of several To fields those
 *     of the bottom one, as that is the one a signature covers (RFC 6376 §5.4.2)
 * @param toFields number of To fields; the standard allows one (RFC 5322 §3.6)
 * @param replyTo addresses of Reply-To in lower case
 * @param resentBy addresses of Resent-From in lower case
 * @param forwardedFor addresses that a forwarder noted: Delivered-To, X-Forwarded-For,
 *     X-Forwarded-To, in lower case
 * @param list whether a mailing list left its fields (RFC 2919, RFC 2369)
 */
public record Addressing(
    List<String> recipients,
    int toFields,
    List<String> replyTo,
    List<String> resentBy,
    List<String> forwardedFor,
    boolean list) {
  /** Addresses read of one field at most. */
  private static final int ADDRESSES_MAX = 100;

  public Addressing {
    recipients = List.copyOf(recipients);
    replyTo = List.copyOf(replyTo);
    resentBy = List.copyOf(resentBy);
    forwardedFor = List.copyOf(forwardedFor);
  }

  /** What the message says. */
  public static Addressing of(Message message) {
    List<String> recipients = new ArrayList<>(2);
    List<String> replyTo = new ArrayList<>(1);
    List<String> resentBy = new ArrayList<>(0);
    List<String> forwardedFor = new ArrayList<>(0);
    List<String> to = new ArrayList<>(1);
    int toFields = 0;
    boolean list = false;
    for (HeaderField field : message.fields()) {
      if (field.isNamed("To")) {
        toFields++;
        to.clear();
        add(field, to);
      } else if (field.isNamed("Cc")) {
        add(field, recipients);
      } else if (field.isNamed("Reply-To")) {
        add(field, replyTo);
      } else if (field.isNamed("Resent-From")) {
        add(field, resentBy);
      } else if (field.isNamed("Delivered-To")
          || field.isNamed("X-Forwarded-To")
          || field.isNamed("X-Forwarded-For")) {
        add(field, forwardedFor);
      } else if (field.isNamed("List-Id") || field.isNamed("List-Post")) {
        list = true;
      }
    }
    recipients.addAll(0, to);
    return new Addressing(recipients, toFields, replyTo, resentBy, forwardedFor, list);
  }

  private static void add(HeaderField field, List<String> to) {
    for (Mailbox mailbox : AddressList.parse(field, ADDRESSES_MAX).mailboxes()) {
      if (to.size() < ADDRESSES_MAX) {
        to.add(mailbox.address().toLowerCase(Locale.ROOT));
      }
    }
  }
}
