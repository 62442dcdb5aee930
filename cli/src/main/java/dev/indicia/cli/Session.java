package dev.indicia.cli;

/** What a command talks to while it runs. */
record Session(Streams streams, Output output, Diagnostics diagnostics) {

  /** Colours for standard output. */
  Style style() {
    return new Style(streams.outTerminal() && streams.colour());
  }
}
