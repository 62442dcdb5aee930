package dev.indicia.cli;

import dev.indicia.testkit.mail.SmtpTalker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code indicia serve} in a process of its own. */
final class ServeProcess implements AutoCloseable {
  private final Process process;
  private final Path err;
  private final String readyLine;
  private final HttpClient client = HttpClient.newHttpClient();

  private ServeProcess(Process process, Path err, String readyLine) {
    this.process = process;
    this.err = err;
    this.readyLine = readyLine;
  }

  static ServeProcess start(Path folder, String... arguments) throws IOException {
    Path err = Files.createTempFile(folder, "serve", ".err");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Indicia.class.getName(),
                "serve"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
    String line =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    return new ServeProcess(process, err, line == null ? "" : line);
  }

  /** With that configuration, the zone of the samples and nothing but HTTP besides. */
  static ServeProcess configured(Path folder, Path config, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(configuredArguments(folder, config));
    arguments.addAll(List.of(more));
    return start(folder, arguments.toArray(new String[0]));
  }

  static List<String> configuredArguments(Path folder, Path config) throws IOException {
    return List.of(
        "--dns",
        Samples.zone(folder),
        "--http",
        "127.0.0.1:0",
        "--milter",
        "off",
        "--config",
        config.toString());
  }

  String readyLine() {
    return readyLine;
  }

  Map<String, Object> ready() {
    return JsonTree.object(readyLine);
  }

  String err() throws IOException {
    return Files.readString(err);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)).GET().build());
  }

  HttpResponse<String> post(String query, byte[] message) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(uri("/v1/check" + query))
            .header("Content-Type", "message/rfc822")
            .POST(HttpRequest.BodyPublishers.ofByteArray(message))
            .build());
  }

  private URI uri(String path) {
    return URI.create("http://" + ready().get("http") + path);
  }

  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  /**
   * Says the commands to that front end, and then a message without its final dot; the last line of
   * each reply.
   */
  List<String> talk(String frontEnd, String message, String... commands) throws IOException {
    String address = String.valueOf(ready().get(frontEnd));
    List<String> replies = new ArrayList<>();
    int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    try (SmtpTalker talker = new SmtpTalker(port)) {
      for (String command : commands) {
        replies.add(talker.say(command));
      }
      replies.add(talker.say(message + "."));
      talker.raw("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    return replies;
  }

  /** Sends a signal by its name. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  /** Waits for a text in the log. */
  void awaitLog(String text) throws IOException, InterruptedException {
    for (int i = 0; i < 400 && !err().contains(text); i++) {
      Thread.sleep(25);
    }
    if (!err().contains(text)) {
      throw new AssertionError("not in the log: " + text + "\n" + err());
    }
  }

  int waitFor() throws InterruptedException {
    if (!process.waitFor(40, TimeUnit.SECONDS)) {
      throw new AssertionError("it goes on");
    }
    return process.exitValue();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it as kill -9 does. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    client.close();
  }
}
