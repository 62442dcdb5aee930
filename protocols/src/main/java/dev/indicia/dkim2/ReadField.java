package dev.indicia.dkim2;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What reading a field gave. Immutable.
 *
 * @param number of the field, as far as it could be read; 0 when it could not
 * @param value null when there is a problem
 * @param problem null when there is a value
 */
record ReadField<T>(
    int number,
    @Nullable T value,
    @Nullable Dkim2Reason problem,
    String detail,
    List<Dkim2Deviation> deviations) {

  static <T> ReadField<T> of(int number, T value, FieldTags tags) {
    return new ReadField<>(number, value, null, "", tags.deviations());
  }

  static <T> ReadField<T> refused(int number, FieldTags tags) {
    return new ReadField<>(number, null, tags.problem(), tags.detail(), tags.deviations());
  }
}
