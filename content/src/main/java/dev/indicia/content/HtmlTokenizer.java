package dev.indicia.content;

/**
 * Cuts HTML into text, tags and character references, in one pass (WHATWG HTML §13.2.5, the states
 * that change what is shown). Nothing fails, time is linear. Runs once.
 */
final class HtmlTokenizer {
  /** Attributes kept of one tag; further ones are read and dropped. */
  private static final int ATTRIBUTES_MAX = 24;

  /** Longest character reference looked at, in characters. */
  private static final int REFERENCE_MAX = 40;

  /** What {@link #next} found. */
  enum Token {
    /** Characters from {@link #start} to {@link #end}. */
    TEXT,
    /** The characters {@link #reference}. */
    REFERENCE,
    START_TAG,
    END_TAG,
    END
  }

  final char[] text;
  final int length;

  /** The same; its search is the faster one. */
  private final String source;

  /** Range of a text, or of a tag's name. */
  int start;

  int end;

  /** Range of the content that {@link #skipRaw} passed over. */
  int contentStart;

  int contentEnd;

  /** Offset of the first character not read yet. */
  int at;

  /** The last tag's name. */
  Tag tag = Tag.UNKNOWN;

  long tagKey;

  /** What the last character reference stands for. */
  String reference = "";

  private long nameKey;
  private int attributes;
  private final long[] names = new long[ATTRIBUTES_MAX];
  private final int[] from = new int[ATTRIBUTES_MAX];
  private final int[] to = new int[ATTRIBUTES_MAX];

  /** While inside title or textarea: the only tag that is one. */
  private Tag only = Tag.UNKNOWN;

  HtmlTokenizer(String source) {
    this.source = source;
    this.text = source.toCharArray();
    this.length = text.length;
  }

  Token next() {
    while (at < length) {
      char c = text[at];
      if (c == '<') {
        Token token = markup();
        if (token != null) {
          return token;
        }
        continue;
      }
      if (c == '&' && reference(at, length, false)) {
        return Token.REFERENCE;
      }
      start = at;
      at++;
      skipText();
      return Token.TEXT;
    }
    return Token.END;
  }

  private void skipText() {
    char[] chars = text;
    int i = at;
    int stop = length;
    while (i < stop && chars[i] != '<' && chars[i] != '&') {
      i++;
    }
    at = i;
    end = i;
  }

  /** WHATWG HTML §13.2.5.6, tag open state; null when a comment was passed over. */
  private @org.jspecify.annotations.Nullable Token markup() {
    int i = at + 1;
    char c = i < length ? text[i] : ' ';
    if (only != Tag.UNKNOWN) {
      if (c == '/' && isEndOf(only, i + 1)) {
        only = Tag.UNKNOWN;
        return tag(i + 1, Token.END_TAG);
      }
    } else if (isLetter(c)) {
      return tag(i, Token.START_TAG);
    } else if (c == '/' && i + 1 < length) {
      c = text[i + 1];
      if (isLetter(c)) {
        return tag(i + 1, Token.END_TAG);
      }
      skipTo('>', i + 1);
      return null;
    } else if (c == '!') {
      declaration(i + 1);
      return null;
    } else if (c == '?') {
      skipTo('>', i);
      return null;
    }
    start = at;
    at = i;
    skipText();
    return Token.TEXT;
  }

  private static boolean isLetter(char c) {
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'z';
  }

  private void skipTo(char stop, int i) {
    int found = source.indexOf(stop, i);
    at = found < 0 ? length : found + 1;
  }

  /** WHATWG HTML §13.2.5.42: a comment, conditional ones too; else up to the next ">". */
  private void declaration(int i) {
    if (i + 1 >= length || text[i] != '-' || text[i + 1] != '-') {
      skipTo('>', i);
      return;
    }
    int k = i + 2;
    if (k < length && text[k] == '>') {
      at = k + 1;
      return;
    }
    if (k + 1 < length && text[k] == '-' && text[k + 1] == '>') {
      at = k + 2;
      return;
    }
    for (k = source.indexOf("--", k); k >= 0 && k + 2 < length; k = source.indexOf("--", k + 1)) {
      if (text[k + 2] == '>') {
        at = k + 3;
        return;
      }
      if (text[k + 2] == '!' && k + 3 < length && text[k + 3] == '>') {
        at = k + 4;
        return;
      }
    }
    at = length;
  }

  /** WHATWG HTML §13.2.5.8 and §13.2.5.32 on; a tag that does not end is no token. */
  private Token tag(int nameStart, Token kind) {
    int i = name(nameStart, false);
    start = nameStart;
    end = i;
    tagKey = nameKey;
    tag = Tag.of(tagKey);
    attributes = 0;
    at = i;
    boolean keep = kind == Token.START_TAG;
    while (true) {
      i = at;
      while (i < length && (text[i] <= ' ' || text[i] == '/')) {
        i++;
      }
      if (i >= length) {
        at = length;
        return Token.END;
      }
      if (text[i] == '>') {
        at = i + 1;
        return kind;
      }
      if (!attribute(i, keep)) {
        at = length;
        return Token.END;
      }
    }
  }

  private static boolean isTagBreak(char c) {
    return c == '>' || c == '/' || c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
  }

  /** Reads the name of a tag or an attribute into {@link #nameKey}; the offset behind it. */
  private int name(int from, boolean attribute) {
    long key = 0;
    int i = from;
    int stop = Math.min(length, from + 11);
    while (i < stop) {
      char c = text[i];
      int bits = c < 128 ? Tag.BITS[c] : 0;
      if (bits == 0) {
        break;
      }
      key = key << 6 | bits;
      i++;
    }
    if (i > from && i < stop && (isTagBreak(text[i]) || (attribute && text[i] == '='))) {
      nameKey = key;
      return i;
    }
    // Longer, or of other characters; an attribute's name may begin with "=".
    i = attribute ? from + 1 : from;
    while (i < length && !isTagBreak(text[i]) && !(attribute && text[i] == '=')) {
      i++;
    }
    nameKey = Tag.key(text, from, i);
    return i;
  }

  private int quoteEnd(char quote, int from) {
    int stop = Math.min(length, from + 16);
    for (int i = from; i < stop; i++) {
      if (text[i] == quote) {
        return i;
      }
    }
    int found = source.indexOf(quote, stop);
    return found < 0 ? length : found;
  }

  /** Reads one attribute; whether the text goes on behind it. */
  private boolean attribute(int nameStart, boolean keep) {
    int i = name(nameStart, true);
    long name = nameKey;
    int nameEnd = i;
    while (i < length && text[i] <= ' ') {
      i++;
    }
    int valueStart = nameEnd;
    int valueEnd = nameEnd;
    if (i < length && text[i] == '=') {
      i++;
      while (i < length && text[i] <= ' ') {
        i++;
      }
      char quote = i < length ? text[i] : '>';
      if (quote == '"' || quote == '\'') {
        valueStart = ++i;
        valueEnd = quoteEnd(quote, i);
        i = valueEnd + 1;
      } else {
        valueStart = i;
        while (i < length && text[i] > ' ' && text[i] != '>') {
          i++;
        }
        valueEnd = i;
      }
      at = i;
    } else {
      at = Math.max(i, nameEnd);
    }
    if (at > length || valueEnd >= length) {
      return false;
    }
    if (keep && attributes < ATTRIBUTES_MAX) {
      names[attributes] = name;
      from[attributes] = valueStart;
      to[attributes] = valueEnd;
      attributes++;
    }
    return at < length;
  }

  /** Index of the first attribute of that name in the last start tag, or -1. */
  int attribute(long name) {
    for (int i = 0; i < attributes; i++) {
      if (names[i] == name) {
        return i;
      }
    }
    return -1;
  }

  int attributeCount() {
    return attributes;
  }

  long attributeName(int index) {
    return names[index];
  }

  int valueStart(int index) {
    return from[index];
  }

  int valueEnd(int index) {
    return to[index];
  }

  /** The attribute's value with its character references read, at most so many characters. */
  String value(int index, int charactersMax) {
    int begin = from[index];
    int stop = to[index];
    String value = source.substring(begin, Math.min(stop, begin + charactersMax));
    if (value.indexOf('&') < 0) {
      return value;
    }
    StringBuilder out = new StringBuilder(Math.min(stop - begin, charactersMax));
    int saved = at;
    int i = begin;
    while (i < stop && out.length() < charactersMax) {
      if (text[i] == '&' && reference(i, stop, true)) {
        out.append(reference);
        i = at;
      } else {
        out.append(text[i++]);
      }
    }
    at = saved;
    return out.length() > charactersMax ? out.substring(0, charactersMax) : out.toString();
  }

  /** Whether the tag's end tag stands there, behind its "</". */
  private boolean isEndOf(Tag tag, int nameStart) {
    String name = tag.name();
    int nameEnd = nameStart + name.length();
    if (nameEnd > length || (nameEnd < length && !isTagBreak(text[nameEnd]))) {
      return false;
    }
    return Tag.key(text, nameStart, nameEnd) == tag.key;
  }

  /** From here on only the tag's end tag is markup (WHATWG HTML §13.2.5.2, RCDATA). */
  void onlyTextIn(Tag tag) {
    only = tag;
  }

  /**
   * Passes over the content of an element whose content is no markup, its end tag too (WHATWG HTML
   * §13.2.5.3, §13.2.5.4); {@link #contentStart} to {@link #contentEnd} is the content.
   */
  void skipRaw(Tag tag) {
    contentStart = at;
    boolean script = tag == Tag.SCRIPT;
    // 0 outside of a comment in a script, 1 inside, 2 inside with a script in it.
    int depth = 0;
    int i = at;
    for (; i < length; i++) {
      char c = text[i];
      if (c == '<' && i + 1 < length) {
        if (text[i + 1] == '/' && isEndOf(tag, i + 2)) {
          if (depth < 2) {
            break;
          }
          depth = 1;
        } else if (script && depth == 1 && isEndOf(tag, i + 1)) {
          depth = 2;
        } else if (script && depth == 0 && isAt("<!--", i)) {
          depth = 1;
          // "<!-->" ends at once: its dashes are looked at as the end, too.
          i++;
        }
      } else if (script && depth > 0 && c == '-' && isAt("-->", i)) {
        depth = 0;
      }
    }
    contentEnd = Math.min(i, length);
    at = contentEnd;
    if (at < length) {
      tag(i + 2, Token.END_TAG);
    }
  }

  private boolean isAt(String word, int i) {
    if (i + word.length() > length) {
      return false;
    }
    for (int k = 0; k < word.length(); k++) {
      if (text[i + k] != word.charAt(k)) {
        return false;
      }
    }
    return true;
  }

  /**
   * WHATWG HTML §13.2.5.72: reads the character reference at the "&"; whether there is one. Then
   * {@link #at} stands behind it.
   */
  private boolean reference(int ampersand, int stop, boolean inAttribute) {
    int i = ampersand + 1;
    if (i >= stop) {
      return false;
    }
    if (text[i] == '#') {
      return numeric(i + 1, stop);
    }
    int limit = Math.min(stop, i + REFERENCE_MAX);
    int k = i;
    while (k < limit && isAlphanumeric(text[k])) {
      k++;
    }
    if (k == i) {
      return false;
    }
    if (k < stop && text[k] == ';') {
      String found = CharacterReferences.named(text, i, k + 1);
      if (found != null) {
        reference = found;
        at = k + 1;
        return true;
      }
    }
    for (int e = Math.min(k, i + CharacterReferences.UNTERMINATED_MAX); e >= i + 2; e--) {
      String found = CharacterReferences.named(text, i, e);
      if (found != null) {
        if (inAttribute && e < stop && (text[e] == '=' || isAlphanumeric(text[e]))) {
          return false;
        }
        reference = found;
        at = e;
        return true;
      }
    }
    return false;
  }

  private static boolean isAlphanumeric(char c) {
    return isLetter(c) || (c >= '0' && c <= '9');
  }

  private boolean numeric(int first, int stop) {
    int i = first;
    boolean hex = i < stop && (text[i] | 0x20) == 'x';
    if (hex) {
      i++;
    }
    int digitsStart = i;
    int value = 0;
    while (i < stop) {
      int digit = text[i] < 0x80 ? Character.digit(text[i], hex ? 16 : 10) : -1;
      if (digit < 0) {
        break;
      }
      value = Math.min(value * (hex ? 16 : 10) + digit, 0x110000);
      i++;
    }
    if (i == digitsStart) {
      return false;
    }
    reference = CharacterReferences.numeric(value);
    at = i < stop && text[i] == ';' ? i + 1 : i;
    return true;
  }
}
