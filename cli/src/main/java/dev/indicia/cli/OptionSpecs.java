package dev.indicia.cli;

import java.util.List;

/** Makes descriptions of commands, options and parameters. */
final class OptionSpecs {
  private OptionSpecs() {}

  /** A command; the examples are shown as they are. */
  static CommandSpec command(String name, String description, String... examples) {
    return new CommandSpec(name, description, List.of(examples));
  }

  /** The options every command has; they come last in its help. */
  static CommandSpec withCommon(CommandSpec spec) {
    spec.addOption(flag("--json", "print JSON, one object a line"));
    spec.addOption(
        value("--dns", "FILE", "answer DNS from this zone file; nothing asks the network"));
    spec.addOption(value("--resolver", "ADDRESS", "ask this DNS server, as IP or IP:PORT"));
    spec.addOption(value("--at", "TIME", "the time to judge at (RFC 3339); default: now"));
    spec.addOption(value("--config", "FILE", "own domains, trusted forwarders and more (YAML)"));
    spec.addOption(
        value("--authserv-id", "NAME", "our own host name, as SPF explanations show it"));
    return withHelp(spec);
  }

  /** The option every command has. */
  static CommandSpec withHelp(CommandSpec spec) {
    spec.addOption(new OptionSpec("--help", "-h", null, false, "show this help"));
    return spec;
  }

  /** An option without a value. */
  static OptionSpec flag(String name, String description) {
    return new OptionSpec(name, null, null, false, description);
  }

  /** An option with a value. */
  static OptionSpec value(String name, String label, String description) {
    return new OptionSpec(name, null, label, false, description);
  }

  /** An option with a value that may be given several times. */
  static OptionSpec values(String name, String label, String description) {
    return new OptionSpec(name, null, label, true, description);
  }

  /** A parameter that must be there once. */
  static ParameterSpec parameter(String label, String description) {
    return new ParameterSpec(label, false, false, description);
  }

  /** A parameter that may be there once, behind all others. */
  static ParameterSpec optional(String label, String description) {
    return new ParameterSpec(label, false, true, description);
  }

  /** Parameters of which there is at least one. */
  static ParameterSpec parameters(String label, String description) {
    return new ParameterSpec(label, true, false, description);
  }
}
