package dev.indicia.content;

import org.jspecify.annotations.Nullable;

/**
 * Groups of digits, and whether they have the shape of a telephone number somewhere in the world
 * (E.164, and the national ways of writing). Part of {@link MentionScanner}.
 */
final class PhoneShape {
  static final int GROUPS_MAX = 20;

  /** Digits with country code, "00" before it and a trunk "0" in parentheses. */
  static final int DIGITS_MAX = 18;

  // What stands before a group, the strongest of it.
  static final int NONE = 0;
  static final int BLANK = 1;
  static final int DOT = 2;
  static final int DASH = 3;
  static final int SLASH = 4;

  /** A dash or slash among blanks: perhaps between two numbers. */
  static final int WIDE = 5;

  /** What ids have between their groups. */
  static final int ODD = 6;

  /** What nothing has there. */
  static final int RARE = 7;

  final StringBuilder digits = new StringBuilder();
  final int[] lengths = new int[GROUPS_MAX];
  private final int[] starts = new int[GROUPS_MAX];
  private final int[] separators = new int[GROUPS_MAX];
  private final boolean[] parens = new boolean[GROUPS_MAX];
  int groups;
  boolean plus;
  int lookalikes;

  /** Whether the first of them is the very first character. */
  boolean letterFirst;

  /** Digits from which a number is one because of the word before it. */
  int calledMin;

  /** Whether digits stand before it, so that a leading 0 says nothing. */
  boolean follows;

  /** Whether the last value was one of single digits with something between them. */
  boolean chopped;

  private int begun;

  void clear() {
    digits.setLength(0);
    groups = 0;
    plus = false;
    lookalikes = 0;
    chopped = false;
  }

  void begin() {
    begun = digits.length();
  }

  void digit(int digit) {
    if (digits.length() < 60) {
      digits.append((char) ('0' + digit));
    }
  }

  void add(int separator, boolean paren) {
    starts[groups] = begun;
    lengths[groups] = digits.length() - begun;
    separators[groups] = separator;
    parens[groups] = paren;
    groups++;
  }

  /** The number of groups to try next when so many are no number; 0 ends it. */
  int shorter(int count) {
    for (int i = count - 1; i > 0; i--) {
      if (separators[i] == WIDE || separators[i] == BLANK) {
        return i;
      }
    }
    return 0;
  }

  /** How many groups stand before the first blank. */
  int firstBlank() {
    for (int i = 1; i < groups; i++) {
      if (separators[i] == BLANK || separators[i] == WIDE) {
        return i;
      }
    }
    return groups;
  }

  private int total(int count) {
    return starts[count - 1] + lengths[count - 1];
  }

  private char digitAt(int i) {
    return i < digits.length() ? digits.charAt(i) : ' ';
  }

  /** The first groups as a telephone number, or null. */
  @Nullable String value(int count, boolean call, boolean reference) {
    int total = total(count);
    if (total < 7 || total > DIGITS_MAX || lookalikes * 2 > total) {
      return null;
    }
    if (letterFirst && lookalikes == 1 && !call) {
      return null; // "O5-7516530": the number of a parcel begins with a letter.
    }
    if (plus) {
      return international(count, 0);
    }
    if (reference || isDate(count) || isIpAddress(count)) {
      return null;
    }
    if (isChopped(count, call)) {
      chopped = true;
      return number(total);
    }
    if (!call && (has(count, ODD) || has(count, RARE))) {
      // Nobody writes "06|1403|7774" but for a reader who is to see a number and no program.
      boolean everywhere = all(1, count, ODD) || all(1, count, RARE);
      chopped =
          everywhere
              && (isNorthAmerican(count, false)
                  || isNational(count, total, false)
                  || (separators[1] == RARE && count > 2 && total >= 9 && total <= 12));
      return chopped ? number(total) : null;
    }
    boolean grouped = count > 1;
    boolean rest = follows && !call;
    if (digitAt(0) == '0' && digitAt(1) == '0') {
      // Country codes of one digit are 1 and 7; ten digits follow.
      boolean one = digitAt(2) == '1' || digitAt(2) == '7';
      boolean code = one ? total == 13 : lengths[0] != 3;
      boolean country = code && digitAt(2) > '0' && total >= 10 && total <= 17 && (grouped || call);
      return country && !rest ? international(count, 2) : null;
    }
    boolean shaped =
        isNorthAmerican(count, call)
            || (!rest && isNational(count, total, call))
            || isServiceNumber(count, total)
            || (!rest && isGrouped(count, total))
            || (parens[0] && lengths[0] >= 2 && lengths[0] <= 4 && total >= 9 && total <= 12);
    boolean called = call && total <= 15 && total >= calledMin;
    return shaped || called ? number(total) : null;
  }

  private String number(int total) {
    return digits.substring(0, total);
  }

  private @Nullable String international(int count, int from) {
    int total = total(count);
    StringBuilder value = new StringBuilder("+");
    for (int i = 0; i < count; i++) {
      // "+44 (0)20": the trunk prefix is left out.
      boolean trunk = i > 0 && parens[i] && lengths[i] == 1 && digitAt(starts[i]) == '0';
      int start = Math.max(starts[i], from);
      int end = starts[i] + lengths[i];
      if (!trunk && start < end) { // A prefix written in groups, "0 0 ...", leaves nothing of one.
        value.append(digits, start, end);
      }
    }
    int length = value.length() - 1;
    return length >= 8 && length <= 15 && digitAt(from) != '0' && total <= DIGITS_MAX
        ? value.toString()
        : null;
  }

  private boolean has(int count, int separator) {
    for (int i = 1; i < count; i++) {
      if (separators[i] == separator) {
        return true;
      }
    }
    return false;
  }

  /** Whether what stands between the groups is that everywhere. */
  private boolean all(int from, int count, int separator) {
    for (int i = from; i < count; i++) {
      if (separators[i] != separator) {
        return false;
      }
    }
    return true;
  }

  private int group(int i) {
    int value = 0;
    for (int k = starts[i]; k < starts[i] + Math.min(lengths[i], 8); k++) {
      value = value * 10 + digits.charAt(k) - '0';
    }
    return value;
  }

  /** 2026-04-30, 30.04.2026, 4/30/26, with more behind it or not. */
  private boolean isDate(int count) {
    if (count < 3 || separators[1] != separators[2] || parens[0]) {
      return false;
    }
    int separator = separators[1];
    if (separator != DOT && separator != DASH && separator != SLASH && separator != BLANK) {
      return false;
    }
    if (lengths[0] == 4 && lengths[1] <= 2 && lengths[2] <= 2) {
      return isYear(group(0)) && group(1) <= 12 && group(2) <= 31;
    }
    boolean days = lengths[0] <= 2 && lengths[1] <= 2 && group(0) <= 31 && group(1) <= 31;
    boolean longYear = lengths[2] == 4 && isYear(group(2));
    boolean shortYear = lengths[2] == 2 && count == 3 && separator != BLANK;
    return days && (group(0) <= 12 || group(1) <= 12) && (longYear || shortYear);
  }

  private static boolean isYear(int value) {
    return value >= 1900 && value <= 2100;
  }

  private boolean isIpAddress(int count) {
    if (count < 4 || !all(1, 4, DOT)) {
      return false;
    }
    for (int i = 0; i < 4; i++) {
      if (lengths[i] > 3 || group(i) > 255) {
        return false;
      }
    }
    // "06.12.34.56.78" has pairs throughout.
    return count == 4;
  }

  /** Single digits, each by itself. */
  private boolean isChopped(int count, boolean call) {
    if (count < 7) {
      return false;
    }
    int single = 0;
    for (int i = 0; i < count; i++) {
      single += lengths[i] == 1 ? 1 : 0;
    }
    if (single < count - 2) {
      return false;
    }
    int separator = separators[1];
    if (separator == BLANK) {
      char first = digitAt(0);
      return count >= 10 && (call || first == '0' || first == '1');
    }
    return separator != DOT || count >= 10;
  }

  static boolean isTollFree(CharSequence digits, int at) {
    if (at + 3 > digits.length() || digits.charAt(at) != '8') {
      return false;
    }
    char second = digits.charAt(at + 1);
    return second == digits.charAt(at + 2) && (second == '0' || (second >= '2' && second <= '8'));
  }

  /** (aaa) bbb-cccc with the ways of writing it; areas and exchanges begin with 2 to 9. */
  private boolean isNorthAmerican(int count, boolean call) {
    boolean one = lengths[0] == 1 && digitAt(0) == '1';
    int area = one ? 1 : 0;
    int total = total(count);
    if (count == 1) {
      return total == 11 && digitAt(0) == '1' && isTollFree(digits, 1);
    }
    if (total != (one ? 11 : 10) || digitAt(area) < '2' || lengths[area] != 3) {
      return false;
    }
    boolean toll = isTollFree(digits, area);
    if (count == area + 2) {
      return lengths[area + 1] == 7 && (toll || parens[area]);
    }
    if (count != area + 3 || lengths[area + 1] != 3 || digitAt(area + 3) < '2' && !toll) {
      return false;
    }
    boolean marked = !has(count, BLANK) && !has(count, WIDE);
    return one || toll || parens[area] || marked || call;
  }

  /** A leading 0, or Russia's 8, before the area. */
  private boolean isNational(int count, int total, boolean call) {
    if (lengths[0] == 1 && digitAt(0) == '8' && count > 2 && total == 11) {
      return lengths[1] == 3 && separators[1] != DOT;
    }
    if (digitAt(0) != '0' || digitAt(1) < '1') {
      return false;
    }
    if (count == 1) {
      return false;
    }
    boolean decimal = lengths[0] == 1 && separators[1] == DOT;
    boolean range = total >= (parens[0] || call ? 8 : 9) && total <= 12;
    if (decimal || !range || count > 7) {
      return false;
    }
    for (int i = 1; i < count; i++) {
      if (lengths[i] < 2) {
        return false;
      }
    }
    // Twelve digits with dashes are some other number.
    return !all(1, count, DASH) || total < 12 || call;
  }

  /**
   * Nine or ten digits that begin with no 0, in the groups in which Spain, Portugal, Poland,
   * Czechia (912 071 897, 912 34 56 78, 22 143 73 81), Greece, Italy (210 123 4567) and India
   * (98765 43210) write numbers without a prefix.
   */
  private boolean isGrouped(int count, int total) {
    if (digitAt(0) < '1' || !(all(1, count, BLANK) || all(1, count, DASH))) {
      return false;
    }
    if (count == 2) {
      return lengths[0] == 5 && lengths[1] == 5 && digitAt(0) >= '6';
    }
    boolean shaped =
        switch (count) {
          case 3 -> lengths[0] == 3 && lengths[1] == 3 && (total == 9 || total == 10);
          case 4 ->
              lengths[0] >= 2 && lengths[0] + lengths[1] == 5 && lengths[3] == 2 && total == 9;
          default -> false;
        };
    if (!shaped) {
      return false;
    }
    for (int i = 1; i < count; i++) {
      if (group(i) % 100 != 0) {
        return true;
      }
    }
    return false; // "100-200-300", "120 000 000"
  }

  /**
   * 1800 123 456, 1300 ..., 1860 ..., 400-123-4567, 1588-0177: numbers of services, written with
   * their prefix.
   */
  private boolean isServiceNumber(int count, int total) {
    if (lengths[0] == 3 && group(0) == 400) {
      return total == 10 && count <= 3 && count > 1 && separators[1] != DOT;
    }
    if (lengths[0] == 4 && count == 2 && lengths[1] == 4 && separators[1] == DASH) {
      int area = group(0) / 100;
      return (area == 15 || area == 16 || area == 18) && (group(1) < 1000 || group(1) > 2100);
    }
    if (lengths[0] != 4 || count < 2 || total < 10 || total > 11) {
      return false;
    }
    int prefix = group(0);
    return (prefix == 1800 || prefix == 1300 || prefix == 1860 || prefix == 1900)
        && lengths[1] >= 2
        && separators[1] != DOT;
  }
}
