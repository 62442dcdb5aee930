package dev.indicia.dns;

import java.util.Objects;

/** A zone file that cannot be used: what is wrong, and where. */
public final class ZoneSyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What kind of defect it is. */
  public enum Kind {
    /** The text departs from RFC 1035 §5 and our two directives. */
    SYNTAX("syntax"),
    /** The records contradict each other: a CNAME next to other data (RFC 1034 §3.6.2). */
    CONFLICT("conflict"),
    /** An included file could not be read. */
    INCLUDE_UNREADABLE("include-unreadable"),
    /** A file includes itself, directly or through others. */
    INCLUDE_CYCLE("include-cycle"),
    /** {@link ZoneLimits#includeDepthMax}. */
    INCLUDE_DEPTH_EXCEEDED("include-depth-exceeded"),
    /** {@link ZoneLimits#charactersMax}. */
    CHARACTERS_EXCEEDED("characters-exceeded"),
    /** {@link ZoneLimits#recordsMax}. */
    RECORDS_EXCEEDED("records-exceeded");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    /** The stable word used in messages and JSON. */
    public String code() {
      return code;
    }
  }

  private final Kind kind;
  private final String source;
  private final int line;
  private final int column;

  /**
   * A defect.
   *
   * @param source name of the file
   * @param line from 1
   * @param column from 1, in characters
   * @param problem a sentence for people, without the place
   */
  public ZoneSyntaxException(Kind kind, String source, int line, int column, String problem) {
    super(source + ":" + line + ":" + column + ": " + problem);
    this.kind = Objects.requireNonNull(kind, "kind");
    this.source = source;
    this.line = line;
    this.column = column;
  }

  /** What kind of defect it is. */
  public Kind kind() {
    return kind;
  }

  /** The name of the file. */
  public String source() {
    return source;
  }

  /** The line, from 1. */
  public int line() {
    return line;
  }

  /** The column, from 1, in characters. */
  public int column() {
    return column;
  }
}
