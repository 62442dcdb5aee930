package dev.indicia;

import dev.indicia.bimi.BimiMessage;
import dev.indicia.bimi.BimiSelector;
import dev.indicia.dkim.DkimResult;
import dev.indicia.dmarc.DmarcResult;
import dev.indicia.dmarc.Identifier;
import dev.indicia.dns.DomainName;
import dev.indicia.message.Authors;
import dev.indicia.message.HeaderField;
import dev.indicia.message.Mailbox;
import dev.indicia.message.Message;
import dev.indicia.spf.SpfResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the results of SPF and DKIM mean to DMARC (RFC 9989 §4.4), and all of them to BIMI. */
final class Identifiers {
  private Identifiers() {}

  /** What BIMI looks at of the message. */
  static BimiMessage bimi(
      Message message, Authors authors, DmarcResult dmarc, @Nullable List<DkimResult> signatures) {
    List<Mailbox> mailboxes = authors.mailboxes();
    boolean single = authors.fromFieldCount() == 1 && mailboxes.size() == 1;
    String localPart = single ? mailboxes.getFirst().localPart() : null;
    List<HeaderField> selectors = message.fields("BIMI-Selector");
    // BIMI §5.5: only the field that an aligned signature covers is the author's.
    boolean covered =
        selectors.size() == 1
            && signatures != null
            && signatures.stream().anyMatch(signature -> covers(signature, dmarc));
    return new BimiMessage(single, localPart, dmarc, covered ? selectors.getFirst().value() : null);
  }

  private static boolean covers(DkimResult signature, DmarcResult dmarc) {
    DomainName domain = signature.basis().domain();
    return signature instanceof DkimResult.Pass
        && signature.basis().signedFields().contains(BimiSelector.FIELD_NAME)
        && dmarc.basis().identifiers().stream()
            .anyMatch(compared ->
                compared.aligned()
                    && compared.identifier().method() == Identifier.Method.DKIM
                    && compared.identifier().domain().equals(domain));
  }

  static Identifier.Status status(SpfResult result) {
    if (result instanceof SpfResult.Pass) {
      return Identifier.Status.PASS;
    }
    return result instanceof SpfResult.TempError
        ? Identifier.Status.TEMPERROR
        : Identifier.Status.OTHER;
  }

  static Identifier.Status status(DkimResult result) {
    if (result instanceof DkimResult.Pass) {
      return Identifier.Status.PASS;
    }
    return result instanceof DkimResult.TempError
        ? Identifier.Status.TEMPERROR
        : Identifier.Status.OTHER;
  }
}
