package dev.indicia.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dns.Answer;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.Question;
import dev.indicia.dns.RecordData;
import dev.indicia.dns.RecordType;
import dev.indicia.dns.Resolver;
import dev.indicia.dns.Zone;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JndiResolverTest {
  private static final String TEXT = "v=DKIM1; \"q\" \\ p=" + "k".repeat(700);

  private final Zone zone =
      Zone.builder()
          .address("a.example", "192.0.2.1")
          .address("a.example", "192.0.2.2")
          .address("a.example", "2001:db8::1")
          .mx("a.example", 10, "mail.a.example")
          .mx("null.example", 0, ".")
          .txt("a.example", TEXT)
          .txt("bare.example", "p=x")
          .ptr("1/2.0.192.in-addr.arpa", "host.example")
          .tlsa("_25._tcp.a.example", 3, 1, 1, "00ff")
          .cname("www.example", "a.example")
          .build();
  private final LoopbackDns server = LoopbackDns.serve(zone);
  private final Resolver resolver =
      new JndiResolver("dns://127.0.0.1:" + server.address().getPort(), 100);

  @AfterEach
  void stop() {
    server.close();
  }

  private Answer ask(String name, RecordType type) {
    return resolver.resolve(new Question(DomainName.of(name), type));
  }

  @Test
  void records_areThoseOfTheZone() {
    String[] names = {
      "a.example", "null.example", "bare.example", "_25._tcp.a.example", "1/2.0.192.in-addr.arpa"
    };
    for (String name : names) {
      for (RecordType type : RecordType.values()) {
        Question question = new Question(DomainName.of(name), type);
        Answer expected = zone.resolve(question);
        Answer actual = resolver.resolve(question);
        assertThat(actual.status()).as("%s", question).isEqualTo(expected.status());
        assertThat(texts(actual)).isEqualTo(texts(expected));
      }
    }
  }

  private static Set<String> texts(Answer answer) {
    return answer.recordsOrEmpty().stream().map(RecordData::text).collect(Collectors.toSet());
  }

  @Test
  void aliases_areFollowed() {
    assertThat(texts(ask("www.example", RecordType.TXT))).containsExactly(TEXT);
  }

  @Test
  void failures_areAnswersToo() {
    assertThat(ask("none.example", RecordType.A).status()).isEqualTo("nxdomain");
    server.always(LoopbackDns.Fault.SERVFAIL);
    assertThat(ask("a.example", RecordType.A).status()).isEqualTo("servfail");
    server.always(LoopbackDns.Fault.REFUSED);
    assertThat(ask("a.example", RecordType.A).status()).isEqualTo("refused");
    server.always(LoopbackDns.Fault.DROP);
    assertThat(ask("a.example", RecordType.A).status()).isEqualTo("timeout");
  }
}
