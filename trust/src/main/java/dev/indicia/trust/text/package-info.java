/** Letters that look like others. Pure functions over characters. */
@NullMarked
package dev.indicia.trust.text;

import org.jspecify.annotations.NullMarked;
