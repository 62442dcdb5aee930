package dev.indicia.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is told to move. Thread-safe. */
public final class TestClock implements InstantSource {
  private final AtomicReference<Instant> now;

  private TestClock(Instant now) {
    this.now = new AtomicReference<>(Objects.requireNonNull(now, "now"));
  }

  /** A clock that shows this time. */
  public static TestClock at(Instant now) {
    return new TestClock(now);
  }

  /** A clock that shows this time, written as in RFC 3339: "2026-05-01T12:00:00Z". */
  public static TestClock at(String now) {
    return new TestClock(Instant.parse(now));
  }

  @Override
  public Instant instant() {
    return Objects.requireNonNull(now.get());
  }

  /** Moves the clock; backwards when the duration is negative. */
  public void advance(Duration by) {
    now.updateAndGet(instant -> instant.plus(by));
  }

  /** Sets the clock. */
  public void set(Instant to) {
    now.set(Objects.requireNonNull(to, "to"));
  }
}
