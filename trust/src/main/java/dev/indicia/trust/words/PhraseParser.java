package dev.indicia.trust.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** From a list's text to its phrases. */
final class PhraseParser {
  /** How many phrases one line may stand for. */
  static final int EXPANSIONS_MAX = 1000;

  /** How many words one phrase may have. */
  static final int PARTS_MAX = 24;

  /** How many gaps one phrase may have, which bounds the time for a text. */
  static final int GAPS_MAX = 4;

  private static final int DEPTH_MAX = 4;

  /** Languages whose letters ä ö ü ø å are also written ae oe ue oe aa. */
  private static final Set<String> DIGRAPHS = Set.of("de", "da", "no", "sv");

  private static final String BREAKS = " \t()|";

  private final LexiconSource source;
  private final List<Phrase> phrases = new ArrayList<>();
  private int lineNumber;
  private String line = "";
  private int at;
  private int depth;

  private PhraseParser(LexiconSource source) {
    this.source = source;
  }

  static List<Phrase> parse(LexiconSource source) throws LexiconSyntaxException {
    PhraseParser parser = new PhraseParser(source);
    parser.parseLines();
    return parser.phrases;
  }

  private void parseLines() throws LexiconSyntaxException {
    Concept concept = null;
    for (String raw : source.text().lines().toList()) {
      lineNumber++;
      int comment = raw.indexOf("//");
      line = (comment < 0 ? raw : raw.substring(0, comment)).stripTrailing();
      if (lineNumber == 1 && line.startsWith("\uFEFF")) {
        line = line.substring(1);
      }
      at = 0;
      depth = 0;
      skipSpaces();
      if (at == line.length()) {
        continue;
      }
      if (line.charAt(at) == '[') {
        concept = concept();
      } else if (concept == null) {
        throw error("a phrase before the first [CONCEPT]");
      } else {
        parsePhrase(concept);
      }
    }
  }

  private Concept concept() throws LexiconSyntaxException {
    int end = line.indexOf(']', at);
    if (end < 0 || end != line.length() - 1) {
      throw error("a section is written [CONCEPT], alone on its line");
    }
    String name = line.substring(at + 1, end).strip();
    for (Concept concept : Concept.values()) {
      if (concept.name().equals(name)) {
        return concept;
      }
    }
    at++;
    throw error("no concept is named " + name);
  }

  private void parsePhrase(Concept concept) throws LexiconSyntaxException {
    boolean exception = takes('!');
    skipSpaces();
    boolean clauseStart = takes('^');
    boolean question = line.endsWith("?");
    if (question) {
      line = line.substring(0, line.length() - 1);
    }
    List<List<Phrase.Part>> sequences = sequence();
    if (at < line.length()) {
      throw error("nothing is open here that \"" + line.charAt(at) + "\" could end");
    }
    for (List<Phrase.Part> parts : sequences) {
      if (parts.isEmpty()) {
        throw error("the phrase may be empty: every part of it can be left out");
      }
      if (parts.size() > PARTS_MAX) {
        throw error("more than " + PARTS_MAX + " words");
      }
      if (parts.getFirst().gapBefore() > 0 || parts.getLast().words().isEmpty()) {
        throw error("\"..\" stands between words");
      }
      if (parts.stream().filter(part -> part.gapBefore() > 0).count() > GAPS_MAX) {
        throw error("more than " + GAPS_MAX + " gaps");
      }
      phrases.add(new Phrase(concept, source.language(), parts, clauseStart, question, exception));
    }
  }

  /** Items up to "|", ")" or the end. A trailing gap is a part without words. */
  private List<List<Phrase.Part>> sequence() throws LexiconSyntaxException {
    List<List<Phrase.Part>> done = List.of(List.of());
    skipSpaces();
    while (at < line.length() && line.charAt(at) != '|' && line.charAt(at) != ')') {
      List<List<Phrase.Part>> item = line.charAt(at) == '(' ? group() : word();
      done = product(done, item);
      skipSpaces();
    }
    return done;
  }

  private List<List<Phrase.Part>> group() throws LexiconSyntaxException {
    int open = at;
    if (++depth > DEPTH_MAX) {
      throw error("more than " + DEPTH_MAX + " parentheses inside each other");
    }
    SortedSet<String> single = new TreeSet<>();
    List<List<Phrase.Part>> all = new ArrayList<>();
    do {
      at++;
      for (List<Phrase.Part> parts : sequence()) {
        if (parts.size() == 1 && parts.getFirst().gapBefore() == 0 && !isGap(parts.getFirst())) {
          single.addAll(parts.getFirst().words());
        } else {
          all.add(parts);
        }
      }
    } while (at < line.length() && line.charAt(at) == '|');
    if (at == line.length()) {
      at = open;
      throw error("\"(\" is not closed");
    }
    at++;
    depth--;
    apart();
    if (!single.isEmpty()) {
      all.addFirst(List.of(new Phrase.Part(single, 0)));
    }
    return all;
  }

  private List<List<Phrase.Part>> word() throws LexiconSyntaxException {
    int start = at;
    while (at < line.length() && BREAKS.indexOf(line.charAt(at)) < 0) {
      at++;
    }
    String word = line.substring(start, at);
    if (word.equals("..") || word.equals("...")) {
      return List.of(List.of(new Phrase.Part(new TreeSet<>(), word.length() - 1)));
    }
    if (word.equals(Phrase.NUMBER) || word.equals(Phrase.PHONE)) {
      return List.of(List.of(part(word)));
    }
    int star = word.indexOf('*');
    if (star >= 0 && star < word.length() - 1) {
      at = start + star;
      throw error("\"*\" stands at the end of a word");
    }
    List<String> pieces = Folding.split(word);
    if (pieces.isEmpty()) {
      at = start;
      throw error("no letter or digit in \"" + word + "\"");
    }
    if (at < line.length() && line.charAt(at) == '(' && !ideograph(pieces.getLast())) {
      throw error("a space is missing before \"(\"");
    }
    List<Phrase.Part> parts = new ArrayList<>();
    for (int i = 0; i < pieces.size(); i++) {
      String piece = pieces.get(i);
      boolean stem = star >= 0 && i == pieces.size() - 1 && !ideograph(piece);
      if (stem && piece.length() < 2) {
        at = start;
        throw error("a stem has at least two letters");
      }
      parts.add(part(stem ? piece + "*" : piece));
    }
    if (pieces.size() == 1) {
      digraphs(word, parts.getFirst().words());
    }
    return List.of(parts);
  }

  /** After ")" a Latin letter would look like the same word going on. */
  private void apart() throws LexiconSyntaxException {
    if (at < line.length()
        && BREAKS.indexOf(line.charAt(at)) < 0
        && Folding.kind(Folding.fold(line.charAt(at))) != Folding.Kind.IDEOGRAPH) {
      throw error("a space is missing after \")\"");
    }
  }

  private void digraphs(String word, SortedSet<String> words) {
    String lower = word.toLowerCase(Locale.ROOT);
    String plain = lower.replace("ß", "ss").replace("æ", "ae").replace("œ", "oe");
    addUnlessSame(lower, plain, words);
    if (DIGRAPHS.contains(source.language())) {
      String digraphs =
          plain
              .replace("ä", "ae")
              .replace("ö", "oe")
              .replace("ü", "ue")
              .replace("ø", "oe")
              .replace("å", "aa");
      addUnlessSame(plain, digraphs, words);
    }
  }

  private static void addUnlessSame(String word, String other, SortedSet<String> words) {
    if (!other.equals(word)) {
      String folded = Folding.split(other).getFirst();
      words.add(other.endsWith("*") ? folded + "*" : folded);
    }
  }

  private List<List<Phrase.Part>> product(
      List<List<Phrase.Part>> heads, List<List<Phrase.Part>> tails) throws LexiconSyntaxException {
    if ((long) heads.size() * tails.size() > EXPANSIONS_MAX) {
      throw error("the line stands for more than " + EXPANSIONS_MAX + " phrases");
    }
    List<List<Phrase.Part>> out = new ArrayList<>();
    for (List<Phrase.Part> head : heads) {
      for (List<Phrase.Part> tail : tails) {
        out.add(joined(head, tail));
      }
    }
    return out;
  }

  /** A gap at the head's end moves into the tail's first part. */
  private static List<Phrase.Part> joined(List<Phrase.Part> head, List<Phrase.Part> tail) {
    List<Phrase.Part> out = new ArrayList<>(head);
    for (Phrase.Part part : tail) {
      if (!out.isEmpty() && isGap(out.getLast())) {
        int gap = Math.max(out.removeLast().gapBefore(), part.gapBefore());
        out.add(new Phrase.Part(part.words(), gap));
      } else {
        out.add(part);
      }
    }
    return out;
  }

  private static boolean isGap(Phrase.Part part) {
    return part.words().isEmpty();
  }

  private static boolean ideograph(String piece) {
    return Folding.kind(piece.charAt(0)) == Folding.Kind.IDEOGRAPH;
  }

  private static Phrase.Part part(String word) {
    SortedSet<String> words = new TreeSet<>();
    words.add(word);
    return new Phrase.Part(words, 0);
  }

  private boolean takes(char mark) {
    boolean there = at < line.length() && line.charAt(at) == mark;
    at += there ? 1 : 0;
    return there;
  }

  private void skipSpaces() {
    while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
      at++;
    }
  }

  private LexiconSyntaxException error(String what) {
    return new LexiconSyntaxException(source.name(), lineNumber, at + 1, what);
  }
}
