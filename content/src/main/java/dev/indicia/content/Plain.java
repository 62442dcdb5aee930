package dev.indicia.content;

import dev.indicia.trust.shown.Block.Place;
import dev.indicia.trust.shown.Block.Role;
import dev.indicia.trust.shown.Disguise;
import dev.indicia.trust.text.Confusables;
import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A block's text with the disguises undone: what is invisible removed, styled and look-alike
 * letters written plainly, padding collapsed. One pass over what needs it, none where nothing does.
 */
final class Plain {
  /** A run of this many separators pushes the rest out of sight. */
  private static final int PADDING_MIN = TextBuffer.PADDING_MIN;

  /** Signs inside of words, from which they may stand for letters. */
  private static final int SUSPECTS_MIN = 4;

  final char[] chars;
  final int length;
  final Set<Disguise> disguises;

  /** For each offset in the text the one in the plain text; null where they are the same. */
  private final int @Nullable [] offsets;

  private Plain(char[] chars, int length, Set<Disguise> disguises, int @Nullable [] offsets) {
    this.chars = chars;
    this.length = length;
    this.disguises = disguises;
    this.offsets = offsets;
  }

  static Plain of(BlockDraft block) {
    char[] text = block.text;
    boolean ordinary = !block.padded;
    int suspects = 0;
    int run = 0;
    char before = 0;
    for (int i = 0; i < text.length && ordinary; i++) {
      char c = text[i];
      if (c >= 0x80) {
        ordinary = !CharacterClasses.isOdd(c);
      } else if (c == before && c <= '_' && isSeparator(c)) {
        ordinary = ++run < PADDING_MIN - 1;
        continue;
      } else if (c < 'a' && BrokenWords.isSuspect(text, i)) {
        ordinary = ++suspects < SUSPECTS_MIN && c != '_';
      }
      before = c;
      run = 0;
    }
    return ordinary ? new Plain(text, text.length, Set.of(), null) : new Undoing(block).run();
  }

  /** The offset in the plain text that belongs to the one in the text. */
  int offset(int inText) {
    int[] map = offsets;
    return map == null ? inText : map[inText];
  }

  boolean isChanged() {
    return offsets != null;
  }

  @Override
  public String toString() {
    return new String(chars, 0, length);
  }

  private static boolean isSeparator(char c) {
    return c == '.' || c == '-' || c == '_' || c == '=' || c == '*' || c == '~';
  }

  /** The work on one text. */
  private static final class Undoing {
    private final BlockDraft block;
    private final char[] text;
    private char[] out;
    private int length;
    private final int[] offsets;
    private final Set<Disguise> disguises = EnumSet.noneOf(Disguise.class);
    private boolean rightToLeft;
    private boolean eastAsian;
    private int latin;
    private int foreign;

    Undoing(BlockDraft block) {
      this.block = block;
      this.text = block.text;
      this.out = new char[text.length + 16];
      this.offsets = new int[text.length + 1];
    }

    Plain run() {
      for (char c : text) {
        rightToLeft |= CharacterClasses.isRightToLeft(c);
        eastAsian |= CharacterClasses.isEastAsian(c);
      }
      int i = 0;
      while (i < text.length) {
        int c = Character.codePointAt(text, i);
        int size = Character.charCount(c);
        offsets[i] = length;
        if (size == 2) {
          offsets[i + 1] = length;
        }
        if (c < 0x80) {
          put(c);
        } else {
          character(c, i, i + size);
        }
        i += size;
      }
      offsets[text.length] = length;
      foldWords();
      collapse();
      mend();
      if (block.padded && isPaddable()) {
        disguises.add(Disguise.PADDING);
      }
      return new Plain(out, length, disguises, offsets);
    }

    private void put(int c) {
      if (length + 2 > out.length) {
        out = Arrays.copyOf(out, out.length * 2);
      }
      length += Character.toChars(c, out, length);
    }

    private void put(String characters) {
      for (int i = 0; i < characters.length(); i++) {
        put(characters.charAt(i));
      }
    }

    private void character(int c, int at, int next) {
      if (CharacterClasses.isBidiControl(c)) {
        disguises.add(Disguise.BIDI_CONTROLS);
      } else if (CharacterClasses.isInvisible(c)) {
        if (isBetweenLetters(next) && !isUsual(c, next)) {
          disguises.add(Disguise.ZERO_WIDTH);
        }
      } else if (c == 0x20e3) {
        // The frame of a key around a digit.
        boolean keys = length > 1 && isDigit(out[length - 1]) && isDigit(out[length - 2]);
        if (keys) {
          disguises.add(Disguise.STYLED_LETTERS);
        }
      } else if (StyledLetters.isStyled(c)) {
        styled(c, at, next);
      } else {
        put(c);
      }
    }

    private void styled(int c, int at, int next) {
      boolean wide = c >= 0xff01 && c <= 0xff5e;
      if (wide && eastAsian) {
        put(c);
        return;
      }
      String plain = StyledLetters.plain(c);
      boolean sign = plain.length() != 1 || !Character.isLetterOrDigit(plain.charAt(0));
      boolean company =
          (length > 0 && Character.isLetterOrDigit(out[length - 1]) && at > 0)
              || (next < text.length
                  && Character.isLetterOrDigit(Character.codePointAt(text, next)))
              || (next < text.length && StyledLetters.isStyled(Character.codePointAt(text, next)));
      if (!company && !wide && c < 0x1d400) {
        // A number in a circle, a variable of mathematics: alone, it is no disguise.
        put(c);
        return;
      }
      if (!sign) {
        disguises.add(Disguise.STYLED_LETTERS);
      }
      put(plain);
    }

    private boolean isBetweenLetters(int next) {
      if (length == 0 || !Character.isLetterOrDigit(Character.codePointBefore(out, length))) {
        return false;
      }
      for (int i = next; i < text.length; ) {
        int c = Character.codePointAt(text, i);
        if (!CharacterClasses.isInvisible(c) && !CharacterClasses.isBidiControl(c)) {
          return Character.isLetterOrDigit(c) || StyledLetters.isStyled(c);
        }
        i += Character.charCount(c);
        if (i > next + 1000) {
          return true;
        }
      }
      return false;
    }

    /** Whether writers of some language put the character there. */
    private boolean isUsual(int c, int next) {
      int before = Character.codePointBefore(out, length);
      int after = next < text.length ? Character.codePointAt(text, next) : ' ';
      return switch (c) {
        case 0x200c, 0x200d ->
            CharacterClasses.isJoining(before) || CharacterClasses.isJoining(after);
        case 0x200e, 0x200f, 0x061c -> rightToLeft;
        case 0x115f, 0x1160 -> before >= 0x1100 && before <= 0x11ff;
        case 0x180e -> before >= 0x1800 && before <= 0x18af;
        default ->
            // Thai and its neighbours break lines there; ideographs have variants.
            (c == 0x200b && before >= 0x0e00 && before <= 0x17ff)
                || (CharacterClasses.isVariation(c) && Character.isIdeographic(before));
      };
    }

    private static boolean isDigit(char c) {
      return c >= '0' && c <= '9';
    }

    // ---- letters of several scripts ----

    private void foldWords() {
      for (int i = 0; i < length; i++) {
        char c = out[i];
        if (c < 0x80 ? (c | 0x20) >= 'a' && (c | 0x20) <= 'z' : isLatin(c)) {
          latin++;
        } else if (CharacterClasses.isLookalikeScript(c)) {
          foreign++;
        }
      }
      if (foreign == 0) {
        return;
      }
      int i = 0;
      while (i < length) {
        if (!isWordCharacter(out[i])) {
          i++;
          continue;
        }
        int start = i;
        while (i < length && isWordCharacter(out[i])) {
          i++;
        }
        foldWord(start, i);
      }
    }

    private static boolean isLatin(char c) {
      return Character.isLetter(c) && UnicodeScript.of(c) == UnicodeScript.LATIN;
    }

    private static boolean isWordCharacter(char c) {
      return c < 0x80 ? Character.isLetterOrDigit(c) : Character.isLetterOrDigit(c) || isMark(c);
    }

    private static boolean isMark(char c) {
      return c >= 0x300 && c <= 0x36f;
    }

    private void foldWord(int start, int end) {
      int ownLatin = 0;
      int others = 0;
      int alike = 0;
      for (int i = start; i < end; i++) {
        char c = out[i];
        if (CharacterClasses.isLookalikeScript(c)) {
          others++;
          int plain = Confusables.latinOf(c);
          alike += plain != c && plain < 0x80 ? 1 : 0;
        } else if (c >= 0x80 ? isLatin(c) : (c | 0x20) >= 'a' && (c | 0x20) <= 'z') {
          ownLatin++;
        }
      }
      if (others == 0) {
        return;
      }
      // Micrometres, ohms: a Greek letter before a unit.
      boolean unit = end - start <= 3 && ownLatin > 0 && "μΩΔπ".indexOf(out[start]) >= 0;
      boolean mixed = ownLatin > 0 && alike > 0 && !unit;
      boolean whole = ownLatin == 0 && alike == others && latin > 2 * foreign;
      boolean symbol = end - start == 1 && UnicodeScript.of(out[start]) == UnicodeScript.GREEK;
      if (!mixed && (!whole || symbol)) {
        return;
      }
      for (int i = start; i < end; i++) {
        int plain = Confusables.latinOf(out[i]);
        if (plain != out[i] && plain < 0x80 && CharacterClasses.isLookalikeScript(out[i])) {
          out[i] = (char) plain;
        }
      }
      disguises.add(Disguise.MIXED_SCRIPTS);
    }

    // ---- broken words ----

    private void mend() {
      if (BrokenWords.undoLeet(out, length)) {
        disguises.add(Disguise.SIGNS_FOR_LETTERS);
      }
      int[] moved = new int[length + 1];
      int mended = BrokenWords.undoCuts(out, length, moved);
      if (mended < length) {
        length = mended;
        for (int k = 0; k < offsets.length; k++) {
          offsets[k] = moved[offsets[k]];
        }
      }
    }

    // ---- padding ----

    private boolean isPaddable() {
      return block.place != Place.BODY
          || (block.role != Role.PARAGRAPH && block.role != Role.FOOTER);
    }

    /** Long runs of one separator become one of it. */
    private void collapse() {
      int[] moved = null;
      int to = 0;
      int i = 0;
      while (i < length) {
        char c = out[i];
        int end = i + 1;
        if (c <= '~' ? isSeparator(c) : c == 0x2026 || c == 0x2013 || c == 0x2014 || c == 0xb7) {
          while (end < length && out[end] == c) {
            end++;
          }
        }
        if (end - i < PADDING_MIN) {
          for (; i < end; i++) {
            if (moved != null) {
              moved[i] = to;
            }
            out[to++] = out[i];
          }
          continue;
        }
        if (moved == null) {
          moved = new int[length + 1];
          for (int k = 0; k <= i; k++) {
            moved[k] = k;
          }
        }
        if (i > 0 && end < length && isPaddable()) {
          disguises.add(Disguise.PADDING);
        }
        Arrays.fill(moved, i, end, to);
        out[to++] = c;
        i = end;
      }
      if (moved == null) {
        return;
      }
      moved[length] = to;
      for (int k = 0; k < offsets.length; k++) {
        offsets[k] = moved[offsets[k]];
      }
      length = to;
    }
  }
}
