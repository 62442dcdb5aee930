package dev.indicia.dkim2;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message that is about to be signed, hashed and compared once, for as many signatures as there
 * are groups of recipients. Immutable, thread-safe.
 */
public final class Dkim2Revision {
  private final @Nullable Chain chain;
  private final @Nullable String instanceField;
  private final int instance;
  private final Dkim2SigningResult.@Nullable Refused refusal;

  private Dkim2Revision(
      @Nullable Chain chain,
      @Nullable String instanceField,
      int instance,
      Dkim2SigningResult.@Nullable Refused refusal) {
    this.chain = chain;
    this.instanceField = instanceField;
    this.instance = instance;
    this.refusal = refusal;
  }

  static Dkim2Revision of(Chain chain, @Nullable String instanceField, int instance) {
    return new Dkim2Revision(chain, instanceField, instance, null);
  }

  static Dkim2Revision refused(Dkim2Reason why, String detail) {
    return new Dkim2Revision(null, null, 0, new Dkim2SigningResult.Refused(why, detail));
  }

  /** The chain so far, of a revision that is not refused. */
  Chain chain() {
    return Objects.requireNonNull(chain);
  }

  /** The Message-Instance field to add; null when none is needed. */
  public @Nullable String instanceField() {
    return instanceField;
  }

  /** {@code m=} of the signatures to come. */
  public int instance() {
    return instance;
  }

  /** Why the message cannot be signed; null when it can. */
  public Dkim2SigningResult.@Nullable Refused refusal() {
    return refusal;
  }

  /** Whether the message differs from what the hop before signed, or has no instance yet. */
  public boolean isNewInstance() {
    return instanceField != null;
  }
}
