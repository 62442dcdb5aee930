package dev.indicia.trust;

import dev.indicia.trust.profile.Lesson;
import dev.indicia.trust.profile.Profiles;
import dev.indicia.trust.profile.SenderProfile;
import dev.indicia.trust.profile.Sightings;

/** An operator's word on one delivery, learned from. Pure but for the profiles given. */
public final class Correction {
  /** An operator's word weighs as much as this many recipients. */
  private static final int WEIGHT = 3;

  private Correction() {}

  /**
   * Teaches what the delivery was in truth. Genuine: its words are the sender's own from now on, and
   * what it would have the reader call is cleared. An accusation: its words are forgotten, and what
   * it would have the reader call is held against others.
   */
  public static void apply(Lesson lesson, VerdictKind truth, Profiles profiles) {
    boolean accusation = truth.isAccusation();
    for (String callback : lesson.callbacks()) {
      Sightings seen = profiles.callbackToLearn(callback);
      if (accusation) {
        seen.see(lesson.recipient(), lesson.sender().hashCode(), true, lesson.day());
      } else {
        seen.acquit();
      }
    }
    if (lesson.sender().isEmpty()) {
      return;
    }
    SenderProfile sender = profiles.senderToLearn(lesson.sender());
    for (int phrase : lesson.phrases()) {
      if (accusation) {
        sender.phrases().forget(phrase);
      } else {
        for (int i = 0; i < WEIGHT; i++) {
          sender.phrases().learn(phrase, lesson.recipient() + i, lesson.day() - i);
        }
      }
    }
  }
}
