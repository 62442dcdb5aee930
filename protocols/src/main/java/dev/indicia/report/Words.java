package dev.indicia.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The words that one value may be, compared as octets. Immutable. */
final class Words<T> {
  private final List<Word<T>> words;

  private Words(List<Word<T>> words) {
    this.words = List.copyOf(words);
  }

  private static final class Word<T> {
    private final byte[] octets;
    private final T value;
    private final boolean old;

    Word(String word, T value, boolean old) {
      this.octets = word.getBytes(StandardCharsets.US_ASCII);
      this.value = value;
      this.old = old;
    }

    boolean isWritten(byte[] text, int from, int to) {
      if (to - from != octets.length) {
        return false;
      }
      for (int i = 0; i < octets.length; i++) {
        if (text[from + i] != octets[i]) {
          return false;
        }
      }
      return true;
    }

    boolean matches(byte[] text, int from, int to) {
      if (to - from != octets.length) {
        return false;
      }
      for (int i = 0; i < octets.length; i++) {
        int octet = text[from + i];
        int lower = octet >= 'A' && octet <= 'Z' ? octet + 0x20 : octet;
        if (lower != octets[i]) {
          return false;
        }
      }
      return true;
    }
  }

  /** The values by their words, which are in lower case. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  static <T> Words<T> of(Function<T, String> word, T... values) {
    List<Word<T>> words = new ArrayList<>();
    for (T value : values) {
      words.add(new Word<>(word.apply(value), value, false));
    }
    return new Words<>(words);
  }

  /** These words and another one, which older forms have. */
  Words<T> withOld(String word, T value) {
    List<Word<T>> more = new ArrayList<>(words);
    more.add(new Word<>(word, value, true));
    return new Words<>(more);
  }

  /** The value of the word that stands there; null when it is none, which is noted. */
  @Nullable T find(byte[] text, int from, int to, Set<ReportDeviation> deviations) {
    for (Word<T> word : words) {
      if (!word.old && word.isWritten(text, from, to)) {
        return word.value;
      }
    }
    for (Word<T> word : words) {
      if (word.matches(text, from, to)) {
        deviations.add(word.old ? ReportDeviation.VALUE_OLD : ReportDeviation.VALUE_CASE);
        return word.value;
      }
    }
    deviations.add(from == to ? ReportDeviation.ELEMENT_MISSING : ReportDeviation.VALUE_UNKNOWN);
    return null;
  }
}
