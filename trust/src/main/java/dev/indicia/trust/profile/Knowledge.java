package dev.indicia.trust.profile;

import dev.indicia.trust.identity.ProtectedNames;

/**
 * What is known when a delivery is judged.
 *
 * @param profiles all of them, or those of the delivery's keys; they stay as they are
 * @param names that senders have proven to bear; not those of the profiles where these are divided
 */
public record Knowledge(Profiles profiles, ProtectedNames names) {
  /** What undivided profiles know on that day, in days since 1970. */
  public static Knowledge of(Profiles profiles, int day) {
    return new Knowledge(profiles, profiles.learnedNames(day));
  }
}
