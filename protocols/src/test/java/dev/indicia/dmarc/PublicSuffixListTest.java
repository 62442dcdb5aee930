package dev.indicia.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dns.DomainName;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublicSuffixListTest {
  private static final PublicSuffixList LIST =
      PublicSuffixList.parse(
          """
          // ===BEGIN ICANN DOMAINS===
          example
          co.example  ignored

          *.wild.example
          !city.wild.example
          *.top
          not..a.name
          // ===BEGIN PRIVATE DOMAINS===
          host.example\r
          """);

  private record Case(String name, String organizationalDomain) {}

  @Test
  void organizationalDomain_isOneLabelBelowTheLongestRule() {
    List<Case> cases =
        List.of(
            new Case("example", "example"),
            new Case("shop.example", "shop.example"),
            new Case("a.b.shop.example", "shop.example"),
            new Case("co.example", "co.example"),
            new Case("shop.co.example", "shop.co.example"),
            new Case("a.shop.co.example", "shop.co.example"),
            new Case("wild.example", "wild.example"),
            new Case("a.wild.example", "a.wild.example"),
            new Case("b.a.wild.example", "b.a.wild.example"),
            new Case("c.b.a.wild.example", "b.a.wild.example"),
            new Case("city.wild.example", "city.wild.example"),
            new Case("a.city.wild.example", "city.wild.example"),
            new Case("shop.host.example", "shop.host.example"),
            new Case("a.shop.host.example", "shop.host.example"),
            new Case("a.b.top", "a.b.top"),
            new Case("x.a.b.top", "a.b.top"),
            new Case("unlisted.test", "unlisted.test"),
            new Case("a.unlisted.test", "unlisted.test"),
            new Case(".", "."));
    for (Case c : cases) {
      assertThat(LIST.organizationalDomain(DomainName.of(c.name())).text())
          .as(c.name())
          .isEqualTo(c.organizationalDomain());
    }
  }

  @Test
  void publicSuffixes_areKnownAsSuch() {
    assertThat(LIST.isPublicSuffix(DomainName.of("co.example"))).isTrue();
    assertThat(LIST.isPublicSuffix(DomainName.of("any.wild.example"))).isTrue();
    assertThat(LIST.isPublicSuffix(DomainName.of("city.wild.example"))).isFalse();
    assertThat(LIST.isPublicSuffix(DomainName.of("shop.example"))).isFalse();
    assertThat(LIST.size()).isEqualTo(6);
  }
}
