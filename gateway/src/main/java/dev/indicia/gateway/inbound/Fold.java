package dev.indicia.gateway.inbound;

import dev.indicia.trust.Judge;
import dev.indicia.trust.Judgement;
import dev.indicia.trust.Prepared;
import java.time.Duration;
import java.util.Optional;

/** Judges one delivery after the other by what is learned, and learns from each. Thread-safe. */
public interface Fold {
  /**
   * The judgement, which is learned from before the next delivery is judged.
   *
   * @param id what the delivery is called by, for corrections; where lessons are kept, nothing is
   *     learned again of an id that is among the latest, even of a process before: a copy comes
   *     again after a crash between its lesson and its event
   * @param wait for its turn at most; empty when that was not enough
   */
  Optional<Judgement> judge(Judge judge, String id, Prepared delivery, Duration wait)
      throws InterruptedException;

  /**
   * The judgement by what is learned, from which nothing is learned.
   *
   * @param wait for its turn at most; empty when that was not enough
   */
  Optional<Judgement> look(Judge judge, Prepared delivery, Duration wait)
      throws InterruptedException;
}
