package dev.indicia.conformance;

import dev.indicia.Authentication;
import dev.indicia.MailVerifier;
import dev.indicia.dns.Answer;
import dev.indicia.dns.DnsLimits;
import dev.indicia.dns.Dnssec;
import dev.indicia.dns.Lookups;
import dev.indicia.dns.Question;
import dev.indicia.dns.RecordData;
import dev.indicia.dns.Resolver;
import dev.indicia.dns.Zone;
import dev.indicia.message.Message;
import dev.indicia.message.MessageLimits;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Hostile input of a size, and the bounds it has to be read within. */
final class Bomb {
  static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  static final String FROM = "From: a@a.test\r\n";

  /** CPU time for any bomb; most take a hundredth of it. Warming up is included. */
  private static final long MICROS_MAX = 3_000_000;

  private static final MailVerifier VERIFIER = MailVerifier.builder(Zone.builder().build()).build();

  private Bomb() {}

  /**
   * Runs within the CPU bound, and within memory of that many times the size and 64 MB. Loading and
   * instrumenting classes counts too, so the work gets a second try.
   */
  static <T> T bounded(long octets, int times, Supplier<T> work) {
    Measured<T> first = Measured.of(work);
    if (first.excess(octets, times) == null) {
      return first.result();
    }
    Measured<T> second = Measured.of(work);
    String excess = second.excess(octets, times);
    if (excess != null) {
      throw new AssertionError(excess + " for " + octets + " octets");
    }
    return second.result();
  }

  private record Measured<T>(T result, long micros, long allocated) {
    static <T> Measured<T> of(Supplier<T> work) {
      CpuClock clock = new CpuClock();
      T result = work.get();
      return new Measured<>(result, clock.micros(), clock.allocatedOctets());
    }

    /** Which bound it is past; null for none. */
    @Nullable String excess(long octets, int times) {
      if (micros > MICROS_MAX) {
        return micros + " us of CPU";
      }
      return allocated > (64L << 20) + times * octets ? allocated + " octets allocated" : null;
    }
  }

  /** Reads the octets as a message, all of it, within the bounds. */
  static Read read(byte[] octets) {
    return read(octets, MessageLimits.DEFAULT);
  }

  static Read read(byte[] octets, MessageLimits limits) {
    return bounded(
        octets.length,
        20,
        () -> {
          Message message = Message.stored(octets, limits);
          return new Read(message, WholeMessage.read(VERIFIER, octets));
        });
  }

  /** A message and what authenticates it. */
  record Read(Message message, Authentication authentication) {}

  /** Octets of that text. */
  static byte[] octets(String... text) {
    return String.join("", text).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A run of one character. */
  static String run(char character, int count) {
    return String.valueOf(character).repeat(count);
  }

  /** The same octets again and again, between two others. */
  static byte[] repeated(String head, String unit, int count, String tail) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(octets(head));
    byte[] piece = octets(unit);
    for (int i = 0; i < count; i++) {
      out.writeBytes(piece);
    }
    out.writeBytes(octets(tail));
    return out.toByteArray();
  }

  /** Look-ups of that DNS. */
  static Lookups lookups(Resolver resolver) {
    return new Lookups(resolver, InstantSource.fixed(AT), DnsLimits.DEFAULT);
  }

  /** An answer with these records. */
  static Answer found(Question question, RecordData... data) {
    return new Answer.Found(question, List.of(data), 60, Dnssec.UNKNOWN);
  }

  /** An answer with that many different records. */
  static Answer found(Question question, int count, IntFunction<RecordData> of) {
    RecordData[] data = new RecordData[count];
    Arrays.setAll(data, of);
    return found(question, data);
  }

  static Answer nothing(Question question) {
    return new Answer.NoSuchName(question, 60, Dnssec.UNKNOWN);
  }
}
