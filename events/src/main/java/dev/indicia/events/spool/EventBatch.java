package dev.indicia.events.spool;

import java.util.List;

/**
 * Some events in their order. Immutable.
 *
 * @param skipped numbers passed over before or between these events: events that were deleted
 *     before they were read, damaged ones, and ones whose writing failed
 * @param next the number from which on reading goes on
 */
public record EventBatch(List<StoredEvent> events, long skipped, long next) {
  public EventBatch {
    events = List.copyOf(events);
  }
}
