package dev.indicia.gateway.imap;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a FETCH response (RFC 9051 §7.5.2) says of a message. Immutable.
 *
 * @param uid its unique identifier in the mailbox
 * @param octets RFC822.SIZE; -1 where it does not say
 * @param date INTERNALDATE; null where it does not say or cannot be read
 * @param body whether the message itself was in it
 */
public record FetchedMessage(long uid, long octets, @Nullable Instant date, boolean body) {
  /** The largest unique identifier (RFC 9051 §9, nz-number). */
  public static final long UID_MAX = 0xffff_ffffL;

  /** RFC 9051 §9, date-time: {@code " 7-May-2026 08:00:00 +0200"}. */
  private static final DateTimeFormatter DATE =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("d-MMM-uuuu HH:mm:ss xx")
          .toFormatter(Locale.ENGLISH);

  /** What the response says; empty when it is no FETCH response or names no UID. */
  public static Optional<FetchedMessage> of(ImapResponse.Data response) {
    if (!response.name().equals("FETCH")
        || response.values().size() != 1
        || !(response.values().getFirst() instanceof ImapValue.Values items)) {
      return Optional.empty();
    }
    long uid = -1;
    long octets = -1;
    Instant date = null;
    boolean body = false;
    List<ImapValue> all = items.values();
    for (int i = 0; i + 1 < all.size(); i += 2) {
      String name =
          all.get(i) instanceof ImapValue.Atom atom ? atom.text().toUpperCase(Locale.ROOT) : "";
      ImapValue value = all.get(i + 1);
      switch (name) {
        case "UID" -> uid = number(value);
        case "RFC822.SIZE" -> octets = number(value);
        case "INTERNALDATE" -> date = date(value);
        case "BODY[]" -> body = value instanceof ImapValue.Body;
        default -> {
          // Flags, and what was not asked for.
        }
      }
    }
    return uid < 1 || uid > UID_MAX
        ? Optional.empty()
        : Optional.of(new FetchedMessage(uid, octets, date, body));
  }

  /** The number that the value is; -1 for none. */
  static long number(ImapValue value) {
    return value instanceof ImapValue.Atom atom && atom.text().matches("\\d{1,18}")
        ? Long.parseLong(atom.text())
        : -1;
  }

  private static @Nullable Instant date(ImapValue value) {
    if (!(value instanceof ImapValue.Text text)) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text.text().strip(), DATE).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
