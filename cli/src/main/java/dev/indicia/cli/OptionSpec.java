package dev.indicia.cli;

import org.jspecify.annotations.Nullable;

/**
 * An option.
 *
 * @param name "--name"
 * @param shortName "-n", null when there is none
 * @param label what its value is called; null for a flag, which has none
 * @param repeated whether it may be given several times
 */
record OptionSpec(
    String name,
    @Nullable String shortName,
    @Nullable String label,
    boolean repeated,
    String description) {

  /** The option as help writes it. */
  String usage() {
    return (shortName == null ? "    " : shortName + ", ")
        + name
        + (label == null ? "" : "=" + label);
  }
}
