package dev.indicia.trust.identity;

import dev.indicia.trust.identity.Fit.Beside;
import dev.indicia.trust.identity.NameEntry.Role;
import dev.indicia.trust.identity.ServiceWords.Word;
import dev.indicia.trust.text.Confusables;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds protected names among words: as some of the words, or inside one between known ones. */
final class Fitting {
  /** Words of which one name consists, at most. */
  private static final int WINDOW_MAX = 6;

  /** Shortest name that is recognised without anything that sets it off, as weight. */
  static final int UNDELIMITED_MIN = 5;

  /** Longest word that is looked into. */
  private static final int INSIDE_MAX = 63;

  private final List<NameIndex> levels;
  private final Predicate<NameEntry> wanted;
  private final List<String> tokens;
  private final @Nullable Word[] words;
  private final List<Fit> found = new ArrayList<>();

  private Fitting(List<NameIndex> levels, Predicate<NameEntry> wanted, List<String> tokens) {
    this.levels = levels;
    this.wanted = wanted;
    this.tokens = tokens;
    words = new @Nullable Word[tokens.size()];
    for (int i = 0; i < words.length; i++) {
      words[i] = ServiceWords.get().wholly(Confusables.letters(tokens.get(i)));
    }
  }

  /** Every name among the words, which are in lower case. */
  static List<Fit> of(List<NameIndex> levels, Predicate<NameEntry> wanted, List<String> tokens) {
    Fitting fitting = new Fitting(levels, wanted, Tokens.withoutNumbers(tokens));
    fitting.windows();
    for (int i = 0; i < fitting.tokens.size(); i++) {
      fitting.inside(i);
    }
    return fitting.found;
  }

  private void windows() {
    int count = tokens.size();
    for (int from = 0; from < count; from++) {
      for (int to = from + 1; to <= Math.min(count, from + WINDOW_MAX); to++) {
        String raw = Tokens.joined(tokens.subList(from, to));
        String folded = Confusables.letters(raw);
        Beside beside = beside(from, to);
        int before = found.size();
        find(folded, entry -> found.add(fit(entry, raw, beside, false)));
        boolean known = to == from + 1 && ServiceWords.get().kind(folded) != null;
        if (found.size() == before && beside.unknown() == 0 && !known) {
          near(folded, raw, beside);
        }
      }
    }
  }

  private Beside beside(int from, int to) {
    Beside beside = Beside.NOTHING;
    for (int i = 0; i < tokens.size(); i++) {
      if (i < from || i >= to) {
        beside = beside.plus(tokens.get(i), words[i]);
      }
    }
    return beside;
  }

  private void near(String folded, String raw, Beside beside) {
    if (ServiceWords.get().isGeneric(folded)) {
      return;
    }
    boolean twoEdits = folded.length() >= NameIndex.TWO_EDITS_MIN;
    for (NameIndex level : levels) {
      level.findNear(
          folded,
          twoEdits,
          entry -> {
            if (wanted.test(entry) && !entry.generic()) {
              found.add(fit(entry, raw, beside, true));
            }
          });
    }
  }

  /** Names inside one word, with known words before and behind: "securebrandlogin". */
  private void inside(int at) {
    String raw = tokens.get(at);
    String folded = Confusables.letters(raw);
    int length = folded.length();
    if (words[at] != null || length <= UNDELIMITED_MIN && Tokens.weight(folded) == length) {
      return;
    }
    if (length > INSIDE_MAX) {
      return;
    }
    @Nullable Word[] prefixes = ServiceWords.get().prefixes(folded);
    @Nullable Word[] suffixes = ServiceWords.get().suffixes(folded);
    Beside outside = beside(at, at + 1);
    for (int from = 0; from < length; from++) {
      for (int to = length; prefixes[from] != null && to > from; to--) {
        if (suffixes[to] == null || from == 0 && to == length) {
          continue;
        }
        String part = folded.substring(from, to);
        if (Tokens.weight(part) < UNDELIMITED_MIN) {
          continue;
        }
        Beside beside = outside;
        beside = from > 0 ? beside.plus("  ", prefixes[from]) : beside;
        Beside all = to < length ? beside.plus("  ", suffixes[to]) : beside;
        String written = raw.length() == length ? raw.substring(from, to) : part;
        find(part, entry -> found.add(fit(entry, written, all, false)));
      }
    }
  }

  private void find(String folded, Consumer<NameEntry> found) {
    for (NameIndex level : levels) {
      for (Role role : List.of(Role.LABEL, Role.NAME)) {
        level.find(
            role,
            folded,
            entry -> {
              if (wanted.test(entry)) {
                found.accept(entry);
              }
            });
      }
    }
  }

  private static Fit fit(NameEntry entry, String written, Beside beside, boolean near) {
    return new Fit(entry, written, beside.actions(), beside.neutral(), beside.unknown(), near);
  }
}
