package dev.indicia.content;

/** The set of words of a text, as hashes: good for telling whether two texts say the same. */
final class WordBag {
  /** Words kept; more are not looked at. */
  private static final int WORDS_MAX = 4096;

  private int[] slots = new int[512];
  private int count;

  int size() {
    return count;
  }

  /** Adds the words of two and more letters or digits; addresses of links are none. */
  void add(char[] text, int length) {
    int i = 0;
    while (i < length && count < WORDS_MAX) {
      char c = text[i];
      if (!CharacterClasses.isWord(c)) {
        i++;
        continue;
      }
      int hash = 7;
      int start = i;
      boolean ideograph = CharacterClasses.isEastAsian(c);
      do {
        c = text[i++];
        hash = hash * 31 + (c < 0x80 ? c | 0x20 : Character.toLowerCase(c));
      } while (i < length
          && !ideograph
          && CharacterClasses.isWord(text[i])
          && !CharacterClasses.isEastAsian(text[i]));
      if (i + 2 < length && text[i] == ':' && text[i + 1] == '/' && text[i + 2] == '/') {
        while (i < length && text[i] > ' ') {
          i++;
        }
      } else if (ideograph || i - start > 1) {
        put(hash == 0 ? 1 : hash);
      }
    }
  }

  private void put(int hash) {
    int mask = slots.length - 1;
    int slot = slot(hash, mask);
    while (slots[slot] != 0) {
      if (slots[slot] == hash) {
        return;
      }
      slot = (slot + 1) & mask;
    }
    slots[slot] = hash;
    if (++count * 2 > slots.length) {
      grow();
    }
  }

  private static int slot(int hash, int mask) {
    return (hash * 0x9E3779B1 >>> 8) & mask;
  }

  private void grow() {
    int[] old = slots;
    slots = new int[old.length * 2];
    count = 0;
    for (int hash : old) {
      if (hash != 0) {
        put(hash);
      }
    }
  }

  /** How many words both have. */
  int shared(WordBag other) {
    int shared = 0;
    int mask = other.slots.length - 1;
    for (int hash : slots) {
      if (hash == 0) {
        continue;
      }
      int slot = slot(hash, mask);
      while (other.slots[slot] != 0 && other.slots[slot] != hash) {
        slot = (slot + 1) & mask;
      }
      shared += other.slots[slot] == hash ? 1 : 0;
    }
    return shared;
  }
}
