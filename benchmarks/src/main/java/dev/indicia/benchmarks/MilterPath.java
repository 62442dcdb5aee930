package dev.indicia.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.indicia.gateway.Disposition;
import dev.indicia.gateway.Edit;
import dev.indicia.gateway.MailHandler;
import dev.indicia.gateway.Spool;
import dev.indicia.gateway.SpoolLimits;
import dev.indicia.gateway.milter.MilterAddress;
import dev.indicia.gateway.milter.MilterObserver;
import dev.indicia.gateway.milter.MilterOptions;
import dev.indicia.gateway.milter.MilterServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What it costs to take a message from a mail system and to answer it, before anything is decided:
 * CPU time of the whole JVM, with a handler that only adds a field.
 */
final class MilterPath {
  private static final int MESSAGES = 20_000;
  private static final int ROUNDS = 5;
  private static final MailHandler TRIVIAL =
      transaction ->
          new Disposition.Accept(
              List.of(new Edit.InsertField(0, "Authentication-Results", " mx.example.net; none")));

  private final Settings settings;
  private final Corpus corpus;
  private final Report report;
  private final OperatingSystemMXBean process =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  MilterPath(Settings settings, Corpus corpus, Report report) {
    this.settings = settings;
    this.corpus = corpus;
    this.report = report;
  }

  void run() throws IOException, InterruptedException {
    report.section("milter, a handler that only adds a field");
    Path socket = Files.createTempDirectory("milter").resolve("socket");
    Spool spool = new Spool(settings.work(), SpoolLimits.DEFAULT);
    try (MilterServer server =
        MilterServer.start(
            List.of(MilterAddress.parse(socket.toString()), new MilterAddress.Tcp("127.0.0.1", 0)),
            TRIVIAL,
            spool,
            MilterOptions.DEFAULT,
            MilterObserver.NONE)) {
      InetSocketAddress tcp = (InetSocketAddress) server.addresses().get(1);
      String port = Integer.toString(tcp.getPort());
      double size = corpus.octets() / (double) corpus.deliveries().size() / 1024;
      report.note("milter: messages of %.1f KiB on average".formatted(size));
      load(socket.toString(), 8);
      row("1 connection, socket of the file system", socket.toString(), 1);
      row("64 connections, socket of the file system", socket.toString(), 64);
      row("1 connection, TCP", port, 1);
      row("64 connections, TCP", port, 64);
    }
    Files.deleteIfExists(socket.getParent());
  }

  private void row(String name, String address, int connections)
      throws IOException, InterruptedException {
    load(address, connections);
    double[] rates = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long before = process.getProcessCpuTime();
      load(address, connections);
      rates[i] = MESSAGES / ((process.getProcessCpuTime() - before) / 1e9);
    }
    report.row(name, new Series(rates), "messages/CPU-s", null);
  }

  private void load(String address, int connections) throws IOException, InterruptedException {
    String output =
        Command.of(
                settings.work(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                MilterLoad.class.getName(),
                address,
                settings.corpus().toAbsolutePath().toString(),
                Integer.toString(connections),
                Integer.toString(MESSAGES))
            .output();
    if (output == null || !output.strip().endsWith(Integer.toString(MESSAGES))) {
      throw new IOException("not every message was accepted: " + output);
    }
  }
}
