package dev.indicia.arc;

import dev.indicia.authres.AuthenticationResults;
import dev.indicia.dkim.DkimResult;
import dev.indicia.dns.DomainName;
import dev.indicia.evidence.OctetRange;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One ARC Set (RFC 8617 §4.2): what a sealer claims. Immutable.
 *
 * @param cv what the sealer found of the chain below, its claim; null when it could not be read
 * @param domain {@code d=} of the seal; null when it could not be read
 * @param selector {@code s=} of the seal; null when it could not be read
 * @param signedAt {@code t=} of the seal; null when absent or unreadable
 * @param signedFields names in {@code h=} of the ARC-Message-Signature in lower case, as written
 * @param results what the sealer says it found, a claim as well; null when it could not be read
 * @param messageSignature whether the ARC-Message-Signature verifies now, in DKIM's terms; null
 *     when it was not tried
 * @param seal whether the ARC-Seal verifies, in DKIM's terms; null when it was not tried
 * @param octets its fields that are there, as results, message signature, seal
 */
public record ArcSet(
    int instance,
    @Nullable ChainStatus cv,
    @Nullable DomainName domain,
    @Nullable String selector,
    @Nullable Instant signedAt,
    List<String> signedFields,
    @Nullable AuthenticationResults results,
    @Nullable DkimResult messageSignature,
    @Nullable DkimResult seal,
    List<OctetRange> octets) {
  public ArcSet {
    octets = List.copyOf(octets);
    signedFields = List.copyOf(signedFields);
  }
}
