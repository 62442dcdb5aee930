package dev.indicia.content;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Rules of style sheets that hide a class or an element by its id: ".x{display:none}". Other
 * selectors are not read. A rule inside a media query hides nothing, but one that shows a class
 * there shows it to somebody, so that it does not count as hidden.
 */
final class StyleRules {
  /** Selectors kept of one message. */
  private static final int RULES_MAX = 500;

  /** Longest rule read, in characters. */
  private static final int RULE_MAX = 4000;

  private final Set<String> hiding = new HashSet<>();
  private final Set<String> shownSomewhere = new HashSet<>();

  /** Classes and ids with a background of their own. */
  private final Map<String, Integer> backgrounds = new HashMap<>();

  private final InlineStyle style = new InlineStyle();

  boolean isEmpty() {
    return hiding.isEmpty() && backgrounds.isEmpty();
  }

  /** Reads a style sheet; linear in its length. */
  void read(char[] text, int from, int to) {
    int i = from;
    int depth = 0;
    int selector = from;
    while (i < to) {
      char c = text[i];
      if (c == '/' && i + 1 < to && text[i + 1] == '*') {
        boolean before = isBlank(text, selector, i);
        int end = i + 2;
        while (end < to && !(text[end] == '/' && text[end - 1] == '*' && end > i + 2)) {
          end++;
        }
        i = end + 1;
        selector = before ? i : selector;
        continue;
      }
      if (c == '{') {
        int name = skipBlank(text, selector, i);
        if (name < i && text[name] == '@' && !isDeclared(text, name, i)) {
          depth++;
          selector = ++i;
          continue;
        }
        int end = i + 1;
        while (end < to && text[end] != '}') {
          end++;
        }
        rule(text, name, i, i + 1, Math.min(end, to), depth > 0);
        i = end + 1;
        selector = i;
        continue;
      }
      if (c == '}') {
        depth = Math.max(depth - 1, 0);
        selector = i + 1;
      } else if (c == ';') {
        selector = i + 1;
      }
      i++;
    }
  }

  /** At-rules whose braces hold declarations, not rules. */
  private static boolean isDeclared(char[] text, int from, int to) {
    return to - from > 5 && (text[from + 1] == 'f' || text[from + 1] == 'p');
  }

  private static boolean isBlank(char[] text, int from, int to) {
    return skipBlank(text, from, to) >= to;
  }

  private static int skipBlank(char[] text, int from, int to) {
    int i = from;
    while (i < to
        && (text[i] <= ' '
            || text[i] == '-'
            || text[i] == '<'
            || text[i] == '!'
            || text[i] == '>')) {
      i++;
    }
    return i;
  }

  private void rule(
      char[] text, int from, int selectorEnd, int body, int end, boolean conditional) {
    if (end - from > RULE_MAX || hiding.size() + backgrounds.size() >= RULES_MAX) {
      return;
    }
    style.clear();
    style.read(text, body, end, 160);
    boolean hides = style.hides() || style.visibility == 1 || style.fontSize == 0;
    boolean colors = style.background != InlineStyle.UNSET;
    if (!hides && !style.shown && !colors) {
      return;
    }
    int start = from;
    for (int i = from; i <= selectorEnd; i++) {
      if (i < selectorEnd && text[i] != ',') {
        continue;
      }
      String name = simple(text, start, i);
      start = i + 1;
      if (name.isEmpty()) {
        continue;
      }
      if (conditional) {
        if (style.shown) {
          shownSomewhere.add(name);
        }
      } else if (hides) {
        hiding.add(name);
      } else if (colors) {
        backgrounds.put(name, style.background);
      }
    }
  }

  /** ".x" or "#x" of a selector that is nothing but that, with an element's name before it. */
  private static String simple(char[] text, int begin, int stop) {
    int from = begin;
    int to = stop;
    while (from < to && text[from] <= ' ') {
      from++;
    }
    while (to > from && text[to - 1] <= ' ') {
      to--;
    }
    int mark = -1;
    for (int i = from; i < to; i++) {
      char c = text[i];
      if (c == '.' || c == '#') {
        if (mark >= 0) {
          return "";
        }
        mark = i;
      } else if (!Character.isLetterOrDigit(c) && c != '-' && c != '_') {
        return "";
      }
    }
    return mark < 0 || to - mark > 100 ? "" : new String(text, mark, to - mark);
  }

  /** What the rules say of an element with these classes or this id. */
  void apply(boolean id, String names, InlineStyle into) {
    int i = 0;
    while (i < names.length()) {
      while (i < names.length() && names.charAt(i) <= ' ') {
        i++;
      }
      int start = i;
      while (i < names.length() && names.charAt(i) > ' ') {
        i++;
      }
      if (i > start) {
        String name = (id ? "#" : ".") + names.substring(start, i);
        if (hiding.contains(name) && !shownSomewhere.contains(name)) {
          into.display = 1;
        }
        Integer background = backgrounds.get(name);
        if (background != null) {
          into.background = background;
        }
      }
    }
  }
}
