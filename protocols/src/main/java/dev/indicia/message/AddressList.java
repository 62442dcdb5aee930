package dev.indicia.message;

import java.util.ArrayList;
import java.util.List;

/**
 * The addresses of one address field: From, Sender, Reply-To, To, Cc, Bcc and their Resent- forms
 * (RFC 5322 §3.6.2, §3.6.3, §3.6.6; RFC 6532 §3.2). Immutable.
 *
 * @param addresses in order
 * @param defects what is wrong with the field, in order of finding; each kind at most ten times
 */
public record AddressList(List<Address> addresses, List<AddressDefect> defects) {
  public AddressList {
    addresses = List.copyOf(addresses);
    defects = List.copyOf(defects);
  }

  /**
   * Parses the field's body. Finds every address that a reader could find, and never fails: what is
   * wrong is listed. Time is linear in the field's length.
   *
   * @param addressesMax addresses parsed; what follows is passed over ({@link
   *     AddressDefectKind#TOO_MANY})
   */
  public static AddressList parse(HeaderField field, int addressesMax) {
    return new AddressParser(field, addressesMax).run();
  }

  /** All mailboxes, those of groups too, in order. */
  public List<Mailbox> mailboxes() {
    List<Mailbox> mailboxes = new ArrayList<>(addresses.size());
    for (Address address : addresses) {
      if (address instanceof Mailbox mailbox) {
        mailboxes.add(mailbox);
      } else if (address instanceof Group group) {
        mailboxes.addAll(group.mailboxes());
      }
    }
    return mailboxes;
  }

  /** Whether that defect was found. */
  public boolean has(AddressDefectKind kind) {
    for (AddressDefect defect : defects) {
      if (defect.kind() == kind) {
        return true;
      }
    }
    return false;
  }
}
