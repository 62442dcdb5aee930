/**
 * Measures Indicia against what its hardware allows and against other implementations, on one
 * corpus with known verdicts.
 *
 * <p>Figures are CPU time, not wall time, and every claim is a ratio of two figures of the same
 * round: a shared machine moves both. Whoever gives a wrong verdict voids the run. {@link
 * dev.indicia.benchmarks.Benchmarks} prints the table; {@code benchmarks/run} prepares what it
 * needs. Nothing here is published.
 */
@NullMarked
package dev.indicia.benchmarks;

import org.jspecify.annotations.NullMarked;
