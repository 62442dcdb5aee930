package dev.indicia.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.indicia.dns.Answer;
import dev.indicia.dns.DnsFailure;
import dev.indicia.dns.Dnssec;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.Question;
import dev.indicia.dns.RecordData;
import dev.indicia.dns.RecordType;
import dev.indicia.dns.Resolver;
import dev.indicia.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CachingResolverTest {
  private static final Question A = question("a.example");

  private final TestClock clock = TestClock.at("2026-05-01T12:00:00Z");
  private final AtomicInteger asked = new AtomicInteger();
  private volatile Answer answer = found(A, 100);
  private final Resolver source =
      question -> {
        asked.incrementAndGet();
        return answer;
      };
  private final CachingResolver cache = new CachingResolver(source, clock, CacheLimits.DEFAULT);

  private static Question question(String name) {
    return new Question(DomainName.of(name), RecordType.TXT);
  }

  private static Answer found(Question question, long ttl) {
    return new Answer.Found(question, List.of(new RecordData.Text("x")), ttl, Dnssec.SECURE);
  }

  private void assertKeptFor(long seconds) {
    cache.resolve(A);
    clock.advance(Duration.ofMillis(seconds * 1000 - 1));
    cache.resolve(A);
    assertThat(asked).as("just before %d s", seconds).hasValue(1);
    clock.advance(Duration.ofMillis(1));
    cache.resolve(A);
    assertThat(asked).as("after %d s", seconds).hasValue(2);
  }

  @Test
  void answer_isKeptForItsTtl() {
    assertKeptFor(100);
  }

  @Test
  void ttlZero_isKeptForTheFloor() {
    answer = found(A, 0);
    assertKeptFor(1);
  }

  @Test
  void longTtl_isKeptForTheCeiling() {
    answer = found(A, 10_000_000);
    assertKeptFor(86_400);
  }

  @Test
  void negativeAnswers_areKeptForTheirTtl() {
    answer = new Answer.NoData(A, 7, Dnssec.UNKNOWN);
    assertKeptFor(7);
  }

  @Test
  void negativeAnswers_areKeptForAnHourAtMost() {
    answer = new Answer.NoSuchName(A, 999_999, Dnssec.UNKNOWN);
    assertKeptFor(3_600);
  }

  @Test
  void negativeAnswerWithoutTtl_isNotKept() {
    answer = new Answer.NoSuchName(A, 0, Dnssec.UNKNOWN);
    cache.resolve(A);
    cache.resolve(A);
    assertThat(asked).hasValue(2);
    assertThat(cache.entryCount()).isZero();
  }

  @Test
  void failures_areKeptBriefly() {
    answer = new Answer.Failed(A, DnsFailure.SERVFAIL, "no");
    assertKeptFor(5);
  }

  @Test
  void exhaustedBudget_isNotKept() {
    answer = new Answer.Failed(A, DnsFailure.BUDGET_EXHAUSTED, "no");
    cache.resolve(A);
    cache.resolve(A);
    assertThat(asked).hasValue(2);
  }

  @Test
  void ttl_countsDown() {
    assertThat(cache.resolve(A)).isEqualTo(found(A, 100)).isSameAs(cache.resolve(A));
    clock.advance(Duration.ofSeconds(40));
    assertThat(cache.resolve(A)).isEqualTo(found(A, 60));
    answer = new Answer.NoData(question("b.example"), 50, Dnssec.INSECURE);
    cache.resolve(question("b.example"));
    clock.advance(Duration.ofSeconds(20));
    assertThat(cache.resolve(question("b.example")))
        .isEqualTo(new Answer.NoData(question("b.example"), 30, Dnssec.INSECURE));
  }

  @Test
  void clockSetBack_keepsTheAnswerUsable() {
    cache.resolve(A);
    clock.advance(Duration.ofSeconds(-500));
    assertThat(cache.resolve(A).ttlSeconds()).isEqualTo(100);
  }

  @Test
  void number_isBounded() {
    CachingResolver small =
        new CachingResolver(
            q -> found(q, 100), clock, new CacheLimits(50, 1 << 20, 1, 100, 100, 5));
    for (int i = 0; i < 5_000; i++) {
      small.resolve(question("n" + i + ".example"));
      assertThat(small.entryCount()).isLessThanOrEqualTo(50);
    }
  }

  @Test
  void memory_isBounded() {
    Resolver large =
        q ->
            new Answer.Found(
                q, List.of(new RecordData.Text("x".repeat(60_000))), 100, Dnssec.UNKNOWN);
    CachingResolver small =
        new CachingResolver(large, clock, new CacheLimits(50_000, 1 << 20, 1, 100, 100, 5));
    for (int i = 0; i < 200; i++) {
      small.resolve(question("n" + i + ".example"));
      assertThat(small.octetCount()).isLessThanOrEqualTo(1 << 20);
    }
    assertThat(small.entryCount()).isBetween(10, 17);
    CachingResolver tiny =
        new CachingResolver(large, clock, new CacheLimits(10, 1_000, 1, 100, 100, 5));
    assertThat(tiny.resolve(A).status()).isEqualTo("found");
    assertThat(tiny.entryCount()).isZero();
    assertThat(tiny.octetCount()).isZero();
  }

  @Test
  void floodOfNames_leavesWhatIsInUse() {
    CachingResolver small =
        new CachingResolver(
            q -> {
              asked.incrementAndGet();
              return found(q, 1_000);
            },
            clock,
            new CacheLimits(100, 1 << 20, 1, 10_000, 100, 5));
    small.resolve(A);
    for (int i = 0; i < 10_000; i++) {
      small.resolve(question("n" + i + ".example"));
      small.resolve(A);
    }
    assertThat(asked).hasValue(10_001);
  }

  @Test
  void renewedAnswers_takeNoMoreRoom() {
    answer = found(A, 1);
    for (int i = 0; i < 1_000; i++) {
      cache.resolve(A);
      clock.advance(Duration.ofSeconds(2));
    }
    assertThat(asked).hasValue(1_000);
    assertThat(cache.entryCount()).isEqualTo(1);
    assertThat(cache.octetCount()).isLessThan(1_000);
  }

  @Test
  void manyAskers_askOnce() throws Exception {
    CountDownLatch answerNow = new CountDownLatch(1);
    CachingResolver slow =
        new CachingResolver(
            question -> {
              asked.incrementAndGet();
              await(answerNow);
              return found(question, 100);
            },
            clock,
            CacheLimits.DEFAULT);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        answers.add(threads.submit(() -> slow.resolve(A)));
      }
      Thread.sleep(30);
      answerNow.countDown();
      for (Future<Answer> each : answers) {
        assertThat(each.get(5, TimeUnit.SECONDS)).isEqualTo(found(A, 100));
      }
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  void waiter_givesUpWhenItsTimeIsOver() throws Exception {
    CountDownLatch answerNow = new CountDownLatch(1);
    CountDownLatch started = new CountDownLatch(1);
    CachingResolver slow =
        new CachingResolver(
            question -> {
              started.countDown();
              await(answerNow);
              return found(question, 100);
            },
            clock,
            CacheLimits.DEFAULT);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Answer> first = threads.submit(() -> slow.resolve(A));
      await(started);
      assertThat(slow.resolveWithin(A, 20).status()).isEqualTo("timeout");
      answerNow.countDown();
      assertThat(first.get(5, TimeUnit.SECONDS).status()).isEqualTo("found");
    }
  }

  @Test
  void hurriedTimeout_isNeitherKeptNorShared() throws Exception {
    CountDownLatch waiterThere = new CountDownLatch(1);
    CountDownLatch started = new CountDownLatch(1);
    Resolver slow =
        new Resolver() {
          @Override
          public Answer resolve(Question question) {
            return found(question, 100);
          }

          @Override
          public Answer resolveWithin(Question question, long millisMax) {
            started.countDown();
            await(waiterThere);
            clock.advance(Duration.ofMillis(millisMax));
            return new Answer.Failed(question, DnsFailure.TIMEOUT, "too slow");
          }
        };
    CachingResolver shared = new CachingResolver(slow, clock, CacheLimits.DEFAULT);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Answer> hurried = threads.submit(() -> shared.resolveWithin(A, 10));
      await(started);
      Future<Answer> patient = threads.submit(() -> shared.resolve(A));
      Thread.sleep(20);
      waiterThere.countDown();
      assertThat(hurried.get(5, TimeUnit.SECONDS).status()).isEqualTo("timeout");
      assertThat(patient.get(5, TimeUnit.SECONDS).status()).isEqualTo("found");
    }
  }

  @Test
  void brokenResolver_blocksNobody() {
    AtomicInteger calls = new AtomicInteger();
    CachingResolver broken =
        new CachingResolver(
            question -> {
              if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("bug");
              }
              return found(question, 5);
            },
            clock,
            CacheLimits.DEFAULT);
    assertThatThrownBy(() -> broken.resolve(A)).hasMessage("bug");
    assertThat(broken.resolve(A).status()).isEqualTo("found");
  }

  @Test
  void manyThreads_stayWithinBounds() throws Exception {
    CachingResolver small =
        new CachingResolver(q -> found(q, 1), clock, new CacheLimits(64, 1 << 20, 1, 100, 100, 5));
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> done = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        Random random = new Random(t);
        done.add(
            threads.submit(() -> {
              for (int i = 0; i < 20_000; i++) {
                Question question = question("n" + random.nextInt(200) + ".example");
                assertThat(small.resolve(question).question()).isEqualTo(question);
                if (i % 1_000 == 0) {
                  clock.advance(Duration.ofSeconds(1));
                }
              }
            }));
      }
      for (Future<?> each : done) {
        each.get(30, TimeUnit.SECONDS);
      }
    }
    assertThat(small.entryCount()).isLessThanOrEqualTo(64);
    assertThat(small.octetCount()).isBetween(1L, 64L * 500);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
