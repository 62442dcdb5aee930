/**
 * IMAP (RFC 9051, RFC 3501) as text, as a client sees it: what a server sends, and the few commands
 * that read a mailbox. Pure: no sockets, clock or files.
 */
@NullMarked
package dev.indicia.gateway.imap;

import org.jspecify.annotations.NullMarked;
