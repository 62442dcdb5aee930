package dev.indicia.events;

import org.jspecify.annotations.Nullable;

/**
 * Which program judged.
 *
 * @param version of this build
 * @param rules of the rules that make a verdict; another number when they change
 */
public record Engine(String version, String rules) {
  /** Raised whenever the same facts may lead to another verdict. */
  private static final String RULES = "2";

  /** This program. */
  public static Engine current() {
    @Nullable String version = Engine.class.getPackage().getImplementationVersion();
    return new Engine(version == null ? "dev" : version, RULES);
  }
}
