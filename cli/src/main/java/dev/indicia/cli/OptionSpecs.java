package dev.indicia.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Makes picocli's descriptions of options without annotations, which would cost start-up time. */
final class OptionSpecs {
  private OptionSpecs() {}

  /** A command with help; the description's lines and the examples are shown as they are. */
  static CommandSpec command(String name, String description, String... examples) {
    CommandSpec spec = CommandSpec.create().name(name);
    spec.usageMessage().description(description);
    spec.usageMessage().width(100);
    spec.usageMessage().sortOptions(false);
    spec.usageMessage().synopsisHeading("Usage: ");
    spec.usageMessage().parameterListHeading("%nParameters:%n");
    spec.usageMessage().optionListHeading("%nOptions:%n");
    spec.usageMessage().commandListHeading("%nCommands:%n");
    spec.usageMessage().abbreviateSynopsis(true);
    if (examples.length > 0) {
      spec.usageMessage().footerHeading("%nExamples:%n");
      spec.usageMessage().footer(examples);
    }
    return spec;
  }

  /** The options every command has; they come last in its help. */
  static CommandSpec withCommon(CommandSpec spec) {
    spec.addOption(flag("--json", "print JSON, one object a line"));
    spec.addOption(
        value("--dns", "FILE", "answer DNS from this zone file; nothing asks the network"));
    spec.addOption(value("--resolver", "ADDRESS", "ask this DNS server, as IP or IP:PORT"));
    spec.addOption(value("--at", "TIME", "the time to judge at (RFC 3339); default: now"));
    spec.addOption(value("--config", "FILE", "own domains, trusted forwarders and more (YAML)"));
    spec.addOption(value("--authserv-id", "NAME", "our own name in Authentication-Results fields"));
    return withHelp(spec);
  }

  /** The option every command has. */
  static CommandSpec withHelp(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("show this help").build());
    return spec;
  }

  /** An option without a value. */
  static OptionSpec flag(String name, String description) {
    return OptionSpec.builder(name).type(boolean.class).description(description).build();
  }

  /** An option with a value. */
  static OptionSpec value(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** An option with a value that may be given several times. */
  static OptionSpec values(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** A parameter that must be there once. */
  static PositionalParamSpec parameter(int index, String label, String description) {
    return PositionalParamSpec.builder()
        .index(Integer.toString(index))
        .arity("1")
        .required(true)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** Parameters of which there is at least one. */
  static PositionalParamSpec parameters(String label, String description) {
    return PositionalParamSpec.builder()
        .index("0..*")
        .arity("1..*")
        .required(true)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }
}
