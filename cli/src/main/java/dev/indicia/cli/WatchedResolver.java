package dev.indicia.cli;

import dev.indicia.dns.Answer;
import dev.indicia.dns.Question;
import dev.indicia.dns.Resolver;
import dev.indicia.gateway.watch.Metrics;
import dev.indicia.resolver.CachingResolver;

/** Counts what is asked and how long it takes. Thread-safe. */
record WatchedResolver(Resolver resolver, Metrics metrics) implements Resolver {
  WatchedResolver {
    if (resolver instanceof CachingResolver cache) {
      metrics.gauge(
          "indicia_dns_cache_entries", "Answers in the DNS cache.", () -> cache.entryCount());
      metrics.gauge(
          "indicia_dns_cache_bytes", "Memory of the DNS cache.", () -> cache.octetCount());
    }
  }

  @Override
  public Answer resolve(Question question) {
    long start = System.nanoTime();
    return counted(resolver.resolve(question), start);
  }

  @Override
  public Answer resolveWithin(Question question, long millisMax) {
    long start = System.nanoTime();
    return counted(resolver.resolveWithin(question, millisMax), start);
  }

  private Answer counted(Answer answer, long start) {
    String result =
        switch (answer) {
          case Answer.Found found -> "found";
          case Answer.NoData noData -> "nodata";
          case Answer.NoSuchName noSuchName -> "nxdomain";
          case Answer.Failed failed -> "failed";
        };
    metrics.count("indicia_dns_answers_total", "DNS answers, cached ones too.", "result", result);
    metrics.time(
        System.nanoTime() - start, "indicia_dns_seconds", "Time for a DNS answer, cached or not.");
    return answer;
  }
}
