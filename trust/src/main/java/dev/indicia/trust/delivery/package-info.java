/** How one delivery came, and to whom it was written. Pure functions of an observation. */
@NullMarked
package dev.indicia.trust.delivery;

import org.jspecify.annotations.NullMarked;
