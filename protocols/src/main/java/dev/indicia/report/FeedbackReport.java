package dev.indicia.report;

import dev.indicia.dns.IpAddress;
import dev.indicia.message.DateTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A report on one message, or on several alike: a complaint (RFC 5965), or a failure of
 * authentication (RFC 6591, for DMARC RFC 9991). Immutable.
 *
 * @param fields of the machine-readable part, in order, unfolded
 * @param original the message reported, null when the report has none
 */
public record FeedbackReport(List<Field> fields, @Nullable Original original) implements Report {
  /** Feedback-Type of a report on a failure of authentication (RFC 6591 §3.1). */
  public static final String AUTH_FAILURE = "auth-failure";

  public FeedbackReport {
    fields = List.copyOf(fields);
  }

  /**
   * A field of the report.
   *
   * @param name as written
   * @param value unfolded
   */
  public record Field(String name, String value) {}

  /** The message reported, or its header section alone, as octets. Immutable. */
  public static final class Original {
    private final byte[] octets;
    private final boolean headersOnly;

    private Original(byte[] octets, boolean headersOnly) {
      this.octets = octets;
      this.headersOnly = headersOnly;
    }

    /** That message; the octets are copied. */
    public static Original of(byte[] octets, boolean headersOnly) {
      return new Original(octets.clone(), headersOnly);
    }

    /** That message; the octets belong to it from then on. */
    static Original owning(byte[] octets, boolean headersOnly) {
      return new Original(octets, headersOnly);
    }

    /** A copy of the octets. */
    public byte[] octets() {
      return octets.clone();
    }

    /** Whether it is the header section alone. */
    public boolean headersOnly() {
      return headersOnly;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Original original
          && headersOnly == original.headersOnly
          && Arrays.equals(octets, original.octets);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
      return octets.length + " octets" + (headersOnly ? " of a header section" : "");
    }
  }

  /** The value of the first field of that name, compared without case. */
  public Optional<String> first(String name) {
    for (Field field : fields) {
      if (field.name().equalsIgnoreCase(name)) {
        return Optional.of(field.value());
      }
    }
    return Optional.empty();
  }

  /** The values of all fields of that name, in order. */
  public List<String> all(String name) {
    List<String> values = new ArrayList<>();
    for (Field field : fields) {
      if (field.name().equalsIgnoreCase(name)) {
        values.add(field.value());
      }
    }
    return values;
  }

  /** Feedback-Type in lower case (RFC 5965 §3.1): "abuse", "auth-failure". */
  public String feedbackType() {
    return word("Feedback-Type").orElse("");
  }

  /** Whether it reports a failure of authentication. */
  public boolean isAuthFailure() {
    return feedbackType().equals(AUTH_FAILURE);
  }

  /** Source-IP (RFC 5965 §3.2); nothing where it is absent or no address. */
  public Optional<IpAddress> sourceIp() {
    return first("Source-IP").flatMap(FeedbackReport::address);
  }

  static Optional<IpAddress> address(String value) {
    String text = value.strip();
    boolean bracketed = text.startsWith("[") && text.endsWith("]");
    return IpAddress.parse(bracketed ? text.substring(1, text.length() - 1) : text);
  }

  /** The first Reported-Domain in lower case (RFC 5965 §3.3). */
  public Optional<String> reportedDomain() {
    return word("Reported-Domain");
  }

  /** Auth-Failure in lower case: "dmarc", "signature", "spf" and others (RFC 6591 §3.2.1, §3.3). */
  public Optional<String> authFailure() {
    return word("Auth-Failure");
  }

  /** Arrival-Date or, as older reports write it, Received-Date (RFC 5965 §3.2). */
  public Optional<Instant> arrivalDate() {
    return first("Arrival-Date")
        .or(() -> first("Received-Date"))
        .flatMap(DateTime::parse)
        .map(DateTime::instant);
  }

  /** How many messages are reported (RFC 5965 §3.2); 1 where the report does not say. */
  public long incidents() {
    String text = first("Incidents").orElse("").strip();
    boolean digits = !text.isEmpty() && text.length() <= 18;
    for (int i = 0; i < text.length() && digits; i++) {
      digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return digits ? Long.parseLong(text) : 1;
  }

  private Optional<String> word(String name) {
    return first(name).map(value -> value.strip().toLowerCase(Locale.ROOT));
  }
}
