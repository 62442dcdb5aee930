/**
 * What a person is shown of a message: its text as a mail program renders it, with the links, the
 * telephone numbers and the amounts in it. Reads what {@code dev.indicia.message} found, and fills
 * the values of {@code dev.indicia.trust.shown}.
 */
@NullMarked
package dev.indicia.content;

import org.jspecify.annotations.NullMarked;
