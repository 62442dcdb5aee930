package dev.indicia.conformance;

import java.io.IOException;

/** One row of the table: cases of one kind. */
interface Suite {
  /** The name printed and selected by. */
  String name();

  /** What the cases are, who says what is expected of them; one sentence for the page. */
  default String about() {
    return "";
  }

  /** Whether the suite takes more than a few seconds. */
  default boolean isBig() {
    return false;
  }

  /**
   * Runs every case.
   *
   * @throws IOException when the data cannot be read
   */
  SuiteResult run() throws IOException;
}
