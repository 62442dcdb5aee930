package dev.indicia.trust.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.trust.claim.Claim.Grade;
import dev.indicia.trust.shown.Mention;
import dev.indicia.trust.words.Concept;
import dev.indicia.trust.words.Hit;
import dev.indicia.trust.words.Lexicon;
import dev.indicia.trust.words.LexiconSource;
import dev.indicia.trust.words.LexiconSyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Honest texts of every language against the lists of all languages, which apply to every text at
 * once: accents are folded away, so that short words of one language are words of others.
 */
class HonestTextsTest {
  private static final Set<Concept> ACCUSING =
      EnumSet.of(
          Concept.CHARGE,
          Concept.DISOWN,
          Concept.UNDO,
          Concept.VERIFY,
          Concept.LIMIT,
          Concept.PRIZE,
          Concept.CRYPTO,
          Concept.DOCUMENT,
          Concept.PAYROLL,
          Concept.PARCEL,
          Concept.LEGAL,
          Concept.SECRET,
          Concept.ADULT,
          Concept.TRANSFER,
          Concept.JOB);

  private record Text(String language, Mention.Kind beside, String words) {}

  @Test
  void honestTexts_makeNoClaimThatAccuses() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Text text : texts()) {
      Set<Concept> concepts = EnumSet.noneOf(Concept.class);
      Lexicon.standard().find(text.words()).forEach(hit -> concepts.add(hit.concept()));
      Set<Mention.Kind> mentions = EnumSet.of(text.beside());
      Claim claim = ClaimReader.read(concepts, mentions, text.beside() == Mention.Kind.URL);
      if (claim.isAtLeast(Grade.LIKELY)) {
        wrong.add(text.language() + " " + claim.story() + ": " + text.words());
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void phrasesOfOneLanguage_doNotAccuseTextsOfAnother() throws IOException, LexiconSyntaxException {
    Map<String, Lexicon> lists = new HashMap<>();
    for (LexiconSource source : Lexicon.standardSources()) {
      lists.put(source.language(), Lexicon.parse(List.of(source)));
    }
    List<String> wrong = new ArrayList<>();
    for (Text text : texts()) {
      List<Hit> own = lists.get(text.language()).find(text.words());
      for (Hit hit : Lexicon.standard().find(text.words())) {
        if (ACCUSING.contains(hit.concept()) && own.stream().noneMatch(other -> same(hit, other))) {
          wrong.add(
              "%s %s {%s} in: %s"
                  .formatted(
                      makers(lists, text, hit),
                      hit.concept(),
                      text.words().substring(hit.start(), hit.end()),
                      text.words()));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyLanguage_hasTexts() throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    texts().forEach(text -> counts.merge(text.language(), 1, Integer::sum));
    for (LexiconSource source : Lexicon.standardSources()) {
      assertThat(counts.getOrDefault(source.language(), 0)).as(source.language()).isGreaterThan(30);
    }
  }

  private static boolean same(Hit one, Hit other) {
    return one.concept() == other.concept()
        && one.start() < other.end()
        && other.start() < one.end();
  }

  /** The languages whose phrases make a hit. */
  private static List<String> makers(Map<String, Lexicon> lists, Text text, Hit hit) {
    return lists.keySet().stream()
        .filter(language ->
            lists.get(language).find(text.words()).stream().anyMatch(own -> same(hit, own)))
        .sorted()
        .toList();
  }

  private static List<Text> texts() throws IOException {
    List<Text> texts = new ArrayList<>();
    String language = "";
    try (InputStream in = HonestTextsTest.class.getResourceAsStream("honest.txt")) {
      assertThat(in).isNotNull();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (line.startsWith("[")) {
          language = line.substring(1, line.indexOf(']'));
        } else if (line.startsWith("link: ")) {
          texts.add(new Text(language, Mention.Kind.URL, line.substring(6)));
        } else if (line.startsWith("phone: ")) {
          texts.add(new Text(language, Mention.Kind.PHONE, line.substring(7)));
        }
      }
    }
    return texts;
  }
}
