package dev.indicia.gateway.intake;

import dev.indicia.message.HeaderField;
import dev.indicia.message.Message;
import dev.indicia.message.MimePart;
import dev.indicia.message.MimeStructure;
import dev.indicia.message.SmtpSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the originals in a copy, and how each came to the mail host. Immutable, thread-safe.
 *
 * @param kind how copies hold their original
 * @param trace whose trace fields tell
 * @param limits how much is read
 */
public record CopyReader(CopyKind kind, HostedTrace trace, IntakeLimits limits) {
  /** Where a routing copy names the recipient whose copy it is. */
  private static final String ROUTED_FROM = "X-Gm-Original-To";

  public CopyReader {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(trace, "trace");
    Objects.requireNonNull(limits, "limits");
  }

  /**
   * The originals; never throws for what the copy holds.
   *
   * @param session in which the copy came here; what it says of client and recipients is not the
   *     original's
   */
  public CopyResult read(Message copy, SmtpSession session) {
    return switch (kind) {
      case JOURNAL -> journal(copy);
      case ROUTING -> new CopyResult.Found(List.of(routed(copy, session)));
      case ATTACHED -> attached(copy);
      case ARCHIVE -> new CopyResult.Found(List.of(original(copy, null, List.of())));
    };
  }

  private CopyResult journal(Message copy) {
    return switch (new JournalParser(limits).parse(copy)) {
      case JournalResult.Refused refused -> new CopyResult.Refused(refused.why(), refused.detail());
      case JournalResult.Valid valid -> {
        List<String> recipients =
            valid.report().recipients().stream().map(JournalReport.Recipient::address).toList();
        yield new CopyResult.Found(
            List.of(original(enclosed(copy, valid.report().original()), null, recipients)));
      }
    };
  }

  /**
   * A routing rule keeps the reverse-path, and its own hosts are the client. The recipient is the
   * one that the field names, or else the one that the mail host noted. Below the trace field of
   * the border the field would be the sender's.
   */
  private Original routed(Message copy, SmtpSession session) {
    int border =
        trace.arrival(copy) instanceof HostedArrival.Outside outside
            ? outside.offset()
            : copy.bodyStart();
    List<String> recipients =
        copy.first(ROUTED_FROM)
            .filter(field -> field.start() < border)
            .map(HeaderField::value)
            .map(value -> value.substring(value.lastIndexOf('<') + 1).replace(">", "").strip())
            .filter(value -> value.indexOf('@') > 0)
            .map(List::of)
            .orElse(List.of());
    return original(copy, session.mailFrom(), recipients);
  }

  private CopyResult attached(Message copy) {
    List<MimePart> messages = new ArrayList<>();
    int encoded = 0;
    for (MimePart part : outermost(MimeStructure.of(copy))) {
      encoded += JournalParser.isEncoded(part) ? 1 : 0;
      messages.add(part);
    }
    if (messages.isEmpty()) {
      return new CopyResult.Refused(IntakeReason.ORIGINAL_MISSING, "0 messages");
    }
    if (encoded > 0) {
      return new CopyResult.Refused(IntakeReason.ORIGINAL_ENCODED, encoded + " messages");
    }
    if (messages.size() > limits.attachedMax()) {
      return new CopyResult.Refused(IntakeReason.TOO_MANY_ATTACHED, messages.size() + " messages");
    }
    return new CopyResult.Found(
        messages.stream().map(part -> original(enclosed(copy, part), null, List.of())).toList());
  }

  /** Attached messages that are not attached to another attached one. */
  private static List<MimePart> outermost(MimeStructure structure) {
    List<MimePart> found = new ArrayList<>();
    int end = 0;
    for (MimePart part : structure.parts()) {
      if (part.start() >= end && JournalParser.isMessage(part)) {
        found.add(part);
        end = part.end();
      }
    }
    return found;
  }

  private static Message enclosed(Message copy, MimePart part) {
    return Message.of(
        Arrays.copyOfRange(copy.octets(), part.bodyStart(), part.end()), copy.limits());
  }

  /**
   * The original with what is known of its way.
   *
   * @param mailFrom the reverse-path where no trace field tells it; null where that is unknown too
   * @param recipients of the session; empty takes the one of the trace field
   */
  private Original original(Message message, @Nullable String mailFrom, List<String> recipients) {
    HostedArrival arrival = trace.arrival(message);
    SmtpSession traced = SmtpSession.UNKNOWN;
    Instant at = null;
    if (arrival instanceof HostedArrival.Outside outside) {
      traced = outside.session();
      at = outside.at();
    }
    SmtpSession session =
        new SmtpSession(
            traced.clientIp(),
            traced.helo(),
            traced.mailFrom() == null ? mailFrom : traced.mailFrom(),
            recipients.isEmpty() ? traced.rcptTo() : recipients);
    return new Original(message, session, at, arrival instanceof HostedArrival.Inside);
  }
}
