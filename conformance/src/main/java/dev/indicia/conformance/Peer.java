package dev.indicia.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Somebody else's implementation behind a program of {@code conformance/peers}, whose README says
 * what is read and written.
 *
 * @param ed25519 whether it knows RFC 8463
 * @param arc whether it knows RFC 8617
 * @param simpleHeader whether it is shown the header as it is; OpenDKIM's test mode hears it as a
 *     milter does, without the white space behind the colon
 */
record Peer(String name, Path program, boolean ed25519, boolean arc, boolean simpleHeader) {
  /** How many there are. */
  static final int COUNT = 3;

  private static final long SECONDS_MAX = 120;

  /** What it says of one signature or chain. */
  record Answer(String file, String method, String result) {}

  /** Those that are installed; a line for each that is not. */
  static List<Peer> ready(Path root, PrintStream remarks) throws IOException {
    Path folder = root.resolve("conformance/peers");
    List<Peer> ready = new ArrayList<>();
    for (Peer peer :
        List.of(
            new Peer("dkimpy", folder.resolve("dkimpy"), true, true, true),
            new Peer("Mail::DKIM", folder.resolve("mail-dkim"), false, true, true),
            new Peer("OpenDKIM", folder.resolve("opendkim"), true, false, false))) {
      if (peer.isReady()) {
        ready.add(peer);
      } else {
        remarks.println(
            "SKIPPED peer " + peer.name() + ": not installed (conformance/peers/install)");
      }
    }
    return ready;
  }

  private boolean isReady() throws IOException {
    return Files.isExecutable(program) && start("ready").status() == 0;
  }

  /** What it says of all messages in the folder. */
  List<Answer> verify(Path folder) throws IOException {
    List<Answer> answers = new ArrayList<>();
    for (String line : successful("verify", folder.toString()).lines().toList()) {
      String[] columns = line.split("\t", -1);
      answers.add(new Answer(columns[0], columns[1], columns[2]));
    }
    return answers;
  }

  /** Lets it sign what the folder asks for. */
  void sign(Path folder) throws IOException {
    successful("sign", folder.toString());
  }

  private record Ended(int status, String text) {}

  private String successful(String... arguments) throws IOException {
    Ended ended = start(arguments);
    if (ended.status() != 0) {
      throw new IOException(program + " " + arguments[0] + ": status " + ended.status());
    }
    return ended.text();
  }

  private Ended start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile("peer", ".out");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
        throw new IOException(program + " did not end within " + SECONDS_MAX + " s");
      }
      return new Ended(process.exitValue(), Files.readString(out, StandardCharsets.ISO_8859_1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + program + " ran", e);
    } finally {
      process.destroyForcibly();
      Files.delete(out);
    }
  }
}
