package dev.indicia.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dns.DomainName;
import dev.indicia.trust.Catalogue.Brand;
import dev.indicia.trust.Catalogue.Platform;
import dev.indicia.trust.Catalogue.Removed;
import dev.indicia.trust.Catalogue.Sender;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CatalogueTest {
  private static final DomainName A = DomainName.of("a.example");

  @Test
  void patterns_matchAddresses() {
    String table =
        """
        x@a.example x@a.example true
        x@a.example X@A.example true
        x@a.example y@a.example false
        x@a.example x@b.a.example false
        *@a.example y@a.example true
        *@a.example y@b.a.example false
        *@*.a.example y@b.a.example true
        *@*.a.example y@a.example false
        *@*.a.example y@ba.example false
        x@a.example a.example false
        """;
    for (String row : table.lines().toList()) {
      String[] parts = row.split(" ", -1);
      AddressPattern pattern = AddressPattern.parse(parts[0]).orElseThrow();
      assertThat(pattern.matches(parts[1])).as(row).isEqualTo(Boolean.parseBoolean(parts[2]));
      assertThat(AddressPattern.parse(pattern.text())).contains(pattern);
    }
    for (String text : List.of("", "@", "x", "x@", "@a.example", "x*@a.example", "x@*", "x@b")) {
      assertThat(AddressPattern.parse(text)).as(text).isEmpty();
    }
  }

  @Test
  void entries_areReplacedAndRemoved() {
    Catalogue here =
        new Catalogue(
            List.of(sender("*@a.example", "all"), sender("x@a.example", "one")),
            List.of(new Platform(pattern("*@*.p.example"), "P")),
            Set.of(A),
            List.of(new Brand("A", List.of("B"), Set.of(A))));
    assertThat(here.sender("x@a.example")).map(Sender::name).contains("one");
    assertThat(here.sender("y@a.example")).map(Sender::name).contains("all");
    assertThat(here.sender("y@b.example")).isEmpty();
    assertThat(here.platform("y@b.p.example")).isPresent();
    assertThat(here.isFreemail(A)).isTrue();
    assertThat(here.protectedNames()).extracting(n -> n.name()).containsExactly("A", "B");

    Catalogue more =
        new Catalogue(
            List.of(sender("x@a.example", "two")),
            List.of(),
            Set.of(DomainName.of("b.example")),
            List.of(new Brand("a", List.of(), Set.of(A))));
    Catalogue both = here.with(more);
    assertThat(both.sender("x@a.example")).map(Sender::name).contains("two");
    assertThat(both.senders()).hasSize(2);
    assertThat(both.freemail()).hasSize(2);
    assertThat(both.protectedNames()).extracting(n -> n.name()).containsExactly("a");

    Catalogue less =
        both.without(
            new Removed(Set.of("x@a.example"), Set.of("*@*.p.example"), Set.of(A), Set.of("A")));
    assertThat(less.senders()).hasSize(1);
    assertThat(less.platforms()).isEmpty();
    assertThat(less.freemail()).hasSize(1);
    assertThat(less.brands()).isEmpty();
  }

  private static Sender sender(String address, String name) {
    return new Sender(pattern(address), name, Set.of(A), Sender.Kind.ALERT, Set.of());
  }

  private static AddressPattern pattern(String text) {
    return AddressPattern.parse(text).orElseThrow();
  }
}
