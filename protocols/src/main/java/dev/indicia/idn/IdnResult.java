package dev.indicia.idn;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * Outcome of {@link Idn#toAscii} and {@link Idn#toUnicode}: the converted name, or what is wrong
 * with it. Immutable.
 *
 * @since 0.1
 */
public sealed interface IdnResult {
  /**
   * The name satisfies UTS #46 §4.
   *
   * @param text the name in the form asked for, lower case, with the final dot of the input
   */
  record Valid(String text) implements IdnResult {
    /**
     * Checks the argument.
     *
     * @throws NullPointerException if {@code text} is null
     */
    public Valid {
      Objects.requireNonNull(text, "text");
    }
  }

  /**
   * The name is not a valid internationalized domain name and must not be looked up.
   *
   * @param errors every kind of error found, in the order of their declaration; unmodifiable, not
   *     empty
   */
  record Invalid(Set<IdnError> errors) implements IdnResult {
    /**
     * Checks and copies the argument.
     *
     * @throws IllegalArgumentException if {@code errors} is empty
     */
    public Invalid {
      if (errors.isEmpty()) {
        throw new IllegalArgumentException("errors is empty");
      }
      errors = Collections.unmodifiableSet(EnumSet.copyOf(errors));
    }
  }
}
