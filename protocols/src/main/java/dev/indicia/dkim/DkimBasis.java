package dev.indicia.dkim;

import dev.indicia.dns.DomainName;
import dev.indicia.evidence.Deviation;
import dev.indicia.evidence.Evidence;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one DKIM result rests on: the signature field as far as it could be read. Immutable.
 *
 * @param domain the Signing Domain Identifier, {@code d=}; null when it could not be read
 * @param selector {@code s=}, in lower-case A-labels; null when it could not be read
 * @param auid the Agent or User Identifier, {@code i=} or its default "@" + domain; null as above
 * @param algorithm {@code a=} in lower case; null as above
 * @param keyBits size of the public key in bits; 0 when no key was used
 * @param signedAt {@code t=}; null when absent or unreadable
 * @param expiresAt {@code x=}; null when absent or unreadable
 * @param signedFields names in {@code h=} in lower case that cover a field present, one for each
 * @param oversignedFields names in {@code h=} in lower case with at least one entry more than there
 *     are fields, so that none can be added (RFC 6376 §5.4.2)
 * @param unsignedFields names in lower case of the fields present that no entry covers, one for
 *     each
 * @param bodyLengthLimit {@code l=} in octets; null when absent
 * @param deviations what a looser reader would overlook, in the order met
 * @param testing whether the key record says that the domain is testing DKIM, {@code t=y} (RFC 6376
 *     §3.6.1)
 * @param appendedOctets octets of the canonicalized body behind {@code l=}, which anybody may have
 *     added; 0 when there are none or the body was not looked at
 * @param atps whether another domain authorizes this one to sign for its authors; null when the
 *     signature does not ask for it or does not pass
 */
public record DkimBasis(
    @Nullable DomainName domain,
    @Nullable String selector,
    @Nullable String auid,
    @Nullable String algorithm,
    int keyBits,
    @Nullable Instant signedAt,
    @Nullable Instant expiresAt,
    List<String> signedFields,
    List<String> oversignedFields,
    List<String> unsignedFields,
    @Nullable Long bodyLengthLimit,
    List<Deviation> deviations,
    Evidence evidence,
    boolean testing,
    long appendedOctets,
    @Nullable AtpsResult atps) {
  public DkimBasis {
    signedFields = List.copyOf(signedFields);
    oversignedFields = List.copyOf(oversignedFields);
    unsignedFields = List.copyOf(unsignedFields);
    deviations = List.copyOf(deviations);
  }

  /** What a receiver recorded of a signature that it verified (RFC 8601 §2.7.1). */
  public static DkimBasis recorded(
      @Nullable DomainName domain,
      @Nullable String selector,
      @Nullable String auid,
      @Nullable String algorithm,
      Evidence evidence) {
    return new DkimBasis(
        domain, selector, auid, algorithm, 0, null, null, List.of(), List.of(), List.of(), null,
        List.of(), evidence, false, 0, null);
  }

  /** A basis of which nothing more is known: no test mode, nothing appended, no ATPS. */
  public DkimBasis(
      @Nullable DomainName domain,
      @Nullable String selector,
      @Nullable String auid,
      @Nullable String algorithm,
      int keyBits,
      @Nullable Instant signedAt,
      @Nullable Instant expiresAt,
      List<String> signedFields,
      List<String> oversignedFields,
      List<String> unsignedFields,
      @Nullable Long bodyLengthLimit,
      List<Deviation> deviations,
      Evidence evidence) {
    this(
        domain,
        selector,
        auid,
        algorithm,
        keyBits,
        signedAt,
        expiresAt,
        signedFields,
        oversignedFields,
        unsignedFields,
        bodyLengthLimit,
        deviations,
        evidence,
        false,
        0,
        null);
  }
}
