/** What a text wants of its reader: a claim about money or an account, and a way to act on it. */
@NullMarked
package dev.indicia.trust.claim;

import org.jspecify.annotations.NullMarked;
