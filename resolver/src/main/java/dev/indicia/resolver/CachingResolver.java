package dev.indicia.resolver;

import dev.indicia.dns.Answer;
import dev.indicia.dns.DnsFailure;
import dev.indicia.dns.Question;
import dev.indicia.dns.RecordData;
import dev.indicia.dns.Resolver;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the answers of another resolver for as long as their TTL allows, negative ones (RFC 2308
 * §5) and failures (RFC 9520 §3.2) too. Of several askers of one question at one time a single one
 * asks, the others wait for its answer. A kept answer is given with the TTL that is left.
 *
 * <p>Bounded by number and by estimated memory; what is thrown out is what was not asked for again
 * since it was last looked at (second chance), so that a flood of names asked once does not drive
 * out those in use. A hit takes no lock. Thread-safe, made for virtual threads.
 */
public final class CachingResolver implements Resolver {
  private static final long NO_LIMIT = Long.MAX_VALUE;

  /** Estimated octets of an entry without its name and records, and of a record without text. */
  private static final int ENTRY_OCTETS = 320;

  private static final int RECORD_OCTETS = 64;

  private final Resolver resolver;
  private final InstantSource clock;
  private final CacheLimits limits;
  private final ConcurrentHashMap<Question, Entry> entries = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Question, Flight> flights = new ConcurrentHashMap<>();

  private final ReentrantLock evictionLock = new ReentrantLock();
  private final ArrayDeque<Entry> evictionQueue = new ArrayDeque<>();
  private long octets;

  /** A cache in front of the resolver, empty. */
  public CachingResolver(Resolver resolver, InstantSource clock, CacheLimits limits) {
    this.resolver = Objects.requireNonNull(resolver, "resolver");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.limits = Objects.requireNonNull(limits, "limits");
  }

  @Override
  public Answer resolve(Question question) {
    Answer kept = kept(question);
    return kept != null ? kept : ask(question, NO_LIMIT);
  }

  @Override
  public Answer resolveWithin(Question question, long millisMax) {
    Answer kept = kept(question);
    return kept != null ? kept : ask(question, millisMax);
  }

  /** The number of answers kept, outdated ones included. */
  public int entryCount() {
    return entries.size();
  }

  /** The estimated memory of the answers kept, in octets. */
  public long octetCount() {
    evictionLock.lock();
    try {
      return octets;
    } finally {
      evictionLock.unlock();
    }
  }

  private @Nullable Answer kept(Question question) {
    Entry entry = entries.get(question);
    if (entry == null) {
      return null;
    }
    Slot slot = entry.slot;
    long now = clock.millis();
    if (now >= slot.endMillis) {
      return null;
    }
    if (!entry.used) {
      entry.used = true;
    }
    return aged(slot.answer, Math.max(0, now - slot.startMillis) / 1000);
  }

  private static Answer aged(Answer answer, long seconds) {
    if (seconds == 0) {
      return answer;
    }
    long ttl = Math.max(0, answer.ttlSeconds() - seconds);
    return switch (answer) {
      case Answer.Found f -> new Answer.Found(f.question(), f.records(), ttl, f.dnssec());
      case Answer.NoData n -> new Answer.NoData(n.question(), ttl, n.dnssec());
      case Answer.NoSuchName n -> new Answer.NoSuchName(n.question(), ttl, n.dnssec());
      case Answer.Failed f -> f;
    };
  }

  private Answer ask(Question question, long millisMax) {
    long startNanos = System.nanoTime();
    while (true) {
      Flight mine = new Flight();
      Flight other = flights.putIfAbsent(question, mine);
      if (other == null) {
        return lead(question, left(startNanos, millisMax), mine);
      }
      Answer answer = other.await(question, left(startNanos, millisMax));
      if (answer != null) {
        return answer;
      }
      // Whoever asked had less time than we have, or broke down: ask ourselves.
    }
  }

  private static long left(long startNanos, long millisMax) {
    return millisMax == NO_LIMIT
        ? NO_LIMIT
        : Math.max(1, millisMax - (System.nanoTime() - startNanos) / 1_000_000);
  }

  private Answer lead(Question question, long millisMax, Flight flight) {
    try {
      // Another flight may have landed between our look into the cache and this one's start.
      Answer answer = kept(question);
      if (answer == null) {
        long before = clock.millis();
        answer =
            millisMax == NO_LIMIT
                ? resolver.resolve(question)
                : resolver.resolveWithin(question, millisMax);
        long now = clock.millis();
        // A time-out of a caller in a hurry, or one called off, says nothing about the name.
        boolean hurried =
            answer instanceof Answer.Failed failed
                && failed.kind() == DnsFailure.TIMEOUT
                && (now - before >= millisMax || Thread.currentThread().isInterrupted());
        if (hurried) {
          return answer;
        }
        keep(question, answer, now);
      }
      flight.answer.complete(answer);
      return answer;
    } finally {
      flights.remove(question, flight);
      flight.answer.complete(null);
    }
  }

  private void keep(Question question, Answer answer, long now) {
    long seconds =
        switch (answer) {
          case Answer.Found f ->
              Math.clamp(f.ttlSeconds(), limits.ttlSecondsMin(), limits.ttlSecondsMax());
          case Answer.NoData n -> Math.min(n.ttlSeconds(), limits.negativeSecondsMax());
          case Answer.NoSuchName n -> Math.min(n.ttlSeconds(), limits.negativeSecondsMax());
          case Answer.Failed f ->
              f.kind() == DnsFailure.BUDGET_EXHAUSTED ? 0 : limits.failureSeconds();
        };
    if (seconds <= 0) {
      return;
    }
    Slot slot = new Slot(answer, now, now + seconds * 1000, octetsOf(answer));
    evictionLock.lock();
    try {
      Entry entry = entries.get(question);
      if (entry == null) {
        entry = new Entry(question, slot);
        entries.put(question, entry);
        evictionQueue.add(entry);
      } else {
        octets -= entry.slot.octets;
        entry.slot = slot;
      }
      octets += slot.octets;
      evict(now);
    } finally {
      evictionLock.unlock();
    }
  }

  private void evict(long now) {
    int chances = evictionQueue.size();
    while (evictionQueue.size() > limits.entriesMax() || octets > limits.octetsMax()) {
      Entry entry = evictionQueue.remove();
      if (entry.used && now < entry.slot.endMillis && chances-- > 0) {
        entry.used = false;
        evictionQueue.add(entry);
      } else {
        entries.remove(entry.question);
        octets -= entry.slot.octets;
      }
    }
  }

  private static int octetsOf(Answer answer) {
    long sum = (long) ENTRY_OCTETS + answer.question().name().text().length();
    for (RecordData data : answer.recordsOrEmpty()) {
      sum += RECORD_OCTETS;
      sum +=
          switch (data) {
            case RecordData.Address a -> 32;
            case RecordData.MailExchange mx -> mx.exchange().text().length();
            case RecordData.Pointer pointer -> pointer.target().text().length();
            case RecordData.Tlsa tlsa -> tlsa.association().length();
            case RecordData.Text text -> text.text().length();
          };
    }
    return (int) Math.min(sum, Integer.MAX_VALUE);
  }

  /** An answer and the time it holds for, in milliseconds since 1970. */
  private record Slot(Answer answer, long startMillis, long endMillis, int octets) {}

  /** The place of one question; its answer is renewed in place. */
  private static final class Entry {
    final Question question;
    volatile Slot slot;
    volatile boolean used;

    Entry(Question question, Slot slot) {
      this.question = question;
      this.slot = slot;
    }
  }

  /** A question under way. Ends with null when its answer is not good for others. */
  private static final class Flight {
    final CompletableFuture<@Nullable Answer> answer = new CompletableFuture<>();

    @Nullable Answer await(Question question, long millisMax) {
      try {
        return millisMax == NO_LIMIT ? answer.get() : answer.get(millisMax, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        return new Answer.Failed(
            question,
            DnsFailure.TIMEOUT,
            "no answer to the same question within " + millisMax + " ms");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Answer.Failed(question, DnsFailure.TIMEOUT, "interrupted while waiting");
      } catch (ExecutionException e) {
        throw new AssertionError("a flight never ends with an exception", e);
      }
    }
  }
}
