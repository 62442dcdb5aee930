package dev.indicia.conformance;

import dev.indicia.MailVerifier;
import dev.indicia.conformance.SuiteResult.Tally;
import dev.indicia.dns.Zone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Files of any kind, read as messages: no exception, at most a second of CPU for what is smaller
 * than a megabyte, and memory in proportion to the size.
 */
final class RobustnessSuite implements Suite {
  private static final long MICROS_MAX = 1_000_000;
  private static final int SMALL_OCTETS = 1 << 20;
  private static final long ALLOCATED_FIXED_MAX = 64L << 20;
  private static final long ALLOCATED_TIMES_MAX = 50;

  private final String name;
  private final Corpora corpora;
  private final List<String> places;
  private final String archive;

  /**
   * Every file at those places and, unless it is empty, in that archive.
   *
   * @param archive "" for none
   */
  RobustnessSuite(String name, Corpora corpora, List<String> places, String archive) {
    this.name = name;
    this.corpora = corpora;
    this.places = places;
    this.archive = archive;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isBig() {
    return !archive.isEmpty();
  }

  @Override
  public String about() {
    return "Everything is read and authenticated: no exception, at most a second of CPU under 1 MB, bounded memory.";
  }

  @Override
  public SuiteResult run() throws IOException {
    Tally tally = new Tally(name);
    MailVerifier verifier = MailVerifier.builder(Zone.builder().build()).build();
    long octetsRead = 0;
    long slowest = 0;
    String slowestFile = "";
    List<Path> files = corpora.files(places);
    if (!archive.isEmpty()) {
      files.addAll(corpora.unpacked(archive).files(List.of("")));
    }
    for (Path file : files) {
      byte[] octets = Files.readAllBytes(file);
      octetsRead += octets.length;
      CpuClock clock = new CpuClock();
      try {
        WholeMessage.read(verifier, octets);
      } catch (RuntimeException | AssertionError | StackOverflowError e) {
        tally.fail(file.toString(), e + " at " + e.getStackTrace()[0]);
        continue;
      }
      long micros = clock.micros();
      long allocated = clock.allocatedOctets();
      if (micros > slowest) {
        slowest = micros;
        slowestFile = file.getFileName() + " of " + octets.length + " octets";
      }
      if (octets.length < SMALL_OCTETS && micros > MICROS_MAX) {
        tally.fail(file.toString(), micros + " us of CPU");
      } else if (allocated > ALLOCATED_FIXED_MAX + ALLOCATED_TIMES_MAX * octets.length) {
        tally.fail(file.toString(), allocated + " octets allocated for " + octets.length);
      } else {
        tally.pass();
      }
    }
    tally.measured(
        String.format(
            Locale.ROOT,
            "%.1f MB read; slowest %.1f ms of CPU (%s)",
            octetsRead / 1e6,
            slowest / 1e3,
            slowestFile));
    return tally.result();
  }
}
