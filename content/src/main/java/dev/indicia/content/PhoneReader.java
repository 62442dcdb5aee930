package dev.indicia.content;

import dev.indicia.content.Lexicon.Entry;
import dev.indicia.content.Lexicon.Meaning;
import dev.indicia.trust.shown.Mention.Kind;

/**
 * Reads telephone numbers: groups of digits with what stands between them, then {@link PhoneShape}
 * decides. Part of {@link MentionScanner}.
 */
final class PhoneReader {
  /** Characters between two groups at most. */
  private static final int SEPARATOR_MAX = 5;

  /** Letters on the keys of a telephone, A to Z. */
  private static final String KEYS = "22233344455566677778889999";

  private final MentionScanner scanner;
  private final PhoneShape shape = new PhoneShape();

  /** Offset behind each group. */
  private final int[] ends = new int[PhoneShape.GROUPS_MAX];

  PhoneReader(MentionScanner scanner) {
    this.scanner = scanner;
  }

  /** Whether the word is digits but for letters that look like some. */
  static boolean isLookalike(char[] text, int start, int end) {
    int letters = 0;
    for (int i = start; i < end; i++) {
      if (MentionScanner.digit(text[i]) < 0) {
        if (lookalike(text[i]) < 0) {
          return false;
        }
        letters++;
      }
    }
    return letters > 0 && end - start > 1;
  }

  private static int lookalike(char c) {
    return c == 'O' || c == 'o' ? 0 : c == 'l' || c == 'I' || c == '|' ? 1 : -1;
  }

  /**
   * Reads the number that begins there.
   *
   * @param call whether a word of calling stands before it
   * @param contact whether one of getting in touch does
   * @param reference whether a word stands before it that makes it an id
   * @return the offset behind it, or where to go on when the whole is none, or {@code start}
   */
  int read(int start, boolean call, boolean contact, boolean reference) {
    if (!isStart(start, call)) {
      return start;
    }
    int end = groups(start);
    if (shape.groups == 0) {
      return start;
    }
    shape.follows = followsNumber(start);
    shape.calledMin = call ? 7 : 10;
    int wanted = shape.groups;
    int vanity = vanity(end);
    if (vanity > end) {
      scanner.add(Kind.PHONE, start, vanity, shape.digits.toString());
      scanner.spelled = true;
      return vanity;
    }
    for (int count = wanted; count >= 1; count = shape.shorter(count)) {
      int stop = ends[count - 1];
      String value = isEnd(stop) ? shape.value(count, call || contact, reference) : null;
      if (value != null) {
        scanner.add(Kind.PHONE, start, stop, value);
        scanner.spelled |= shape.chopped || shape.lookalikes > 0;
        return stop;
      }
    }
    if (shape.groups == 1 && shape.lengths[0] <= 4) {
      int stop = spelled(start);
      if (stop > start) {
        return stop;
      }
    }
    // What follows a blank may be a number of its own; what follows a dash belongs to this one.
    int next = reference ? shape.groups : shape.firstBlank();
    return ends[Math.max(next, 1) - 1];
  }

  /** Whether a number may begin there: not inside of a word, an id, a path or a time. */
  private boolean isStart(int start, boolean call) {
    char before = scanner.at(start - 1);
    if (MentionScanner.isWord(before)) {
      return false;
    }
    char further = scanner.at(start - 2);
    return switch (before) {
      case ',' -> further != ',' && MentionScanner.digit(further) < 0;
      case '#', '=', '&', '%', '@', '_', '$', '€', '£', '\\', '+' -> false;
      case '-', '.', '/', ':' ->
          MentionScanner.digit(further) < 0
              && (call || before == ':' || !MentionScanner.isWord(further));
      default -> true;
    };
  }

  /** Whether digits stand right before, so that this may be the rest of a longer number. */
  private boolean followsNumber(int start) {
    return scanner.at(start - 1) == ' '
        && MentionScanner.digit(scanner.at(start - 2)) >= 0
        && MentionScanner.isWord(scanner.at(start - 3))
        && MentionScanner.isWord(scanner.at(start - 4));
  }

  /** Whether a number may end there. */
  private boolean isEnd(int end) {
    char c = scanner.at(end);
    char next = scanner.at(end + 1);
    if (MentionScanner.isWord(c)) {
      return (c == 'x' || c == 'e')
          && MentionScanner.digit(scanner.at(end - 1)) >= 0
          && isExtension(end);
    }
    return switch (c) {
      case '-', '/', '_', '=' -> !MentionScanner.isWord(next);
      case '.', ',', ':' -> MentionScanner.digit(next) < 0;
      case '%', '@', '#', '€', '$', '£', '°' -> false;
      default -> true;
    };
  }

  private boolean isExtension(int at) {
    char next = scanner.at(at + 1);
    return next == 'x' || MentionScanner.digit(next) >= 0 || next == ' ';
  }

  /** Reads groups into the shape; the offset behind the last. */
  private int groups(int start) {
    shape.clear();
    shape.letterFirst = lookalike(scanner.at(start)) >= 0;
    int i = start;
    boolean paren = false;
    while (i < start + 3 && i < scanner.length) {
      char c = scanner.text[i];
      if (c == '+' || c == '\uff0b') {
        shape.plus = true;
      } else if (c == '(' || c == '\uff08') {
        paren = true;
      } else if (c != ' ' || i == start) {
        break;
      }
      i++;
    }
    boolean opened = paren;
    int end = start;
    int separator = PhoneShape.NONE;
    while (i < scanner.length && shape.groups < PhoneShape.GROUPS_MAX) {
      int stop = group(i);
      if (stop == i) {
        break;
      }
      shape.add(separator, paren);
      end = stop;
      boolean closes = scanner.at(stop) == ')' || scanner.at(stop) == '\uff09';
      ends[shape.groups - 1] = closes && opened ? stop + 1 : stop;
      int next = separators(stop);
      if (next == stop) {
        break;
      }
      separator = separatorKind;
      paren = opens;
      opened |= opens;
      i = next;
    }
    return end;
  }

  private int separatorKind;
  private boolean opens;

  /** The digits of one group, with letters that look like some among them. */
  private int group(int start) {
    int i = start;
    int real = 0;
    shape.begin();
    while (i < scanner.length) {
      char c = scanner.text[i];
      int digit = MentionScanner.digit(c);
      if (digit >= 0) {
        real++;
      } else {
        digit = lookalike(c);
        if (c == '|'
            && MentionScanner.digit(scanner.at(i - 1)) >= 0
            && MentionScanner.digit(scanner.at(i + 1)) >= 0) {
          break; // Between digits it divides them.
        }
        boolean close =
            MentionScanner.digit(scanner.at(i - 1)) >= 0
                || MentionScanner.digit(scanner.at(i + 1)) >= 0
                || (i > start && lookalike(scanner.at(i - 1)) >= 0);
        if (digit < 0 || !close || shape.digits.length() > PhoneShape.DIGITS_MAX) {
          break;
        }
        shape.lookalikes++;
      }
      shape.digit(digit);
      i++;
    }
    if (i > start && real == 0 && i - start > 3) {
      return start;
    }
    return i;
  }

  /** Passes over what stands between groups, up to a digit; else stays. */
  private int separators(int from) {
    int i = from;
    int kind = PhoneShape.NONE;
    boolean blank = false;
    boolean mark = false;
    opens = false;
    while (i < scanner.length && i - from < SEPARATOR_MAX) {
      char c = scanner.text[i];
      switch (c) {
        case ' ' -> blank = true;
        case '-',
            '\u2010',
            '\u2011',
            '\u2012',
            '\u2013',
            '\u2014',
            '\u2212',
            '\uff0d',
            '\u30fc' -> {
          kind = Math.max(kind, PhoneShape.DASH);
          mark = true;
        }
        case '.', '·', '\uff0e' -> {
          if (scanner.at(i + 1) == ' ' && !blank) {
            return from;
          }
          kind = Math.max(kind, PhoneShape.DOT);
        }
        case '/' -> {
          kind = Math.max(kind, PhoneShape.SLASH);
          mark = true;
        }
        case '*', '_', '|', '=', '[', ']', '{', '}', '¦' -> {
          kind = PhoneShape.ODD;
        }
        case '~', '•', '^', '\uff5e', '‧', '∙', '・' -> {
          kind = PhoneShape.RARE;
        }
        case '(', '\uff08' -> opens = true;
        case ')', '\uff09' -> {
          // Nothing but the end of the group before.
        }
        default -> {
          boolean digit = MentionScanner.digit(c) >= 0 || (lookalike(c) >= 0 && c != '|');
          if (!digit || i == from) {
            return from;
          }
          separatorKind = kind == PhoneShape.NONE ? PhoneShape.BLANK : kind;
          if (blank && mark) {
            separatorKind = PhoneShape.WIDE;
          }
          return i;
        }
      }
      i++;
    }
    return from;
  }

  /** "1-800-FLOWERS": the offset behind it, or {@code end}. */
  private int vanity(int end) {
    String digits = shape.digits.toString();
    boolean one = digits.length() == 4 && digits.charAt(0) == '1';
    if (!one && digits.length() != 3) {
      return end;
    }
    if (!PhoneShape.isTollFree(digits, one ? 1 : 0)) {
      return end;
    }
    int i = end;
    while (i < end + 3 && ") -.".indexOf(scanner.at(i)) >= 0) {
      i++;
    }
    if (i == end || (!one && scanner.at(end) == ' ')) {
      return end;
    }
    StringBuilder keys = new StringBuilder();
    int letters = 0;
    int stop = i;
    while (i < scanner.length && keys.length() < 11) {
      char c = scanner.text[i];
      if (c >= 'A' && c <= 'Z') {
        keys.append(KEYS.charAt(c - 'A'));
        letters++;
        stop = i + 1;
      } else if (c >= '0' && c <= '9') {
        keys.append(c);
        stop = i + 1;
      } else if (c != '-' && !(c == ' ' && keys.length() < 7)) {
        break;
      }
      i++;
    }
    boolean word = MentionScanner.isWord(scanner.at(stop));
    if (letters < 3 || keys.length() < 7 || word) {
      return end;
    }
    shape.digits.append(keys, 0, 7);
    return stop;
  }

  /** Digits written as words: the offset behind the number that begins there, or {@code start}. */
  int spelled(int start) {
    StringBuilder digits = new StringBuilder();
    int words = 0;
    int repeat = 1;
    int i = start;
    int end = start;
    while (i < scanner.length && digits.length() <= PhoneShape.DIGITS_MAX) {
      int stop = i;
      while (stop < scanner.length && MentionScanner.isWord(scanner.text[stop])) {
        stop++;
      }
      if (stop == i) {
        break;
      }
      if (MentionScanner.digit(scanner.text[i]) >= 0) {
        for (; i < stop && MentionScanner.digit(scanner.text[i]) >= 0; i++) {
          digits.append(MentionScanner.digit(scanner.text[i]));
        }
        if (i < stop) {
          break;
        }
      } else {
        Entry entry = Lexicon.INSTANCE.find(scanner.text, i, stop);
        if (entry == null || !word(entry, digits, repeat)) {
          break;
        }
        words++;
        repeat = repeat(entry.meaning());
      }
      end = stop;
      i = gap(stop);
    }
    if (words < 4 || digits.length() < 7 || digits.length() > PhoneShape.DIGITS_MAX) {
      return start;
    }
    scanner.add(Kind.PHONE, start, end, digits.toString());
    scanner.spelled = true;
    return end;
  }

  private static int repeat(Meaning meaning) {
    return meaning == Meaning.DOUBLE ? 2 : meaning == Meaning.TRIPLE ? 3 : 1;
  }

  private static boolean word(Entry entry, StringBuilder digits, int repeat) {
    switch (entry.meaning()) {
      case DIGIT -> digits.append(String.valueOf(entry.digit()).repeat(repeat));
      case HUNDRED -> digits.append("00");
      case DOUBLE, TRIPLE -> {}
      default -> {
        return false;
      }
    }
    return true;
  }

  private int gap(int from) {
    int i = from;
    while (i < scanner.length
        && i - from < SEPARATOR_MAX
        && " -,./()~".indexOf(scanner.text[i]) >= 0) {
      i++;
    }
    return i;
  }
}
