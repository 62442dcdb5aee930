/**
 * A sender's templates, learned from its own mail: which words are constant, what stands in
 * between, and what has always stood there. Pure; nothing here knows a vendor.
 */
@NullMarked
package dev.indicia.trust.template;

import org.jspecify.annotations.NullMarked;
