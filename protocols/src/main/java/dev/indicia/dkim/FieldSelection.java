package dev.indicia.dkim;

import dev.indicia.message.HeaderField;
import dev.indicia.message.Message;
import dev.indicia.signed.FieldNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which field each entry of h= means: of the fields with its name the lowest that no earlier entry
 * means (RFC 6376 §5.4.2), or none. One object a message; each {@link #select} forgets the last.
 */
final class FieldSelection {
  private final String[] names;
  private final boolean[] taken;
  private String[] entries = new String[0];
  private int[] chosen = new int[16];
  private int self;

  FieldSelection(Message message) {
    List<HeaderField> fields = message.fields();
    names = new String[fields.size()];
    taken = new boolean[names.length];
    byte[] octets = message.octets();
    for (int i = 0; i < names.length; i++) {
      HeaderField field = fields.get(i);
      names[i] = FieldNames.lowerCase(octets, field.start(), field.nameEnd());
    }
  }

  /** Chooses for these entries, in lower case; the signature's own field is never meant. */
  void select(String[] newEntries, int signatureField) {
    entries = newEntries;
    self = signatureField;
    Arrays.fill(taken, false);
    if (chosen.length < entries.length) {
      chosen = new int[entries.length];
    }
    for (int i = 0; i < entries.length; i++) {
      int found = lowestFree(entries[i], entries[i].hashCode());
      chosen[i] = found;
      if (found >= 0) {
        taken[found] = true;
      }
    }
  }

  private int lowestFree(String name, int hash) {
    for (int i = names.length - 1; i >= 0; i--) {
      String candidate = names[i];
      if (candidate.hashCode() == hash && !taken[i] && i != self && candidate.equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** Number of entries. */
  int count() {
    return entries.length;
  }

  /** The index of the field that an entry means, or -1. */
  int field(int entry) {
    return chosen[entry];
  }

  /** The names of the entries that mean a field. */
  List<String> signed() {
    String[] signed = new String[entries.length];
    int count = 0;
    for (int i = 0; i < entries.length; i++) {
      if (chosen[i] >= 0) {
        signed[count++] = entries[i];
      }
    }
    return list(signed, count);
  }

  /** The names of the entries that mean none, each once. */
  List<String> oversigned() {
    int missing = 0;
    for (int i = 0; i < entries.length; i++) {
      missing += chosen[i] < 0 ? 1 : 0;
    }
    if (missing == 0) {
      return List.of();
    }
    List<String> oversigned = new ArrayList<>(missing);
    Set<String> seen = HashSet.newHashSet(missing);
    for (int i = 0; i < entries.length; i++) {
      if (chosen[i] < 0 && seen.add(entries[i])) {
        oversigned.add(entries[i]);
      }
    }
    return List.copyOf(oversigned);
  }

  /** The names of the fields that no entry means, the signature's own left out. */
  List<String> unsigned() {
    String[] unsigned = new String[names.length];
    int count = 0;
    for (int i = 0; i < names.length; i++) {
      if (!taken[i] && i != self) {
        unsigned[count++] = names[i];
      }
    }
    return list(unsigned, count);
  }

  private static List<String> list(String[] names, int count) {
    return List.of(count == names.length ? names : Arrays.copyOf(names, count));
  }
}
