package dev.indicia.trust.identity;

import dev.indicia.trust.identity.ServiceWords.Word;
import org.jspecify.annotations.Nullable;

/**
 * A protected name found among words. Immutable.
 *
 * @param entry what was found
 * @param written how it is written here, in lower case, joined
 * @param actions words beside it that say what a service does
 * @param neutral words beside it that say little
 * @param unknown words beside it that are something else
 * @param near whether it is only nearly the name
 */
record Fit(NameEntry entry, String written, int actions, int neutral, int unknown, boolean near) {

  /** Whether it is written with other letters than the name's own. */
  boolean isDisguised() {
    return !near && !written.equals(entry.raw());
  }

  /** The counts of words beside a name. */
  record Beside(int actions, int neutral, int unknown) {
    static final Beside NOTHING = new Beside(0, 0, 0);

    Beside plus(String raw, @Nullable Word word) {
      if (Tokens.isNumber(raw) || raw.length() == 1 || word == Word.NEUTRAL) {
        return new Beside(actions, neutral + 1, unknown);
      }
      return word == Word.ACTION
          ? new Beside(actions + 1, neutral, unknown)
          : new Beside(actions, neutral, unknown + 1);
    }
  }
}
