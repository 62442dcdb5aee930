package dev.indicia.trust.template;

import dev.indicia.trust.shown.Block;
import dev.indicia.trust.shown.Shown;
import dev.indicia.trust.words.Hit;
import dev.indicia.trust.words.Lexicon;
import java.util.List;

/**
 * The words, phrases and concepts of what is shown: all that can be said without knowing the
 * sender. Immutable, so that many can be made at once.
 */
public final class Wording {
  /** Words read of one block, and of a message. */
  private static final int BLOCK_WORDS_MAX = 600;

  private static final int MESSAGE_WORDS_MAX = 4000;
  private static final int BOUND = 0x5bd1e995;

  private final List<Block> blocks;
  private final Words[] words;
  private final int[][] phrases;
  private final List<List<Hit>> hits;
  private final int wordCount;

  private Wording(Shown shown, Lexicon lexicon) {
    this.blocks = shown.blocks();
    this.words = new Words[blocks.size()];
    this.phrases = new int[blocks.size()][];
    List<Hit>[] found = newArray(blocks.size());
    int count = 0;
    for (int b = 0; b < words.length; b++) {
      Block block = blocks.get(b);
      int most = Math.min(MESSAGE_WORDS_MAX - count, BLOCK_WORDS_MAX);
      words[b] = Words.of(block.plain(), block.mentions(), most);
      phrases[b] = new int[words[b].count()];
      for (int w = 0; w < phrases[b].length; w++) {
        phrases[b][w] = phrase(words[b], w);
      }
      count += phrases[b].length;
      found[b] = lexicon.find(block.plain());
    }
    this.hits = List.of(found);
    this.wordCount = count;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no arrays of generic types.
  private static List<Hit>[] newArray(int size) {
    return new List[size];
  }

  /** The wording of what is shown. */
  public static Wording of(Shown shown, Lexicon lexicon) {
    return new Wording(shown, lexicon);
  }

  /** The phrase around one word: it and its neighbours, with ends and dividing marks as words. */
  private static int phrase(Words words, int word) {
    int before = word == 0 || words.isClosed(word - 1) ? BOUND : words.hash(word - 1);
    int after = word + 1 == words.count() || words.isClosed(word) ? BOUND : words.hash(word + 1);
    int hash = before * 0x85ebca6b + Integer.rotateLeft(words.hash(word), 11);
    hash = hash * 0xc2b2ae35 + Integer.rotateLeft(after, 19);
    return hash ^ hash >>> 15;
  }

  /** Words read. */
  public int words() {
    return wordCount;
  }

  /** Whether a block tells of an account or a payment of the reader's. */
  public boolean claims(int block) {
    for (Hit hit : hits.get(block)) {
      switch (hit.concept()) {
        case CHARGE, DISOWN, LIMIT, VERIFY, SECRET -> {
          return true;
        }
        default -> {
          // Says nothing of an account.
        }
      }
    }
    return false;
  }

  List<Block> blocks() {
    return blocks;
  }

  Words words(int block) {
    return words[block];
  }

  int[] phrases(int block) {
    return phrases[block];
  }

  List<Hit> hits(int block) {
    return hits.get(block);
  }

  /** Every phrase of the message. */
  public int[] phrases() {
    int[] all = new int[wordCount];
    int at = 0;
    for (int[] some : phrases) {
      System.arraycopy(some, 0, all, at, some.length);
      at += some.length;
    }
    return all;
  }
}
