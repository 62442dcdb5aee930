package dev.indicia.dkim2;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A {@link ReplayStore} in memory: bounded in number and time, forgets the oldest first.
 * Thread-safe.
 */
public final class RecentReplays implements ReplayStore {
  private final int keysMax;
  private final Duration ageMax;
  private final Map<String, Instant> known = new LinkedHashMap<>();

  /**
   * An empty store.
   *
   * @param keysMax messages remembered; about 200 octets of memory each
   * @param ageMax how long; 14 days cover what {@link Dkim2Options#ageMax} lets pass
   */
  public RecentReplays(int keysMax, Duration ageMax) {
    if (keysMax < 1 || ageMax.isNegative()) {
      throw new IllegalArgumentException("a bound is too small");
    }
    this.keysMax = keysMax;
    this.ageMax = Objects.requireNonNull(ageMax, "ageMax");
  }

  @Override
  public synchronized boolean isKnown(String key, Instant at) {
    Instant since = known.get(key);
    return since != null && !since.plus(ageMax).isBefore(at);
  }

  @Override
  public synchronized void record(String key, Instant at) {
    known.putIfAbsent(key, at);
    Iterator<Instant> oldest = known.values().iterator();
    while (oldest.hasNext() && known.size() > keysMax) {
      oldest.next();
      oldest.remove();
    }
  }

  /** How many messages are remembered, those that are too old too. */
  public synchronized int size() {
    return known.size();
  }
}
