package dev.indicia.cli;

import dev.indicia.dns.IpAddress;
import dev.indicia.report.AggregateRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages of an aggregate report by source and result. Bounded: sources past the limit are counted
 * together, so a report of any size takes the same memory.
 */
final class ReportSources {
  private static final int SOURCES_MAX = 10_000;

  private final Map<String, Source> sources = new HashMap<>();
  private final Source others = new Source("others");
  private final Source all = new Source("all");

  /** Messages of one source. */
  static final class Source {
    private final String name;
    private long messages;
    private long passed;
    private long dkim;
    private long spf;
    private long refused;

    Source(String name) {
      this.name = name;
    }

    private void add(AggregateRecord record) {
      messages += record.count();
      passed += record.passes() ? record.count() : 0;
      dkim += Boolean.TRUE.equals(record.dkimAligned()) ? record.count() : 0;
      spf += Boolean.TRUE.equals(record.spfAligned()) ? record.count() : 0;
      boolean kept =
          record.disposition() == null
              || switch (record.disposition()) {
                case NONE, PASS -> true;
                case QUARANTINE, REJECT -> false;
              };
      refused += kept ? 0 : record.count();
    }

    /** Its address, or what stands for several. */
    String name() {
      return name;
    }

    long messages() {
      return messages;
    }

    /** Messages that passed DMARC. */
    long passed() {
      return passed;
    }

    /** Messages with DKIM passed and aligned. */
    long dkim() {
      return dkim;
    }

    /** Messages with SPF passed and aligned. */
    long spf() {
      return spf;
    }

    /** Messages quarantined or rejected. */
    long refused() {
      return refused;
    }
  }

  /** Counts the record's messages. */
  void add(AggregateRecord record) {
    all.add(record);
    IpAddress ip = record.sourceIp();
    String name = ip == null ? "unknown" : ip.toString();
    Source source = sources.get(name);
    if (source == null && sources.size() < SOURCES_MAX) {
      source = new Source(name);
      sources.put(name, source);
    }
    (source == null ? others : source).add(record);
  }

  /** The sum. */
  Source all() {
    return all;
  }

  /** How many sources are told apart. */
  int count() {
    return sources.size();
  }

  /** The sources with most messages first, at most so many; the rest is one more. */
  List<Source> largest(int max) {
    List<Source> sorted = new ArrayList<>(sources.values());
    sorted.sort(Comparator.comparingLong(Source::messages).reversed().thenComparing(Source::name));
    List<Source> shown = new ArrayList<>(sorted.subList(0, Math.min(max, sorted.size())));
    Source rest = new Source("others");
    for (Source source : sorted.subList(shown.size(), sorted.size())) {
      add(rest, source);
    }
    add(rest, others);
    if (rest.messages > 0) {
      shown.add(rest);
    }
    return shown;
  }

  private static void add(Source to, Source source) {
    to.messages += source.messages;
    to.passed += source.passed;
    to.dkim += source.dkim;
    to.spf += source.spf;
    to.refused += source.refused;
  }
}
