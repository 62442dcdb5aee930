/**
 * What a person is shown of a message: the values that judging needs, filled by a renderer outside
 * this module. Nothing here reads octets.
 */
@NullMarked
package dev.indicia.trust.shown;

import org.jspecify.annotations.NullMarked;
