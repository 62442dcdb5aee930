package dev.indicia.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZoneTest {
  private static Answer ask(Zone zone, String name, RecordType type) {
    Question question = new Question(DomainName.of(name), type);
    Answer answer = zone.resolve(question);
    assertThat(answer.question()).isEqualTo(question);
    return answer;
  }

  private static String shortly(Answer answer) {
    StringBuilder text = new StringBuilder(answer.status());
    for (RecordData data : answer.recordsOrEmpty()) {
      text.append(' ').append(data.text());
    }
    return text.toString();
  }

  /** The zone of RFC 4592 §2.2.1, and its questions and answers. */
  @ParameterizedTest
  @CsvSource({
    "host3.example, MX, found 10 host1.example",
    "host3.example, A, nodata",
    "foo.bar.example, TXT, found this is a wildcard",
    "host1.example, MX, nodata",
    "sub.*.example, MX, nodata",
    "_telnet._tcp.host1.example, A, nodata",
    "host.subdel.example, A, nxdomain",
    "ghost.*.example, MX, nxdomain",
    "*.example, MX, found 10 host1.example",
    "_tcp.host1.example, TXT, nodata",
    "x._tcp.host1.example, TXT, nxdomain",
    "example, A, nodata",
    "test, A, nxdomain",
    "., A, nodata",
  })
  void wildcards_areThoseOfRfc4592(String name, RecordType type, String expected) throws Exception {
    Zone zone =
        Zone.parse(
            "rfc4592",
            """
            $ORIGIN example.
            example.                 3600 IN  SOA   ns.example.com. h.example. 1 2 3 4 5
            example.                 3600     NS    ns.example.com.
            *.example.               3600     TXT   "this is a wildcard"
            *.example.               3600     MX    10 host1.example.
            sub.*.example.           3600     TXT   "this is not a wildcard"
            host1.example.           3600     A     192.0.2.1
            _ssh._tcp.host1.example. 3600     SRV   0 0 22 host1.example.
            _ssh._tcp.host2.example. 3600     SRV   0 0 22 host2.example.
            subdel.example.          3600     NS    ns.example.com.
            _telnet._tcp.host1       3600     SRV   0 0 23 host1.example.
            """,
            IncludeReader.NONE);
    assertThat(shortly(ask(zone, name, type))).isEqualTo(expected);
  }

  @Test
  void aliases_areFollowed() {
    Zone zone =
        Zone.builder()
            .ttlSeconds(50)
            .cname("a.example", "b.example")
            .ttlSeconds(40)
            .cname("b.example", "c.example")
            .ttlSeconds(900)
            .txt("c.example", "here")
            .cname("lost.example", "nowhere.test")
            .cname("*.w.example", "c.example")
            .build();
    assertThat(ask(zone, "a.example", RecordType.TXT))
        .isEqualTo(
            new Answer.Found(
                new Question(DomainName.of("a.example"), RecordType.TXT),
                java.util.List.of(new RecordData.Text("here")),
                40,
                Dnssec.INSECURE));
    assertThat(ask(zone, "a.example", RecordType.A).status()).isEqualTo("nodata");
    assertThat(ask(zone, "a.example", RecordType.A).ttlSeconds()).isEqualTo(40);
    assertThat(ask(zone, "lost.example", RecordType.A).status()).isEqualTo("nxdomain");
    assertThat(shortly(ask(zone, "any.thing.w.example", RecordType.TXT))).isEqualTo("found here");
    assertThat(zone.alias(DomainName.of("x.w.example"))).contains(DomainName.of("c.example"));
    assertThat(zone.alias(DomainName.of("c.example"))).isEmpty();
  }

  @Test
  void loopsAndLongChains_fail() {
    Zone.Builder builder = Zone.builder().cname("self.example", "self.example");
    for (int i = 0; i < 17; i++) {
      builder.cname("n" + i + ".example", "n" + (i + 1) + ".example");
    }
    Zone zone =
        builder
            .txt("n17.example", "end")
            .cname("p.test", "q.test")
            .cname("q.test", "p.test")
            .build();
    assertThat(ask(zone, "self.example", RecordType.A).status()).isEqualTo("servfail");
    assertThat(ask(zone, "p.test", RecordType.A).status()).isEqualTo("servfail");
    assertThat(ask(zone, "n0.example", RecordType.TXT).status()).isEqualTo("servfail");
    assertThat(ask(zone, "n1.example", RecordType.TXT).status()).isEqualTo("found");
  }

  @Test
  void failuresAndSecurity_areAsDeclared() throws Exception {
    Zone zone =
        Zone.parse(
            "z",
            """
            $FAIL slow.example timeout
            $FAIL part.example TXT servfail
            part.example A 192.0.2.1
            $FAIL *.down.example servfail
            up.down.example TXT "up"
            to.example CNAME slow.example
            $SECURE signed.example
            signed.example TXT "s"
            a.signed.example CNAME part.example
            b.signed.example CNAME signed.example
            """,
            IncludeReader.NONE);
    assertThat(ask(zone, "slow.example", RecordType.MX).status()).isEqualTo("timeout");
    assertThat(ask(zone, "below.slow.example", RecordType.MX).status()).isEqualTo("nxdomain");
    assertThat(ask(zone, "part.example", RecordType.TXT).status()).isEqualTo("servfail");
    assertThat(ask(zone, "part.example", RecordType.A).status()).isEqualTo("found");
    assertThat(ask(zone, "x.down.example", RecordType.A).status()).isEqualTo("servfail");
    assertThat(ask(zone, "up.down.example", RecordType.A).status()).isEqualTo("nodata");
    assertThat(ask(zone, "to.example", RecordType.A).status()).isEqualTo("timeout");
    assertThat(ask(zone, "signed.example", RecordType.TXT).dnssec()).isEqualTo(Dnssec.SECURE);
    assertThat(ask(zone, "signed.example", RecordType.A).dnssec()).isEqualTo(Dnssec.SECURE);
    assertThat(ask(zone, "no.signed.example", RecordType.A).dnssec()).isEqualTo(Dnssec.SECURE);
    assertThat(ask(zone, "a.signed.example", RecordType.A).dnssec()).isEqualTo(Dnssec.INSECURE);
    assertThat(ask(zone, "b.signed.example", RecordType.TXT).dnssec()).isEqualTo(Dnssec.SECURE);
    assertThat(ask(zone, "unsigned.example", RecordType.A).dnssec()).isEqualTo(Dnssec.INSECURE);
  }

  @Test
  void repeatedRecords_collapseToTheLowestTtl() {
    Zone zone =
        Zone.builder()
            .txt("a.example", "x")
            .ttlSeconds(5)
            .txt("a.example", "x")
            .ttlSeconds(500)
            .txt("A.example.", "y")
            .build();
    assertThat(shortly(ask(zone, "a.example", RecordType.TXT))).isEqualTo("found x y");
    assertThat(ask(zone, "a.example", RecordType.TXT).ttlSeconds()).isEqualTo(5);
  }

  @Test
  void manyRecords_collapseToo() {
    Zone.Builder builder = Zone.builder();
    for (int i = 0; i < 100; i++) {
      builder.txt("a.example", "t" + i % 40);
    }
    assertThat(ask(builder.build(), "a.example", RecordType.TXT).recordsOrEmpty()).hasSize(40);
  }

  @Test
  void foundAnswers_areThereBeforeTheQuestion() {
    Zone zone = Zone.builder().txt("a.example", "x").cname("b.example", "a.example").build();
    assertThat(ask(zone, "a.example", RecordType.TXT))
        .isSameAs(ask(zone, "a.example", RecordType.TXT));
    assertThat(ask(zone, "b.example", RecordType.TXT))
        .isSameAs(ask(zone, "b.example", RecordType.TXT));
  }

  @Test
  void contradictions_areRefused() {
    assertThatThrownBy(() -> Zone.builder().txt("a.example", "x").cname("a.example", "b.example"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Zone.builder().cname("a.example", "b.example").exists("a.example"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Zone.builder().cname("a.test", "b.test").cname("a.test", "c.test"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() ->
            Zone.builder()
                .record(DomainName.of("a.test"), RecordType.MX, 1, new RecordData.Text("x")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Zone.builder().ttlSeconds(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
