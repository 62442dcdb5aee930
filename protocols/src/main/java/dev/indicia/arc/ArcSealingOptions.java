package dev.indicia.arc;

import dev.indicia.dkim.DkimSigningOptions;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a sealer signs and how. Immutable; start from {@link #DEFAULT}.
 *
 * @param messageSignature of the ARC-Message-Signature; the seal is always relaxed (RFC 8617
 *     §5.1.1). RSA keys have the least size that it asks for
 */
public record ArcSealingOptions(DkimSigningOptions messageSignature) {
  /** DKIM's own defaults, and DKIM-Signature fields too (RFC 8617 §4.1.2). */
  public static final ArcSealingOptions DEFAULT =
      new ArcSealingOptions(
          DkimSigningOptions.DEFAULT.withFields(
              Stream.concat(
                      DkimSigningOptions.DEFAULT.signedFields().stream(),
                      Stream.of("dkim-signature"))
                  .toList(),
              DkimSigningOptions.DEFAULT.oversignedFields()));

  /**
   * Checks what is signed.
   *
   * @throws IllegalArgumentException when that is an ARC field or Authentication-Results, or when
   *     there is an auid
   */
  public ArcSealingOptions {
    // RFC 8617 §4.1.2
    for (String never :
        List.of(
            "arc-authentication-results",
            "arc-message-signature",
            "arc-seal",
            "authentication-results")) {
      if (messageSignature.signedFields().contains(never)) {
        throw new IllegalArgumentException(never + " is not to be signed");
      }
    }
    if (messageSignature.auid() != null) {
      throw new IllegalArgumentException("i= is the instance in ARC, there is no auid");
    }
  }

  /** The same with another message signature. */
  public ArcSealingOptions withMessageSignature(DkimSigningOptions newMessageSignature) {
    return new ArcSealingOptions(newMessageSignature);
  }
}
