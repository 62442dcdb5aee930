package dev.indicia.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one command is called, takes and says about itself. Complete before it is used. */
final class CommandSpec {
  private final String name;
  private final String description;
  private final List<String> examples;
  private final List<OptionSpec> options = new ArrayList<>();
  private final List<ParameterSpec> parameters = new ArrayList<>();

  CommandSpec(String name, String description, List<String> examples) {
    this.name = name;
    this.description = description;
    this.examples = List.copyOf(examples);
  }

  void addOption(OptionSpec option) {
    options.add(option);
  }

  void addPositional(ParameterSpec parameter) {
    parameters.add(parameter);
  }

  String name() {
    return name;
  }

  String description() {
    return description;
  }

  /** Lines shown as they are. */
  List<String> examples() {
    return examples;
  }

  /** In the order of the help. */
  List<OptionSpec> options() {
    return options;
  }

  /** In the order of the command line; a list is the last one. */
  List<ParameterSpec> parameters() {
    return parameters;
  }

  /** The option of that long or short name, null when there is none. */
  @Nullable OptionSpec option(String written) {
    for (OptionSpec option : options) {
      if (option.name().equals(written) || written.equals(option.shortName())) {
        return option;
      }
    }
    return null;
  }
}
