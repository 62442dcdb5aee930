/**
 * Fuzz targets, one class a parser. In a normal test run each reads its seeds only; {@code
 * conformance/fuzz} lets Jazzer look for more. The oracle everywhere: no exception, a bound on CPU
 * time, and what the parser's own documentation promises.
 */
@NullMarked
package dev.indicia.conformance.fuzz;

import org.jspecify.annotations.NullMarked;
