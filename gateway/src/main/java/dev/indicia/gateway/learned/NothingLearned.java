package dev.indicia.gateway.learned;

import dev.indicia.gateway.inbound.Fold;
import dev.indicia.trust.Judge;
import dev.indicia.trust.Judgement;
import dev.indicia.trust.Prepared;
import dev.indicia.trust.profile.Profiles;
import java.time.Duration;
import java.util.Optional;

/** Judges each delivery as if it were the first, so that none waits for another. Thread-safe. */
public final class NothingLearned implements Fold {
  @Override
  public Optional<Judgement> judge(Judge judge, String id, Prepared delivery, Duration wait) {
    return look(judge, delivery, wait);
  }

  @Override
  public Optional<Judgement> look(Judge judge, Prepared delivery, Duration wait) {
    return Optional.of(judge.judge(delivery, new Profiles()));
  }
}
