package dev.indicia.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The machine in a few lines, and how fast OpenSSL is on it: what makes two runs comparable. */
final class Machine {
  private static final Set<String> FLAGS =
      Set.of("sha_ni", "avx2", "avx512f", "avx512_vbmi2", "avx512_ifma", "bmi2", "adx", "sha2");

  private Machine() {}

  static void describe(Report report, Path work) throws InterruptedException {
    Runtime.Version java = Runtime.version();
    report.header(
        "machine: "
            + processor()
            + ", "
            + Runtime.getRuntime().availableProcessors()
            + " processors, "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + ", "
            + System.getProperty("java.vm.name")
            + " "
            + java
            + load());
    if (!Command.exists("openssl")) {
      report.header("openssl: not installed");
      return;
    }
    report.header(
        "openssl: "
            + lastLine(
                work, "openssl", "speed", "-seconds", "1", "-bytes", "16384", "-evp", "sha256"));
    report.header("openssl: " + lastLine(work, "openssl", "speed", "-seconds", "1", "rsa2048"));
  }

  private static String processor() {
    String model = System.getProperty("os.arch");
    Set<String> flags = new TreeSet<>();
    for (String line : lines("/proc/cpuinfo")) {
      String value = line.substring(line.indexOf(':') + 1).strip();
      if (line.startsWith("model name")) {
        model = value;
      } else if (line.startsWith("flags") || line.startsWith("Features")) {
        flags.addAll(List.of(value.split(" ", -1)));
      }
    }
    flags.retainAll(FLAGS);
    return model + " (" + String.join(" ", flags) + ")";
  }

  private static String load() {
    List<String> lines = lines("/proc/loadavg");
    return lines.isEmpty() ? "" : ", load " + lines.getFirst().split(" ", 2)[0];
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file));
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String lastLine(Path work, String... words) throws InterruptedException {
    String output = Command.of(work, words).output();
    if (output == null) {
      return "failed";
    }
    List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
    return lines.getLast().strip().replaceAll(" +", " ");
  }
}
