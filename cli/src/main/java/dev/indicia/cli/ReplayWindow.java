package dev.indicia.cli;

import dev.indicia.trust.profile.Profiles;
import dev.indicia.trust.profile.Sightings;
import org.jspecify.annotations.Nullable;

/**
 * The signatures by which a replay is told, of all senders together.
 *
 * @param firstDay of the oldest, as {@link ProfileText#day}; null without any
 */
record ReplayWindow(long signatures, @Nullable String firstDay, @Nullable String lastDay) {

  static ReplayWindow of(Profiles profiles) {
    int first = Integer.MAX_VALUE;
    int last = 0;
    long count = 0;
    for (Sightings seen : profiles.signatures().values()) {
      first = Math.min(first, seen.firstDay());
      last = Math.max(last, seen.lastDay());
      count++;
    }
    return count == 0
        ? new ReplayWindow(0, null, null)
        : new ReplayWindow(count, ProfileText.day(first), ProfileText.day(last));
  }
}
