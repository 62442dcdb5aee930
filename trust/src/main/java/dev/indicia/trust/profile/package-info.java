/**
 * What is learned, in bounded and mergeable pieces, each under one key: a sender, a signature, a
 * recipient, a name, a callback. Not thread-safe: whoever folds a stream owns its profiles.
 */
@NullMarked
package dev.indicia.trust.profile;

import org.jspecify.annotations.NullMarked;
