package dev.indicia.bimi;

/**
 * What is wrong with an Indicator, and where. Immutable.
 *
 * @param line from 1
 * @param column in characters from 1
 * @param offset in octets of the expanded file, from 0
 * @param detail the name or value that it is about, at most 80 characters; may be hostile
 */
public record SvgComplaint(SvgRule rule, int line, int column, int offset, String detail) {
  @Override
  public String toString() {
    return line + ":" + column + ": " + rule.meaning() + (detail.isEmpty() ? "" : ": " + detail);
  }
}
