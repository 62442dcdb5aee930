package dev.indicia.signed;

/**
 * Writes a header field that is folded where it would be longer than 78 columns (RFC 5322 §2.1.1).
 */
public final class FoldedField {
  private static final int COLUMNS = 78;

  private final StringBuilder text = new StringBuilder(1024);
  private int column;

  /** A field of that name. */
  public FoldedField(String name) {
    text.append(name).append(':');
    column = text.length();
  }

  /** Adds text that is not to be broken, behind a space or on a line of its own. */
  public FoldedField word(String word) {
    if (column + 1 + word.length() > COLUMNS) {
      fold();
    } else {
      text.append(' ');
      column++;
    }
    return append(word);
  }

  /** Adds text that is not to be broken, right behind the last or on the next line. */
  public FoldedField part(String part) {
    if (column + part.length() > COLUMNS) {
      fold();
    }
    return append(part);
  }

  /** Adds text that can be broken anywhere. */
  public FoldedField data(String data) {
    int at = 0;
    while (at < data.length()) {
      if (column >= COLUMNS) {
        fold();
      }
      int to = Math.min(data.length(), at + COLUMNS - column);
      append(data.substring(at, to));
      at = to;
    }
    return this;
  }

  private void fold() {
    text.append("\r\n ");
    column = 1;
  }

  private FoldedField append(String piece) {
    text.append(piece);
    column += piece.length();
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
