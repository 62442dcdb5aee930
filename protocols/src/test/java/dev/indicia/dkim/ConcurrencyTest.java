package dev.indicia.dkim;

import static dev.indicia.dkim.Fixture.BODY;
import static dev.indicia.dkim.Fixture.HEADER;
import static dev.indicia.dkim.Fixture.TAGS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dns.Resolver;
import dev.indicia.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** One verifier, many threads; and the bounded memories it shares between them. */
class ConcurrencyTest {
  @Test
  void manyVirtualThreads_getTheirOwnResults() throws Exception {
    DkimVerifier verifier = new DkimVerifier(DkimOptions.DEFAULT, Fixture.JDK);
    Resolver resolver = question -> Fixture.withKey().resolver().resolve(question);
    List<Future<Boolean>> right = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 400; i++) {
        String body = BODY + "Number " + i + "\r\n".repeat(i % 7) + "x ".repeat(i * 50);
        boolean good = i % 3 != 0;
        String signed = Fixture.sign(TAGS, HEADER, body, Fixture.RSA);
        String message = good ? signed : signed.replace("Number", "Numbers");
        right.add(
            threads.submit(() ->
                verifier
                    .verify(Message.of(Fixture.octets(message)), resolver, Fixture.NOW)
                    .get(0)
                    .word()
                    .equals(good ? "pass" : "fail")));
      }
    }
    for (Future<Boolean> future : right) {
      assertThat(future.get()).isTrue();
    }
  }

  @Test
  void recentMap_forgetsWhatNobodyAsksFor() {
    RecentMap<Integer, Integer> map = new RecentMap<>(10);
    map.put(-1, 1);
    for (int i = 0; i < 1000; i++) {
      map.put(i, i);
      assertThat(map.get(-1)).isEqualTo(1);
    }
    assertThat(map.get(0)).isNull();
    assertThat(map.get(999)).isEqualTo(999);
    int kept = 0;
    for (int i = 0; i < 1000; i++) {
      kept += map.get(i) == null ? 0 : 1;
    }
    assertThat(kept).isLessThanOrEqualTo(20);
  }

  @Test
  void pool_givesEachObjectOnce() {
    Pool<Object> pool = new Pool<>();
    assertThat(pool.take()).isNull();
    for (int i = 0; i < 100; i++) {
      pool.give(new Object());
    }
    List<Object> taken = new ArrayList<>();
    for (Object object = pool.take(); object != null; object = pool.take()) {
      taken.add(object);
    }
    assertThat(taken).hasSize(32).doesNotHaveDuplicates();
  }
}
