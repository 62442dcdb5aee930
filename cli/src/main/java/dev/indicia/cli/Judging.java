package dev.indicia.cli;

import dev.indicia.RecordedResults;
import dev.indicia.gateway.inbound.Examiner;
import dev.indicia.message.Message;
import dev.indicia.message.MessageLimits;
import dev.indicia.message.SmtpSession;
import dev.indicia.message.TraceEnvelope;
import dev.indicia.trust.profile.Profiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Makes a verdict of an item, in two steps: what needs no profiles in any thread, the verdict
 * itself in the order of the input.
 */
final class Judging {
  private final Examiner examiner;
  private final Envelopes envelopes;
  private final @Nullable Profiles profiles;
  private final MessageLimits limits;
  private final @Nullable String trustedHost;
  private final @Nullable Instant at;
  private final Instant now;

  /**
   * A judge of items.
   *
   * @param profiles null to judge each delivery as if it were the first, and learn nothing
   * @param trustedHost whose recorded results are believed instead of evaluating anything; null to
   *     verify
   * @param at the time that overrides every delivery's own; null for none
   * @param now the time for what has none of its own
   */
  Judging(
      Examiner examiner,
      Envelopes envelopes,
      @Nullable Profiles profiles,
      MessageLimits limits,
      @Nullable String trustedHost,
      @Nullable Instant at,
      Instant now) {
    this.examiner = examiner;
    this.envelopes = envelopes;
    this.profiles = profiles;
    this.limits = limits;
    this.trustedHost = trustedHost;
    this.at = at;
    this.now = now;
  }

  /**
   * Everything that needs no profiles, or why there is nothing. Never throws for what the item
   * contains. Thread-safe.
   */
  Ready prepare(Item item) {
    try {
      Content content = item.content();
      if (content instanceof Content.Unreadable u) {
        return new Ready.Unreadable(item.id(), u.code(), u.message());
      }
      if (content instanceof Content.Octets o) {
        return prepare(item, Message.stored(o.octets(), limits));
      }
      if (content instanceof Content.InFile f && f.size() <= limits.octetsMax()) {
        return prepare(item, message(f.path()));
      }
      return prepare(item, tooLarge());
    } catch (UnreadableException e) {
      return new Ready.Unreadable(item.id(), e.code(), e.text());
    } catch (OutOfMemoryError e) {
      // What could not be allocated is this message's; the others need not suffer.
      return new Ready.Unreadable(
          item.id(),
          "out-of-memory",
          item.id() + ": is too large for the memory of this JVM; give it more (-Xmx)");
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      // A bug of ours must not cost the other messages their verdict.
      return new Ready.Unreadable(
          item.id(), "internal-error", item.id() + ": a bug in indicia, please report it: " + e);
    }
  }

  private Message message(Path path) throws UnreadableException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] octets = in.readNBytes(limits.octetsMax() + 1);
      return octets.length > limits.octetsMax() ? tooLarge() : Message.stored(octets, limits);
    } catch (IOException e) {
      throw Files.isDirectory(path)
          ? InputFailure.isDirectory(path.toString())
          : InputFailure.of(path.toString(), e);
    }
  }

  /** A message that says MESSAGE_TOO_LARGE and holds nothing. */
  private static Message tooLarge() {
    MessageLimits none = new MessageLimits(1, 1, 1, 1, 1, 1, 1);
    return Message.of(new byte[none.octetsMax() + 1], none);
  }

  private Ready prepare(Item item, Message message) {
    SmtpSession own = item.session();
    TraceEnvelope envelope =
        own != null ? new TraceEnvelope(own, item.at()) : envelopes.of(message);
    SmtpSession session = envelope.session();
    Instant noted = envelope.at();
    Instant time = at != null ? at : noted != null ? noted : now;
    return new Ready.Delivery(
        item.id(),
        trustedHost == null
            ? examiner.examine(message, session, time)
            : examiner.prepare(message, session, RecordedResults.of(message, trustedHost), time));
  }

  /**
   * The verdict by all that came before it. Where there are profiles it is called by one thread, in
   * the order of the input.
   */
  Judged judge(Ready ready) {
    // No pattern switch: its bootstrap costs a command that reads one message milliseconds.
    if (ready instanceof Ready.Unreadable u) {
      return new Judged.Unreadable(u.id(), u.code(), u.message());
    }
    Ready.Delivery d = (Ready.Delivery) ready;
    return new Judged.Judgement(
        d.id(),
        profiles == null
            ? examiner.judge().judge(d.prepared(), new Profiles())
            : examiner.judge().take(d.id(), d.prepared(), profiles));
  }
}
