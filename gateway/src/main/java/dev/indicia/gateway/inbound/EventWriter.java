package dev.indicia.gateway.inbound;

import dev.indicia.events.EventJson;
import dev.indicia.events.EventLine;
import dev.indicia.events.VerdictEvent;
import dev.indicia.events.spool.AppendResult;
import dev.indicia.events.spool.SpoolRefusal;
import dev.indicia.trust.Verdict;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Writes events. Thread-safe.
 *
 * @param patience with the disk
 */
record EventWriter(Gateway.Events events, EventJson json, Duration patience) {
  /**
   * Writes the event; one that is too large without what its verdict rests on.
   *
   * @return why it is not on the disk; null when it is
   */
  AppendResult.@Nullable Refused write(VerdictEvent event, @Nullable Verdict verdict)
      throws InterruptedException {
    return write(json.line(event), event, verdict);
  }

  /** As {@link #write(VerdictEvent, Verdict)}, with the event's line. */
  AppendResult.@Nullable Refused write(
      EventLine line, VerdictEvent event, @Nullable Verdict verdict) throws InterruptedException {
    AppendResult result = events.append(line.octets(), patience);
    if (result instanceof AppendResult.Refused refused
        && refused.why() == SpoolRefusal.SIZE
        && verdict != null) {
      result = events.append(json.reduced(event, verdict), patience);
    }
    return result instanceof AppendResult.Refused refused ? refused : null;
  }
}
