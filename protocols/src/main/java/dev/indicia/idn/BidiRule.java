package dev.indicia.idn;

import dev.indicia.idn.CodePointProperties.Bidi;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The Bidi Rule, RFC 5893 §2; conditions are numbered as there. */
final class BidiRule {
  private BidiRule() {}

  /** Answers whether the labels, none empty, are no Bidi domain name or satisfy the rule. */
  static boolean isSatisfied(List<CodePoints> uLabels, IdnTable table) {
    boolean bidiDomainName = false;
    boolean satisfied = true;
    for (CodePoints label : uLabels) {
      Set<Bidi> classes = EnumSet.noneOf(Bidi.class);
      for (int i = 0; i < label.size(); i++) {
        classes.add(bidi(label, i, table));
      }
      bidiDomainName |=
          classes.contains(Bidi.RIGHT_TO_LEFT) || classes.contains(Bidi.ARABIC_NUMBER);
      satisfied &=
          switch (bidi(label, 0, table)) { // condition 1
            case LEFT_TO_RIGHT -> isLeftToRightLabel(classes, lastClass(label, table));
            case RIGHT_TO_LEFT -> isRightToLeftLabel(classes, lastClass(label, table));
            case ARABIC_NUMBER, EUROPEAN_NUMBER, NONSPACING_MARK, NEUTRAL, OTHER -> false;
          };
    }
    return satisfied || !bidiDomainName;
  }

  /** Conditions 2, 3 and 4. */
  private static boolean isRightToLeftLabel(Set<Bidi> classes, Bidi last) {
    return !classes.contains(Bidi.LEFT_TO_RIGHT)
        && !classes.contains(Bidi.OTHER)
        && (last == Bidi.RIGHT_TO_LEFT
            || last == Bidi.EUROPEAN_NUMBER
            || last == Bidi.ARABIC_NUMBER)
        && !(classes.contains(Bidi.EUROPEAN_NUMBER) && classes.contains(Bidi.ARABIC_NUMBER));
  }

  /** Conditions 5 and 6. */
  private static boolean isLeftToRightLabel(Set<Bidi> classes, Bidi last) {
    return !classes.contains(Bidi.RIGHT_TO_LEFT)
        && !classes.contains(Bidi.ARABIC_NUMBER)
        && !classes.contains(Bidi.OTHER)
        && (last == Bidi.LEFT_TO_RIGHT || last == Bidi.EUROPEAN_NUMBER);
  }

  /** Class of the last code point that is not a nonspacing mark, or of the first of all. */
  private static Bidi lastClass(CodePoints label, IdnTable table) {
    int i = label.size() - 1;
    while (i > 0 && bidi(label, i, table) == Bidi.NONSPACING_MARK) {
      i--;
    }
    return bidi(label, i, table);
  }

  private static Bidi bidi(CodePoints label, int index, IdnTable table) {
    return table.properties(label.get(index)).bidi();
  }
}
