package dev.indicia.conformance.fuzz;

import dev.indicia.dns.Answer;
import dev.indicia.dns.DnsLimits;
import dev.indicia.dns.Dnssec;
import dev.indicia.dns.Lookups;
import dev.indicia.dns.Question;
import dev.indicia.dns.RecordData;
import dev.indicia.dns.RecordType;
import dev.indicia.dns.Resolver;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** What every fuzz target asks for. */
final class Oracle {
  /** The time everything is judged at. */
  static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  /** CPU time for one input; generous, as the fuzzer's instrumentation slows everything down. */
  private static final long MILLIS_MAX = 3000;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private Oracle() {}

  /** Runs the target, which has to end in time. */
  static void bounded(int octets, Runnable target) {
    long millis = millis(target);
    if (millis > MILLIS_MAX) {
      // The first input loads classes and word lists; one that is slow is slow again.
      millis = millis(target);
    }
    check(millis <= MILLIS_MAX, millis + " ms of CPU for " + octets + " octets");
  }

  private static long millis(Runnable target) {
    long start = THREADS.getCurrentThreadCpuTime();
    target.run();
    return (THREADS.getCurrentThreadCpuTime() - start) / 1_000_000;
  }

  /** Fails unless that holds. */
  static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  /** The input as text, one character an octet. */
  static String latin1(byte[] input) {
    return new String(input, StandardCharsets.ISO_8859_1);
  }

  /** The text as octets, one for each character. */
  static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Look-ups of a DNS that answers every TXT question with that text. */
  static Lookups txtEverywhere(String text) {
    return lookups(question ->
        question.type() == RecordType.TXT
            ? found(question, new RecordData.Text(text))
            : new Answer.NoSuchName(question, 0, Dnssec.UNKNOWN));
  }

  /** An answer of one record. */
  static Answer found(Question question, RecordData data) {
    return new Answer.Found(question, List.of(data), 60, Dnssec.UNKNOWN);
  }

  /** Look-ups of that DNS with the default limits. */
  static Lookups lookups(Resolver resolver) {
    return new Lookups(resolver, InstantSource.fixed(AT), DnsLimits.DEFAULT);
  }
}
