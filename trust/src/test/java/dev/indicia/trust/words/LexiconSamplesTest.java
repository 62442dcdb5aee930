package dev.indicia.trust.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The standard lists against texts like those that criminals and businesses write. */
class LexiconSamplesTest {
  private static final Lexicon LEXICON = Lexicon.standard();

  private record Sample(String language, Set<Concept> expected, Set<Concept> absent, String text) {}

  @Test
  void lures_haveTheirConcepts() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Sample sample : samples()) {
      Set<Concept> missing = new TreeSet<>(sample.expected());
      missing.removeAll(concepts(sample.text()));
      if (!missing.isEmpty()) {
        wrong.add(sample.language() + " lacks " + missing + ": " + sample.text());
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void texts_doNotHaveWhatOnlyLooksAlike() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Sample sample : samples()) {
      for (Hit hit : LEXICON.find(sample.text())) {
        if (sample.absent().contains(hit.concept())) {
          wrong.add(hit.concept() + " in: " + sample.text().substring(hit.start(), hit.end()));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void harmlessTexts_haveNoDangerousCombination() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Sample sample : samples()) {
      Set<Concept> found = concepts(sample.text());
      if (sample.expected().isEmpty() && dangerous(found)) {
        wrong.add(sample.language() + " has " + found + ": " + sample.text());
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyLanguage_hasSamplesOfBothKinds() throws IOException {
    Map<String, Integer> lures = new TreeMap<>();
    Map<String, Integer> harmless = new TreeMap<>();
    for (Sample sample : samples()) {
      boolean lure = !sample.expected().isEmpty() && !sample.expected().contains(Concept.SCAM_TALK);
      (lure ? lures : harmless).merge(sample.language(), 1, Integer::sum);
    }
    for (LexiconSource source : Lexicon.standardSources()) {
      assertThat(lures.getOrDefault(source.language(), 0)).as(source.language()).isGreaterThan(5);
      assertThat(harmless.getOrDefault(source.language(), 0))
          .as(source.language())
          .isGreaterThan(5);
    }
  }

  @Test
  void warningsAboutScams_areNoLures() throws IOException {
    for (Sample sample : samples()) {
      if (sample.expected().contains(Concept.SCAM_TALK)) {
        assertThat(dangerous(concepts(sample.text()))).as(sample.text()).isFalse();
      }
    }
  }

  private static boolean dangerous(Set<Concept> found) {
    return found.contains(Concept.CHARGE)
            && any(found, Concept.DISOWN, Concept.UNDO)
            && any(found, Concept.CALL, Concept.ANSWER)
        || any(
                found,
                Concept.LIMIT,
                Concept.DOCUMENT,
                Concept.PRIZE,
                Concept.PAYROLL,
                Concept.CRYPTO,
                Concept.LEGAL)
            && any(found, Concept.VERIFY, Concept.GO_THERE)
            && found.contains(Concept.DEADLINE);
  }

  private static boolean any(Set<Concept> found, Concept... wanted) {
    return List.of(wanted).stream().anyMatch(found::contains);
  }

  private static Set<Concept> concepts(String text) {
    Set<Concept> found = EnumSet.noneOf(Concept.class);
    LEXICON.find(text).forEach(hit -> found.add(hit.concept()));
    return found;
  }

  private static List<Sample> samples() throws IOException {
    List<Sample> samples = new ArrayList<>();
    String language = "";
    try (InputStream in = LexiconSamplesTest.class.getResourceAsStream("samples.txt")) {
      assertThat(in).isNotNull();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (line.startsWith("[")) {
          language = line.substring(1, line.indexOf(']'));
        } else if (!line.isBlank() && !line.startsWith("//")) {
          int colon = line.indexOf(": ");
          Set<Concept> expected = EnumSet.noneOf(Concept.class);
          Set<Concept> absent = EnumSet.noneOf(Concept.class);
          for (String name : line.substring(0, colon).split(" ")) {
            if (name.startsWith("!")) {
              absent.add(Concept.valueOf(name.substring(1)));
            } else if (!name.equals("-")) {
              expected.add(Concept.valueOf(name));
            }
          }
          samples.add(new Sample(language, expected, absent, line.substring(colon + 2)));
        }
      }
    }
    return samples;
  }
}
