/**
 * Mail as it arrives. Front ends ({@code milter}, {@code smtp}) speak a protocol and know nothing
 * of verdicts; each hands a {@link dev.indicia.gateway.Transaction} to a {@link
 * dev.indicia.gateway.MailHandler} and does what the {@link dev.indicia.gateway.Disposition} says.
 */
@NullMarked
package dev.indicia.gateway;

import org.jspecify.annotations.NullMarked;
