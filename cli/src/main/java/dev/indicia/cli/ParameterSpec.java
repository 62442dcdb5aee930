package dev.indicia.cli;

/**
 * A parameter.
 *
 * @param list whether there may be more than one
 * @param optional whether there may be none
 */
record ParameterSpec(String label, boolean list, boolean optional, String description) {

  /** The parameter as help writes it. */
  String usage() {
    String usage = list ? label + "..." : label;
    return optional ? "[" + usage + "]" : usage;
  }
}
