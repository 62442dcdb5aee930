package dev.indicia.trust.words;

import java.util.List;

/**
 * All that a search needs. Immutable: the arrays are not written to.
 *
 * @param shorter for an ideographic symbol the next shorter one that it begins with, else 0
 * @param lengths how many units a symbol takes
 */
record Automaton(
    Alphabet alphabet,
    WordTrie trie,
    int numberSymbol,
    int phoneSymbol,
    char[] shorter,
    char[] lengths,
    PhraseTable table) {

  static Automaton of(List<Phrase> phrases) {
    SymbolTable symbols = new SymbolTable(phrases);
    return new Automaton(
        symbols.alphabet,
        symbols.trie,
        symbols.symbol(Phrase.NUMBER),
        symbols.symbol(Phrase.PHONE),
        symbols.shorter,
        symbols.lengths,
        PhraseTableBuilder.build(phrases, symbols));
  }
}
