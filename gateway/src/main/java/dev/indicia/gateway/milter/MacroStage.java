package dev.indicia.gateway.milter;

import org.jspecify.annotations.Nullable;

/**
 * The step that a list of macros goes with. Its number in a negotiation and the code of the command
 * that the macros come before are different things. In the order of a transaction.
 */
public enum MacroStage {
  CONNECT(0, 'C'),
  HELO(1, 'H'),
  MAIL(2, 'M'),
  RCPT(3, 'R'),
  DATA(4, 'T'),
  END_OF_HEADERS(6, 'N'),
  END_OF_MESSAGE(5, 'E'),
  /** Header fields, chunks of the body, unknown commands: Postfix sends macros with them, too. */
  OTHER(-1, '\0');

  private final int number;
  private final char command;

  MacroStage(int number, char command) {
    this.number = number;
    this.command = command;
  }

  /** The number in a negotiation; -1 where none can be negotiated. */
  public int number() {
    return number;
  }

  /** The code of the command that they come before. */
  public char command() {
    return command;
  }

  static MacroStage ofCommand(char command) {
    for (MacroStage stage : values()) {
      if (stage.command == command && stage != OTHER) {
        return stage;
      }
    }
    return OTHER;
  }

  static @Nullable MacroStage ofNumber(int number) {
    for (MacroStage stage : values()) {
      if (stage.number == number && stage != OTHER) {
        return stage;
      }
    }
    return null;
  }
}
