package dev.indicia.benchmarks;

import dev.indicia.dns.IncludeReader;
import dev.indicia.dns.Zone;
import dev.indicia.dns.ZoneSyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Messages in memory with their envelopes, expected results and DNS.
 *
 * @param at the time the messages are judged at
 * @param records the data of {@code zone} as text for other engines, by {@link #key}
 */
record Corpus(List<Delivery> deliveries, Zone zone, Map<String, List<String>> records, Instant at) {

  /** When the generator's signatures were made (its fixed clock), and a minute more. */
  static final Instant GENERATED_AT = Instant.parse("2026-01-01T00:01:00Z");

  /** Reads {@code corpus.tsv}, {@code msgs} and {@code zone.db}, the first messages only. */
  static Corpus read(Path folder, int messagesMax) throws IOException {
    List<Delivery> deliveries = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("corpus.tsv"))) {
      if (deliveries.size() == messagesMax) {
        break;
      }
      String[] cells = line.split("\t", -1);
      byte[] octets = Files.readAllBytes(folder.resolve("msgs").resolve(cells[0]));
      deliveries.add(
          new Delivery(
              cells[0],
              octets,
              cells[1],
              cells[2],
              cells[3],
              List.of(cells[4], cells[5], cells[6])));
    }
    Path file = folder.resolve("zone.db");
    String text = Files.readString(file);
    try {
      Zone zone = Zone.parse(file.toString(), text, IncludeReader.NONE);
      return new Corpus(List.copyOf(deliveries), zone, recordsOf(text), GENERATED_AT);
    } catch (ZoneSyntaxException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** The key of a name without final dot and a record type in {@link #records}. */
  static String key(String name, String type) {
    return name.toLowerCase(Locale.ROOT) + '|' + type;
  }

  /** Octets of all messages. */
  long octets() {
    long octets = 0;
    for (Delivery delivery : deliveries) {
      octets += delivery.octets().length;
    }
    return octets;
  }

  /** The generator writes one record a line: NAME. IN TYPE DATA. */
  private static Map<String, List<String>> recordsOf(String zone) {
    Map<String, List<String>> records = new HashMap<>();
    for (String line : zone.split("\n", -1)) {
      String[] words = line.split(" ", 4);
      if (words.length < 4 || !words[1].equals("IN") || !words[0].endsWith(".")) {
        continue;
      }
      String name = words[0].substring(0, words[0].length() - 1);
      String data = words[3].startsWith("\"") ? joined(words[3]) : words[3];
      records.computeIfAbsent(key(name, words[2]), k -> new ArrayList<>()).add(data);
    }
    return records;
  }

  /** Character-strings without their quotes; the generator escapes nothing. */
  private static String joined(String quoted) {
    return quoted.replace("\" \"", "").replace("\"", "");
  }
}
