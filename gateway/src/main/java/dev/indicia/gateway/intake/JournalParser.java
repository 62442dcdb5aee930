package dev.indicia.gateway.intake;

import dev.indicia.gateway.intake.JournalReport.Place;
import dev.indicia.gateway.intake.JournalReport.Recipient;
import dev.indicia.message.DecodedBody;
import dev.indicia.message.Message;
import dev.indicia.message.MessageLimits;
import dev.indicia.message.MimePart;
import dev.indicia.message.MimeStructure;
import dev.indicia.message.TransferEncoding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads journal reports ([MS-XJRNL] §2): a multipart/mixed whose first part is text, line by line
 * {@code Sender}, {@code On-Behalf-Of}, {@code Subject}, {@code Message-Id}, and a line for each
 * recipient of the session; and whose other part is the message. Thread-safe; time is linear.
 *
 * <p>The subject is the sender's own text, and an encoded line break in it becomes a line of the
 * report: lines between the subject and the last Message-Id say nothing, whatever they look like.
 */
public final class JournalParser {
  private static final String FIELD = "X-MS-Journal-Report";
  private static final String SENDER = "sender";
  private static final String ON_BEHALF_OF = "on-behalf-of";
  private static final String MESSAGE_ID = "message-id";
  private static final Map<String, Place> PLACES =
      Map.of("to", Place.TO, "cc", Place.CC, "bcc", Place.BCC, "recipient", Place.RECIPIENT);

  /** Before the address of the list that was expanded, or of the mailbox that forwards. */
  private static final List<String> REDIRECTIONS = List.of(", expanded:", ", forwarded:");

  private static final int LABEL_MAX = 40;

  private final IntakeLimits limits;

  /** A parser with these limits. */
  public JournalParser(IntakeLimits limits) {
    this.limits = limits;
  }

  /** The message as a journal report; never throws for what it holds. */
  public JournalResult parse(Message message) {
    MimePart root = MimeStructure.of(shallow(message)).root();
    if (root.first(FIELD).isEmpty() || !root.contentType().name().equals("multipart/mixed")) {
      return refused(IntakeReason.NOT_A_JOURNAL_REPORT, root.contentType().name());
    }
    List<MimePart> parts = root.children();
    if (parts.isEmpty() || !isText(parts.getFirst())) {
      return refused(IntakeReason.JOURNAL_TEXT_MISSING, parts.size() + " parts");
    }
    List<MimePart> messages = parts.stream().filter(JournalParser::isMessage).toList();
    if (messages.size() != 1) {
      return refused(
          messages.isEmpty() ? IntakeReason.ORIGINAL_MISSING : IntakeReason.ORIGINAL_AMBIGUOUS,
          messages.size() + " messages in " + parts.size() + " parts");
    }
    MimePart original = messages.getFirst();
    if (isEncoded(original)) {
      return refused(IntakeReason.ORIGINAL_ENCODED, String.valueOf(original.encoding()));
    }
    DecodedBody text = parts.getFirst().decode(limits.textOctetsMax());
    if (text.truncated()) {
      return refused(IntakeReason.JOURNAL_TEXT_TOO_LARGE, limits.textOctetsMax() + " octets");
    }
    return lines(text.octets(), original);
  }

  /** The message, read to the parts of the report and no deeper: the original cannot disturb it. */
  private static Message shallow(Message message) {
    MessageLimits all = message.limits();
    return Message.of(
        message.octets(),
        new MessageLimits(
            all.octetsMax(),
            all.headerOctetsMax(),
            all.fieldsMax(),
            all.fieldOctetsMax(),
            1,
            all.mimePartsMax(),
            all.addressesMax()));
  }

  /** Whether the part is a message/rfc822, or message/global (RFC 6532 §3.7). */
  static boolean isMessage(MimePart part) {
    String type = part.contentType().name();
    return type.equals("message/rfc822") || type.equals("message/global");
  }

  /** RFC 2046 §5.2.1: 7bit, 8bit and binary alone. */
  static boolean isEncoded(MimePart part) {
    TransferEncoding encoding = part.encoding();
    return encoding == TransferEncoding.BASE64
        || encoding == TransferEncoding.QUOTED_PRINTABLE
        || encoding == TransferEncoding.UNKNOWN;
  }

  private static boolean isText(MimePart part) {
    return part.contentType().name().equals("text/plain")
        && part.encoding() != TransferEncoding.UNKNOWN;
  }

  /** Addresses are ASCII or UTF-8; what another charset makes of the subject matters to nobody. */
  private JournalResult lines(byte[] octets, MimePart original) {
    List<String> lines =
        new String(octets, StandardCharsets.UTF_8).lines().filter(l -> !l.isBlank()).toList();
    Line first = lines.isEmpty() ? null : Line.of(lines.getFirst()).orElse(null);
    if (first == null || !first.label().equals(SENDER)) {
      return refused(IntakeReason.JOURNAL_SENDER_MISSING, lines.size() + " lines");
    }
    String onBehalfOf = null;
    if (lines.size() > 1) {
      Line second = Line.of(lines.get(1)).orElse(null);
      onBehalfOf =
          second != null && second.label().equals(ON_BEHALF_OF) ? address(second.value()) : null;
    }
    int id = lines.size() - 1;
    while (id > 0
        && !Line.of(lines.get(id)).filter(l -> l.label().equals(MESSAGE_ID)).isPresent()) {
      id--;
    }
    if (id == 0) {
      return refused(IntakeReason.JOURNAL_ID_MISSING, lines.size() + " lines");
    }
    List<Recipient> recipients = new ArrayList<>();
    for (int i = id + 1; i < lines.size(); i++) {
      Line line = Line.of(lines.get(i)).orElse(null);
      Place place = line == null ? null : PLACES.get(line.label());
      Recipient recipient = line == null || place == null ? null : recipient(place, line.value());
      // A label that is not known may be one that was added to the format.
      if (line == null || place != null && recipient == null) {
        return refused(IntakeReason.JOURNAL_LINE_BROKEN, "line " + (i + 1));
      }
      if (recipient != null && recipients.size() == limits.recipientsMax()) {
        return refused(IntakeReason.TOO_MANY_RECIPIENTS, "more than " + limits.recipientsMax());
      }
      if (recipient != null) {
        recipients.add(recipient);
      }
    }
    String messageId = Line.of(lines.get(id)).map(Line::value).orElse("");
    return new JournalResult.Valid(
        new JournalReport(
            address(first.value()),
            onBehalfOf,
            messageId.startsWith("<") ? messageId : null,
            recipients,
            original));
  }

  private static @Nullable Recipient recipient(Place place, String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    for (String redirection : REDIRECTIONS) {
      int at = lower.lastIndexOf(redirection);
      if (at >= 0) {
        String address = address(value.substring(0, at));
        String writtenTo = address(value.substring(at + redirection.length()));
        return address == null ? null : new Recipient(place, address, writtenTo);
      }
    }
    String address = address(value);
    return address == null ? null : new Recipient(place, address, null);
  }

  /** The address, without angle brackets; null for what is none, such as words in its place. */
  private static @Nullable String address(String text) {
    String bare = text.strip();
    if (bare.startsWith("<") && bare.endsWith(">")) {
      bare = bare.substring(1, bare.length() - 1);
    }
    int at = bare.lastIndexOf('@');
    boolean quoted = bare.startsWith("\"");
    boolean clean =
        bare.chars()
            .allMatch(c -> c > ' ' && c != 0x7f && c != '<' && c != '>' || quoted && c == ' ');
    return at > 0 && at < bare.length() - 1 && clean ? bare : null;
  }

  private static JournalResult refused(IntakeReason why, String detail) {
    return new JournalResult.Refused(why, detail);
  }

  /** A line of the form LABEL: VALUE, the label in lower case. */
  private record Line(String label, String value) {
    static Optional<Line> of(String text) {
      int colon = text.indexOf(':');
      if (colon < 1 || colon > LABEL_MAX) {
        return Optional.empty();
      }
      String label = text.substring(0, colon).toLowerCase(Locale.ROOT);
      boolean word = label.chars().allMatch(c -> c >= 'a' && c <= 'z' || c == '-');
      return word
          ? Optional.of(new Line(label, text.substring(colon + 1).strip()))
          : Optional.empty();
    }
  }
}
