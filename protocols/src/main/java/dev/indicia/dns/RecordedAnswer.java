package dev.indicia.dns;

import java.time.Instant;

/** An answer and when it was given: one line of the evidence a verdict rests on. */
public record RecordedAnswer(Answer answer, Instant at) {}
