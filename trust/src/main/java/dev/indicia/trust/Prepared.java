package dev.indicia.trust;

import dev.indicia.trust.delivery.Addressing;
import dev.indicia.trust.delivery.Pathway;
import dev.indicia.trust.template.Wording;

/**
 * A delivery with all that can be said of it without knowing anybody: made in parallel, judged in
 * order. Immutable.
 */
public record Prepared(
    Observation observation, Addressing addressing, Pathway pathway, Wording wording) {}
