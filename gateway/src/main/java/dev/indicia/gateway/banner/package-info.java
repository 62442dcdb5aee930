/**
 * Warnings that are put above the text of a message, in the recipient's language, without touching
 * anything else of it.
 */
@NullMarked
package dev.indicia.gateway.banner;

import org.jspecify.annotations.NullMarked;
