/**
 * What signed header fields are made of, for the protocols that sign: tag lists, base64 text,
 * folding, and the canonical forms. Not exported.
 */
@NullMarked
package dev.indicia.signed;

import org.jspecify.annotations.NullMarked;
