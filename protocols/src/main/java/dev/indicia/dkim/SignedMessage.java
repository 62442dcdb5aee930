package dev.indicia.dkim;

import dev.indicia.dns.DomainName;
import dev.indicia.evidence.Evidence;
import dev.indicia.message.HeaderField;
import dev.indicia.message.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message whose signatures are being verified: DKIM's, and those of protocols that sign as DKIM
 * does (RFC 8617 §4.1). They share key records, body hashes and working memory, so that a body is
 * hashed once. Made by {@link DkimVerifier#open}; for one thread, and to be closed.
 */
public final class SignedMessage implements AutoCloseable {
  private final Verification verification;
  private final DkimOptions options;
  private @Nullable Runnable giveBack;

  SignedMessage(Verification verification, DkimOptions options, Runnable giveBack) {
    this.verification = verification;
    this.options = options;
    this.giveBack = giveBack;
  }

  /** The message. */
  public Message message() {
    return verification.message();
  }

  /** The time signatures are judged by. */
  public Instant at() {
    return verification.at();
  }

  /** As {@link DkimVerifier#verify}. */
  public List<DkimResult> verify() {
    requireOpen();
    List<HeaderField> fields = message().fields();
    int signaturesMax = options.limits().signaturesMax();
    List<DkimResult> results = new ArrayList<>(2);
    int more = 0;
    for (int i = 0; i < fields.size(); i++) {
      if (!fields.get(i).isNamed("DKIM-Signature")) {
        continue;
      }
      // RFC 6376 §6.1: a verifier may limit the number of signatures it tries.
      if (results.size() == signaturesMax) {
        more++;
      } else {
        results.add(verification.verify(i));
      }
    }
    if (more > 0) {
      results.add(tooMany(more));
    }
    return List.copyOf(results);
  }

  /**
   * Reads an ARC-Message-Signature field (RFC 8617 §4.1.2).
   *
   * @param index of the field in the message
   */
  public ArcSignature messageSignature(int index) {
    return read(SignatureField.Form.ARC_MESSAGE_SIGNATURE, index);
  }

  /**
   * Reads an ARC-Seal field (RFC 8617 §4.1.3).
   *
   * @param index of the field in the message
   */
  public ArcSignature seal(int index) {
    return read(SignatureField.Form.ARC_SEAL, index);
  }

  /**
   * Looks up the key at a selector, by DKIM's rules on key records and its options.
   *
   * @param selector in lower-case A-labels
   */
  public KeyLookup key(DomainName domain, String selector) {
    requireOpen();
    return verification.key(domain, selector);
  }

  /** The cryptography that DKIM uses. */
  public DkimCryptography cryptography() {
    return verification.cryptography();
  }

  private ArcSignature read(SignatureField.Form form, int index) {
    requireOpen();
    return new ArcSignature(this, verification.read(form, index), index);
  }

  DkimResult verify(SignatureField signature, int index, List<HeaderField> sealed) {
    requireOpen();
    return verification.verify(signature, index, sealed);
  }

  private void requireOpen() {
    if (giveBack == null) {
      throw new IllegalStateException("the verification is closed");
    }
  }

  private static DkimResult tooMany(int more) {
    DkimReason reason = DkimReason.TOO_MANY_SIGNATURES;
    Evidence evidence = new Evidence(List.of(), List.of(reason.section()), List.of());
    return new DkimResult.PermError(
        DkimBasis.recorded(null, null, null, null, evidence),
        reason,
        more + " more were not looked at");
  }

  /** Ends the verification; results stay valid. */
  @Override
  public void close() {
    Runnable once = giveBack;
    giveBack = null;
    if (once != null) {
      once.run();
    }
  }
}
