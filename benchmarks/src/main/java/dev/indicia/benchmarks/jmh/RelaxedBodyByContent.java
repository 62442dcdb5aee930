package dev.indicia.benchmarks.jmh;

import dev.indicia.dkim.BodyCanonicalizer;
import dev.indicia.vector.VectorCanonicalizer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** How long does the relaxed form of 64 KB take, by what the body holds? */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class RelaxedBodyByContent {
  private static final int LENGTH = 64 << 10;

  /** Base64 never changes; text does now and then; indented markup does all the time. */
  @Param({"base64", "text", "indented"})
  public String content = "text";

  private byte[] body = new byte[0];
  private byte[] scratch = new byte[0];

  /** Fills the body. */
  @Setup
  public void fill() {
    String line =
        switch (content) {
          case "base64" ->
              "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE\r\n";
          case "text" -> "of the message that was sent to you before the end of this month \r\n";
          default -> "        <td>   a \tb  </td>  \r\n";
        };
    Random random = new Random(1);
    StringBuilder text = new StringBuilder();
    while (text.length() < LENGTH) {
      text.append(line, random.nextInt(8), line.length());
    }
    body = text.substring(0, LENGTH).getBytes(StandardCharsets.ISO_8859_1);
    scratch = new byte[BodyCanonicalizer.SCRATCH_LENGTH];
  }

  /** Plain Java. */
  @Benchmark
  public void plain(Blackhole sink) {
    relaxed(BodyCanonicalizer.plain(), sink);
  }

  /** Vector instructions. */
  @Benchmark
  public void vector(Blackhole sink) {
    relaxed(VectorCanonicalizer.INSTANCE, sink);
  }

  private void relaxed(BodyCanonicalizer canonicalizer, Blackhole sink) {
    canonicalizer.relaxed(
        body, 0, body.length, scratch, (octets, from, length) -> sink.consume(length));
  }
}
