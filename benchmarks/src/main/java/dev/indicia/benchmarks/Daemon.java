package dev.indicia.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What a server costs, as the kernel counts it: processes with that id and their children. */
final class Daemon {
  /** Ticks a second of the times in /proc/PID/stat, the same on all Linux systems. */
  private static final double TICKS = 100;

  private final String name;
  private final long process;

  Daemon(String name, long process) {
    this.name = name;
    this.process = process;
  }

  String name() {
    return name;
  }

  /** CPU seconds until now. */
  double cpuSeconds() throws IOException {
    double seconds = 0;
    for (long id : processes()) {
      String stat = Files.readString(Path.of("/proc/" + id + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      seconds += (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
    }
    return seconds;
  }

  /** Resident memory, in MiB. */
  double residentMebibytes() throws IOException {
    double mebibytes = 0;
    for (long id : processes()) {
      try (Stream<String> lines = Files.lines(Path.of("/proc/" + id + "/status"))) {
        String line = lines.filter(l -> l.startsWith("VmRSS:")).findFirst().orElse("VmRSS: 0 kB");
        mebibytes += Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
      }
    }
    return mebibytes;
  }

  /** Octets of live and dead objects in a Java server's heap, in MiB, by its own word. */
  double heapMebibytes() throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process asked =
        new ProcessBuilder(jcmd.toString(), String.valueOf(process), "GC.heap_info").start();
    String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    asked.waitFor(10, TimeUnit.SECONDS);
    long kibibytes = 0;
    java.util.regex.Matcher used = java.util.regex.Pattern.compile("used (\\d+)K").matcher(said);
    if (used.find()) {
      kibibytes = Long.parseLong(used.group(1));
    }
    return kibibytes / 1024.0;
  }

  private List<Long> processes() {
    List<Long> ids = new ArrayList<>();
    ProcessHandle.of(process)
        .ifPresent(handle -> {
          ids.add(handle.pid());
          handle.descendants().forEach(child -> ids.add(child.pid()));
        });
    if (ids.isEmpty()) {
      throw new IllegalStateException(name + " has ended");
    }
    return ids;
  }
}
