package dev.indicia.events;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes one JSON object on one line. Hostile text is safe: a broken character becomes U+FFFD. */
public final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int LINE_OCTETS = 4096;

  private final JsonGenerator out;

  private Json(JsonGenerator out) {
    this.out = out;
  }

  /** The UTF-8 octets of the object that the writer fills, with a final line feed. */
  public static byte[] line(Consumer<Json> members) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream(LINE_OCTETS);
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), octets)) {
      generator.writeStartObject();
      members.accept(new Json(generator));
      generator.writeEndObject();
    }
    octets.write('\n');
    return octets.toByteArray();
  }

  /** A string member; null where there is none. */
  public Json string(String name, @Nullable String value) {
    out.writeName(name);
    value(value);
    return this;
  }

  /** A point in time, in RFC 3339. */
  public Json time(String name, @Nullable Instant value) {
    return string(name, value == null ? null : Times.format(value));
  }

  /** A number member. */
  public Json number(String name, @Nullable Long value) {
    out.writeName(name);
    if (value == null) {
      out.writeNull();
    } else {
      out.writeNumber(value);
    }
    return this;
  }

  /** A boolean member. */
  public Json bool(String name, boolean value) {
    out.writeBooleanProperty(name, value);
    return this;
  }

  /** A member that is null. */
  public Json none(String name) {
    out.writeNullProperty(name);
    return this;
  }

  /** An array of strings. */
  public Json strings(String name, Collection<String> values) {
    out.writeName(name);
    out.writeStartArray();
    for (String value : values) {
      value(value);
    }
    out.writeEndArray();
    return this;
  }

  /** An object member. */
  public Json object(String name, Consumer<Json> members) {
    out.writeName(name);
    return element(members);
  }

  /** An array member with an object for each value; null where there are no values. */
  public <T> Json objects(
      String name, @Nullable Collection<T> values, java.util.function.BiConsumer<Json, T> member) {
    if (values == null) {
      return none(name);
    }
    out.writeName(name);
    out.writeStartArray();
    for (T value : values) {
      element(json -> member.accept(json, value));
    }
    out.writeEndArray();
    return this;
  }

  private Json element(Consumer<Json> members) {
    out.writeStartObject();
    members.accept(this);
    out.writeEndObject();
    return this;
  }

  private void value(@Nullable String value) {
    if (value == null) {
      out.writeNull();
    } else {
      out.writeString(wellFormed(value));
    }
  }

  /** The text with U+FFFD for each half of a surrogate pair that stands alone. */
  public static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i)) && !isPairAt(text, i)) {
        return replaced(text);
      }
      if (Character.isHighSurrogate(text.charAt(i))) {
        i++;
      }
    }
    return text;
  }

  private static String replaced(String text) {
    StringBuilder whole = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        whole.append(c);
      } else if (isPairAt(text, i)) {
        whole.append(c).append(text.charAt(++i));
      } else {
        whole.append('\ufffd');
      }
    }
    return whole.toString();
  }

  private static boolean isPairAt(String text, int i) {
    return i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
  }
}
