/**
 * The facade: the one package that knows every protocol. {@link dev.indicia.MailVerifier} proves
 * who sent a message; {@link dev.indicia.Authentication} is what it found.
 */
@NullMarked
package dev.indicia;

import org.jspecify.annotations.NullMarked;
