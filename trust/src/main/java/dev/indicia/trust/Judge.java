package dev.indicia.trust;

import dev.indicia.Authentication;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import java.util.Objects;

/**
 * Turns what is proven about a message into a verdict, by the rule of docs/reference/verdicts.md.
 * Immutable, thread-safe, pure.
 */
public final class Judge {
  private final JudgeOptions options;

  /** A judge for the receiver with these options. */
  public Judge(JudgeOptions options) {
    this.options = Objects.requireNonNull(options, "options");
  }

  /** The verdict on one message. */
  public Verdict judge(Authentication proven, Message message, SmtpSession session) {
    return new Judgement(options, proven, message, session).run();
  }
}
