/**
 * What a result rests on, in a form every protocol shares: DNS answers, rules with their section,
 * octets of the message, reasons and leniencies.
 *
 * <p>Nothing here decides anything. A protocol package defines its own {@link
 * dev.indicia.evidence.Reason} and {@link dev.indicia.evidence.Deviation} constants; both are
 * stable API: the command, JSON, metrics and documents print the same words.
 */
@NullMarked
package dev.indicia.evidence;

import org.jspecify.annotations.NullMarked;
