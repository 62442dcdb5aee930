/**
 * BIMI: which picture a domain wants beside its mail, whether the message deserves it, and whether
 * an authority vouches for it (draft-brand-indicators-for-message-identification, whose sections
 * are numbered here as in revision 10).
 *
 * <p>{@link dev.indicia.bimi.BimiEvaluator} checks what DMARC must have found, looks up the
 * Assertion Record and validates the Indicator and its evidence, where {@link
 * dev.indicia.bimi.BimiAssets} holds them: nothing is fetched here. {@link
 * dev.indicia.bimi.SvgProfile} is the check of the picture (SVG Tiny PS), {@link
 * dev.indicia.bimi.MarkCertificate} that of the evidence (VMC, CMC); both can be used alone.
 *
 * <p>A pass says that the picture is the domain's own wish, and with evidence that an authority
 * agrees. It says nothing of what stands in the message. No verdict rests on it.
 *
 * <p>Nothing throws for what a record, a picture or a certificate holds.
 */
@NullMarked
package dev.indicia.bimi;

import org.jspecify.annotations.NullMarked;
