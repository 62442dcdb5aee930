package dev.indicia.trust.words;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Word lists made ready for searching. Immutable and thread-safe.
 *
 * <p>A search takes time proportional to the text's length and allocates a few numbers for each of
 * its words.
 */
public final class Lexicon {
  private static final List<String> LANGUAGES =
      List.of(
          "en", "de", "fr", "es", "pt", "it", "nl", "pl", "cs", "sv", "da", "no", "fi", "tr", "ro",
          "hu", "ru", "uk", "el", "ar", "he", "ja", "zh", "ko", "vi", "id", "hi");

  private final SymbolTable symbols;
  private final PhraseTable table;
  private final int numberSymbol;
  private final int phoneSymbol;

  private Lexicon(List<Phrase> phrases) {
    symbols = new SymbolTable(phrases);
    table = new PhraseTable(phrases, symbols);
    numberSymbol = symbols.symbol(Phrase.NUMBER);
    phoneSymbol = symbols.symbol(Phrase.PHONE);
  }

  /** The lists that come with this library; the first call reads them. */
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
    return new Lexicon(phrases);
  }

  /**
   * The concepts in a text, ordered by start. Hits of different concepts may overlap; those of one
   * concept do not.
   *
   * @param text in any letter case, disguises already undone
   */
  public List<Hit> find(CharSequence text) {
    String string = text.toString();
    Units units = new Units(symbols.alphabet, symbols.trie, numberSymbol, phoneSymbol, string);
    return units.anySymbol() ? new PhraseSearch(table, symbols, units, string).run() : List.of();
  }

  /** How many phrases there are, alternatives longer than a word counted each. */
  public int phraseCount() {
    return table.phrases.length;
  }

  private static LexiconSource resource(String language) {
    String name = language + ".txt";
    try (InputStream in = Lexicon.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError("resource missing from the jar: " + name);
      }
      return new LexiconSource(
          name, language, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError("resource cannot be read: " + name, e);
    }
  }

  private static final class Standard {
    static final Lexicon LEXICON = load();

    private static Lexicon load() {
      try {
        return parse(standardSources());
      } catch (LexiconSyntaxException e) {
        throw new AssertionError("a list of the library is wrong", e);
      }
    }
  }
}
