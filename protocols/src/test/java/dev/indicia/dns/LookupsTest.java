package dev.indicia.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LookupsTest {
  private final AtomicLong now = new AtomicLong(1_000_000);
  private final InstantSource clock = () -> Instant.ofEpochMilli(now.get());
  private final List<Question> asked = new ArrayList<>();
  private final List<Long> millisGiven = new ArrayList<>();

  private final Resolver slow =
      new Resolver() {
        @Override
        public Answer resolve(Question question) {
          asked.add(question);
          now.addAndGet(400);
          return new Answer.NoData(question, 60, Dnssec.UNKNOWN);
        }

        @Override
        public Answer resolveWithin(Question question, long millisMax) {
          millisGiven.add(millisMax);
          return resolve(question);
        }
      };

  private static Question question(int number) {
    return new Question(DomainName.of("n" + number + ".example"), RecordType.TXT);
  }

  @Test
  void sameQuestion_isAskedOnce() {
    Lookups lookups = new Lookups(slow, clock, DnsLimits.DEFAULT);
    Answer first = lookups.resolve(question(1));
    assertThat(lookups.resolve(question(1))).isSameAs(first);
    lookups.resolve(question(2));
    assertThat(asked).containsExactly(question(1), question(2));
    assertThat(lookups.recorded())
        .containsExactly(
            new RecordedAnswer(first, Instant.ofEpochMilli(1_000_400)),
            new RecordedAnswer(
                new Answer.NoData(question(2), 60, Dnssec.UNKNOWN),
                Instant.ofEpochMilli(1_000_800)));
  }

  @Test
  void questionsPastTheLimit_areNotAsked() {
    Lookups lookups = new Lookups(slow, clock, new DnsLimits(2, 30_000));
    lookups.resolve(question(1));
    lookups.resolve(question(2));
    assertThat(lookups.resolve(question(3)).status()).isEqualTo("budget-exhausted");
    assertThat(lookups.resolve(question(1)).status()).isEqualTo("nodata");
    assertThat(asked).hasSize(2);
    assertThat(lookups.recorded()).hasSize(2);
  }

  @Test
  void timePastTheLimit_isNotSpent() {
    Lookups lookups = new Lookups(slow, clock, new DnsLimits(500, 1_000));
    for (int i = 1; i <= 5; i++) {
      lookups.resolve(question(i));
    }
    assertThat(asked).hasSize(3);
    assertThat(millisGiven).containsExactly(1_000L, 600L, 200L);
    assertThat(lookups.resolve(question(9)).status()).isEqualTo("budget-exhausted");
  }

  @Test
  void clockSetBack_doesNotEnlargeTheBudget() {
    Lookups lookups = new Lookups(slow, clock, new DnsLimits(500, 1_000));
    now.addAndGet(-50_000);
    lookups.resolve(question(1));
    assertThat(millisGiven).containsExactly(1_000L);
  }
}
