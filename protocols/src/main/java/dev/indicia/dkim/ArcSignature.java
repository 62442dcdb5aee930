package dev.indicia.dkim;

import dev.indicia.dns.DomainName;
import dev.indicia.message.HeaderField;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An ARC-Message-Signature or ARC-Seal field as read, which are DKIM signatures with other tags
 * (RFC 8617 §4.1.2, §4.1.3). What it says is a claim until {@link #verify} passes. For one thread,
 * as long as its {@link SignedMessage} is open.
 */
public final class ArcSignature {
  private final SignedMessage message;
  private final SignatureField signature;
  private final int index;

  ArcSignature(SignedMessage message, SignatureField signature, int index) {
    this.message = message;
    this.signature = signature;
    this.index = index;
  }

  /** Whether the field is no tag-list that can be read, so that nothing is known of it. */
  public boolean isUnreadable() {
    return signature.problem != null && signature.instance == null && signature.domain == null;
  }

  /** Why a field is {@link #isUnreadable}. */
  public String defect() {
    return signature.problem == null ? "" : signature.problem.meaning();
  }

  /** {@code i=} as written; empty when absent or when the field is no tag-list. */
  public Optional<String> instance() {
    return Optional.ofNullable(signature.instance);
  }

  /** Whether {@code i=} is the first tag, as its grammar has it (RFC 8617 §4.1.2, §4.1.3). */
  public boolean startsWithInstance() {
    return signature.instanceFirst;
  }

  /** {@code cv=} of a seal as written; empty when absent or when the field is no tag-list. */
  public Optional<String> chainStatus() {
    return Optional.ofNullable(signature.chainStatus);
  }

  /** Whether a seal has {@code h=}, which it may not (RFC 8617 §4.1.3). */
  public boolean isSealWithFields() {
    return signature.sealWithFields;
  }

  /** {@code d=}; null when it could not be read. */
  public @Nullable DomainName domain() {
    return signature.domain;
  }

  /** {@code s=} in lower-case A-labels; null when it could not be read. */
  public @Nullable String selector() {
    return signature.selector;
  }

  /** {@code t=}; null when absent or unreadable. */
  public @Nullable Instant signedAt() {
    return signature.signedAt < 0 ? null : Instant.ofEpochSecond(signature.signedAt);
  }

  /** The entries of {@code h=} in lower case; none for a seal. */
  public List<String> signedNames() {
    return List.of(signature.signedNames);
  }

  /** The result for an ARC-Message-Signature, whose input and body hash are DKIM's. */
  public DkimResult verify() {
    return message.verify(signature, index, List.of());
  }

  /**
   * The result for an ARC-Seal.
   *
   * @param covered the fields of the message that it covers besides itself, in order of their
   *     instance, each set as ARC-Authentication-Results, ARC-Message-Signature, ARC-Seal (RFC 8617
   *     §5.1.1)
   */
  public DkimResult verify(List<HeaderField> covered) {
    return message.verify(signature, index, covered);
  }
}
