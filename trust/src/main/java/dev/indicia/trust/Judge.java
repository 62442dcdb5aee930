package dev.indicia.trust;

import dev.indicia.Authentication;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import dev.indicia.trust.delivery.Addressing;
import dev.indicia.trust.delivery.Pathway;
import dev.indicia.trust.profile.Knowledge;
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
    return judge(delivery, Knowledge.of(profiles, delivery.day()));
  }

  /** The verdict by what is known of the delivery's {@link Prepared#keys}. */
  public Judgement judge(Prepared delivery, Knowledge known) {
    return new Review(options, delivery, known).run();
  }

  /**
   * One delivery's turn: what is too old by its day is forgotten, then it is judged and learned.
   *
   * @param id what the delivery is called by, for corrections
   */
  public Judgement take(String id, Prepared delivery, Profiles profiles) {
    profiles.pass(delivery.day());
    Judgement judgement = judge(delivery, profiles);
    learn(id, judgement, profiles);
    return judgement;
  }

  /**
   * Notes in the profiles what the judgement teaches. An accused message teaches no words.
   *
   * @param id what the delivery is called by, for corrections
   */
  public void learn(String id, Judgement judgement, Profiles profiles) {
    learn(id, judgement, profiles, profiles);
  }

  /**
   * Notes what the judgement teaches in other profiles than those it was judged by: in empty ones
   * that are then divided by key and merged where these are kept, or in those that another receiver
   * is sent now and then. Merged, they are what learning directly would have made.
   *
   * @param known what it was judged by, which stays as it is
   * @param into what is changed
   */
  public void learn(String id, Judgement judgement, Profiles known, Profiles into) {
    new Learning(options.thresholds(), judgement, known, into).run(id);
  }

  /** The verdict from authentication alone: nothing is known of what is shown, or of anybody. */
  public Verdict judge(Authentication proven, Message message, SmtpSession session) {
    Observation observation =
        new Observation(message, session, proven, Instant.EPOCH, Shown.NOTHING);
    return judge(prepare(observation), new Profiles()).verdict();
  }
}
