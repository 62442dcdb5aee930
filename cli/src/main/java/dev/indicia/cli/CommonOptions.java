package dev.indicia.cli;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The options every command has.
 *
 * @param config what {@code --config} says; empty without it
 */
record CommonOptions(
    boolean json,
    @Nullable Path dns,
    @Nullable String resolver,
    @Nullable Instant at,
    Config config,
    @Nullable String authservId) {

  static CommonOptions of(Arguments arguments) throws UsageException {
    Path dns = arguments.file("--dns");
    String resolver = arguments.nonEmpty("--resolver");
    if (dns != null && resolver != null) {
      throw new UsageException("--dns and --resolver exclude each other: a file, or the network");
    }
    Path config = arguments.file("--config");
    Instant at = arguments.time("--at");
    return new CommonOptions(
        arguments.has("--json"),
        dns,
        resolver,
        at,
        config == null ? Config.EMPTY : ConfigReader.read(config, at == null ? Instant.now() : at),
        arguments.nonEmpty("--authserv-id"));
  }
}
