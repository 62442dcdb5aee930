package dev.indicia.gateway.intake;

import dev.indicia.message.MimePart;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A journal report ([MS-XJRNL]; what Exchange and Microsoft 365 send of a message that a journal
 * rule names). Immutable.
 *
 * @param sender the address of the message's Sender or From field, as the report has it: not the
 *     reverse-path; null where the report says that there is none
 * @param onBehalfOf the address of its From field, where that is another; null otherwise
 * @param messageId as written, with its angle brackets; null where there is none
 * @param recipients of the SMTP session, in the order written
 * @param original the part with the message
 */
public record JournalReport(
    @Nullable String sender,
    @Nullable String onBehalfOf,
    @Nullable String messageId,
    List<Recipient> recipients,
    MimePart original) {
  public JournalReport {
    recipients = List.copyOf(recipients);
    Objects.requireNonNull(original, "original");
  }

  /** Where a recipient stands in the message. */
  public enum Place {
    /** In To. */
    TO,
    /** In Cc. */
    CC,
    /** In Bcc. */
    BCC,
    /** Nobody knows: the session alone names it. */
    RECIPIENT
  }

  /**
   * A recipient of the session.
   *
   * @param address that got the message
   * @param writtenTo the list or mailbox that was written to, where that is another: the list was
   *     expanded, or the mailbox forwards; null otherwise
   */
  public record Recipient(Place place, String address, @Nullable String writtenTo) {
    public Recipient {
      Objects.requireNonNull(place, "place");
      Objects.requireNonNull(address, "address");
    }
  }
}
