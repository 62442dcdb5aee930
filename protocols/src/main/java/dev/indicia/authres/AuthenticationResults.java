package dev.indicia.authres;

import dev.indicia.evidence.Strictness;
import dev.indicia.message.HeaderField;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One Authentication-Results field (RFC 8601 §2.2). Immutable.
 *
 * <p>It says what its writer claims. Whether the writer is to be believed is another question: only
 * a field that our own border wrote, after {@link ForgedResults} removed those of others, is.
 *
 * @param authservId who claims to have authenticated; null where the field does not say
 * @param version of the field's syntax, 1 where it is absent
 * @param comments those before the first result, without their outer parentheses
 * @param results in order; empty for "none"
 */
public record AuthenticationResults(
    @Nullable String authservId, int version, List<String> comments, List<MethodResult> results) {
  /** The field name. */
  public static final String FIELD_NAME = "Authentication-Results";

  /** Results in one field, past which it is not read. */
  public static final int RESULTS_MAX = 200;

  /** Properties, and comments, of one result, past which the field is not read. */
  public static final int PROPERTIES_MAX = 100;

  public AuthenticationResults {
    if (version < 0) {
      throw new IllegalArgumentException("version is negative: " + version);
    }
    comments = List.copyOf(comments);
    results = List.copyOf(results);
  }

  /** A field of ours to be written. */
  public static AuthenticationResults of(String authservId, List<MethodResult> results) {
    return new AuthenticationResults(
        Objects.requireNonNull(authservId, "authservId"), 1, List.of(), results);
  }

  /** How a field body reads. */
  public sealed interface Parsed {
    /**
     * It can be read.
     *
     * @param deviations from the standard's text, each kind once, in the order met
     */
    record Valid(AuthenticationResults results, List<AuthresDeviation> deviations)
        implements Parsed {
      public Valid {
        deviations = List.copyOf(deviations);
      }
    }

    /**
     * It cannot be read.
     *
     * @param offset of what is wrong, in characters of the unfolded field body
     */
    record Malformed(int offset, AuthresReason why) implements Parsed {}
  }

  /** Reads a header field's body. */
  public static Parsed parse(HeaderField field, Strictness strictness) {
    return parse(field.value(), strictness);
  }

  /**
   * Reads a field body. Takes any text; CR and LF count as white space. Time and memory are linear
   * in its length.
   */
  public static Parsed parse(String body, Strictness strictness) {
    return new AuthresParser(body, strictness).parse();
  }

  /**
   * The whole field in ASCII, folded at 78 columns where it has a space, with its final CRLF.
   *
   * <p>Nothing in a value can end it or the field: what needs it is quoted, and each control and
   * non-ASCII character becomes "?". Texts over 800 octets are cut and end in "...".
   *
   * @throws IllegalArgumentException when there is no authserv-id or a property has no ptype, which
   *     RFC 8601 cannot express
   */
  public String format() {
    return new AuthresFormatter(false).format(this);
  }

  /** As {@link #format}, keeping non-ASCII characters, for a message that has UTF-8 (RFC 6532). */
  public String formatInternational() {
    return new AuthresFormatter(true).format(this);
  }

  /**
   * As {@link #format}, as the ARC-Authentication-Results field of the ARC Set with that instance
   * (RFC 8617 §4.1.1).
   */
  public String formatInSet(int instance) {
    return new AuthresFormatter(false).formatInSet(instance, this);
  }

  /** The first result of that method, compared without case. */
  public Optional<MethodResult> first(String method) {
    for (MethodResult result : results) {
      if (result.method().equalsIgnoreCase(method)) {
        return Optional.of(result);
      }
    }
    return Optional.empty();
  }
}
