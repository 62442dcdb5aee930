/**
 * DMARC (RFC 9989): does a domain that SPF or DKIM authenticated match the author's, and what does
 * the owner of the author's domain ask for when none does?
 *
 * <p>{@link dev.indicia.dmarc.DmarcEvaluator} walks the DNS tree of the Author Domain for its
 * policy record and its Organizational Domain, compares each identifier, and answers a {@link
 * dev.indicia.dmarc.DmarcResult} that carries the record, the policy, the names asked and
 * everything compared. The public suffix list of RFC 7489 can stand in for the walk, to compare
 * both.
 *
 * <p>It verifies nothing itself: results of SPF and DKIM come in as {@link
 * dev.indicia.dmarc.Identifier} values. It sends no reports and does nothing to the message.
 *
 * <p>It never throws for what a record or the DNS says. A failed look-up is a temperror only where
 * its answer could have changed the result (RFC 9989 §5.3.6); each other outcome names its {@link
 * dev.indicia.dmarc.DmarcReason}.
 *
 * {@snippet :
 * DmarcEvaluator evaluator = new DmarcEvaluator(DmarcOptions.DEFAULT);
 * Identifier dkim =
 *     new Identifier(Method.DKIM, Status.PASS, DomainName.of("mail.shop.example"));
 * DmarcResult result = evaluator.evaluate(DomainName.of("shop.example"), List.of(dkim), resolver);
 * }
 */
@NullMarked
package dev.indicia.dmarc;

import org.jspecify.annotations.NullMarked;
