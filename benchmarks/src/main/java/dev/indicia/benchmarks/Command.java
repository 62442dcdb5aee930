package dev.indicia.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A program run from start to end and what it used. A few lines of Python start it and ask the
 * kernel (wait4): its start is cheap, and a child started by a JVM would inherit the JVM's peak of
 * memory.
 *
 * @param folder working directory
 * @param words the program and its arguments
 */
record Command(Path folder, Map<String, String> environment, List<String> words) {
  private static final Path PYTHON_FILE = Path.of("measure.py");

  /**
   * What one run used.
   *
   * @param cpuSeconds user and system time
   * @param peakMebibytes largest resident set of one of its processes
   */
  record Usage(double wallSeconds, double cpuSeconds, double peakMebibytes, String output) {}

  static Command of(Path folder, String... words) {
    return new Command(folder, Map.of(), List.of(words));
  }

  /** Whether a program of that name can be run. */
  static boolean exists(String program) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    for (String directory : path.split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(directory.isEmpty() ? "." : directory, program))) {
        return true;
      }
    }
    return false;
  }

  /** Runs it without measuring; its output, or null when it fails. */
  @Nullable String output() throws InterruptedException {
    try {
      ProcessBuilder builder = builder(words).redirectErrorStream(true);
      Process process = builder.start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? text : null;
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * Runs it and measures.
   *
   * @param work a folder for its output
   * @throws IOException when it ends with another code than 0; its messages tell why
   */
  Usage run(Path work) throws IOException, InterruptedException {
    Path script = work.resolve(PYTHON_FILE);
    if (!Files.exists(script)) {
      Files.write(script, resource());
    }
    Path output = work.resolve("output.txt");
    Path messages = work.resolve("messages.txt");
    List<String> all =
        new ArrayList<>(
            List.of("python3", script.toString(), output.toString(), messages.toString()));
    all.addAll(words);
    Process process = builder(all).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String[] cells = text.strip().split(" ", -1);
    if (process.waitFor() != 0 || cells.length != 4) {
      throw new IOException("cannot measure " + String.join(" ", words) + ": " + text);
    }
    if (!cells[0].equals("0")) {
      throw new IOException(
          String.join(" ", words) + " ended with " + cells[0] + ": " + Files.readString(messages));
    }
    return new Usage(
        Double.parseDouble(cells[1]),
        Double.parseDouble(cells[2]),
        Double.parseDouble(cells[3]),
        output.toString());
  }

  private ProcessBuilder builder(List<String> all) {
    ProcessBuilder builder = new ProcessBuilder(all).directory(folder.toFile());
    builder.environment().putAll(environment);
    return builder;
  }

  private static byte[] resource() {
    try (var in = Command.class.getResourceAsStream(PYTHON_FILE.toString())) {
      return Objects.requireNonNull(in).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
