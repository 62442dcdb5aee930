package dev.indicia.trust;

import dev.indicia.trust.profile.Lesson;
import dev.indicia.trust.profile.Profiles;
import dev.indicia.trust.profile.SenderProfile;
import dev.indicia.trust.profile.Sightings;
import org.jspecify.annotations.Nullable;

/** An operator's word on one delivery, learned from. Pure but for the profiles given. */
public final class Correction {
  /** An operator's word weighs as much as this many recipients. */
  private static final int WEIGHT = 3;

  /** Times a phrase counts as met: as many as the phrases of the sender's largest template. */
  private static final int TIMES = 255;

  private static final String HOST = "host:";

  private Correction() {}

  /**
   * Teaches what the delivery was in truth. Genuine: its words are the sender's own from now on,
   * and what it would have the reader call is cleared. An accusation: its words are forgotten where
   * no others met them, and what it would have the reader call is held against others.
   */
  public static void apply(Lesson lesson, VerdictKind truth, Profiles profiles) {
    boolean accusation = truth.isAccusation();
    SenderProfile known = profiles.sender(lesson.sender());
    for (String callback : lesson.callbacks()) {
      if (!accusation) {
        Sightings seen = profiles.callback(callback);
        if (seen != null) {
          seen.acquit();
        }
      } else if (!isOwn(callback, lesson.sender(), known)) {
        Sightings seen = profiles.callbackToLearn(callback);
        for (int i = 0; i < WEIGHT; i++) {
          seen.see(lesson.recipient() + i, lesson.sender().hashCode(), true, lesson.day());
        }
      }
    }
    if (lesson.sender().isEmpty()) {
      return;
    }
    SenderProfile sender = profiles.senderToLearn(lesson.sender());
    int mark = 1 + Math.floorMod(lesson.recipient(), 256 - WEIGHT);
    for (int phrase : lesson.phrases()) {
      if (accusation) {
        sender.phrases().forget(phrase);
      } else {
        for (int i = 0; i < TIMES; i++) {
          sender.phrases().learn(phrase, mark + i % WEIGHT, lesson.day() - i % 2);
        }
      }
    }
  }

  /** Whether it is a host of the sender's, whoever abused its mail. */
  private static boolean isOwn(String callback, String sender, @Nullable SenderProfile known) {
    if (!callback.startsWith(HOST)) {
      return false;
    }
    String site = callback.substring(HOST.length());
    return site.equals(sender) || (known != null && known.hosts().entries(site) >= WEIGHT);
  }
}
