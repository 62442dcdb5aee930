package dev.indicia.cli;

import java.util.List;

/** The help of a command. */
final class Help {
  private static final int WIDTH = 100;
  private static final int LABEL_MAX = 24;

  private Help() {}

  /** Of a command. */
  static String of(CommandSpec spec) {
    StringBuilder help = new StringBuilder("Usage: indicia ").append(spec.name());
    help.append(" [OPTIONS]");
    for (ParameterSpec parameter : spec.parameters()) {
      help.append(' ').append(parameter.usage());
    }
    help.append('\n').append(spec.description()).append('\n');
    int width = 0;
    for (OptionSpec option : spec.options()) {
      width = Math.max(width, option.usage().length());
    }
    for (ParameterSpec parameter : spec.parameters()) {
      width = Math.max(width, 4 + parameter.usage().length());
    }
    width = Math.min(width, LABEL_MAX) + 3;
    if (!spec.parameters().isEmpty()) {
      help.append("\nParameters:\n");
      for (ParameterSpec parameter : spec.parameters()) {
        row(help, "    " + parameter.usage(), parameter.description(), width);
      }
    }
    options(help, spec, width);
    if (!spec.examples().isEmpty()) {
      help.append("\nExamples:\n");
      for (String example : spec.examples()) {
        help.append(example).append('\n');
      }
    }
    return help.toString();
  }

  /** Of all commands. */
  static String of(CommandSpec root, List<CommandSpec> commands) {
    StringBuilder help = new StringBuilder("Usage: indicia [OPTIONS] [COMMAND]\n");
    help.append(root.description()).append('\n');
    options(help, root, 16);
    help.append("\nCommands:\n");
    for (CommandSpec command : commands) {
      row(help, command.name(), command.description(), 11);
    }
    return help.toString();
  }

  private static void options(StringBuilder help, CommandSpec spec, int width) {
    help.append("\nOptions:\n");
    for (OptionSpec option : spec.options()) {
      row(help, option.usage(), option.description(), width);
    }
  }

  /** A label and what it means, wrapped at words. */
  private static void row(StringBuilder help, String label, String text, int width) {
    help.append("  ").append(label);
    int column = label.length();
    if (column >= width) {
      help.append('\n').append("  ");
      column = 0;
    }
    help.append(" ".repeat(width - column));
    column = width + 2;
    boolean first = true;
    for (String word : text.split(" ", -1)) {
      if (!first && column + 1 + word.length() > WIDTH) {
        help.append('\n').append(" ".repeat(width + 4));
        column = width + 4;
        first = true;
      }
      help.append(first ? "" : " ").append(word);
      column += (first ? 0 : 1) + word.length();
      first = false;
    }
    help.append('\n');
  }
}
