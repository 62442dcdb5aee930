package dev.indicia.spf;

import dev.indicia.evidence.Strictness;
import java.util.Objects;

/**
 * How {@link SpfChecker} works. Immutable.
 *
 * @param limits what one evaluation may cost
 * @param strictness whether each {@link SpfDeviation} is refused or overlooked
 * @param receiver the host name of the receiver, for the macro {@code %{r}} (RFC 7208 §7.3);
 *     "unknown" where there is none
 */
public record SpfOptions(SpfLimits limits, Strictness strictness, String receiver) {

  /** The limits of RFC 7208, strict, receiver unknown. */
  public static final SpfOptions DEFAULT =
      new SpfOptions(SpfLimits.DEFAULT, Strictness.STRICT, "unknown");

  public SpfOptions {
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(strictness, "strictness");
    if (receiver.isEmpty() || receiver.length() > 255) {
      throw new IllegalArgumentException("receiver has no or more than 255 characters");
    }
  }

  /** These options with another strictness. */
  public SpfOptions withStrictness(Strictness newStrictness) {
    return new SpfOptions(limits, newStrictness, receiver);
  }

  /** These options with the host name of the receiver. */
  public SpfOptions withReceiver(String newReceiver) {
    return new SpfOptions(limits, strictness, newReceiver);
  }
}
