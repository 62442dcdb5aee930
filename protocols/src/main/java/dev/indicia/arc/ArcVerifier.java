package dev.indicia.arc;

import dev.indicia.dkim.DkimVerifier;
import dev.indicia.dkim.SignedMessage;
import dev.indicia.dns.Resolver;
import dev.indicia.message.HeaderField;
import dev.indicia.message.Message;
import java.time.Instant;
import java.util.Objects;

/**
 * Validates Authenticated Received Chains (RFC 8617 §5.2). Signatures and keys are judged by a
 * {@link DkimVerifier}, with its strictness about them. Thread-safe; one instance serves a program.
 */
public final class ArcVerifier {
  private final ArcOptions options;
  private final DkimVerifier signatures;

  /** A verifier with these options that has signatures judged by that verifier. */
  public ArcVerifier(ArcOptions options, DkimVerifier signatures) {
    this.options = Objects.requireNonNull(options, "options");
    this.signatures = Objects.requireNonNull(signatures, "signatures");
  }

  /**
   * Validates the chain of the message. Never throws for what the message or the DNS holds.
   *
   * @param at the time to judge {@code t=} and {@code x=} by
   */
  public ArcResult verify(Message message, Resolver resolver, Instant at) {
    if (!hasChain(message)) {
      return new ArcResult.None(ArcBasis.NONE);
    }
    try (SignedMessage signed = signatures.open(message, resolver, at)) {
      return verify(signed);
    }
  }

  /** As {@link #verify(Message, Resolver, Instant)}, sharing body hashes with what else is open. */
  public ArcResult verify(SignedMessage message) {
    return hasChain(message.message())
        ? new ChainValidation(message, options).result()
        : new ArcResult.None(ArcBasis.NONE);
  }

  private static boolean hasChain(Message message) {
    for (HeaderField field : message.fields()) {
      if (ArcField.kind(field) != null) {
        return true;
      }
    }
    return false;
  }
}
