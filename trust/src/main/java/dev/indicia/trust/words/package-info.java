/**
 * What short texts talk about, in many languages: phrases from word lists, found in one pass. Pure
 * functions over characters; docs/reference/lexicon.md defines the lists' format.
 */
@NullMarked
package dev.indicia.trust.words;

import org.jspecify.annotations.NullMarked;
