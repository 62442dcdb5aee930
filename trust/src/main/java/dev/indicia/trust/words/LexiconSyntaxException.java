package dev.indicia.trust.words;

import java.io.Serial;

/** A word list that is not written as docs/reference/lexicon.md says; the message says where. */
public final class LexiconSyntaxException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final String file;
  private final int line;
  private final int column;

  LexiconSyntaxException(String file, int line, int column, String what) {
    super(file + ":" + line + ":" + column + ": " + what);
    this.file = file;
    this.line = line;
    this.column = column;
  }

  /** The source's name. */
  public String file() {
    return file;
  }

  /** From 1. */
  public int line() {
    return line;
  }

  /** From 1, in UTF-16 units. */
  public int column() {
    return column;
  }
}
