/**
 * From facts to a verdict. Pure: no clock, network, file or log.
 *
 * <p>There is no score. {@link dev.indicia.trust.Judge} turns an {@link dev.indicia.Authentication}
 * into {@link dev.indicia.trust.Finding}s and the findings into a {@link dev.indicia.trust.Verdict}
 * by a rule that is written down in docs/reference/verdicts.md.
 */
@NullMarked
package dev.indicia.trust;

import org.jspecify.annotations.NullMarked;
