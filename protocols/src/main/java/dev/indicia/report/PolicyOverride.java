package dev.indicia.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why another thing was done than the policy asks for (RFC 9990 §2.1.6). Immutable.
 *
 * @param type null where the report has none that is known
 * @param comment more in words
 */
public record PolicyOverride(@Nullable Type type, @Nullable String comment) {
  /** The types; forwarded and sampled_out are RFC 7489's, policy_test_mode is RFC 9990's. */
  public enum Type {
    /** The message was forwarded. */
    FORWARDED,
    /** The message was not among the percentage that the policy asks for. */
    SAMPLED_OUT,
    /** A forwarder that the receiver trusts. */
    TRUSTED_FORWARDER,
    /** A mailing list. */
    MAILING_LIST,
    /** The receiver's own rules. */
    LOCAL_POLICY,
    /** The policy is being tested. */
    POLICY_TEST_MODE,
    /** Something else. */
    OTHER;

    /** The lower-case word of the report. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    boolean isIn(AggregateForm form) {
      return switch (this) {
        case FORWARDED, SAMPLED_OUT -> form == AggregateForm.RFC_7489;
        case POLICY_TEST_MODE -> form == AggregateForm.RFC_9990;
        default -> true;
      };
    }
  }
}
