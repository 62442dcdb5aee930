package dev.indicia.trust.template;

import dev.indicia.trust.shown.Block;
import dev.indicia.trust.shown.Shown;
import dev.indicia.trust.words.Concept;
import dev.indicia.trust.words.Hit;
import dev.indicia.trust.words.Lexicon;
import dev.indicia.trust.words.PhraseSearch;
import java.util.List;

/**
 * The words, phrases and concepts of what is shown: all that can be said without knowing the
 * sender. Immutable, so that many can be made at once.
 */
public final class Wording {
  /** Words read of one block, and of a message. */
  private static final int BLOCK_WORDS_MAX = 600;

  private static final int MESSAGE_WORDS_MAX = 4000;

  /** Characters to a word, reckoned low: what room is made for. */
  private static final int WORD_LENGTH = 5;

  private final List<Block> blocks;
  private final Words[] words;
  private final int[] phrases;
  private final char[] sketch;
  private final List<List<Hit>> hits;

  private Wording(Shown shown, Lexicon lexicon) {
    this.blocks = shown.blocks();
    int size = blocks.size();
    PhraseSearch search = lexicon.search();
    WordReader reader = new WordReader(expected(blocks));
    List<Hit>[] found = newArray(size);
    int[] firsts = new int[size + 1];
    for (int b = 0; b < size; b++) {
      Block block = blocks.get(b);
      int most = Math.min(MESSAGE_WORDS_MAX - reader.count(), BLOCK_WORDS_MAX);
      reader.read(block.plain(), block.mentions(), most);
      firsts[b + 1] = reader.count();
      found[b] = withoutNames(search.find(block.plain()), block.plain());
    }
    this.hits = List.of(found);
    this.words = new Words[size];
    this.phrases = new int[reader.count()];
    WordTable table = reader.table();
    for (int b = 0; b < size; b++) {
      words[b] = new Words(table, firsts[b], firsts[b + 1] - firsts[b]);
      for (int w = 0; w < words[b].count(); w++) {
        phrases[firsts[b] + w] = words[b].phrase(w);
      }
    }
    this.sketch = Families.sketch(phrases);
  }

  /** A desk or a mailbox that is named after what it works against is no talk about scams. */
  private static List<Hit> withoutNames(List<Hit> hits, String text) {
    for (Hit hit : hits) {
      if (isName(hit, hits, text)) {
        return hits.stream().filter(other -> !isName(other, hits, text)).toList();
      }
    }
    return hits;
  }

  private static boolean isName(Hit talk, List<Hit> hits, String text) {
    if (talk.concept() != Concept.SCAM_TALK) {
      return false;
    }
    boolean address =
        (talk.end() < text.length() && text.charAt(talk.end()) == '@')
            || (talk.start() > 0 && text.charAt(talk.start() - 1) == '@');
    if (address) {
      return true;
    }
    for (Hit desk : hits) {
      if (desk.concept() == Concept.HELP_DESK
          && talk.start() >= desk.start()
          && talk.end() <= desk.end()) {
        return true;
      }
    }
    return false;
  }

  private static int expected(List<Block> blocks) {
    int length = 0;
    for (Block block : blocks) {
      length += block.plain().length() + WORD_LENGTH;
    }
    return Math.min(MESSAGE_WORDS_MAX, length / WORD_LENGTH);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no arrays of generic types.
  private static List<Hit>[] newArray(int size) {
    return new List[size];
  }

  /** The wording of what is shown. */
  public static Wording of(Shown shown, Lexicon lexicon) {
    return new Wording(shown, lexicon);
  }

  /** Words read. */
  public int words() {
    return phrases.length;
  }

  /** Whether a block tells of an account or a payment of the reader's. */
  public boolean claims(int block) {
    List<Hit> found = hits.get(block);
    for (int i = 0; i < found.size(); i++) {
      switch (found.get(i).concept()) {
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

  /**
   * Whether the text of the body right before these blocks and that right behind them both talk
   * about scams, as a warning does that quotes one.
   */
  public boolean isQuotedInWarning(int first, int count) {
    return talksOfScams(next(first - 1, -1)) && talksOfScams(next(first + count, 1));
  }

  /** The nearest block of the body with words from there on; -1 for none. */
  private int next(int from, int step) {
    for (int b = from; b >= 0 && b < blocks.size(); b += step) {
      if (words[b].count() > 0) {
        return blocks.get(b).place() == Block.Place.BODY ? b : -1;
      }
    }
    return -1;
  }

  private boolean talksOfScams(int block) {
    return block >= 0
        && hits.get(block).stream().anyMatch(hit -> hit.concept() == Concept.SCAM_TALK);
  }

  List<Block> blocks() {
    return blocks;
  }

  Words words(int block) {
    return words[block];
  }

  List<Hit> hits(int block) {
    return hits.get(block);
  }

  /** Every phrase of the message, in order. The array is not to be written to. */
  public int[] phrases() {
    return phrases;
  }

  /** What the message's family is found by. Not to be written to. */
  char[] sketch() {
    return sketch;
  }
}
