package dev.indicia.events;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON object on one line (RFC 8259). Hostile text is safe: a broken character becomes
 * U+FFFD.
 */
public final class Json {
  private static final int LINE_OCTETS = 8192;

  /** A character takes at most as many octets as its code escaped. */
  private static final int CHARACTER_OCTETS_MAX = 6;

  private static final int PIECE_CHARACTERS = 512;

  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

  /** What stands behind the backslash; 0 for a character that stands for itself, 'u' for a code. */
  private static final byte[] ESCAPES = escapes();

  private byte[] octets = new byte[LINE_OCTETS];
  private int end;

  /** Whether the next member or element has one before it. */
  private boolean follows;

  private Json() {}

  private static byte[] escapes() {
    byte[] escapes = new byte[0x80];
    Arrays.fill(escapes, 0, 0x20, (byte) 'u');
    escapes['\b'] = 'b';
    escapes['\t'] = 't';
    escapes['\n'] = 'n';
    escapes['\f'] = 'f';
    escapes['\r'] = 'r';
    escapes['"'] = '"';
    escapes['\\'] = '\\';
    return escapes;
  }

  /** The UTF-8 octets of the object that the writer fills, with a final line feed. */
  public static byte[] line(Consumer<Json> members) {
    Json json = new Json();
    json.element(members);
    json.room(1);
    json.put('\n');
    return Arrays.copyOf(json.octets, json.end);
  }

  /** Octets until now. */
  int size() {
    return end;
  }

  /** A string member; null where there is none. */
  public Json string(String name, @Nullable String value) {
    name(name);
    value(value);
    return this;
  }

  /** A point in time, in RFC 3339. */
  public Json time(String name, @Nullable Instant value) {
    return string(name, value == null ? null : Times.format(value));
  }

  /** A number member. */
  public Json number(String name, @Nullable Long value) {
    name(name);
    word(value == null ? "null" : Long.toString(value));
    return this;
  }

  /** A boolean member. */
  public Json bool(String name, boolean value) {
    name(name);
    word(value ? "true" : "false");
    return this;
  }

  /** A member that is null. */
  public Json none(String name) {
    name(name);
    word("null");
    return this;
  }

  /** An array of strings. */
  public Json strings(String name, Collection<String> values) {
    name(name);
    open('[');
    for (String value : values) {
      next();
      value(value);
    }
    close(']');
    return this;
  }

  /** An object member. */
  public Json object(String name, Consumer<Json> members) {
    name(name);
    element(members);
    return this;
  }

  /** An array member with an object for each value; null where there are no values. */
  public <T> Json objects(String name, @Nullable Collection<T> values, BiConsumer<Json, T> member) {
    if (values == null) {
      return none(name);
    }
    name(name);
    open('[');
    for (T value : values) {
      next();
      open('{');
      member.accept(this, value);
      close('}');
    }
    close(']');
    return this;
  }

  private void element(Consumer<Json> members) {
    open('{');
    members.accept(this);
    close('}');
  }

  private void open(char bracket) {
    room(1);
    put(bracket);
    follows = false;
  }

  private void close(char bracket) {
    room(1);
    put(bracket);
    follows = true;
  }

  private void next() {
    if (follows) {
      room(1);
      put(',');
    }
    follows = true;
  }

  private void name(String name) {
    next();
    text(name);
    room(1);
    put(':');
  }

  private void value(@Nullable String value) {
    if (value == null) {
      word("null");
    } else {
      text(value);
    }
  }

  private void word(String ascii) {
    room(ascii.length());
    for (int i = 0; i < ascii.length(); i++) {
      put(ascii.charAt(i));
    }
  }

  private void text(String text) {
    room(1);
    put('"');
    for (int from = 0; from < text.length(); ) {
      from = piece(text, from, Math.min(text.length(), from + PIECE_CHARACTERS));
    }
    room(1);
    put('"');
  }

  /** A piece of a text, with room made once; where the next one begins. */
  private int piece(String text, int from, int to) {
    room((to - from) * CHARACTER_OCTETS_MAX);
    int i = plain(text, from, to);
    for (; i < to; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        byte escape = ESCAPES[c];
        if (escape == 0) {
          put(c);
        } else {
          escaped(c, escape);
        }
      } else if (!Character.isSurrogate(c)) {
        international(c);
      } else {
        international(isPairAt(text, i) ? Character.toCodePoint(c, text.charAt(++i)) : 0xfffd);
      }
    }
    return i;
  }

  /** Writes the characters that stand for themselves, up to the first that does not. */
  private int plain(String text, int from, int to) {
    byte[] out = octets;
    int at = end;
    int i = from;
    for (; i < to; i++) {
      char c = text.charAt(i);
      if (c >= 0x80 || ESCAPES[c] != 0) {
        break;
      }
      out[at++] = (byte) c;
    }
    end = at;
    return i;
  }

  private void escaped(char c, byte escape) {
    put('\\');
    put((char) escape);
    if (escape == 'u') {
      put('0');
      put('0');
      put((char) HEX[c >> 4]);
      put((char) HEX[c & 0xf]);
    }
  }

  /** RFC 3629 §3, for what is not ASCII. */
  private void international(int c) {
    if (c < 0x800) {
      put((char) (0xc0 | c >> 6));
    } else {
      if (c < 0x10000) {
        put((char) (0xe0 | c >> 12));
      } else {
        put((char) (0xf0 | c >> 18));
        put((char) (0x80 | c >> 12 & 0x3f));
      }
      put((char) (0x80 | c >> 6 & 0x3f));
    }
    put((char) (0x80 | c & 0x3f));
  }

  private void room(int more) {
    if (more > octets.length - end) {
      octets = Arrays.copyOf(octets, Math.max(2 * octets.length, Math.addExact(end, more)));
    }
  }

  private void put(char octet) {
    octets[end++] = (byte) octet;
  }

  private static boolean isPairAt(String text, int i) {
    return i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
  }
}
