package dev.indicia.trust.words;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Word lists made ready for searching. Immutable and thread-safe.
 *
 * <p>A search takes time proportional to the text's length. It allocates room for the longest text,
 * and the hits.
 */
public final class Lexicon {
  private static final List<String> LANGUAGES =
      List.of(
          "en", "de", "fr", "es", "pt", "it", "nl", "pl", "cs", "sv", "da", "no", "fi", "tr", "ro",
          "hu", "ru", "uk", "el", "ar", "he", "ja", "zh", "ko", "vi", "id", "hi");

  /** What {@link LexiconCompiler} writes when the library is built. */
  static final String COMPILED = "lexicon.bin";

  private final Automaton automaton;

  private Lexicon(Automaton automaton) {
    this.automaton = automaton;
  }

  /** The lists that come with this library, compiled; the first call loads them. */
  public static Lexicon standard() {
    return Standard.LEXICON;
  }

  /** The sources of {@link #standard()}, to parse together with others. */
  public static List<LexiconSource> standardSources() {
    List<LexiconSource> sources = new ArrayList<>();
    for (String language : LANGUAGES) {
      sources.add(resource(language));
    }
    return List.copyOf(sources);
  }

  /**
   * Reads word lists.
   *
   * @throws LexiconSyntaxException with file, line and column, at the first defect
   */
  public static Lexicon parse(List<LexiconSource> sources) throws LexiconSyntaxException {
    List<Phrase> phrases = new ArrayList<>();
    for (LexiconSource source : sources) {
      phrases.addAll(PhraseParser.parse(source));
    }
    return new Lexicon(Automaton.of(phrases));
  }

  /**
   * The concepts in a text, ordered by start. Hits of different concepts may overlap; those of one
   * concept do not.
   *
   * @param text in any letter case, disguises already undone
   */
  public List<Hit> find(CharSequence text) {
    return search().find(text);
  }

  /** What finds the same in many texts, with less work for each. */
  public PhraseSearch search() {
    return new PhraseSearch(automaton);
  }

  /** How many phrases there are, alternatives longer than a word counted each. */
  public int phraseCount() {
    return automaton.table().marks().length;
  }

  byte[] compiled() {
    return AutomatonFile.write(automaton);
  }

  private static LexiconSource resource(String language) {
    String name = language + ".txt";
    try (InputStream in = open(name)) {
      return new LexiconSource(
          name, language, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError("resource cannot be read: " + name, e);
    }
  }

  private static InputStream open(String name) {
    InputStream in = Lexicon.class.getResourceAsStream(name);
    if (in == null) {
      throw new AssertionError("resource missing from the jar: " + name);
    }
    return in;
  }

  /** Reads what {@link #compiled()} gave. */
  static Lexicon load(InputStream in) throws IOException {
    return new Lexicon(AutomatonFile.read(in));
  }

  private static final class Standard {
    static final Lexicon LEXICON = load();

    private static Lexicon load() {
      try (InputStream in = open(COMPILED)) {
        return Lexicon.load(in);
      } catch (IOException e) {
        throw new AssertionError("resource cannot be used: " + COMPILED, e);
      }
    }
  }
}
