package dev.indicia.idn;

import dev.indicia.idn.CodePointProperties.Joining;
import java.util.Set;

/**
 * The validity criteria of UTS #46 §4.1, but for NFC (1) and the Bidi Rule (9), which needs the
 * whole name. Criterion 5 holds by construction: labels are cut at full stops, and Punycode cannot
 * carry one past the cut. Labels are not empty.
 */
final class LabelValidity {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private LabelValidity() {}

  /** Criteria 2 and 3 (CheckHyphens). */
  static void checkHyphens(CodePoints label, Set<IdnError> errors) {
    if (label.size() >= 4 && label.get(2) == '-' && label.get(3) == '-') {
      errors.add(IdnError.HYPHEN_3_4);
    }
    if (label.get(0) == '-') {
      errors.add(IdnError.LEADING_HYPHEN);
    }
    if (label.last() == '-') {
      errors.add(IdnError.TRAILING_HYPHEN);
    }
  }

  /** Criteria 6, 7 and 8. */
  static void checkCodePoints(CodePoints label, IdnTable table, Set<IdnError> errors) {
    if (table.properties(label.get(0)).mark()) {
      errors.add(IdnError.LEADING_COMBINING_MARK);
    }
    for (int i = 0; i < label.size(); i++) {
      int codePoint = label.get(i);
      if (!table.properties(codePoint).valid()) {
        errors.add(IdnError.DISALLOWED);
      } else if (codePoint == ZERO_WIDTH_NON_JOINER || codePoint == ZERO_WIDTH_JOINER) {
        checkJoiner(label, i, table, errors);
      }
    }
  }

  /** Criterion 8 (CheckJoiners), RFC 5892 §A.1 and §A.2. */
  private static void checkJoiner(
      CodePoints label, int index, IdnTable table, Set<IdnError> errors) {
    boolean afterVirama =
        index > 0
            && table.properties(label.get(index - 1)).combiningClass()
                == CodePointProperties.VIRAMA;
    boolean allowed =
        afterVirama
            || (label.get(index) == ZERO_WIDTH_NON_JOINER
                && joins(label, index, -1, Joining.LEFT, table)
                && joins(label, index, 1, Joining.RIGHT, table));
    if (!allowed) {
      errors.add(IdnError.CONTEXTJ);
    }
  }

  /** Whether, transparent ones skipped, the next code point that way joins towards the index. */
  private static boolean joins(
      CodePoints label, int index, int direction, Joining side, IdnTable table) {
    for (int i = index + direction; i >= 0 && i < label.size(); i += direction) {
      Joining joining = table.properties(label.get(i)).joining();
      if (joining != Joining.TRANSPARENT) {
        return joining == side || joining == Joining.DUAL;
      }
    }
    return false;
  }
}
