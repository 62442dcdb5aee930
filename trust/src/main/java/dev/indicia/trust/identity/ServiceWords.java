package dev.indicia.trust.identity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Words that stand beside a name without changing whose name it is, and names that are everyday
 * words. Read from a text resource when the first name is looked at: folded words, one a line,
 * under lines with the kind, "= action"; a test makes it from a list that people can read.
 */
final class ServiceWords {
  private static final String RESOURCE = "folded-words.txt";

  /** Longest word, in characters. */
  static final int LENGTH_MAX = 24;

  /** Shortest word that is looked for inside another one, in characters. */
  private static final int INNER_LENGTH_MIN = 3;

  private final Map<String, Word> words = new HashMap<>();
  private final Set<String> generic = new HashSet<>();

  /** What a word is. */
  enum Word {
    ACTION,
    NEUTRAL,
    LEGAL,
    TITLE
  }

  private static final class Holder {
    static final ServiceWords INSTANCE = new ServiceWords(readResource());
  }

  private ServiceWords(String text) {
    Word kind = null;
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      String row = text.substring(start, end);
      start = end + 1;
      if (row.startsWith("= ")) {
        String section = row.substring(2);
        kind = section.equals("generic") ? null : Word.valueOf(section.toUpperCase(Locale.ROOT));
      } else if (kind == null) {
        generic.add(row);
      } else {
        words.putIfAbsent(row, kind);
      }
    }
  }

  /** The only instance; the first call reads the words. */
  static ServiceWords get() {
    return Holder.INSTANCE;
  }

  /** What the folded word is; null when it is none of them. */
  @Nullable Word kind(String folded) {
    return words.get(folded);
  }

  /** Whether the folded name is an everyday word. */
  boolean isGeneric(String folded) {
    return generic.contains(folded) || words.containsKey(folded);
  }

  /**
   * How much the folded token says when it consists of such words alone: ACTION when one of them
   * does, else NEUTRAL; null when it does not.
   */
  @Nullable Word wholly(String folded) {
    Word whole = words.get(folded);
    if (whole != null) {
      return whole == Word.ACTION ? Word.ACTION : Word.NEUTRAL;
    }
    return prefixes(folded)[folded.length()];
  }

  /** For each offset, what the words before it say when they fill it; null when none do. */
  @Nullable Word[] prefixes(String folded) {
    int length = folded.length();
    @Nullable Word[] reached = new @Nullable Word[length + 1];
    reached[0] = Word.NEUTRAL;
    if (folded.startsWith("my")) {
      reached[2] = Word.NEUTRAL;
    }
    for (int start = 0; start < length; start++) {
      Word before = reached[start];
      if (before == null) {
        continue;
      }
      int least = start + innerMin(folded.charAt(start));
      for (int end = least; end <= Math.min(length, start + LENGTH_MAX); end++) {
        Word word = words.get(folded.substring(start, end));
        boolean suffix = end == 3 && folded.startsWith("com");
        if (word != null && !suffix && reached[end] != Word.ACTION) {
          reached[end] = word == Word.ACTION || before == Word.ACTION ? Word.ACTION : Word.NEUTRAL;
        }
      }
    }
    return reached;
  }

  /** For each offset, what the words behind it say when they fill the rest; null as above. */
  @Nullable Word[] suffixes(String folded) {
    int length = folded.length();
    @Nullable Word[] reached = new @Nullable Word[length + 1];
    reached[length] = Word.NEUTRAL;
    for (int start = length - 1; start >= 0; start--) {
      int least = start + innerMin(folded.charAt(start));
      for (int end = least; end <= Math.min(length, start + LENGTH_MAX); end++) {
        Word after = reached[end];
        Word word = after == null ? null : words.get(folded.substring(start, end));
        if (word != null && reached[start] != Word.ACTION) {
          reached[start] = word == Word.ACTION || after == Word.ACTION ? Word.ACTION : Word.NEUTRAL;
        }
      }
    }
    return reached;
  }

  private static int innerMin(char c) {
    return Tokens.isDense(c) ? 1 : INNER_LENGTH_MIN;
  }

  private static String readResource() {
    try (InputStream in = ServiceWords.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new AssertionError("resource missing from the jar: " + RESOURCE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError("resource cannot be read: " + RESOURCE, e);
    }
  }
}
