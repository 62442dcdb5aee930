package dev.indicia.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.cli.Indicia;
import dev.indicia.gateway.milter.MilterClient;
import dev.indicia.gateway.milter.MilterCommand;
import dev.indicia.gateway.milter.MilterResponse;
import dev.indicia.message.HeaderField;
import dev.indicia.message.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A running gateway with a small heap that is sent hostile mail over HTTP and through its milter:
 * it stays up, answers each message in time, and its memory stays bounded.
 */
class HostileMailTest {
  private static final int HEAP_MEBIBYTES = 256;

  /** Heap, code, classes and the JVM's own. */
  private static final int RESIDENT_MEBIBYTES_MAX = HEAP_MEBIBYTES + 400;

  private static final int SECONDS_MAX = 45;
  private static final int CLIENTS = 4;
  private static final int FILE_OCTETS_MAX = 2 << 20;
  private static final Pattern PORTS =
      Pattern.compile("\"http\":\"([^\"]+)\",\"milter\":\"[^\"]+:(\\d+)\"");

  @TempDir Path folder;

  private final Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
  private final AtomicLong slowestMillis = new AtomicLong();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private URI api;
  private InetSocketAddress milter;

  @Test
  void hostileMessages_areAnswered() throws Exception {
    run(generated(320));
  }

  @Test
  @Tag("slow")
  void tenThousandHostileMessages_areAnswered() throws Exception {
    List<Source> all = new ArrayList<>(generated(10_000));
    Optional<Path> corpora = Data.corpora(Checkout.root(), System::getenv);
    if (corpora.isPresent()) {
      try (Stream<Path> files = Files.walk(corpora.get())) {
        files
            .filter(Files::isRegularFile)
            .filter(file -> file.toFile().length() <= FILE_OCTETS_MAX)
            .forEach(file -> all.add(() -> new HostileMail.Mail(Files.readAllBytes(file), "")));
      }
    } else {
      System.err.println(Data.CORPORA_SKIPPED);
    }
    run(all);
  }

  /** Makes a message when its turn comes. */
  private interface Source {
    HostileMail.Mail mail() throws IOException;
  }

  private static List<Source> generated(int count) throws IOException {
    List<byte[]> originals = new ArrayList<>();
    for (Path file : Checkout.files()) {
      if (file.toString().endsWith(".eml") && file.toFile().length() < 100_000) {
        originals.add(Files.readAllBytes(file));
      }
    }
    HostileMail hostile = new HostileMail(originals);
    List<Source> sources = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      sources.add(() -> hostile.of(number));
    }
    return sources;
  }

  private void run(List<Source> sources) throws Exception {
    Path zone = Files.writeString(folder.resolve("zone.txt"), HostileMail.ZONE);
    Path log = folder.resolve("serve.log");
    Process gateway =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MEBIBYTES + "m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Indicia.class.getName(),
                "serve",
                "--dns",
                zone.toString(),
                "--http",
                "127.0.0.1:0",
                "--milter",
                "127.0.0.1:0",
                "--data",
                folder.resolve("data").toString(),
                "--authserv-id",
                "mx.b.example")
            .redirectError(log.toFile())
            .start();
    try {
      String ready =
          new BufferedReader(
                  new InputStreamReader(gateway.getInputStream(), StandardCharsets.UTF_8))
              .readLine();
      Matcher ports = PORTS.matcher(String.valueOf(ready));
      assertThat(ports.find()).as(ready + Files.readString(log)).isTrue();
      api = URI.create("http://" + ports.group(1));
      milter =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(ports.group(2)));
      sendAll(sources);
      assertThat(wrong).isEmpty();
      assertThat(gateway.isAlive()).isTrue();
      String metrics = get("/metrics");
      assertThat(metrics).doesNotContain("failure=\"internal\"");
      assertThat(Files.readString(log)).doesNotContain("a bug, please report it");
      long resident = residentMebibytes(gateway.pid());
      System.err.println(
          "HostileMailTest: "
              + sources.size()
              + " messages, answers "
              + statuses
              + ", slowest "
              + slowestMillis
              + " ms, most memory "
              + resident
              + " MiB");
      assertThat(resident).isLessThan(RESIDENT_MEBIBYTES_MAX);
      gateway.destroy();
      assertThat(gateway.waitFor(40, TimeUnit.SECONDS)).isTrue();
    } finally {
      gateway.destroyForcibly();
      http.close();
    }
  }

  private void sendAll(List<Source> sources) throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    List<Thread> clients = new ArrayList<>();
    for (int c = 0; c < CLIENTS; c++) {
      clients.add(
          Thread.ofVirtual()
              .start(() -> {
                for (int i = next.getAndIncrement();
                    i < sources.size();
                    i = next.getAndIncrement()) {
                  send(i, sources.get(i));
                }
              }));
    }
    for (Thread client : clients) {
      client.join();
    }
  }

  private void send(int number, Source source) {
    try {
      HostileMail.Mail mail = source.mail();
      long from = System.nanoTime();
      if (number % 4 == 3) {
        filter(mail);
      } else {
        check(mail);
      }
      slowestMillis.accumulateAndGet((System.nanoTime() - from) / 1_000_000, Math::max);
    } catch (IOException | InterruptedException | RuntimeException e) {
      wrong.add(number + ": " + e);
    }
  }

  private void check(HostileMail.Mail mail) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                api.resolve(
                    "/v1/check?client_ip=198.51.100.7&helo=x.example&mail_from=" + mail.sender()))
            .timeout(Duration.ofSeconds(SECONDS_MAX))
            .POST(HttpRequest.BodyPublishers.ofByteArray(mail.octets()))
            .build();
    int status = http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    statuses.computeIfAbsent(status, s -> new AtomicInteger()).incrementAndGet();
    if (status != 200 && status != 413 && status != 503) {
      throw new IllegalStateException("status " + status);
    }
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(api.resolve(path)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /** As a mail system passes it on: what it reads as fields, and the rest. */
  private void filter(HostileMail.Mail mail) throws IOException {
    Message message = Message.of(mail.octets());
    try (MilterClient client = MilterClient.connect(milter)) {
      client.send(new MilterCommand.OptNeg(6, 0x1ff, 0x1fffff)).receive();
      client.send(new MilterCommand.Connect("x.example", '4', 25, "198.51.100.7"));
      client.send(new MilterCommand.Helo("x.example"));
      client.send(new MilterCommand.MailFrom("<" + mail.sender() + ">", List.of()));
      client.send(new MilterCommand.RcptTo("<b@b.example>", List.of()));
      for (HeaderField field : message.fields()) {
        client.send(
            new MilterCommand.Header(
                field.name().replace("\0", ""), field.valueOctets().replace("\0", "")));
      }
      int body = Math.min(message.bodyStart(), mail.octets().length);
      for (int at = body; at < mail.octets().length; at += 65_535) {
        int length = Math.min(65_535, mail.octets().length - at);
        client.send(new MilterCommand.BodyChunk(mail.octets(), at, length));
      }
      client.send(new MilterCommand.EndOfMessage(new MilterCommand.BodyChunk(new byte[0], 0, 0)));
      MilterResponse last = client.receiveAll().getLast();
      if (!(last instanceof MilterResponse.Continue)) {
        throw new IllegalStateException("answer " + last);
      }
    }
  }

  private static long residentMebibytes(long process) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
          .findFirst()
          .orElse(0);
    }
  }
}
