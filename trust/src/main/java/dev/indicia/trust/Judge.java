package dev.indicia.trust;

import dev.indicia.Authentication;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import dev.indicia.trust.delivery.Addressing;
import dev.indicia.trust.delivery.Pathway;
import dev.indicia.trust.profile.Profiles;
import dev.indicia.trust.shown.Shown;
import dev.indicia.trust.template.Wording;
import java.time.Instant;
import java.util.Objects;

/**
 * Turns what is proven and shown into a verdict, by the rule of docs/reference/verdicts.md, and
 * learns from what nothing speaks against. A pure fold: the same deliveries in the same order give
 * the same verdicts and the same profiles. Immutable and thread-safe; profiles are not.
 */
public final class Judge {
  private final JudgeOptions options;

  /** A judge for the receiver with these options. */
  public Judge(JudgeOptions options) {
    this.options = Objects.requireNonNull(options, "options");
  }

  /** Everything that can be said of a delivery without profiles; may run in any thread. */
  public Prepared prepare(Observation observation) {
    return new Prepared(
        observation,
        Addressing.of(observation.message()),
        Pathway.of(observation),
        Wording.of(observation.shown(), options.lexicon()));
  }

  /** The verdict by what the profiles know, which stay as they are. */
  public Judgement judge(Prepared delivery, Profiles profiles) {
    return new Review(options, delivery, profiles).run();
  }

  /**
   * Notes in the profiles what the judgement teaches. An accused message teaches no words.
   *
   * @param id what the delivery is called by, for corrections
   */
  public void learn(String id, Judgement judgement, Profiles profiles) {
    new Learning(judgement, profiles).run(id);
  }

  /** The verdict from authentication alone: nothing is known of what is shown, or of anybody. */
  public Verdict judge(Authentication proven, Message message, SmtpSession session) {
    Observation observation =
        new Observation(message, session, proven, Instant.EPOCH, Shown.NOTHING);
    return judge(prepare(observation), new Profiles()).verdict();
  }
}
