package dev.indicia.cli;

/**
 * A parameter that has to be there.
 *
 * @param list whether there may be more than one
 */
record ParameterSpec(String label, boolean list, String description) {

  /** The parameter as help writes it. */
  String usage() {
    return list ? label + "..." : label;
  }
}
