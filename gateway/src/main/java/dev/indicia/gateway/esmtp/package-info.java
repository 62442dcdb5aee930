/**
 * SMTP as text (RFC 5321 and its extensions): commands, replies, the end of the data, and which
 * command is allowed when. Pure: octets in, values out; no socket, clock or thread.
 */
@NullMarked
package dev.indicia.gateway.esmtp;

import org.jspecify.annotations.NullMarked;
