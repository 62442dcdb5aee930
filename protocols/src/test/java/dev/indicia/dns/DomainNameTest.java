package dev.indicia.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainNameTest {
  @ParameterizedTest
  @CsvSource({
    "a.example, a.example, 2",
    "A.EXAMPLE., a.example, 2",
    "example, example, 1",
    "., ., 0",
    "_dmarc.a.example, _dmarc.a.example, 3",
    "*.a.example, *.a.example, 3",
    "a/b.2.0.192.in-addr.arpa, a/b.2.0.192.in-addr.arpa, 6",
    "xn--BCHER-KVA.example, xn--bcher-kva.example, 2",
  })
  void name_isLowerCaseWithoutFinalDot(String given, String text, int labels) {
    DomainName name = DomainName.of(given);
    assertThat(name.text()).isEqualTo(text).isEqualTo(name.toString());
    assertThat(name.labelCount()).isEqualTo(labels);
    assertThat(DomainName.of(name.text())).isEqualTo(name).hasSameHashCodeAs(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "..", ".a", "a..b", "a..", " a", "a b", "a\tb", "a\u0000", "a\u007f", "a.\r\n"
      })
  void textThatIsNoName_isNothing(String text) {
    assertThat(DomainName.parse(text)).isEmpty();
    assertThatThrownBy(() -> DomainName.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void lengths_areBoundedBySection234() {
    String label = "x".repeat(63);
    String longest = label + "." + label + "." + label + "." + "y".repeat(61);
    assertThat(longest).hasSize(DomainName.LENGTH_MAX);
    assertThat(DomainName.parse(longest)).isPresent();
    assertThat(DomainName.parse(longest + ".")).isPresent();
    assertThat(DomainName.parse(longest + "y")).isEmpty();
    assertThat(DomainName.parse(label + "x.example")).isEmpty();
    assertThat(DomainName.of(longest).prefixedWith("a")).isEmpty();
  }

  @Test
  void parts_areCutAtLabels() {
    DomainName name = DomainName.of("a.b.c.example");
    assertThat(name.parent()).isEqualTo(DomainName.of("b.c.example"));
    assertThat(DomainName.of("example").parent()).isEqualTo(DomainName.ROOT);
    assertThat(DomainName.ROOT.parent()).isEqualTo(DomainName.ROOT);
    assertThat(name.firstLabel()).isEqualTo("a");
    assertThat(DomainName.ROOT.firstLabel()).isEmpty();
    assertThat(name.lastLabels(0)).isEqualTo(DomainName.ROOT);
    assertThat(name.lastLabels(2)).isEqualTo(DomainName.of("c.example"));
    assertThat(name.lastLabels(4)).isEqualTo(name);
    assertThat(name.lastLabels(9)).isEqualTo(name);
    assertThat(DomainName.ROOT.lastLabels(3)).isEqualTo(DomainName.ROOT);
    assertThat(name.prefixedWith("_dmarc")).contains(DomainName.of("_dmarc.a.b.c.example"));
    assertThat(DomainName.ROOT.prefixedWith("x.y")).contains(DomainName.of("x.y"));
    assertThat(name.prefixedWith("")).isEmpty();
  }

  @Test
  void isAtOrBelow_comparesWholeLabels() {
    DomainName name = DomainName.of("mail.a.example");
    assertThat(name.isAtOrBelow(name)).isTrue();
    assertThat(name.isAtOrBelow(DomainName.of("a.example"))).isTrue();
    assertThat(name.isAtOrBelow(DomainName.of("example"))).isTrue();
    assertThat(name.isAtOrBelow(DomainName.ROOT)).isTrue();
    assertThat(DomainName.of("bada.example").isAtOrBelow(DomainName.of("a.example"))).isFalse();
    assertThat(DomainName.of("a.example").isAtOrBelow(name)).isFalse();
    assertThat(DomainName.ROOT.isAtOrBelow(name)).isFalse();
  }

  @Test
  void anyText_neverThrowsAndIsStable() {
    Random random = new Random(20260501);
    String alphabet = "aB9-_.*\u00fc\u3002\ud83d @\\\u0000";
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      DomainName.parse(text.toString())
          .ifPresent(name -> {
            assertThat(DomainName.parse(name.text())).contains(name);
            assertThat(name.text()).isEqualTo(name.text().toLowerCase(Locale.ROOT));
            assertThat(name.isAtOrBelow(name.parent())).isTrue();
            assertThat(name.lastLabels(name.labelCount())).isEqualTo(name);
          });
    }
  }
}
