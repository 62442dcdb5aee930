/**
 * Mailboxes that are read over IMAP: each message is judged as a copy, in order, and how far a
 * mailbox was read survives the end of the process at any moment.
 */
@NullMarked
package dev.indicia.gateway.mailbox;

import org.jspecify.annotations.NullMarked;
