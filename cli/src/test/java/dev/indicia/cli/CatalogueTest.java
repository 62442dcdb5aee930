package dev.indicia.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.indicia.dns.DomainName;
import dev.indicia.trust.Catalogue;
import dev.indicia.trust.identity.HostRelation;
import dev.indicia.trust.identity.Likeness;
import dev.indicia.trust.identity.ProtectedName;
import dev.indicia.trust.identity.ProtectedNames;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalogue that comes with the command, files that change it, and the command for both. */
class CatalogueTest {
  @TempDir Path folder;

  @Test
  void builtIn_isLarge() {
    long start = System.nanoTime();
    Catalogue catalogue = Catalogues.builtIn();
    System.out.printf("built-in catalogue: %d us%n", (System.nanoTime() - start) / 1000);
    assertThat(catalogue.senders()).hasSizeGreaterThan(60);
    assertThat(catalogue.platforms()).hasSizeGreaterThan(40);
    assertThat(catalogue.freemail()).hasSizeGreaterThan(400);
    assertThat(catalogue.brands()).hasSizeGreaterThan(150);
    assertThat(catalogue.sender("msonlineservicesteam@microsoftonline.com")).isPresent();
    assertThat(catalogue.sender("dse@docusign.net")).isPresent();
    assertThat(catalogue.platform("x@tenant.onmicrosoft.com")).isPresent();
    assertThat(catalogue.isFreemail(DomainName.of("gmail.com"))).isTrue();
  }

  @Test
  void builtInFiles_areWhatYamlSays() throws Exception {
    Catalogue catalogue = Catalogue.EMPTY;
    for (String resource : Catalogues.RESOURCES) {
      try (InputStream in = Catalogues.class.getResourceAsStream("catalogue/" + resource)) {
        catalogue = CatalogueReader.read(resource, in.readAllBytes()).after(catalogue);
      }
    }
    assertThat(Catalogues.builtIn()).isEqualTo(catalogue);
    assertThat(Catalogues.addresses().senders()).isEqualTo(catalogue.senders());
    assertThat(Catalogues.brands().protectedNames()).isEqualTo(catalogue.protectedNames());
  }

  /** No brand of the catalogue is taken for an imitation of another one. */
  @Test
  void brands_areNotLikeEachOther() {
    Catalogue catalogue = Catalogues.builtIn();
    ProtectedNames names = ProtectedNames.of(catalogue.protectedNames());
    List<String> wrong = new ArrayList<>();
    for (ProtectedName name : names.names()) {
      for (DomainName domain : name.domains()) {
        names
            .likeDomain(domain, HostRelation.organization(domain))
            .ifPresent(likeness -> wrong.add(domain + ": " + likeness));
        names.claims(name.name(), domain).stream()
            .filter(l -> l.grade() == Likeness.Grade.CLEAR && !l.of().domains().contains(domain))
            .forEach(likeness -> wrong.add(domain + ": " + likeness));
      }
    }
    assertThat(wrong).isEmpty();
    for (DomainName domain : catalogue.freemail()) {
      names
          .likeDomain(domain, HostRelation.organization(domain))
          .filter(likeness -> likeness.grade() == Likeness.Grade.CLEAR)
          .ifPresent(likeness -> wrong.add(domain + ": " + likeness));
    }
    // Neighbours by chance, as telkom.net: whoever asks leaves free-mail domains out.
    assertThat(wrong).hasSizeLessThan(6);
  }

  @Test
  void files_changeTheBuiltInOne() throws Exception {
    Samples.write(
        folder,
        "ours.yaml",
        """
        senders:
          - {address: "*@Alerts.a.example", name: A, domains: [a.example], kind: alert, slots: [title, body]}
        platforms:
          - {address: forms@a.example, name: Forms}
        freemail: [mail.example]
        brands:
          - {name: PayPal, domains: [pay.example]}
          - {name: A Bank, also: [ABank], domains: [a.example]}
        remove:
          freemail: [gmail.com]
          brands: [DHL]
        """);
    Path config = Samples.write(folder, "indicia.yaml", "catalogue: [ours.yaml]\n");
    Catalogue catalogue =
        Catalogues.of(ConfigReader.read(config, java.time.Instant.EPOCH).catalogue());
    assertThat(catalogue.sender("x@alerts.a.example")).isPresent();
    assertThat(catalogue.platform("forms@a.example")).isPresent();
    assertThat(catalogue.isFreemail(DomainName.of("mail.example"))).isTrue();
    assertThat(catalogue.isFreemail(DomainName.of("gmail.com"))).isFalse();
    assertThat(catalogue.brands()).filteredOn(b -> b.name().equals("DHL")).isEmpty();
    assertThat(catalogue.brands())
        .filteredOn(b -> b.name().equals("PayPal"))
        .singleElement()
        .satisfies(b -> assertThat(b.domains()).containsExactly(DomainName.of("pay.example")));

    CommandRun run =
        CommandRun.of("catalogue", "show", "a bank", "--json", "--config", config.toString());
    assertThat(run.code()).isEqualTo(0);
    assertThat(run.json())
        .singleElement()
        .satisfies(o -> {
          assertThat(o).containsEntry("entry", "brand").containsEntry("name", "A Bank");
        });
  }

  @Test
  void show_printsWhatMatches() {
    CommandRun all = CommandRun.of("catalogue", "show");
    assertThat(all.code()).isEqualTo(0);
    assertThat(all.out()).matches("\\d+ senders, \\d+ platforms, \\d+ free-mail domains, .*\n");
    CommandRun paypal = CommandRun.of("catalogue", "show", "service@paypal.com");
    assertThat(paypal.out()).contains("sender    service@paypal.com  PayPal", "note");
    CommandRun pattern = CommandRun.of("catalogue", "show", "someone@docusign.net");
    assertThat(pattern.out()).contains("*@docusign.net");
    CommandRun none = CommandRun.of("catalogue", "show", "nobody knows");
    assertThat(none.code()).isEqualTo(0);
    assertThat(none.out()).isEmpty();
    assertThat(none.err()).contains("nothing in the catalogue");
    assertThat(CommandRun.of("catalogue", "show", "--json").json()).hasSizeGreaterThan(800);
  }

  @Test
  void lint_complainsWithThePlace() {
    Path good = Samples.write(folder, "good.yaml", "freemail: [mail.example]\n");
    Path bad = Samples.write(folder, "bad.yaml", "freemail:\n  - a b\n");
    CommandRun run = CommandRun.of("catalogue", "lint", good.toString(), bad.toString());
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.out()).contains("good.yaml: good: 0 senders, 0 platforms, 1 free-mail");
    assertThat(run.err()).contains("bad.yaml:2:5: freemail: not a domain name");
    assertThat(CommandRun.of("catalogue", "lint", good.toString(), "--json").json()).hasSize(1);
    assertThat(CommandRun.of("catalogue", "lint").code()).isEqualTo(2);
    assertThat(CommandRun.of("catalogue", "prune").err()).contains("none of show, lint");
    assertThat(CommandRun.of("catalogue", "show", "a", "b").code()).isEqualTo(2);
    assertThat(CommandRun.of("catalogue", "lint", "none.yaml").err()).contains("no such file");
  }

  @Test
  void reader_complains() {
    for (Map.Entry<String, String> c :
        Map.ofEntries(
                Map.entry("- a\n", ":1:1: expected \"key: value\" lines"),
                Map.entry("sender: []\n", "unknown key \"sender\""),
                Map.entry("brands: []\nbrands: []\n", "stands there twice"),
                Map.entry("brands: {a: b}\n", "brands: expected a list"),
                Map.entry("brands: [a]\n", "brands: expected {name"),
                Map.entry("brands: [{name: A}]\n", "without \"domains\""),
                Map.entry("brands: [{domains: [a.example]}]\n", "without \"name\""),
                Map.entry("brands: [{name: A, domain: a.example}]\n", "unknown key \"domain\""),
                Map.entry(
                    "brands:\n - {name: A, domains: [a.b]}\n - {name: a, domains: [a.b]}\n", ":3:"),
                Map.entry("freemail: [com]\n", "two labels"),
                Map.entry("freemail: [[a.b]]\n", "expected a text"),
                Map.entry("platforms: [{address: a.example, name: A}]\n", "neither an address"),
                Map.entry("platforms: [{name: A}]\n", "without \"address\""),
                Map.entry("senders: [{address: a@b.c, name: A}]\n", "without \"kind\""),
                Map.entry("senders: [{address: a@b.c, name: A, kind: x}]\n", "kind: none of"),
                Map.entry(
                    "senders: [{address: a@b.c, name: A, kind: alert, slots: [x]}]\n",
                    "slots: none of"),
                Map.entry("remove: []\n", "remove: expected"),
                Map.entry("remove: {brand: []}\n", "unknown key \"brand\""),
                Map.entry("brands: [{name: \"\"}]\n", "an empty text"),
                Map.entry("freemail: [a.b\n", ":1:15: "))
            .entrySet()) {
      Path file = Samples.write(folder, "bad.yaml", c.getKey());
      assertThatThrownBy(() -> CatalogueReader.read(file))
          .as(c.getKey())
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("bad.yaml:")
          .hasMessageContaining(c.getValue());
    }
    Path bad = Samples.write(folder, "bad.yaml", "catalogue: a.yaml\n");
    assertThatThrownBy(() -> ConfigReader.read(bad, java.time.Instant.EPOCH))
        .hasMessageContaining("expected a list");
  }
}
