/**
 * The SMTP before-queue filter: takes mail by ESMTP, has it judged, and hands it to the next hop by
 * ESMTP or LMTP within the client's own transaction. Nothing is ever held here alone: the client
 * hears 250 when the next hop has said so.
 */
@NullMarked
package dev.indicia.gateway.smtp;

import org.jspecify.annotations.NullMarked;
