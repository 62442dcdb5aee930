package dev.indicia.gateway.policy;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One rule. Immutable.
 *
 * @param name for logs, events and the operator; unique within a policy
 * @param reply of a refusal; null where nothing is refused
 * @param fields header fields that are added where it goes on; those of the same names that came
 *     with the message go
 * @param subjectPrefix put in front of the subject where it goes on; null for none
 * @param banner whether a warning is put above the text where it goes on
 */
public record PolicyRule(
    String name,
    Condition when,
    PolicyAction then,
    @Nullable ReplyTemplate reply,
    List<Field> fields,
    @Nullable String subjectPrefix,
    boolean banner) {

  public PolicyRule {
    Objects.requireNonNull(when, "when");
    fields = List.copyOf(fields);
    if (then.isRefusal() != (reply != null)) {
      throw new IllegalArgumentException("a reply goes with a refusal, and only with one");
    }
  }

  /** A header field of an operator's words, printable ASCII. */
  public record Field(String name, String value) {
    /** Fields that a rule may not write: the message's own, and those the gateway writes. */
    private static final List<String> TAKEN =
        List.of(
            "from",
            "sender",
            "to",
            "cc",
            "bcc",
            "date",
            "subject",
            "message-id",
            "received",
            "return-path",
            "mime-version",
            "authentication-results",
            "indicia-verdict",
            "indicia-policy");

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException when they make no field that a rule may write
     */
    public Field {
      if (!name.matches("[A-Za-z0-9-]{1,70}")
          || TAKEN.contains(name.toLowerCase(java.util.Locale.ROOT))
          || name.toLowerCase(java.util.Locale.ROOT).matches("(content|dkim|arc|resent|list)-.*")) {
        throw new IllegalArgumentException("no field that a rule may write: " + name);
      }
      if (value.length() > 500 || !value.chars().allMatch(c -> c >= ' ' && c < 127)) {
        throw new IllegalArgumentException("not printable ASCII of at most 500 characters");
      }
    }
  }
}
