package dev.indicia.cli;

import dev.indicia.Authentication;
import dev.indicia.trust.Observation;
import dev.indicia.trust.Verdict;
import java.time.Instant;

/** What became of one item. */
sealed interface Judged {

  /** What the result is called by. */
  String id();

  /** The verdict and what it rests on. */
  record Judgement(String id, dev.indicia.trust.Judgement reached) implements Judged {
    Authentication authentication() {
      return observation().authentication();
    }

    Verdict verdict() {
      return reached.verdict();
    }

    /** The time the message was judged at. */
    Instant at() {
      return observation().at();
    }

    private Observation observation() {
      return reached.prepared().observation();
    }
  }

  /** The input could not be read. */
  record Unreadable(String id, String code, String message) implements Judged {}
}
