package dev.indicia.trust.identity;

import dev.indicia.dns.DomainName;
import dev.indicia.trust.identity.NameEntry.Role;
import dev.indicia.trust.identity.ProtectedName.Kind;
import dev.indicia.trust.text.Confusables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** Protected names, found by how they look. Immutable once built. */
final class NameIndex {
  /** Shortest text of which a letter may be wrong. */
  static final int ONE_EDIT_MIN = 5;

  /** Shortest text of which two letters may be wrong; never of a learned one. */
  static final int TWO_EDITS_MIN = 12;

  /** Longest text that is compared letter by letter. */
  private static final int EDITED_MAX = 63;

  private static final int EXACT = 1;
  private static final int WITHOUT_ONE = 2;
  private static final int PIECE = 16;
  private static final int PIECES = 3;

  private final List<ProtectedName> names;
  private final NameEntry[] entries;
  private final KeyTable table = new KeyTable();

  NameIndex(Collection<ProtectedName> names) {
    this.names = List.copyOf(names);
    List<NameEntry> all = new ArrayList<>();
    for (ProtectedName name : this.names) {
      addEntries(name, all);
    }
    if (all.size() > KeyTable.VALUES_MAX) {
      throw new IllegalArgumentException("too many names: " + this.names.size());
    }
    entries = all.toArray(new NameEntry[0]);
    for (int i = 0; i < entries.length; i++) {
      addKeys(i);
    }
    table.freeze();
  }

  List<ProtectedName> names() {
    return names;
  }

  private static void addEntries(ProtectedName name, List<NameEntry> out) {
    List<String> words = Tokens.of(name.name());
    List<String> bare = withoutService(words, name.kind() == Kind.LEARNED);
    String full = lower(Tokens.joined(words));
    Set<String> labels = new HashSet<>();
    for (DomainName domain : name.domains()) {
      out.add(NameEntry.of(name, Role.DOMAIN, HostRelation.unicode(domain.text()), false));
      if (name.kind() != Kind.PERSON && domain.labelCount() > 1) {
        labels.add(HostRelation.label(HostRelation.organization(domain)).replace("-", ""));
      }
    }
    Set<String> written = new HashSet<>();
    written.add(full);
    written.add(lower(Tokens.joined(bare)));
    for (String label : labels) {
      boolean own = isOwn(label, written);
      if (own || !ServiceWords.get().isGeneric(Confusables.letters(label))) {
        boolean called = own || isOurs(name, label);
        out.add(NameEntry.of(name, Role.LABEL, label, called));
      }
    }
    for (String text : written) {
      if (text.isEmpty()) {
        continue;
      }
      boolean brand =
          name.kind() == Kind.LEARNED ? isOwn(text, labels) : name.kind() != Kind.PERSON;
      boolean dense = Tokens.weight(text) > text.length();
      if (brand || words.size() > 1 && (name.kind() != Kind.PERSON || dense)) {
        out.add(NameEntry.of(name, Role.NAME, text, brand));
      }
    }
    boolean mayBePerson = name.kind() == Kind.PERSON || name.kind() == Kind.LEARNED;
    if (mayBePerson && words.size() > 1) {
      out.add(NameEntry.of(name, Role.PERSON, sorted(words), false));
    }
  }

  private static boolean isOwn(String text, Set<String> others) {
    String letters = Confusables.letters(text);
    return others.stream().anyMatch(other -> Confusables.letters(other).equals(letters));
  }

  /** Whether people take a registered label for the name: of a brand or of ourselves. */
  private static boolean isOurs(ProtectedName name, String label) {
    return (name.kind() == Kind.OWN || name.kind() == Kind.CATALOGUE) && Tokens.weight(label) >= 5;
  }

  /** The words without legal forms at the end; of what was learned, without service words too. */
  private static List<String> withoutService(List<String> words, boolean learned) {
    int from = 0;
    int to = words.size();
    while (to > from && isBeside(words.get(to - 1), learned)) {
      to--;
    }
    while (learned && from < to && isBeside(words.get(from), true)) {
      from++;
    }
    return words.subList(from, to);
  }

  private static boolean isBeside(String word, boolean learned) {
    ServiceWords.Word kind = ServiceWords.get().kind(Confusables.letters(word));
    return kind != null && (learned || kind == ServiceWords.Word.LEGAL);
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** The words in alphabetical order of their look, folded. */
  static String sorted(List<String> words) {
    String[] folded = words.stream().map(Confusables::letters).toArray(String[]::new);
    Arrays.sort(folded);
    return String.join(" ", folded);
  }

  private void addKeys(int number) {
    NameEntry entry = entries[number];
    int salt = salt(entry.role());
    table.add(KeyTable.hash(salt, entry.letters()), number);
    String skeleton = entry.skeleton();
    if (!skeleton.equals(entry.letters())) {
      table.add(KeyTable.hash(salt, skeleton), number);
    }
    addOtherCases(entry, salt, number);
    String text = entry.letters();
    if (!entry.isLabel() || text.length() < ONE_EDIT_MIN || text.length() > EDITED_MAX) {
      return;
    }
    for (int i = 0; i < text.length(); i++) {
      if (i == 0 || text.charAt(i) != text.charAt(i - 1)) {
        table.add(KeyTable.hash(WITHOUT_ONE, text, 0, text.length(), i), number);
      }
    }
    // Among very many learned names two edits would meet somebody else's by chance.
    if (text.length() >= TWO_EDITS_MIN && entry.of().kind() != Kind.LEARNED) {
      for (int piece = 0; piece < 2 * PIECES; piece++) {
        table.add(pieceKey(text, text.length(), piece, 0), number);
      }
    }
  }

  /** Letters that look Latin in one case only: a name in capitals is still the name. */
  private void addOtherCases(NameEntry entry, int salt, int number) {
    if (isAscii(entry.raw())) {
      return;
    }
    String upper = Confusables.letters(entry.raw().toUpperCase(Locale.ROOT));
    if (!upper.equals(entry.letters())) {
      table.add(KeyTable.hash(salt, upper), number);
    }
  }

  private static int salt(Role role) {
    return -EXACT - role.ordinal();
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static long pieceKey(String text, int length, int piece, int shift) {
    int from = border(length, piece, piece % PIECES) + shift;
    int to = border(length, piece, piece % PIECES + 1) + shift;
    if (from < 0 || to > text.length()) {
      return -1;
    }
    return KeyTable.hash(PIECE + length * 2 * PIECES + piece, text, from, to, -1);
  }

  /** Where a piece begins; the second three are cut one letter farther right than the first. */
  private static int border(int length, int piece, int number) {
    boolean inner = number > 0 && number < PIECES;
    return length * number / PIECES + (inner && piece >= PIECES ? 1 : 0);
  }

  /** Entries of the role that look like the folded text. */
  void find(Role role, String folded, Consumer<NameEntry> found) {
    int salt = salt(role);
    table.each(KeyTable.hash(salt, folded), number -> offer(role, folded, number, found));
    String skeleton = Confusables.skeleton(folded);
    if (!skeleton.equals(folded)) {
      table.each(KeyTable.hash(salt, skeleton), number -> offer(role, folded, number, found));
    }
  }

  private boolean offer(Role role, String folded, int number, Consumer<NameEntry> found) {
    NameEntry entry = entries[number];
    if (entry.role() == role && (entry.looksLike(folded) || isOtherCase(entry, folded))) {
      found.accept(entry);
    }
    return true;
  }

  private static boolean isOtherCase(NameEntry entry, String folded) {
    return Confusables.letters(entry.raw().toUpperCase(Locale.ROOT)).equals(folded);
  }

  /** Labels that differ from the folded text by one edit, or two where both are long. */
  void findNear(String folded, boolean twoEdits, Consumer<NameEntry> found) {
    int length = folded.length();
    if (length < ONE_EDIT_MIN - 1 || length > EDITED_MAX) {
      return;
    }
    Set<Integer> seen = new HashSet<>();
    visitNear(KeyTable.hash(WITHOUT_ONE, folded), folded, 1, seen, found);
    for (int i = 0; i < length; i++) {
      if (i == 0 || folded.charAt(i) != folded.charAt(i - 1)) {
        long body = KeyTable.body(folded, 0, length, i);
        visitNear(KeyTable.salted(WITHOUT_ONE, body), folded, 1, seen, found);
        visitNear(KeyTable.salted(salt(Role.LABEL), body), folded, 1, seen, found);
        visitNear(KeyTable.salted(salt(Role.NAME), body), folded, 1, seen, found);
      }
    }
    if (twoEdits) {
      visitPieces(folded, seen, found);
    }
  }

  /**
   * Of three pieces at least one is whole after two edits, and at most two places away from where
   * it was. A swap across a border breaks two of them; then the other cut finds it.
   */
  private void visitPieces(String folded, Set<Integer> seen, Consumer<NameEntry> found) {
    int length = folded.length();
    for (int other = Math.max(TWO_EDITS_MIN, length - 2); other <= length + 2; other++) {
      int drift = length - other;
      for (int piece = 0; piece < 2 * PIECES; piece++) {
        int place = piece % PIECES;
        int least = place == 0 ? 0 : place == 2 ? drift : Math.min(0, drift) - 1;
        int most = place == 0 ? 0 : place == 2 ? drift : Math.max(0, drift) + 1;
        for (int shift = least; shift <= most; shift++) {
          long key = pieceKey(folded, other, piece, shift);
          if (key >= 0) {
            visitNear(key, folded, 2, seen, found);
          }
        }
      }
    }
  }

  private void visitNear(
      long key, String folded, int edits, Set<Integer> seen, Consumer<NameEntry> found) {
    table.each(
        key,
        number -> {
          NameEntry entry = entries[number];
          if (entry.isLabel() && seen.add(number)) {
            int distance = Nearness.distance(folded, entry.letters());
            if (distance > 0 && distance <= edits) {
              found.accept(entry);
            }
          }
          return true;
        });
  }
}
