/**
 * ARC: verifying and sealing Authenticated Received Chains (RFC 8617), in which each relay signs
 * the authentication results it saw before it changed the message.
 *
 * <p>{@link dev.indicia.arc.ArcVerifier} says whether a chain is whole: {@link
 * dev.indicia.arc.ArcResult} is our own validation, never a {@code cv=} that the message brings. A
 * pass proves who sealed, and that nobody altered the sealed claims; it does not prove the claims.
 * Anybody may seal anything, so the results in a chain are worth what its sealers are worth to you
 * (RFC 8617 §9). {@link dev.indicia.arc.ArcSealer} adds an ARC Set.
 *
 * <p>ARC is Experimental and on its way to Historic (draft-ietf-dmarc-arc-to-historic): read chains
 * as evidence, and do not build trust on them.
 */
@NullMarked
package dev.indicia.arc;

import org.jspecify.annotations.NullMarked;
