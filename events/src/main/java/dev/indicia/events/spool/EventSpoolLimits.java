package dev.indicia.events.spool;

import java.time.Duration;
import java.util.Objects;

/**
 * How much a spool holds, and how much waits for the disk. Immutable.
 *
 * @param eventOctetsMax size of one event, in octets
 * @param segmentOctetsMax size from which on another segment file is begun, in octets
 * @param octetsMax size of all segment files together, in octets; the oldest go first. The one that
 *     grows stays, so one segment more is possible
 * @param ageMax how long a segment is kept after its last event
 * @param queueOctetsMax events that wait for the disk, in octets; past it appending is refused
 * @param freeOctetsMin space that is left on the disk for others, in octets
 */
public record EventSpoolLimits(
    int eventOctetsMax,
    long segmentOctetsMax,
    long octetsMax,
    Duration ageMax,
    long queueOctetsMax,
    long freeOctetsMin) {
  /**
   * 1 MiB an event, segments of 64 MiB, 4 GiB in all, 30 days, 64 MiB waiting, 64 MiB left free.
   */
  public static final EventSpoolLimits DEFAULT =
      new EventSpoolLimits(1 << 20, 64L << 20, 4L << 30, Duration.ofDays(30), 64L << 20, 64L << 20);

  public EventSpoolLimits {
    Objects.requireNonNull(ageMax, "ageMax");
    if (eventOctetsMax < 1 || segmentOctetsMax < 1 || freeOctetsMin < 0) {
      throw new IllegalArgumentException("limits are positive");
    }
    if (octetsMax < segmentOctetsMax || queueOctetsMax < eventOctetsMax) {
      throw new IllegalArgumentException("the whole is smaller than one of its parts");
    }
    if (ageMax.isNegative()) {
      throw new IllegalArgumentException("ageMax is negative: " + ageMax);
    }
  }
}
