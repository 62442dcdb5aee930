package dev.indicia.trust.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.trust.text.Confusables;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServiceWordsTest {
  private static final Set<String> SECTIONS =
      Set.of("action", "neutral", "legal", "title", "generic");

  @Test
  void resource_isTheFoldedList() throws IOException {
    String folded = folded();
    if (Boolean.getBoolean("update")) {
      Files.writeString(
          Path.of("src/main/resources/dev/indicia/trust/identity/folded-words.txt"), folded);
    }
    try (InputStream in = ServiceWords.class.getResourceAsStream("folded-words.txt")) {
      assertThat(in).as("-Dupdate=true writes it").isNotNull();
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(folded);
    }
  }

  private static String folded() throws IOException {
    StringBuilder out = new StringBuilder();
    Set<String> seen = new LinkedHashSet<>();
    try (InputStream in = ServiceWordsTest.class.getResourceAsStream("service-words.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().filter(l -> !l.isEmpty() && !l.startsWith("#")).toList()) {
        if (SECTIONS.contains(line)) {
          seen.clear();
          out.append("= ").append(line).append('\n');
          continue;
        }
        for (String word : List.of(line.split(" ", -1))) {
          String folded = Confusables.letters(Tokens.joined(Tokens.of(word)));
          if (!folded.isEmpty() && seen.add(folded)) {
            out.append(folded).append('\n');
          }
        }
      }
    }
    return out.toString();
  }

  @Test
  void wordsInside_areAddedUp() {
    ServiceWords words = ServiceWords.get();
    assertThat(words.wholly("onllnebanklng")).isEqualTo(ServiceWords.Word.ACTION);
    assertThat(words.wholly("team")).isEqualTo(ServiceWords.Word.NEUTRAL);
    assertThat(words.wholly("teamonllne")).isEqualTo(ServiceWords.Word.NEUTRAL);
    assertThat(words.wholly("paypal")).isNull();
    assertThat(words.isGeneric("offlce")).isTrue();
    assertThat(words.isGeneric("paypal")).isFalse();
  }
}
