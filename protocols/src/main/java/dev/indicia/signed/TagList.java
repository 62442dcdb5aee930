package dev.indicia.signed;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A tag-list (RFC 6376 §3.2) as offsets into octets: which tags there are and where their values
 * stand, without the white space around them. Reused from one list to the next; not thread-safe.
 */
public final class TagList {
  private final boolean foldsCase;
  private byte[] octets = new byte[0];
  // Four offsets a tag: name from and to, value from and to.
  private int[] offsets = new int[4 * 16];
  private int count;
  private boolean emptyTag;
  private boolean oddName;
  private int duplicate;
  private int irregular;

  /** A list whose names differ by case (RFC 6376 §3.2). */
  public TagList() {
    this(false);
  }

  /**
   * A list.
   *
   * @param foldsCase whether names that differ only by case (ASCII) are the same name
   */
  public TagList(boolean foldsCase) {
    this.foldsCase = foldsCase;
  }

  /** How reading a list ended. */
  public enum Outcome {
    OK,
    SYNTAX,
    DUPLICATE,
    TOO_MANY
  }

  /** Reads the list that stands between the offsets. */
  public Outcome parse(byte[] from, int start, int end, int tagsMax) {
    octets = from;
    count = 0;
    emptyTag = false;
    oddName = false;
    duplicate = -1;
    irregular = -1;
    int at = start;
    while (at < end) {
      int semicolon = indexOf((byte) ';', at, end);
      if (count == tagsMax) {
        note(at);
        return Outcome.TOO_MANY;
      }
      if (!parseTag(at, semicolon, semicolon == end)) {
        return Outcome.SYNTAX;
      }
      at = semicolon + 1;
    }
    if (count == 0) {
      return Outcome.SYNTAX;
    }
    return duplicate >= 0 ? Outcome.DUPLICATE : Outcome.OK;
  }

  private void note(int at) {
    if (irregular < 0) {
      irregular = at;
    }
  }

  private int indexOf(byte octet, int from, int to) {
    int at = from;
    while (at + Words.LENGTH <= to) {
      long found = Words.equal(Words.get(octets, at), octet);
      if (found != 0) {
        return at + Words.firstIndex(found);
      }
      at += Words.LENGTH;
    }
    while (at < to && octets[at] != octet) {
      at++;
    }
    return at;
  }

  // tag-spec = [FWS] tag-name [FWS] "=" [FWS] tag-value [FWS]
  private boolean parseTag(int start, int end, boolean last) {
    int from = skipSpace(start, end);
    if (from == end) {
      if (!last) {
        emptyTag = true;
        note(from);
      }
      return true;
    }
    int equals = indexOf((byte) '=', from, end);
    int nameEnd = trimSpace(from, equals);
    if (equals == end || !isName(from, nameEnd)) {
      note(from);
      return false;
    }
    int valueFrom = skipSpace(equals + 1, end);
    int valueEnd = trimSpace(valueFrom, end);
    if (!isValue(valueFrom, valueEnd)) {
      note(from);
      return false;
    }
    for (int i = 0; i < count && duplicate < 0; i++) {
      if (isSame(offsets[4 * i], offsets[4 * i + 1], from, nameEnd)) {
        duplicate = i;
        note(from);
      }
    }
    if (4 * count == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * offsets.length);
    }
    offsets[4 * count] = from;
    offsets[4 * count + 1] = nameEnd;
    offsets[4 * count + 2] = valueFrom;
    offsets[4 * count + 3] = valueEnd;
    count++;
    return true;
  }

  private boolean isSame(int from, int to, int otherFrom, int otherTo) {
    if (!foldsCase) {
      return Arrays.equals(octets, from, to, octets, otherFrom, otherTo);
    }
    int same = 0;
    while (from + same < to
        && otherFrom + same < otherTo
        && FieldNames.lower(octets[from + same]) == FieldNames.lower(octets[otherFrom + same])) {
      same++;
    }
    return from + same == to && otherFrom + same == otherTo;
  }

  // tag-name = ALPHA *ALNUMPUNC; another VALCHAR is an odd name, anything else none.
  private boolean isName(int from, int to) {
    for (int i = from; i < to; i++) {
      byte c = octets[i];
      boolean alpha = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean other = (c >= '0' && c <= '9') || c == '_';
      if (!alpha && (i == from || !other)) {
        if (c <= ' ' || c == 0x7f) {
          return false;
        }
        oddName = true;
        note(from);
      }
    }
    return to > from;
  }

  // tag-value: VALCHAR and folding white space; octets above 127 as RFC 8616 §5 has them.
  private boolean isValue(int from, int to) {
    for (int i = from; i < to; i++) {
      while (i + Words.LENGTH < to && areVisible(Words.get(octets, i))) {
        i += Words.LENGTH;
      }
      byte c = octets[i];
      if ((c >= 0 && c < ' ') || c == 0x7f) {
        if (c == '\r' && i + 2 < to && octets[i + 1] == '\n' && isWsp(octets[i + 2])) {
          i++;
        } else if (c != '\t') {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean areVisible(long word) {
    return (Words.below(word, ' ') | Words.equal(word, 0x7f)) == 0;
  }

  private int skipSpace(int from, int to) {
    int at = from;
    while (at < to) {
      if (isWsp(octets[at])) {
        at++;
      } else if (at + 2 < to
          && octets[at] == '\r'
          && octets[at + 1] == '\n'
          && isWsp(octets[at + 2])) {
        at += 3;
      } else {
        break;
      }
    }
    return at;
  }

  private int trimSpace(int from, int to) {
    int end = to;
    while (end > from && isWsp(octets[end - 1])) {
      end--;
      if (end - 2 >= from && octets[end - 1] == '\n' && octets[end - 2] == '\r') {
        end -= 2;
      }
    }
    return end;
  }

  /** Whether the octet is a space or tab. */
  public static boolean isWsp(byte octet) {
    return octet == ' ' || octet == '\t';
  }

  /** Whether nothing stood in front of some semicolon. */
  public boolean hasEmptyTag() {
    return emptyTag;
  }

  /** Whether a name has characters that it may not have. */
  public boolean hasOddName() {
    return oddName;
  }

  /** Where the first tag stands that is empty, odd, a duplicate, too much or none; -1 without. */
  public int irregular() {
    return irregular;
  }

  private int octet(int at) {
    return foldsCase ? FieldNames.lower(octets[at]) : octets[at];
  }

  /** The index of the tag with this name, in lower case where case is folded; or -1. */
  public int find(String name) {
    for (int i = 0; i < count; i++) {
      int from = offsets[4 * i];
      if (offsets[4 * i + 1] - from != name.length()) {
        continue;
      }
      int same = 0;
      while (same < name.length() && octet(from + same) == name.charAt(same)) {
        same++;
      }
      if (same == name.length()) {
        return i;
      }
    }
    return -1;
  }

  /** The name that stands twice, after {@link Outcome#DUPLICATE}. */
  public String duplicateName() {
    int from = offsets[4 * duplicate];
    return new String(octets, from, offsets[4 * duplicate + 1] - from, StandardCharsets.ISO_8859_1);
  }

  /** The octets that the list stands in. */
  public byte[] octets() {
    return octets;
  }

  /** Where the tag's value starts. */
  public int valueStart(int tag) {
    return offsets[4 * tag + 2];
  }

  /** Where the tag's value ends. */
  public int valueEnd(int tag) {
    return offsets[4 * tag + 3];
  }

  /** The value of the tag, one character an octet; null when there is no such tag. */
  public @Nullable String value(String name) {
    int tag = find(name);
    return tag < 0 ? null : text(tag, StandardCharsets.ISO_8859_1);
  }

  /** The value of the tag as UTF-8 (RFC 8616 §5). */
  public String utf8(int tag) {
    return text(tag, StandardCharsets.UTF_8);
  }

  private String text(int tag, java.nio.charset.Charset charset) {
    return new String(octets, valueStart(tag), valueEnd(tag) - valueStart(tag), charset);
  }

  /** Forgets the octets, so that a pooled list keeps no message alive. */
  public void clear() {
    octets = new byte[0];
    count = 0;
    if (offsets.length > 4 * 128) {
      offsets = new int[4 * 16];
    }
  }
}
