package dev.indicia.cli;

import java.io.Serial;

/** Input that cannot be read, with the stable code that JSON carries. */
final class UnreadableException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final String code;

  UnreadableException(String code, String message) {
    super(message);
    this.code = code;
  }

  /** As in docs/reference/exit-codes.md. */
  String code() {
    return code;
  }

  /** The message, never null. */
  String text() {
    String message = getMessage();
    return message == null ? code : message;
  }
}
