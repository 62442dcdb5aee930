package dev.indicia.benchmarks;

import java.util.Set;

/** One implementation at one job. Called by one thread at a time, unless it says otherwise. */
interface Engine {

  /** The name in the table. */
  String name();

  /** What it judges by; the correctness gate compares these. */
  Set<Method> methods();

  /**
   * Judges one message.
   *
   * @param words receives the result word of each of {@link #methods} at its ordinal
   */
  void judge(Delivery delivery, String[] words) throws Exception;
}
