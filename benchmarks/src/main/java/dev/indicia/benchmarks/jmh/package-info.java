/** Small questions, one JMH class each; named by the question. */
@NullMarked
package dev.indicia.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
