package dev.indicia.trust;

import org.jspecify.annotations.Nullable;

/**
 * One piece of evidence a finding rests on.
 *
 * @param kind what it is: "header", "body", "dns", "identity", "rule"
 * @param value the value itself, cut to 500 characters
 * @param offset where it stands in the message, in octets; null when it stands elsewhere
 * @param length how many octets it has there; null as above
 */
public record Proof(String kind, String value, @Nullable Integer offset, @Nullable Integer length) {
  private static final int VALUE_LENGTH_MAX = 500;

  public Proof {
    if (value.length() > VALUE_LENGTH_MAX) {
      value = value.substring(0, VALUE_LENGTH_MAX - 1) + "…";
    }
  }

  /** Evidence that does not stand in the message. */
  public static Proof of(String kind, String value) {
    return new Proof(kind, value, null, null);
  }
}
