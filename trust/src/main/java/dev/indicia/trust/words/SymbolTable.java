package dev.indicia.trust.words;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The words of the lists as numbers. A word of a text has one symbol: its own if a list has it,
 * else that of the longest stem that it begins with.
 */
final class SymbolTable {
  private static final int SYMBOLS_MAX = 0xFFFF;

  final Alphabet alphabet;
  final WordTrie trie;

  /** For an ideographic symbol the next shorter one that it begins with, else 0. */
  final char[] shorter;

  /** How many units a symbol takes. */
  final char[] lengths;

  private final Map<String, Integer> symbols = new HashMap<>();
  private final List<String> words = new ArrayList<>();

  /** For each list's word, all symbols that are that word: of a stem, also the longer ones. */
  private final Map<String, List<Integer>> members = new HashMap<>();

  SymbolTable(Collection<Phrase> phrases) {
    SortedSet<String> all = new TreeSet<>(List.of(Phrase.NUMBER, Phrase.PHONE));
    phrases.forEach(phrase -> phrase.parts().forEach(part -> all.addAll(part.words())));
    if (all.size() > SYMBOLS_MAX) {
      throw new IllegalArgumentException("more than " + SYMBOLS_MAX + " different words");
    }
    words.add("");
    SortedSet<Character> letters = new TreeSet<>(List.of('i')); // Units looks for it
    for (String word : all) {
      symbols.put(word, words.size());
      words.add(word);
      letters(word).chars().forEach(c -> letters.add((char) c));
    }
    alphabet = Alphabet.of(letters);
    trie = trie(all);
    lengths = new char[words.size()];
    shorter = new char[words.size()];
    Arrays.fill(lengths, (char) 1);
    for (String word : all) {
      findMembers(word);
    }
  }

  int symbol(String word) {
    return symbols.getOrDefault(word, 0);
  }

  int size() {
    return words.size();
  }

  /** All symbols that count as the list's word. */
  List<Integer> members(String word) {
    return members.getOrDefault(word, List.of());
  }

  boolean ideographic(String word) {
    return !word.isEmpty() && Folding.kind(word.charAt(0)) == Folding.Kind.IDEOGRAPH;
  }

  private void findMembers(String word) {
    int symbol = symbol(word);
    add(word, symbol);
    if (ideographic(word)) {
      lengths[symbol] = (char) word.length();
      for (int end = word.length() - 1; end > 0 && shorter[symbol] == 0; end--) {
        shorter[symbol] = (char) symbol(word.substring(0, end));
      }
      return;
    }
    if (numeric(word)) {
      add(Phrase.NUMBER, symbol);
      return;
    }
    String letters = letters(word);
    for (int end = 1; end <= letters.length(); end++) {
      String stem = letters.substring(0, end) + "*";
      if (!stem.equals(word) && symbols.containsKey(stem)) {
        add(stem, symbol);
      }
    }
  }

  private void add(String word, int symbol) {
    members.computeIfAbsent(word, w -> new ArrayList<>()).add(symbol);
  }

  private static boolean numeric(String word) {
    return word.equals(Phrase.PHONE) || word.charAt(0) >= '0' && word.charAt(0) <= '9';
  }

  private static String letters(String word) {
    return word.startsWith("#") || word.endsWith("*")
        ? word.substring(0, word.startsWith("#") ? 0 : word.length() - 1)
        : word;
  }

  private WordTrie trie(SortedSet<String> all) {
    char[] stems = new char[words.size()];
    TreeMap<int[], Integer> symbolsOfLetters = new TreeMap<>(Arrays::compare);
    for (String word : all) {
      String letters = letters(word);
      int stem = symbol(letters + "*");
      if (!letters.isEmpty()) {
        stems[symbol(word)] = (char) stem;
        symbolsOfLetters.merge(alphabet.codes(letters), symbol(word), (a, b) -> a == stem ? b : a);
      }
    }
    char[] ofWords = new char[symbolsOfLetters.size()];
    int count = 0;
    for (int symbol : symbolsOfLetters.values()) {
      ofWords[count++] = (char) symbol;
    }
    return WordTrieBuilder.build(List.copyOf(symbolsOfLetters.keySet()), ofWords, stems);
  }
}
