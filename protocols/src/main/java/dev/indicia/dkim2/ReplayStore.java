package dev.indicia.dkim2;

import java.time.Instant;

/**
 * Which messages were accepted before, as a port (draft §11.9). A verification only asks; the
 * caller records a message once it is accepted, so that a delivery tried again is no replay. Keys
 * are {@link Dkim2Basis#replayKey}s. Implementations are thread-safe and never throw: one that
 * cannot answer says no.
 */
public interface ReplayStore {

  /** Knows nothing and keeps nothing. */
  ReplayStore NONE =
      new ReplayStore() {
        @Override
        public boolean isKnown(String key, Instant at) {
          return false;
        }

        @Override
        public void record(String key, Instant at) {
          // Kept nowhere.
        }
      };

  /** Whether a message with that key was accepted and is still remembered. */
  boolean isKnown(String key, Instant at);

  /** Remembers a message that was accepted. */
  void record(String key, Instant at);
}
