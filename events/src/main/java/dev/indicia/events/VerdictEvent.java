package dev.indicia.events;

import dev.indicia.message.SmtpSession;
import dev.indicia.trust.Judgement;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of one message at a front end (docs/reference/events.md). Immutable.
 *
 * @param id what the message is called by: in its {@code Indicia-Verdict} field, in logs, and for
 *     corrections of what was learned
 * @param at when it was received
 * @param source where it came from
 * @param session the SMTP session
 * @param octets size of the message
 * @param outcome the verdict, or why there is none; null for mail of our own users, which is not
 *     judged
 * @param action what was done with it
 */
public record VerdictEvent(
    String id,
    Instant at,
    Source source,
    SmtpSession session,
    long octets,
    @Nullable Outcome outcome,
    Action action) {
  /** Recipients that an event lists; all are counted. */
  public static final int RECIPIENTS_MAX = 100;

  public VerdictEvent {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(session, "session");
    Objects.requireNonNull(action, "action");
  }

  /**
   * Where a message came from.
   *
   * @param frontEnd milter, smtp, http ...
   * @param queueId what the mail system calls it; null when unknown
   * @param clientName the client's host name as the mail system found it; null when unknown
   * @param authenticated the user who authenticated; null when none did
   * @param tls the TLS version of the client's connection; null when unknown
   */
  public record Source(
      String frontEnd,
      @Nullable String queueId,
      @Nullable String clientName,
      @Nullable String authenticated,
      @Nullable String tls) {}

  /** What judging came to. */
  public sealed interface Outcome {
    /** A verdict. */
    record Judged(Judgement judgement) implements Outcome {}

    /** None. */
    record Failed(String code, String message) implements Outcome {}
  }

  /**
   * What was done with a message.
   *
   * @param taken accept, quarantine, reject or tempfail
   * @param wanted what the policy says: as taken, or more where it is only watched; accept, tag,
   *     banner, quarantine, reject or tempfail
   * @param enforced whether the policy is enforced
   * @param rule the rule of the policy that applied; null when none did
   * @param reply the SMTP reply of a refusal; null without one
   */
  public record Action(
      String taken,
      String wanted,
      boolean enforced,
      @Nullable String rule,
      @Nullable String reply) {}

  /** The same without its judgement, for one whose object is too large. */
  public VerdictEvent withOutcome(Outcome other) {
    return new VerdictEvent(id, at, source, session, octets, other, action);
  }
}
