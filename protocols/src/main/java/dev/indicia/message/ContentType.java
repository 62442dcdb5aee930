package dev.indicia.message;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A media type with its parameters (RFC 2045 §5.1). Immutable.
 *
 * @param type lower-case: "text"
 * @param subtype lower-case: "plain"
 * @param parameters by lower-case name, in order; continuations joined and character sets decoded
 *     (RFC 2231)
 */
public record ContentType(String type, String subtype, Map<String, String> parameters) {
  /** What a part is that says nothing, or nothing that can be read (RFC 2045 §5.2). */
  public static final ContentType TEXT_PLAIN = new ContentType("text", "plain", Map.of());

  /** What a part of multipart/digest is that says nothing (RFC 2046 §5.1.5). */
  static final ContentType MESSAGE = new ContentType("message", "rfc822", Map.of());

  public ContentType {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** The media type of the field's body, or nothing when it is none. */
  public static Optional<ContentType> parse(String value) {
    return parse(value, new Parameters(value, value.indexOf('/') + 1));
  }

  static Optional<ContentType> parse(String value, Parameters parameters) {
    int slash = value.indexOf('/');
    if (slash <= 0) {
      return Optional.empty();
    }
    String type = Parameters.firstWord(value.substring(0, slash));
    String subtype = Parameters.firstWord(value.substring(slash + 1));
    if (type == null || subtype == null) {
      return Optional.empty();
    }
    return Optional.of(new ContentType(type, subtype, parameters.read()));
  }

  /** type "/" subtype. */
  public String name() {
    return type + "/" + subtype;
  }

  /** The parameter of that lower-case name, or null. */
  public @Nullable String parameter(String name) {
    return parameters.get(name.toLowerCase(Locale.ROOT));
  }

  /** Whether this is a multipart (RFC 2046 §5.1). */
  public boolean isMultipart() {
    return type.equals("multipart");
  }

  /** Whether this is a message as a whole (RFC 2046 §5.2.1, RFC 6532 §3.7). */
  public boolean isMessage() {
    return type.equals("message") && (subtype.equals("rfc822") || subtype.equals("global"));
  }
}
