package dev.indicia.gateway.milter;

import dev.indicia.gateway.SmtpReply;
import java.util.Optional;

/**
 * How a milter server behaves. Immutable.
 *
 * @param limits what a mail system may ask of us
 * @param onFailure the answer when the handler fails or takes too long, or when there is no room
 * @param onTooLarge the answer to a message that is past a limit of its own size; too many
 *     recipients are always a reason to try again with fewer
 * @param progressMillis milliseconds after which the mail system is told, and told again, that the
 *     handler is still at work, so that it goes on waiting
 */
public record MilterOptions(
    MilterLimits limits, FailureAction onFailure, FailureAction onTooLarge, long progressMillis) {
  /** Failure delays mail, too large a message is refused; word of progress every 5 seconds. */
  public static final MilterOptions DEFAULT =
      new MilterOptions(MilterLimits.DEFAULT, FailureAction.TEMPFAIL, FailureAction.REJECT, 5000);

  private static final SmtpReply FEWER_RECIPIENTS =
      new SmtpReply(452, "4.5.3", "Too many recipients");
  private static final SmtpReply TOO_LARGE =
      new SmtpReply(552, "5.3.4", "Message is larger than the mail filter takes");
  private static final SmtpReply TOO_LARGE_NOW =
      new SmtpReply(452, "4.3.4", "Message is larger than the mail filter takes");
  private static final SmtpReply UNCHECKED =
      new SmtpReply(550, "5.7.1", "Message could not be checked");
  private static final SmtpReply UNCHECKED_NOW =
      new SmtpReply(451, "4.7.1", "Message could not be checked, try again later");

  public MilterOptions {
    if (progressMillis < 1) {
      throw new IllegalArgumentException("progressMillis is not positive: " + progressMillis);
    }
  }

  public MilterOptions withLimits(MilterLimits value) {
    return new MilterOptions(value, onFailure, onTooLarge, progressMillis);
  }

  public MilterOptions withOnFailure(FailureAction value) {
    return new MilterOptions(limits, value, onTooLarge, progressMillis);
  }

  public MilterOptions withOnTooLarge(FailureAction value) {
    return new MilterOptions(limits, onFailure, value, progressMillis);
  }

  public MilterOptions withProgressMillis(long value) {
    return new MilterOptions(limits, onFailure, onTooLarge, value);
  }

  /** The reply to a message that could not be decided on; empty when it goes on unchecked. */
  Optional<SmtpReply> reply(MilterReason reason) {
    return switch (reason) {
      case TOO_MANY_RECIPIENTS -> Optional.of(FEWER_RECIPIENTS);
      case MESSAGE_TOO_LONG, TOO_MANY_FIELDS, TEXT_TOO_LONG ->
          reply(onTooLarge, TOO_LARGE, TOO_LARGE_NOW);
      default -> reply(onFailure, UNCHECKED, UNCHECKED_NOW);
    };
  }

  /** The reply to a message that should go on, and of which not even the header was kept. */
  static SmtpReply unknownHeader(MilterReason reason) {
    return switch (reason) {
      case MESSAGE_TOO_LONG, TOO_MANY_FIELDS, TEXT_TOO_LONG -> TOO_LARGE;
      default -> UNCHECKED_NOW;
    };
  }

  private static Optional<SmtpReply> reply(
      FailureAction action, SmtpReply reject, SmtpReply later) {
    return switch (action) {
      case ACCEPT -> Optional.empty();
      case TEMPFAIL -> Optional.of(later);
      case REJECT -> Optional.of(reject);
    };
  }
}
