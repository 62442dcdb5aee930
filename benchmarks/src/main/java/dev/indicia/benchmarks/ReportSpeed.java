package dev.indicia.benchmarks;

import com.sun.management.ThreadMXBean;
import dev.indicia.dmarc.AlignmentMode;
import dev.indicia.dmarc.DmarcPolicy;
import dev.indicia.dns.IpAddress;
import dev.indicia.report.AggregateForm;
import dev.indicia.report.AggregateHead;
import dev.indicia.report.AggregateRecord;
import dev.indicia.report.AggregateWriter;
import dev.indicia.report.Disposition;
import dev.indicia.report.ReportReader;
import dev.indicia.report.ReportResult;
import dev.indicia.report.ReportSink;
import dev.indicia.report.ReportedResult;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Aggregate reports: our reader, which makes a record of every row, in turn with the JDK's StAX,
 * which only makes a string of every leaf; and the command's memory for a gibibyte.
 */
final class ReportSpeed {
  /** About 75 MB, larger than any cache. */
  static final int RECORDS = 80_000;

  private static final int WARM_UPS = 8;
  private static final long GIBI = 1L << 30;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final byte[] xml;

  /** A speed of a report with that many records. */
  ReportSpeed(int records) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out, records, Long.MAX_VALUE);
    this.xml = out.toByteArray();
  }

  /** Octets a CPU second, round by round. */
  record Speeds(Series ours, Series stax) {}

  /** The whole part: speeds, and memory where there is a command. */
  static void run(Settings settings, Report report) throws Exception {
    report.section("aggregate reports");
    Speeds speeds = new ReportSpeed(RECORDS).measure(settings.rounds());
    report.row("reports, records made", speeds.ours.times(1e-6), "MB/CPU-s", Row.atLeast(250));
    report.row("JDK StAX, strings made", speeds.stax.times(1e-6), "MB/CPU-s", null);
    report.row("reports / StAX", speeds.ours.per(speeds.stax), "x", Row.atLeast(1.6));
    Path launcher = settings.launcher();
    if (launcher == null || !Files.isExecutable(launcher) || !Command.exists("python3")) {
      report.note("memory of report show skipped: no indicia=FILE given, or no python3");
      return;
    }
    memory(settings, report, launcher.toAbsolutePath());
  }

  private static void memory(Settings settings, Report report, Path launcher) throws Exception {
    Path work = settings.work();
    Command.of(work, launcher.toString(), "--version").run(work);
    Path file = work.resolve("large.xml").toAbsolutePath();
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
        write(out, Integer.MAX_VALUE, GIBI);
      }
      Map<String, String> environment = Map.of("INDICIA_NO_BUILD", "1");
      List<String> words =
          List.of(launcher.toString(), "report", "show", "--json", file.toString());
      Command.Usage usage = new Command(work, environment, words).run(work);
      report.row("report show, 1 GiB, peak memory", usage.peakMebibytes(), "MiB", Row.atMost(256));
      report.row("the same, CPU", usage.cpuSeconds(), "s", null);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** Both in turn, after warming up. */
  Speeds measure(int rounds) throws IOException, XMLStreamException {
    for (int i = 0; i < WARM_UPS; i++) {
      if (ours() != stax()) {
        throw new IllegalStateException("another sum of messages");
      }
    }
    double[] ours = new double[rounds];
    double[] stax = new double[rounds];
    long sum = 0;
    for (int i = 0; i < rounds; i++) {
      long start = THREADS.getCurrentThreadCpuTime();
      sum += ours();
      long between = THREADS.getCurrentThreadCpuTime();
      sum -= stax();
      long end = THREADS.getCurrentThreadCpuTime();
      ours[i] = xml.length * 1e9 / (between - start);
      stax[i] = xml.length * 1e9 / (end - between);
    }
    if (sum != 0) {
      throw new IllegalStateException("another sum of messages");
    }
    return new Speeds(new Series(ours), new Series(stax));
  }

  private long ours() throws IOException {
    Sum sum = new Sum();
    new ReportReader().read(new ByteArrayInputStream(xml), sum);
    return sum.messages;
  }

  private static final class Sum implements ReportSink {
    private long messages;

    @Override
    public void record(AggregateRecord record) {
      messages += record.count();
    }

    @Override
    public void result(ReportResult result) {
      if (!(result instanceof ReportResult.Read)) {
        throw new IllegalStateException(result.toString());
      }
    }
  }

  private long stax() throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newInstance();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
    List<String> leaves = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    long messages = 0;
    long strings = 0;
    boolean leaf = false;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          text.setLength(0);
          leaf = true;
        }
        case XMLStreamConstants.CHARACTERS ->
            text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
        case XMLStreamConstants.END_ELEMENT -> {
          String name = reader.getLocalName();
          if (leaf) {
            leaves.add(text.toString());
          }
          if (name.equals("count")) {
            messages += Long.parseLong(text.toString());
          } else if (name.equals("record")) {
            strings += leaves.size();
            leaves.clear();
          }
          leaf = false;
        }
        default -> {}
      }
    }
    if (strings == 0) {
      throw new IllegalStateException("StAX made no string");
    }
    return messages;
  }

  /** Writes a report of so many records or octets, whichever is reached first. */
  private static void write(OutputStream out, int records, long octets) throws IOException {
    long[] written = {0};
    OutputStream counted =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            out.write(octet);
            written[0]++;
          }

          @Override
          public void write(byte[] source, int offset, int length) throws IOException {
            out.write(source, offset, length);
            written[0] += length;
          }
        };
    AggregateWriter writer = new AggregateWriter(counted, head());
    Random random = new Random(1);
    for (int i = 0; i < records && written[0] < octets; i++) {
      writer.record(record(random));
    }
    writer.end();
  }

  private static AggregateHead head() {
    return new AggregateHead(
        AggregateForm.RFC_7489,
        "1.0",
        new AggregateHead.Metadata(
            "mx.b.example",
            "reports@mx.b.example",
            null,
            "1@mx.b.example",
            Instant.ofEpochSecond(1_767_225_600),
            Instant.ofEpochSecond(1_767_311_999),
            List.of(),
            null),
        new AggregateHead.Policy(
            "a.example",
            null,
            DmarcPolicy.REJECT,
            DmarcPolicy.NONE,
            null,
            AlignmentMode.RELAXED,
            AlignmentMode.RELAXED,
            "0",
            null,
            100));
  }

  /** Tens of thousands of sources, a few hundred names. */
  private static AggregateRecord record(Random random) {
    boolean passes = random.nextInt(4) > 0;
    boolean v6 = random.nextInt(6) == 0;
    IpAddress source =
        v6
            ? new IpAddress(6, 0x20010db8L << 32 | random.nextInt(1 << 16), random.nextInt(1 << 20))
            : new IpAddress(4, 0, 0xc6336400L + random.nextInt(1 << 16));
    String subdomain = "s" + random.nextInt(300) + ".a.example";
    String bounces = "b" + random.nextInt(50) + ".a.example";
    ReportedResult result = passes ? ReportedResult.PASS : ReportedResult.FAIL;
    return new AggregateRecord(
        source,
        1 + random.nextInt(50),
        passes ? Disposition.NONE : Disposition.REJECT,
        passes,
        random.nextBoolean(),
        List.of(),
        random.nextInt(5) == 0 ? subdomain : "a.example",
        bounces,
        null,
        List.of(new AggregateRecord.Dkim("a.example", "s" + random.nextInt(6), result, null)),
        List.of(
            new AggregateRecord.Spf(
                bounces, AggregateRecord.Scope.MAIL_FROM, ReportedResult.PASS, null)));
  }
}
