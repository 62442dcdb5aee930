package dev.indicia.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dns.Answer;
import dev.indicia.dns.DnsFailure;
import dev.indicia.dns.DnsLimits;
import dev.indicia.dns.Dnssec;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.IncludeReader;
import dev.indicia.dns.Lookups;
import dev.indicia.dns.Question;
import dev.indicia.dns.RecordType;
import dev.indicia.dns.Resolver;
import dev.indicia.dns.Zone;
import dev.indicia.dns.ZoneSyntaxException;
import dev.indicia.testkit.LoopbackDns;
import dev.indicia.testkit.LoopbackDns.Fault;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DnsResolverTest {
  private static final String LONG_TEXT = "v=DKIM1; p=" + "k".repeat(2000);

  private final Zone zone = zone();
  private final LoopbackDns server = LoopbackDns.serve(zone);
  private final LoopbackDns second = LoopbackDns.serve(zone);
  private final DnsResolver resolver = builder().build();

  private static Zone zone() {
    try {
      return Zone.parse(
          "zone",
          """
          $TTL 90
          a.example A 192.0.2.1
          a.example A 192.0.2.2
          a.example AAAA 2001:db8::1
          a.example MX 10 mail.a.example
          a.example TXT "v=spf1 -all"
          a.example TXT "\\000\\255 \\"q\\""
          long.example TXT "%s"
          null.example MX 0 .
          odd*/'`$.example TXT "odd"
          1.2.0.192.in-addr.arpa PTR a.example
          c0.example 60 CNAME c1.example
          c1.example 30 CNAME a.example
          lost.example CNAME nowhere.test
          loop.example CNAME loop.example
          _25._tcp.a.example TLSA 3 1 1 00ff
          $FAIL slow.example timeout
          $FAIL bad.example servfail
          $SECURE signed.example
          signed.example TXT "s"
          """
              .formatted(LONG_TEXT),
          IncludeReader.NONE);
    } catch (ZoneSyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private DnsResolver.Builder builder() {
    return DnsResolver.builder().server(server.address()).tryMillis(300).tries(3);
  }

  @AfterEach
  void stop() {
    server.close();
    second.close();
  }

  private static Question question(String name, RecordType type) {
    return new Question(DomainName.of(name), type);
  }

  private Answer ask(String name, RecordType type) {
    return resolver.resolve(question(name, type));
  }

  private static DnsFailure failure(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Failed.class);
    return ((Answer.Failed) answer).kind();
  }

  @ParameterizedTest
  @CsvSource({
    "a.example",
    "long.example",
    "null.example",
    "odd*/'`$.example",
    "1.2.0.192.in-addr.arpa",
    "c0.example",
    "_25._tcp.a.example",
    "lost.example",
    "nowhere.test",
    "example",
    "."
  })
  void answers_areThoseOfTheZone(String name) {
    for (RecordType type : RecordType.values()) {
      Question question = question(name, type);
      Answer expected = zone.resolve(question);
      Answer actual = resolver.resolve(question);
      assertThat(actual.status()).as("%s", question).isEqualTo(expected.status());
      assertThat(actual.recordsOrEmpty()).isEqualTo(expected.recordsOrEmpty());
      assertThat(actual.ttlSeconds()).isEqualTo(expected.ttlSeconds());
      assertThat(actual.question()).isEqualTo(question);
      assertThat(actual.dnssec()).isEqualTo(Dnssec.UNKNOWN);
    }
  }

  @Test
  void longAnswer_comesOverTcp() {
    assertThat(ask("long.example", RecordType.TXT).recordsOrEmpty().get(0).text())
        .isEqualTo(LONG_TEXT);
    assertThat(server.received())
        .extracting(LoopbackDns.Received::tcp)
        .containsExactly(false, true);
  }

  @Test
  void truncatedAnswer_comesOverTcp() {
    server.always(Fault.TRUNCATE);
    assertThat(ask("a.example", RecordType.A).status()).isEqualTo("found");
    assertThat(server.received())
        .extracting(LoopbackDns.Received::tcp)
        .containsExactly(false, true);
  }

  @Test
  void droppedQuery_isAskedAgain() {
    server.next(Fault.DROP, Fault.DROP);
    assertThat(ask("a.example", RecordType.A).status()).isEqualTo("found");
    assertThat(server.received()).hasSize(3);
  }

  @Test
  void silence_isATimeoutAfterTheLastTry() {
    server.always(Fault.DROP);
    long start = System.nanoTime();
    assertThat(failure(ask("a.example", RecordType.A))).isEqualTo(DnsFailure.TIMEOUT);
    long millis = (System.nanoTime() - start) / 1_000_000;
    assertThat(millis).isBetween(800L, 5_000L);
    assertThat(server.received()).hasSize(3);
  }

  @Test
  void callersTime_endsTheWait() {
    server.always(Fault.DROP);
    long start = System.nanoTime();
    Answer answer = resolver.resolveWithin(question("a.example", RecordType.A), 60);
    assertThat(failure(answer)).isEqualTo(DnsFailure.TIMEOUT);
    assertThat((System.nanoTime() - start) / 1_000_000).isBetween(50L, 850L);
  }

  @Test
  void budgetOfAMessage_isKeptByLookups() {
    server.delayMillis(100);
    Lookups lookups = new Lookups(resolver, InstantSource.system(), new DnsLimits(500, 250));
    long start = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      lookups.resolve(question("n" + i + ".example", RecordType.A));
    }
    assertThat((System.nanoTime() - start) / 1_000_000).isBetween(200L, 1_500L);
    Answer last = lookups.resolve(question("last.example", RecordType.A));
    assertThat(failure(last)).isEqualTo(DnsFailure.BUDGET_EXHAUSTED);
  }

  @ParameterizedTest
  @CsvSource({
    "SERVFAIL, servfail",
    "REFUSED, refused",
    "NOTIMP, bad-response",
    "FORMERR, bad-response",
    "GARBAGE, bad-response",
    "WRONG_QUESTION, bad-response",
    "BOGUS, bogus"
  })
  void errors_areNamed(Fault fault, String kind) {
    server.always(fault);
    Answer answer = ask("a.example", RecordType.A);
    assertThat(answer.status()).as("%s", answer).isEqualTo(kind);
  }

  @Test
  void errorThatIsFinal_isNotAskedForAgain() {
    server.always(Fault.REFUSED);
    ask("a.example", RecordType.A);
    assertThat(server.received()).hasSize(1);
  }

  @Test
  void forgedId_isNotBelieved() {
    server.always(Fault.WRONG_ID);
    assertThat(ask("a.example", RecordType.A)).isInstanceOf(Answer.Failed.class);
    server.always(Fault.NONE).next(Fault.WRONG_ID);
    assertThat(ask("a.example", RecordType.A).status()).isEqualTo("found");
  }

  @Test
  void serverWithoutEdns_isAskedWithout() {
    server.always(Fault.FORMERR_ON_EDNS);
    assertThat(ask("a.example", RecordType.A).status()).isEqualTo("found");
    assertThat(server.received()).hasSize(2);
  }

  @Test
  void nextServer_isAskedAfterAnError() {
    DnsResolver both = builder().server(second.address()).build();
    server.always(Fault.SERVFAIL);
    assertThat(both.resolve(question("a.example", RecordType.A)).status()).isEqualTo("found");
    server.always(Fault.DROP);
    assertThat(both.resolve(question("a.example", RecordType.A)).status()).isEqualTo("found");
    second.always(Fault.REFUSED);
    assertThat(both.resolve(question("a.example", RecordType.A)).status()).isEqualTo("refused");
  }

  @Test
  void aliasWithoutItsTarget_isFollowedByAsking() {
    server.always(Fault.FIRST_ALIAS_ONLY);
    Answer answer = ask("c0.example", RecordType.A);
    assertThat(answer.recordsOrEmpty()).hasSize(2);
    assertThat(answer.ttlSeconds()).isEqualTo(30);
    assertThat(ask("lost.example", RecordType.A).status()).isEqualTo("nxdomain");
    assertThat(ask("loop.example", RecordType.A)).isInstanceOf(Answer.Failed.class);
  }

  @Test
  void zonesFailures_arrive() {
    assertThat(failure(ask("bad.example", RecordType.A))).isEqualTo(DnsFailure.SERVFAIL);
    assertThat(failure(ask("slow.example", RecordType.A))).isEqualTo(DnsFailure.TIMEOUT);
    assertThat(failure(ask("loop.example", RecordType.A))).isEqualTo(DnsFailure.SERVFAIL);
  }

  @Test
  void authenticData_isBelievedOnlyWhereAskedFor() {
    Question signed = question("signed.example", RecordType.TXT);
    DnsResolver trusting = builder().trustingServers().build();
    assertThat(trusting.resolve(signed).dnssec()).isEqualTo(Dnssec.SECURE);
    assertThat(trusting.resolve(question("x.signed.example", RecordType.TXT)).dnssec())
        .isEqualTo(Dnssec.SECURE);
    assertThat(trusting.resolve(question("a.example", RecordType.TXT)).dnssec())
        .isEqualTo(Dnssec.INSECURE);
    assertThat(resolver.resolve(signed).dnssec()).isEqualTo(Dnssec.UNKNOWN);
  }

  @Test
  void portWithoutServer_isAFailure() throws Exception {
    InetSocketAddress nobody;
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      nobody = new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
    }
    DnsResolver lost = DnsResolver.builder().server(nobody).tryMillis(100).tries(2).build();
    assertThat(failure(lost.resolve(question("a.example", RecordType.A))))
        .isIn(DnsFailure.UNREACHABLE, DnsFailure.TIMEOUT);
  }

  @Test
  void interruptedThread_comesBackAtOnce() {
    server.always(Fault.DROP);
    Thread.currentThread().interrupt();
    assertThat(failure(ask("a.example", RecordType.A))).isEqualTo(DnsFailure.TIMEOUT);
    assertThat(Thread.interrupted()).isTrue();
  }

  /** The time from the interruption to the answer, for somebody who waits already. */
  private static Duration interrupted(Resolver resolver, Question question) throws Exception {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    Thread waiting = Thread.ofVirtual().start(() -> answer.complete(resolver.resolve(question)));
    Thread.sleep(200);
    assertThat(answer).isNotDone();
    long from = System.nanoTime();
    waiting.interrupt();
    assertThat(failure(answer.get(10, TimeUnit.SECONDS))).isEqualTo(DnsFailure.TIMEOUT);
    return Duration.ofNanos(System.nanoTime() - from);
  }

  @Test
  void waitThatIsInterrupted_endsAtOnce() throws Exception {
    server.always(Fault.DROP);
    Question question = question("a.example", RecordType.A);
    DnsResolver patient = builder().tryMillis(5_000).build();
    DnsResolver validating =
        builder().tryMillis(5_000).validating(". IN DS 20326 8 2 " + "00".repeat(32)).build();
    for (Resolver waiting :
        List.of(
            patient,
            validating,
            new CachingResolver(patient, InstantSource.system(), CacheLimits.DEFAULT))) {
      assertThat(interrupted(waiting, question)).isLessThan(Duration.ofMillis(500));
    }
  }
}
