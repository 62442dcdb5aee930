/**
 * Copies of mail that was delivered elsewhere, as octets: journal reports, routing copies, mail
 * that people attach to a report, archives. Finds the original, and the session in which it came to
 * the mail host, as far as that host's own trace fields tell. Pure: no sockets, clock or files.
 */
@NullMarked
package dev.indicia.gateway.intake;

import org.jspecify.annotations.NullMarked;
