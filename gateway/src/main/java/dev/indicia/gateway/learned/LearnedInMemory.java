package dev.indicia.gateway.learned;

import dev.indicia.gateway.inbound.Fold;
import dev.indicia.trust.Judge;
import dev.indicia.trust.Judgement;
import dev.indicia.trust.Prepared;
import dev.indicia.trust.profile.Profiles;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Profiles that judge and learn, and are gone with the process. Thread-safe. */
public final class LearnedInMemory implements Fold {
  private final ReentrantLock turn = new ReentrantLock();
  private final Profiles profiles = new Profiles();

  @Override
  public Optional<Judgement> judge(Judge judge, String id, Prepared delivery, Duration wait)
      throws InterruptedException {
    if (!turn.tryLock(wait.toNanos(), TimeUnit.NANOSECONDS)) {
      return Optional.empty();
    }
    try {
      return Optional.of(judge.take(id, delivery, profiles));
    } finally {
      turn.unlock();
    }
  }

  @Override
  public Optional<Judgement> look(Judge judge, Prepared delivery, Duration wait)
      throws InterruptedException {
    if (!turn.tryLock(wait.toNanos(), TimeUnit.NANOSECONDS)) {
      return Optional.empty();
    }
    try {
      return Optional.of(judge.judge(delivery, profiles));
    } finally {
      turn.unlock();
    }
  }
}
