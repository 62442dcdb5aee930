package dev.indicia.content;

import dev.indicia.content.Lexicon.Entry;
import dev.indicia.content.Lexicon.Meaning;
import dev.indicia.trust.shown.Mention.Kind;
import org.jspecify.annotations.Nullable;

/** Reads amounts of money in the writings of many countries. Part of {@link MentionScanner}. */
final class AmountReader {
  /** Longest number read, in digits. */
  private static final int DIGITS_MAX = 30;

  private final MentionScanner scanner;
  private final StringBuilder whole = new StringBuilder();
  private final StringBuilder fraction = new StringBuilder();

  /** Offset behind the number read last. */
  private int end;

  /** Whether the only separator stands before three digits: thousands, or a fraction. */
  private boolean ambiguous;

  AmountReader(MentionScanner scanner) {
    this.scanner = scanner;
  }

  /** The currency of the sign, or null. */
  static @Nullable String symbol(char c) {
    return switch (c) {
      case '$', '\uff04' -> "USD";
      case '€' -> "EUR";
      case '£', '\uffe1' -> "GBP";
      case '¥', '\uffe5' -> "JPY";
      case '₹' -> "INR";
      case '₩', '\uffe6' -> "KRW";
      case '₽' -> "RUB";
      case '₴' -> "UAH";
      case '₪' -> "ILS";
      case '₫' -> "VND";
      case '฿' -> "THB";
      case '₱' -> "PHP";
      case '₦' -> "NGN";
      case '₺' -> "TRY";
      case '₿' -> "BTC";
      case '₸' -> "KZT";
      case '₲' -> "PYG";
      default -> null;
    };
  }

  /** Whether the word is written as that currency is: codes in capitals, "Ft" unlike feet. */
  static boolean isWritten(Entry entry, char[] text, int start, int end) {
    if (entry.coded()) {
      for (int i = start; i < end; i++) {
        if (text[i] < 'A' || text[i] > 'Z') {
          return false;
        }
      }
      return true;
    }
    boolean franc = text[end - 1] == 'r' && (text[end - 2] | 0x20) == 'f';
    if (franc && (end >= text.length || text[end] != '.')) {
      // "Mo-Fr 8-16" are days.
      return false;
    }
    boolean small = end - start == 2 && text[start] >= 'a' && text[start] <= 'z';
    char second = text[end - 1];
    return !small || second == 'r' && text[start] == 'k' || text[start] == 'z' || second == 'l';
  }

  /** A sign of a currency, with the letters before it: "US$", "R$". */
  void symbolBefore(String symbol, int at) {
    int start = at;
    while (start > 0 && at - start < 3 && isCapital(scanner.text[start - 1])) {
      start--;
    }
    if (start > 0 && MentionScanner.isWord(scanner.text[start - 1])) {
      start = at;
    }
    String before = new String(scanner.text, start, at - start);
    String currency =
        !symbol.equals("USD")
            ? symbol
            : switch (before) {
              case "R" -> "BRL";
              case "C", "CA", "CAD" -> "CAD";
              case "A", "AU", "AUD" -> "AUD";
              case "NZ" -> "NZD";
              case "HK" -> "HKD";
              case "S", "SG" -> "SGD";
              case "MX" -> "MXN";
              case "NT" -> "TWD";
              case "AR" -> "ARS";
              default -> symbol;
            };
    scanner.currency = currency;
    scanner.currencyStart = before.isEmpty() || symbol.equals("USD") ? start : at;
    scanner.currencyEnd = at + 1;
  }

  private static boolean isCapital(char c) {
    return c >= 'A' && c <= 'Z';
  }

  /** "USD12.50"; the offset behind it, or {@code start}. */
  int glued(int start) {
    int i = start;
    while (MentionScanner.digit(scanner.at(i)) < 0 && i < scanner.length) {
      i++;
    }
    Entry entry = Lexicon.INSTANCE.find(scanner.text, start, i);
    boolean currency =
        entry != null
            && entry.meaning() == Meaning.CURRENCY
            && isWritten(entry, scanner.text, start, i);
    if (!currency || entry == null) {
      return start;
    }
    scanner.currency = entry.currency();
    scanner.currencyStart = start;
    scanner.currencyEnd = i;
    int stop = read(i);
    return stop > i ? stop : start;
  }

  /** Reads the amount whose number begins there; the offset behind it, or {@code start}. */
  int read(int start) {
    int gap = start - scanner.currencyEnd;
    boolean before = gap == 0 || (gap == 1 && scanner.at(start - 1) == ' ');
    if (!before && !mayBeFollowed(start)) {
      return start;
    }
    number(start);
    if (before) {
      int from = scanner.currencyStart;
      String currency = scanner.currency;
      int zeros = multiplier();
      if (MentionScanner.isWord(scanner.at(end))) {
        return start;
      }
      // "$ 1,234.56 USD" says it twice; the code knows better than the sign.
      String code = codeBehind();
      add(from, code == null ? currency : code, zeros);
      return scanner.done;
    }
    int zeros = eastAsianMultiplier();
    String behind = codeBehind();
    if (behind == null || isBadStart(start)) {
      return start;
    }
    add(start, behind, zeros);
    return scanner.done;
  }

  private boolean isBadStart(int start) {
    char c = scanner.at(start - 1);
    return c == '.' || c == ',' || c == '-' || c == '/' || c == ':' || c == '#';
  }

  /** A quick look: whether a currency may stand behind the number. */
  private boolean mayBeFollowed(int start) {
    int i = start;
    int stop = Math.min(scanner.length, start + DIGITS_MAX + 10);
    while (i < stop) {
      char c = scanner.text[i];
      if (MentionScanner.digit(c) < 0 && !isSeparator(c)) {
        return c >= 0x80 || Character.isLetter(c) || c == '$';
      }
      i++;
    }
    return false;
  }

  private static boolean isSeparator(char c) {
    return c == ',' || c == '.' || c == ' ' || c == '\'' || c == '’' || c == '٬' || c == '٫';
  }

  private int digitsAt(int from) {
    int i = from;
    while (i < scanner.length && MentionScanner.digit(scanner.text[i]) >= 0) {
      i++;
    }
    return i - from;
  }

  private void append(StringBuilder out, int from, int count) {
    for (int i = from; i < from + count && out.length() < DIGITS_MAX; i++) {
      out.append((char) ('0' + MentionScanner.digit(scanner.text[i])));
    }
  }

  private void number(int start) {
    whole.setLength(0);
    fraction.setLength(0);
    ambiguous = false;
    int count = digitsAt(start);
    append(whole, start, count);
    end = start + count;
    char thousands = 0;
    boolean first = count <= 3;
    while (end + 1 < scanner.length && isSeparator(scanner.text[end])) {
      char separator = scanner.text[end];
      int next = digitsAt(end + 1);
      if (next == 0) {
        return;
      }
      boolean point = separator == '.' || separator == ',' || separator == '٫';
      boolean same = thousands == 0 || thousands == separator;
      boolean lakh = next == 2 && separator == ',' && scanner.at(end + 3) == ',';
      if ((next == 3 || lakh) && first && same && separator != '٫') {
        ambiguous = thousands == 0 && point;
        thousands = separator;
        append(whole, end + 1, next);
        end += 1 + next;
        continue;
      }
      if (point && separator != thousands && next <= 18) {
        append(fraction, end + 1, next);
        end += 1 + next;
        ambiguous = false;
      }
      return;
    }
  }

  /** "k", "M" and the like behind a number; how many zeros it adds. */
  private int multiplier() {
    int zeros = eastAsianMultiplier();
    if (zeros > 0) {
      return zeros;
    }
    char c = scanner.at(end);
    if (MentionScanner.isWord(scanner.at(end + 1))) {
      return 0;
    }
    int power = c == 'k' || c == 'K' ? 3 : c == 'm' || c == 'M' ? 6 : c == 'B' ? 9 : 0;
    end += power > 0 ? 1 : 0;
    return power;
  }

  private int eastAsianMultiplier() {
    char c = scanner.at(end);
    int power = c == '万' || c == '萬' || c == '만' ? 4 : c == '億' || c == '亿' || c == '억' ? 8 : 0;
    end += power > 0 ? 1 : 0;
    return power;
  }

  /** The currency behind the number; then {@link #end} is behind it. */
  private @Nullable String codeBehind() {
    int i = scanner.at(end) == ' ' ? end + 1 : end;
    char c = scanner.at(i);
    String symbol = symbol(c);
    if (symbol != null) {
      // "5 $10": the sign belongs to the next number.
      if (i > end && MentionScanner.digit(scanner.at(i + 1)) >= 0) {
        return null;
      }
      end = i + 1;
      return symbol;
    }
    String character =
        switch (c) {
          case '円' -> "JPY";
          case '元' -> "CNY";
          case '원' -> "KRW";
          default -> null;
        };
    if (character != null) {
      end = i + 1;
      return character;
    }
    if (!Character.isLetter(c)) {
      return null;
    }
    if (c == '\u062f' && scanner.at(i + 1) == '.' && scanner.at(i + 2) == '\u0625') {
      end = i + 3;
      return "AED";
    }
    int stop = i;
    while (stop < scanner.length && MentionScanner.isWord(scanner.text[stop])) {
      stop++;
    }
    Entry entry = Lexicon.INSTANCE.find(scanner.text, i, stop);
    if (entry == null
        || entry.meaning() != Meaning.CURRENCY
        || !isWritten(entry, scanner.text, i, stop)) {
      return null;
    }
    if (scanner.at(stop) == ' ' && MentionScanner.digit(scanner.at(stop + 1)) >= 0) {
      // "12 USD 5.00": the currency of the next number.
      return null;
    }
    end = stop;
    return entry.currency();
  }

  private void add(int from, String currency, int zeros) {
    boolean coin =
        switch (currency) {
          case "BTC", "ETH", "USDT", "USDC", "XMR", "LTC", "DOGE", "SOL", "XRP", "BNB", "TRX" ->
              true;
          default -> false;
        };
    if (ambiguous && (coin || whole.charAt(0) == '0')) {
      fraction.append(whole, whole.length() - 3, whole.length());
      whole.setLength(whole.length() - 3);
    }
    for (int i = 0; i < zeros; i++) {
      boolean moved = !fraction.isEmpty();
      whole.append(moved ? fraction.charAt(0) : '0');
      if (moved) {
        fraction.deleteCharAt(0);
      }
    }
    int lead = 0;
    while (lead < whole.length() - 1 && whole.charAt(lead) == '0') {
      lead++;
    }
    StringBuilder value = new StringBuilder().append(whole, lead, whole.length());
    boolean small =
        switch (currency) {
          case "JPY", "KRW", "VND", "CLP", "PYG", "IDR" -> true;
          default -> false;
        };
    if (!coin && !small) {
      while (fraction.length() < 2) {
        fraction.append('0');
      }
    }
    if (!fraction.isEmpty()) {
      value.append('.').append(fraction);
    }
    scanner.add(Kind.AMOUNT, from, end, value.append(' ').append(currency).toString());
  }
}
