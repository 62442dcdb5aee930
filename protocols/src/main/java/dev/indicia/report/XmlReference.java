package dev.indicia.report;

import java.util.Set;

/** What stands between "&amp;" and ";" (XML 1.0 §4.1, §4.6). */
final class XmlReference {
  private static final int REPLACEMENT = 0xfffd;

  private XmlReference() {}

  /**
   * The code point of one of the five predefined entities or of a numbered character; -1 for any
   * other entity. A number that is no character stands for U+FFFD, which is noted.
   */
  static int character(String name, Set<ReportDeviation> deviations) {
    return switch (name) {
      case "amp" -> '&';
      case "lt" -> '<';
      case "gt" -> '>';
      case "quot" -> '"';
      case "apos" -> '\'';
      default -> name.startsWith("#") ? numbered(name, deviations) : -1;
    };
  }

  private static int numbered(String name, Set<ReportDeviation> deviations) {
    boolean hexadecimal = name.startsWith("#x");
    int code;
    try {
      code = Integer.parseInt(name, hexadecimal ? 2 : 1, name.length(), hexadecimal ? 16 : 10);
    } catch (NumberFormatException e) {
      code = -1;
    }
    boolean surrogate = code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE;
    if (code < 1 || code > Character.MAX_CODE_POINT || surrogate) {
      deviations.add(ReportDeviation.CONTROL_CHARACTER);
      return REPLACEMENT;
    }
    return code;
  }
}
