package dev.indicia.evidence;

/** Whether departures from a standard's text are refused or overlooked. */
public enum Strictness {
  /** Refuse what the standard refuses. The default. */
  STRICT,
  /** Overlook every {@link Deviation}; each result still lists those it needed. */
  LENIENT
}
