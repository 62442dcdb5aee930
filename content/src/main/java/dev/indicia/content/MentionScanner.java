package dev.indicia.content;

import dev.indicia.content.Lexicon.Entry;
import dev.indicia.content.Lexicon.Meaning;
import dev.indicia.trust.shown.Mention;
import dev.indicia.trust.shown.Mention.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds telephone numbers, amounts, addresses of links and mail, and wallets in one text, in one
 * pass. Reused for one text after the other; not thread-safe.
 */
final class MentionScanner {
  /** Mentions kept of one text; more are not looked for. */
  static final int MENTIONS_MAX = 100;

  /** How far before a number a word of calling or of reference counts, in characters. */
  private static final int CALL_REACH = 40;

  private static final int REFERENCE_REACH = 24;

  /** Characters of a number from which it may be what a word of reference stands for. */
  private static final int ID_MIN = 4;

  /** How far before another word of such a kind one of them counts, in characters. */
  private static final int WORD_REACH = 15;

  /** Letters of a short form of "number". */
  private static final int ABBREVIATION = 3;

  private static final int FAR = -1000;

  char[] text = new char[0];
  int length;

  /** The currency read last, and where it stands. */
  String currency = "";

  int currencyStart = FAR;
  int currencyEnd = FAR;

  /** End of the last mention: nothing before it is looked at again. */
  int done;

  /** Whether digits of a telephone number are written as words or letters. */
  boolean spelled;

  /** Whether it says how to get out of a mailing. */
  boolean unsubscribes;

  final List<Mention> mentions = new ArrayList<>();
  private final PhoneReader phones = new PhoneReader(this);
  private final AmountReader amounts = new AmountReader(this);
  private final NameReader names;
  private int callEnd;
  private int strongEnd;
  private int referenceEnd;

  MentionScanner(LinkTargets targets) {
    this.names = new NameReader(this, targets);
  }

  void scan(char[] characters, int end) {
    text = characters;
    length = end;
    mentions.clear();
    spelled = false;
    unsubscribes = false;
    done = 0;
    currencyEnd = FAR;
    callEnd = FAR;
    strongEnd = FAR;
    referenceEnd = FAR;
    int i = 0;
    while (i < end && mentions.size() < MENTIONS_MAX) {
      char c = characters[i];
      if (c == ' ') {
        i++;
      } else if (isWord(c)) {
        i = run(i);
      } else if (c >= 0x3000 && CharacterClasses.isEastAsian(c)) {
        i = eastAsian(i);
      } else {
        i = punctuation(c, i);
      }
    }
  }

  void add(Kind kind, int start, int end, String value) {
    mentions.add(new Mention(kind, start, end, value));
    done = end;
  }

  char at(int i) {
    return i >= 0 && i < length ? text[i] : ' ';
  }

  /** Letters and digits, not those of scripts that write without blanks. */
  static boolean isWord(char c) {
    return CharacterClasses.isWord(c) && (c < 0x3000 || !CharacterClasses.isEastAsian(c));
  }

  /** The digit of any script, or -1. */
  static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    return c < 0x660 ? -1 : Character.digit(c, 10);
  }

  /** Letters and digits up to the next other character; the offset to go on at. */
  private int run(int start) {
    int digits = 0;
    int i = start;
    while (i < length && isWord(text[i])) {
      digits += digit(text[i]) >= 0 ? 1 : 0;
      i++;
    }
    if (digits == 0) {
      return word(start, i);
    }
    if (digits == i - start) {
      return number(start, i);
    }
    return mixed(start, i);
  }

  private int word(int start, int end) {
    char next = at(end);
    if (next == ':' || (next == '.' && end - start == 3)) {
      int stop = names.url(start, end);
      if (stop > end) {
        return stop;
      }
    }
    if (end - start >= NameReader.WALLET_MIN && names.wallet(start, end)) {
      return end;
    }
    if (end - start == 3 && names.isSpelledDot(start)) {
      int stop = names.spelledDot(start);
      if (stop > end) {
        spelled = true;
        return stop;
      }
    }
    Entry entry = Lexicon.INSTANCE.find(text, start, end);
    if (entry == null) {
      return end;
    }
    switch (entry.meaning()) {
      case CALL -> {
        callEnd = end;
        strongEnd = end;
      }
      case CONTACT -> callEnd = end;
      case REFERENCE -> {
        if (start - callEnd > WORD_REACH) {
          referenceEnd = end;
        }
        // "Questions about your invoice: 020 ...": neither word decides, the shape does.
        callEnd = FAR;
        strongEnd = FAR;
      }
      case NUMBER -> {
        if (start - callEnd <= WORD_REACH) {
          callEnd = end;
        } else if (end - start <= ABBREVIATION || start - referenceEnd <= WORD_REACH) {
          referenceEnd = end; // "Order number", "No."; but "mum, my new number" is one to call.
        }
      }
      case UNSUBSCRIBE -> unsubscribes = true;
      case CURRENCY -> currencyBefore(entry, start, end);
      case DIGIT, DOUBLE, TRIPLE, HUNDRED -> {
        int stop = phones.spelled(start);
        if (stop > end) {
          return stop;
        }
      }
    }
    return end;
  }

  private void currencyBefore(Entry entry, int start, int end) {
    if (AmountReader.isWritten(entry, text, start, end)) {
      currency = entry.currency();
      currencyStart = start;
      currencyEnd = at(end) == '.' && end - start <= 2 ? end + 1 : end;
    }
  }

  private int number(int start, int end) {
    int stop = amounts.read(start);
    stop = stop > start ? stop : phone(start);
    stop = stop > start ? stop : end;
    if (stop - start >= ID_MIN) {
      referenceEnd = FAR; // The word has its number; the next is another one.
    }
    return stop;
  }

  /** The offset behind the telephone number that begins there, or {@code start}. */
  private int phone(int start) {
    boolean call = start - callEnd <= CALL_REACH && callEnd > referenceEnd;
    boolean reference = start - referenceEnd <= REFERENCE_REACH && referenceEnd > callEnd;
    boolean strong = call && start - strongEnd <= CALL_REACH;
    return phones.read(start, strong, call, reference);
  }

  /** Letters and digits in one word: an id most often. */
  private int mixed(int start, int end) {
    if (digit(text[start]) >= 0) {
      int stop = amounts.read(start);
      if (stop > start) {
        return stop;
      }
    } else if (end - start > 3) {
      int stop = amounts.glued(start);
      if (stop > start) {
        return stop;
      }
    }
    if (names.wallet(start, end)) {
      return Math.max(end, done);
    }
    if (PhoneReader.isLookalike(text, start, end)) {
      int stop = phone(start);
      if (stop > start) {
        return stop;
      }
    }
    return end;
  }

  /** A run of Han, kana or Hangul. */
  private int eastAsian(int start) {
    int i = start;
    boolean order = false;
    while (i < length && CharacterClasses.isEastAsian(text[i])) {
      char c = text[i];
      if (isCall(c, at(i + 1))) {
        callEnd = i + 2;
        order = false;
      } else if (isOrder(c, at(i + 1))) {
        order = true;
      } else if (order && (c == '番' || c == '号' || c == '號' || c == '번')) {
        referenceEnd = i + 1; // "If you did not order" is said in a word of order alone.
      }
      unsubscribes |=
          (c == '退' && at(i + 1) == '订') || (c == '配' && at(i + 1) == '信' && at(i + 2) == '停');
      i++;
    }
    if (callEnd > start) {
      callEnd = i;
      strongEnd = i;
    }
    if (referenceEnd > start) {
      referenceEnd = i;
    }
    return i;
  }

  private static boolean isCall(char c, char next) {
    return switch (c) {
      case '電', '电' -> next == '話' || next == '话';
      case '전' -> next == '화';
      case '問' -> next == 'い';
      case '문' -> next == '의';
      case '연' -> next == '락';
      case '連' -> next == '絡';
      case '联' -> next == '系';
      case '聯' -> next == '絡';
      case '致', '来' -> next == '电' || next == '電';
      case '拨', '撥' -> next == '打';
      case '热', '熱' -> next == '线' || next == '線';
      default -> false;
    };
  }

  private static boolean isOrder(char c, char next) {
    return (c == '注' && next == '文')
        || (c == '订' && next == '单')
        || (c == '訂' && next == '單')
        || (c == '주' && next == '문');
  }

  private int punctuation(char c, int i) {
    switch (c) {
      case '@' -> {
        return names.email(i);
      }
      case '.' -> {
        if (at(i + 1) <= ' ' && callEnd != i && referenceEnd != i) {
          callEnd = FAR;
          referenceEnd = FAR;
        } else if (isWord(at(i + 1)) && isWord(at(i - 1))) {
          return names.domain(i);
        }
      }
      case '[', '(' -> {
        if (at(i + 1) == '.' && isWord(at(i - 1)) && isWord(at(i + 3))) {
          return names.bracketed(i);
        }
        return c == '(' ? opened(i) : i + 1;
      }
      case '!', '?', '。', '！', '？' -> {
        callEnd = FAR;
        referenceEnd = FAR;
      }
      case '#', '№' -> {
        if (start(i) > WORD_REACH) {
          referenceEnd = i + 1;
        }
      }
      case '+', '\uff0b', '\uff08' -> {
        return opened(i);
      }
      default -> {
        @Nullable String symbol = AmountReader.symbol(c);
        if (symbol != null) {
          amounts.symbolBefore(symbol, i);
        }
      }
    }
    return i + 1;
  }

  /** Where a telephone number may begin; the offset to go on at. */
  private int opened(int i) {
    boolean number = digit(at(i + 1)) >= 0 || at(i + 1) == '+' || digit(at(i + 2)) >= 0;
    int stop = number ? phone(i) : i;
    return stop > i ? stop : i + 1;
  }

  private int start(int i) {
    return i - callEnd;
  }

  /** What the word says, or null. */
  @Nullable Meaning meaning(int start, int end) {
    Entry entry = Lexicon.INSTANCE.find(text, start, end);
    return entry == null ? null : entry.meaning();
  }
}
