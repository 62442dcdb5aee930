/**
 * Runs public test suites and recorded mail against the library, suite by suite, and prints how
 * many cases agree.
 *
 * <p>The data are not part of this repository: {@link dev.indicia.conformance.Corpora} finds them.
 * A case that departs from what is expected is either a failure or a known deviation, which carries
 * the id of a {@link dev.indicia.evidence.Deviation} or the code of a refusing rule.
 *
 * <pre>{@code
 * conformance/run --failures 5 DIRECTORY
 * }</pre>
 */
@NullMarked
package dev.indicia.conformance;

import org.jspecify.annotations.NullMarked;
