/**
 * DKIM: verifying and making signatures over header fields and body (RFC 6376, with RFC 8301, RFC
 * 8463, RFC 8616 and RFC 6541).
 *
 * <p>{@link dev.indicia.dkim.DkimVerifier} gives one {@link dev.indicia.dkim.DkimResult} for each
 * DKIM-Signature field; {@link dev.indicia.dkim.DkimSigner} makes such fields; {@link
 * dev.indicia.dkim.DkimKeyPair} makes keys and the record to publish. A pass proves that the
 * signing domain stands behind the signed octets. It does not say that the signing domain is the
 * author's (that is DMARC's question), nor that the message was meant for its recipient: {@link
 * dev.indicia.dkim.DkimBasis} lists what was left unsigned and how old the signature is.
 *
 * <p>Whatever a message, a key record or the DNS holds becomes a result with a {@link
 * dev.indicia.dkim.DkimReason}; exceptions are for misuse only. Work is bounded by {@link
 * dev.indicia.dkim.DkimLimits}. {@code l=}, SHA-1 and RSA keys below 1024 bits are refused unless
 * {@link dev.indicia.dkim.DkimOptions} is told otherwise.
 *
 * <pre>{@code
 * var verifier = new DkimVerifier(DkimOptions.DEFAULT, DkimCryptography.jdk());
 * for (DkimResult result : verifier.verify(Message.of(octets), resolver, clock.instant())) {
 *   switch (result) {
 *     case DkimResult.Pass pass -> accept(pass.basis().domain());
 *     case DkimResult.TempError later -> retry(later.detail());
 *     case DkimResult.Fail f -> report(f.why());
 *     case DkimResult.Policy p -> report(p.why());
 *     case DkimResult.Neutral n -> report(n.why());
 *     case DkimResult.PermError e -> report(e.why());
 *   }
 * }
 * }</pre>
 */
@NullMarked
package dev.indicia.dkim;

import org.jspecify.annotations.NullMarked;
