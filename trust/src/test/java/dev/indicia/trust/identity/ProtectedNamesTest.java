package dev.indicia.trust.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dns.DomainName;
import dev.indicia.trust.identity.ProtectedName.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ProtectedNamesTest {
  @Test
  void domains_areAsInTheTable() throws IOException {
    assertTable("domains.txt", Names::domain);
  }

  @Test
  void displayNames_areAsInTheTable() throws IOException {
    assertTable("display-names.txt", Names::display);
  }

  private static void assertTable(String resource, UnaryOperator<String> real) throws IOException {
    List<String> wrong = new ArrayList<>();
    int like = 0;
    int unlike = 0;
    try (InputStream in = ProtectedNamesTest.class.getResourceAsStream(resource)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String row : text.lines().filter(line -> !line.startsWith("#")).toList()) {
        String[] parts = row.split("\t", -1);
        String shown = parts[0].replace("\\u200b", "\u200b").replace("\\u202e", "\u202e");
        String found = real.apply(shown);
        if (!found.equals(parts[1])) {
          wrong.add(row + ", but was " + found);
        }
        like += parts[1].equals("-") ? 0 : 1;
        unlike += parts[1].equals("-") ? 1 : 0;
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(like).isGreaterThanOrEqualTo(80);
    assertThat(unlike).isGreaterThanOrEqualTo(80);
  }

  @Test
  void partsOfADisplayName_haveTheirRoles() {
    DomainName evil = DomainName.of("evil.test");
    assertThat(Names.ALL.claims("PayPal via DocuSign", evil).stream().map(Names::words))
        .containsExactly("NAME CLEAR PayPal", "VIA WEAK DocuSign");
    assertThat(Names.ALL.claims("Microsoft on behalf of PayPal", evil).stream().map(Names::words))
        .containsExactly("NAME CLEAR Microsoft", "BEHALF CLEAR PayPal");
    assertThat(Names.ALL.claims("PayPal via DocuSign", DomainName.of("mail.docusign.net")))
        .extracting(Names::words)
        .containsExactly("NAME CLEAR PayPal");
    assertThat(Names.ALL.claims("Ann via Google", evil).stream().map(Names::words))
        .containsExactly("VIA WEAK Google");
    assertThat(Names.ALL.claims("Help (help@paypal.com)", evil).stream().map(l -> l.of().name()))
        .containsExactly("PayPal");
    assertThat(Names.ALL.claims("PayPal", DomainName.of("x.paypal.com"))).isEmpty();
  }

  @Test
  void homonyms_doNotClaimEachOther() {
    ProtectedNames names =
        ProtectedNames.of(
            List.of(
                Names.name(Kind.LEARNED, "Chris Lee", "a.test"),
                Names.name(Kind.LEARNED, "Chris Lee", "b.test")));
    assertThat(names.claims("Chris Lee", DomainName.of("a.test"))).isEmpty();
    assertThat(names.claims("Lee, Chris", DomainName.of("c.test"))).hasSize(2);
  }

  @Test
  void organizationalDomain_isUsedWhereItIsCloser() {
    DomainName domain = DomainName.of("mail.paypa1.com.example");
    assertThat(Names.ALL.likeDomain(domain, domain)).isPresent();
    assertThat(Names.ALL.likeDomain(DomainName.of("x.paypa1.co.uk"), DomainName.of("co.uk")))
        .isPresent();
    assertThat(Names.ALL.likeDomain(DomainName.of("a.test"), DomainName.ROOT)).isEmpty();
    assertThat(Names.ALL.likeDomain(DomainName.ROOT, DomainName.ROOT)).isEmpty();
    assertThat(ProtectedNames.NONE.likeDomain(domain, domain)).isEmpty();
  }

  @Test
  void explanation_isASentence() {
    DomainName domain = DomainName.of("paypa1.example");
    assertThat(Names.ALL.likeDomain(domain, domain).orElseThrow().explanation())
        .isEqualTo(
            "The domain paypa1.example is written with other letters that look like \"paypal\","
                + " but does not belong to PayPal.");
    assertThat(Names.ALL.likeName("PayPal Support").orElseThrow().explanation())
        .isEqualTo("The display name \"PayPal Support\" is the name of PayPal.");
  }

  @Test
  void namesLearnedOneByOne_areFoundLikeAllAtOnce() {
    ProtectedNames grown = ProtectedNames.NONE;
    List<ProtectedName> all = Names.ALL.names();
    for (ProtectedName name : all) {
      grown = grown.with(List.of(name));
    }
    assertThat(grown.size()).isEqualTo(all.size());
    for (String shown : List.of("paypa1.test", "secure-hsbc.test", "contoso-pay.test", "x.test")) {
      DomainName domain = DomainName.of(shown);
      assertThat(grown.likeDomain(domain, domain)).isEqualTo(Names.ALL.likeDomain(domain, domain));
    }
    assertThat(grown.likeName("Example, Ann")).isEqualTo(Names.ALL.likeName("Example, Ann"));
  }

  /** Seeded: whatever is shown, there is an answer, and a name is never like itself. */
  @Test
  void anything_isAnswered() {
    Random random = new Random(20260512);
    List<ProtectedName> names = Names.ALL.names();
    for (int round = 0; round < 20_000; round++) {
      String text = mutated(names.get(random.nextInt(names.size())).name(), random);
      Names.ALL.likeName(text);
      Names.ALL.claims(text, DomainName.of("evil.test"));
      DomainName.parse(text.replace(' ', '-') + "." + mutated("paypal.com", random))
          .ifPresent(domain -> Names.ALL.likeDomain(domain, domain.parent()));
    }
    for (ProtectedName name : names) {
      for (DomainName domain : name.domains()) {
        DomainName below = DomainName.of("mail." + domain);
        boolean learned = name.kind() == Kind.LEARNED;
        assertThat(Names.ALL.likeDomain(domain, domain)).as(domain.text()).isEmpty();
        assertThat(Names.ALL.likeDomain(below, domain)).as(below.text()).isEmpty();
        assertThat(Names.ALL.claims(name.name(), domain)).as(name.name()).isEmpty();
        assertThat(learned || Names.ALL.likeName(name.name()).isPresent()).isTrue();
      }
    }
  }

  private static String mutated(String text, Random random) {
    StringBuilder out = new StringBuilder(text);
    int edits = random.nextInt(8);
    for (int i = 0; i < edits; i++) {
      int at = random.nextInt(out.length() + 1);
      switch (random.nextInt(4)) {
        case 0 -> out.insert(at, (char) random.nextInt(0x10000));
        case 1 -> out.insert(at, Character.toString(random.nextInt(0x110000)));
        case 2 -> out.setLength(at);
        default -> out.insert(at, " -.@|(via on behalf of ".charAt(random.nextInt(22)));
      }
    }
    return out.toString();
  }

  @Test
  void aHundredThousandNames_areLookedUpInMicroseconds() {
    Random random = new Random(7);
    List<ProtectedName> many = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      String label = word(random) + word(random) + (i % 3 == 0 ? word(random) : "");
      many.add(Names.name(Kind.LEARNED, label + " Service", label + ".test"));
    }
    long before = used();
    long start = System.nanoTime();
    ProtectedNames names = ProtectedNames.of(many);
    long built = System.nanoTime() - start;
    long octets = used() - before;
    System.out.printf("100,000 names: %d ms, %d MB%n", built / 1_000_000, octets >> 20);
    List<DomainName> domains = new ArrayList<>();
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      String label = word(random) + word(random);
      domains.add(
          DomainName.of(i % 2 == 0 ? "mail." + label + ".example" : label + "-pay.example"));
      shown.add(i % 2 == 0 ? word(random) + " " + word(random) : label + " Support Team");
    }
    int found = 0;
    long domainNanos = 0;
    long nameNanos = 0;
    for (int round = 0; round < 20; round++) {
      start = System.nanoTime();
      for (DomainName domain : domains) {
        found += names.likeDomain(domain, domain).isPresent() ? 1 : 0;
      }
      domainNanos = (System.nanoTime() - start) / domains.size();
      start = System.nanoTime();
      for (String name : shown) {
        found += names.likeName(name).isPresent() ? 1 : 0;
      }
      nameNanos = (System.nanoTime() - start) / shown.size();
    }
    System.out.printf("likeDomain %d ns, likeName %d ns (%d)%n", domainNanos, nameNanos, found);
    assertThat(domainNanos).isLessThan(1_000_000);
    start = System.nanoTime();
    for (int i = 0; i < 1000; i++) {
      String label = word(random) + word(random) + i;
      names = names.with(List.of(Names.name(Kind.LEARNED, label, label + ".test")));
    }
    System.out.printf("with(one more) %d ns%n", (System.nanoTime() - start) / 1000);
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    int syllables = 2 + random.nextInt(2);
    for (int i = 0; i < syllables; i++) {
      word.append("bcdfghjklmnprstvwz".charAt(random.nextInt(18)));
      word.append("aeiou".charAt(random.nextInt(5)));
    }
    return word.toString();
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
