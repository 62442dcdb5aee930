package dev.indicia.trust;

import dev.indicia.trust.delivery.Addressing;
import dev.indicia.trust.delivery.Pathway;
import dev.indicia.trust.profile.ProfileKey;
import dev.indicia.trust.profile.ProfileKey.Kind;
import dev.indicia.trust.shown.Block;
import dev.indicia.trust.shown.Mention;
import dev.indicia.trust.template.Wording;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A delivery with all that can be said of it without knowing anybody: made in parallel, judged in
 * order. Immutable.
 */
public record Prepared(
    Observation observation, Addressing addressing, Pathway pathway, Wording wording) {
  private static final long SECONDS_A_DAY = 86_400;

  /** Day of the delivery, in days since 1970. */
  public int day() {
    return (int) Math.floorDiv(observation.at().getEpochSecond(), SECONDS_A_DAY);
  }

  /**
   * The keys of the profiles that judging this delivery asks for, and that it may teach: its
   * sender, recipient and signature, and what it mentions to be called. Profiles of these keys are
   * all that it needs. The first one is where it is judged best: the sender's, whose profile is the
   * largest.
   */
  public Set<ProfileKey> keys() {
    Set<ProfileKey> keys = new LinkedHashSet<>();
    if (pathway.sender() != null) {
      keys.add(new ProfileKey(Kind.SENDER, pathway.sender()));
    }
    String recipient = recipient();
    if (recipient != null) {
      keys.add(new ProfileKey(Kind.RECIPIENT, recipient));
    }
    if (pathway.signature() != null) {
      keys.add(new ProfileKey(Kind.SIGNATURE, pathway.signature()));
    }
    for (Block block : observation.shown().blocks()) {
      for (Mention mention : block.mentions()) {
        String callback = RegionReview.callbackKey(mention);
        if (callback != null) {
          keys.add(new ProfileKey(Kind.CALLBACK, callback));
        }
      }
    }
    return keys;
  }

  /** RFC5321.RcptTo in lower case, of several the first; null when it is not known. */
  @Nullable String recipient() {
    List<String> rcptTo = observation.session().rcptTo();
    return rcptTo.isEmpty() ? null : rcptTo.getFirst().toLowerCase(Locale.ROOT);
  }
}
