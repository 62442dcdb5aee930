package dev.indicia.cli;

import dev.indicia.dns.Resolver;
import dev.indicia.dns.ZoneSyntaxException;
import dev.indicia.resolver.ZoneFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Who answers DNS questions.
 *
 * @param network whether questions leave this machine's memory
 * @param server how to call it in a complaint
 */
record Dns(Resolver resolver, boolean network, String server) {

  /** As the options say. */
  static Dns of(CommonOptions options, InstantSource clock) throws UsageException {
    Path file = options.dns();
    return file != null
        ? new Dns(zone(file), false, file.toString())
        : network(options.resolver(), clock);
  }

  private static Resolver zone(Path file) throws UsageException {
    try {
      return ZoneFiles.read(file);
    } catch (ZoneSyntaxException e) {
      throw new UsageException("--dns: " + e.getMessage());
    } catch (IOException e) {
      throw new UsageException(
          "--dns: "
              + (Files.isDirectory(file)
                  ? InputFailure.isDirectory(file.toString()).text()
                  : InputFailure.sentence(file.toString(), e)));
    }
  }

  private static Dns network(@Nullable String address, InstantSource clock) throws UsageException {
    String server = address == null ? "the system's server" : address;
    return new Dns(NetworkDns.resolver(address, clock), true, server);
  }

  /** The time that answers carry: of answers from a file, the one that is judged at. */
  InstantSource clock(@Nullable Instant at, InstantSource real) {
    return network || at == null ? real : InstantSource.fixed(at);
  }

  /** What to say when no server answers. */
  String unreachable() {
    return "no DNS server answered ("
        + server
        + "): check the network, name another server with --resolver ADDRESS, or work offline with"
        + " --dns FILE";
  }
}
