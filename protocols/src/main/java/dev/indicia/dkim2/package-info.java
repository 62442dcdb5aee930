/**
 * DKIM2: verifying and making chains of signatures in which each hop signs its envelope and can
 * undo what it changed (draft-ietf-dkim-dkim2-spec). Experimental: the drafts still move. {@link
 * dev.indicia.dkim2.Dkim2Rule} is the one table of what differs between them.
 *
 * <p>{@link dev.indicia.dkim2.Dkim2Verifier} gives one {@link dev.indicia.dkim2.Dkim2Result} a
 * message; its basis says how deep it looked. {@link dev.indicia.dkim2.Dkim2Signer} adds a hop.
 * {@link dev.indicia.dkim2.Dkim2History} recreates each earlier state of a message, {@link
 * dev.indicia.dkim2.Dkim2Bounces} tells whether a delivery status notification is about a message
 * of one's own.
 *
 * <p>A pass proves which domains handled the message, in which order, for which envelope, and what
 * each of them changed. It does not prove that the changes are harmless.
 */
@NullMarked
package dev.indicia.dkim2;

import org.jspecify.annotations.NullMarked;
