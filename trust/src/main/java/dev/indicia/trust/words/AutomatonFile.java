package dev.indicia.trust.words;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/**
 * An {@link Automaton} as octets that are read by copying. All numbers are little-endian; an array
 * has its length before it, and one of 16 bits is filled up to an even length.
 *
 * <p>A file is a magic number, the arrays in the order of {@link #write}, and the CRC-32 of both.
 * It serves only the build that it was made in.
 */
final class AutomatonFile {
  private static final int MAGIC = 0x4C584931;

  /** No array is longer than this, whatever a damaged length says. */
  private static final int LENGTH_MAX = 1 << 22;

  /** The alphabet's table stands there in pages, equal ones once. */
  private static final int PAGE = 256;

  /** Small: what is read is copied from here, and a fresh JVM pays for every new page of memory. */
  private final byte[] buffer = new byte[1 << 13];

  private final ByteBuffer view = ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN);
  private final CRC32 crc = new CRC32();
  private final InputStream in;

  private AutomatonFile(InputStream in) {
    this.in = in;
  }

  static byte[] write(Automaton automaton) {
    PhraseTable table = automaton.table();
    Octets out = new Octets();
    out.number(MAGIC);
    out.chars(names(table.languages()).toCharArray());
    writePages(automaton.alphabet().table(), out);
    out.ints(
        new int[] {
          automaton.alphabet().firstIdeograph(), automaton.numberSymbol(), automaton.phoneSymbol()
        });
    out.ints(automaton.trie().cells());
    out.chars(automaton.trie().symbols());
    out.chars(automaton.trie().stems());
    out.chars(automaton.shorter());
    out.chars(automaton.lengths());
    out.chars(table.marks());
    out.ints(table.parts());
    out.ints(table.phraseStarts());
    out.chars(table.phraseParts());
    out.ints(table.elementStarts());
    out.chars(table.elements());
    out.chars(table.anchorRows());
    out.ints(table.anchorStarts());
    out.ints(table.anchors());
    CRC32 crc = new CRC32();
    crc.update(out.octets, 0, out.end);
    out.number((int) crc.getValue());
    return Arrays.copyOf(out.octets, out.end);
  }

  private static void writePages(char[] codes, Octets out) {
    char[] numbers = new char[codes.length / PAGE];
    char[] pages = new char[codes.length];
    int end = 0;
    for (int p = 0; p < numbers.length; p++) {
      int start = 0;
      while (start < end
          && !Arrays.equals(codes, p * PAGE, (p + 1) * PAGE, pages, start, start + PAGE)) {
        start += PAGE;
      }
      if (start == end) {
        System.arraycopy(codes, p * PAGE, pages, end, PAGE);
        end += PAGE;
      }
      numbers[p] = (char) (start / PAGE);
    }
    out.chars(numbers);
    out.chars(Arrays.copyOf(pages, end));
  }

  /** Grows as it is written to. */
  private static final class Octets {
    byte[] octets = new byte[1 << 20];
    int end;

    private ByteBuffer room(int more) {
      if (end + more > octets.length) {
        octets = Arrays.copyOf(octets, 2 * (end + more));
      }
      ByteBuffer room = ByteBuffer.wrap(octets, end, more).order(ByteOrder.LITTLE_ENDIAN);
      end += more;
      return room;
    }

    void number(int number) {
      room(4).putInt(number);
    }

    void ints(int[] array) {
      number(array.length);
      room(4 * array.length).asIntBuffer().put(array);
    }

    void chars(char[] array) {
      number(array.length);
      room(2 * even(array.length)).asCharBuffer().put(array);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws StreamCorruptedException if it is damaged, anything else, or of another build
   */
  static Automaton read(InputStream in) throws IOException {
    AutomatonFile file = new AutomatonFile(in);
    try {
      return file.read();
    } catch (EOFException e) {
      StreamCorruptedException cut = new StreamCorruptedException("the lexicon is cut off");
      cut.initCause(e);
      throw cut;
    }
  }

  private Automaton read() throws IOException {
    if (number() != MAGIC) {
      throw new StreamCorruptedException("this is no compiled lexicon");
    }
    String names = new String(chars());
    char[] codes = codes(chars(), chars());
    int[] numbers = ints();
    WordTrie trie = new WordTrie(ints(), chars(), chars());
    char[] shorter = chars();
    char[] lengths = chars();
    char[] marks = chars();
    int[] parts = ints();
    int[] phraseStarts = ints();
    char[] phraseParts = chars();
    int[] elementStarts = ints();
    char[] elements = chars();
    char[] anchorRows = chars();
    int[] anchorStarts = ints();
    int[] anchors = ints();
    int sum = (int) crc.getValue();
    if (number() != sum) {
      throw damaged();
    }
    PhraseTable table =
        new PhraseTable(
            languages(names),
            marks,
            parts,
            phraseStarts,
            phraseParts,
            elementStarts,
            elements,
            anchorRows,
            anchorStarts,
            anchors);
    Alphabet alphabet = new Alphabet(codes, numbers[0]);
    return new Automaton(alphabet, trie, numbers[1], numbers[2], shorter, lengths, table);
  }

  private static StreamCorruptedException damaged() {
    return new StreamCorruptedException("the compiled lexicon is damaged: its CRC-32 differs");
  }

  private static char[] codes(char[] numbers, char[] pages) throws StreamCorruptedException {
    char[] codes = new char[numbers.length * PAGE];
    for (int p = 0; p < numbers.length; p++) {
      if ((numbers[p] + 1) * PAGE > pages.length) {
        throw damaged();
      }
      System.arraycopy(pages, numbers[p] * PAGE, codes, p * PAGE, PAGE);
    }
    return codes;
  }

  private int number() throws IOException {
    fill(4);
    return view.getInt(0);
  }

  private int length() throws IOException {
    int length = number();
    if (length < 0 || length > LENGTH_MAX) {
      throw damaged();
    }
    return length;
  }

  private int[] ints() throws IOException {
    int[] array = new int[length()];
    int at = 0;
    while (at < array.length) {
      int count = Math.min(array.length - at, buffer.length / 4);
      fill(4 * count);
      view.asIntBuffer().get(array, at, count);
      at += count;
    }
    return array;
  }

  private char[] chars() throws IOException {
    char[] array = new char[length()];
    int at = 0;
    while (at < array.length) {
      int count = Math.min(array.length - at, buffer.length / 2);
      fill(2 * even(count));
      view.asCharBuffer().get(array, at, count);
      at += count;
    }
    return array;
  }

  private void fill(int octets) throws IOException {
    if (in.readNBytes(buffer, 0, octets) < octets) {
      throw new EOFException();
    }
    crc.update(buffer, 0, octets);
  }

  private static int even(int count) {
    return count + (count & 1);
  }

  /** The concepts, whose numbers the arrays have, then the languages. */
  private static String names(List<String> languages) {
    return concepts() + String.join(" ", languages);
  }

  private static List<String> languages(String names) throws StreamCorruptedException {
    String concepts = concepts();
    if (!names.startsWith(concepts)) {
      throw new StreamCorruptedException("the lexicon was compiled for other concepts");
    }
    return List.of(names.substring(concepts.length()).split(" "));
  }

  private static String concepts() {
    StringBuilder out = new StringBuilder();
    for (Concept concept : Concept.values()) {
      out.append(concept.name()).append(' ');
    }
    return out.append('\n').toString();
  }
}
