package dev.indicia.cli;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A next hop in a process of its own, which can be killed at any moment: a message has a file
 * before its sender hears that it was taken, as mail systems do.
 */
final class KeepingHop {
  /** A message as it came. */
  record Kept(String sender, String recipient, String text) {}

  private final Path folder;
  private final int port;
  private Process process;

  KeepingHop(Path folder, int port) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.port = port;
    start();
  }

  void start() throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xmx128m",
                "-cp",
                Path.of("").toAbsolutePath().resolve(classes()).toString(),
                KeepingHop.class.getName(),
                folder.toString(),
                String.valueOf(port))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
        .readLine();
  }

  private static String classes() {
    try {
      return Path.of(KeepingHop.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (java.net.URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(20, TimeUnit.SECONDS);
  }

  List<Kept> kept() throws IOException {
    List<Kept> kept = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".eml")).toList()) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        String[] parts = text.split("\n", 3);
        kept.add(new Kept(parts[0], parts[1], parts[2]));
      }
    }
    return kept;
  }

  // ---- in the other process --------------------------------------------------------------------

  /** Arguments: a folder and a port. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    ServerSocket server =
        new ServerSocket(Integer.parseInt(arguments[1]), 200, InetAddress.getLoopbackAddress());
    System.out.println("ready");
    while (true) {
      Socket socket = server.accept();
      Thread.ofVirtual().start(() -> serve(socket, folder));
    }
  }

  private static void serve(Socket socket, Path folder) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new java.io.BufferedInputStream(socket.getInputStream(), 1 << 16);
      OutputStream out = socket.getOutputStream();
      say(out, "220 hop.test ESMTP");
      String sender = "";
      String recipient = "";
      for (String line = line(in); line != null; line = line(in)) {
        String verb = line.length() < 4 ? line : line.substring(0, 4);
        switch (verb) {
          case "EHLO" -> say(out, "250-hop.test\r\n250-PIPELINING\r\n250 8BITMIME");
          case "MAIL" -> {
            sender = line.substring(11, line.indexOf('>'));
            say(out, "250 2.1.0 fine");
          }
          case "RCPT" -> {
            recipient = line.substring(9, line.indexOf('>'));
            say(out, "250 2.1.5 fine");
          }
          case "DATA" -> {
            say(out, "354 go on");
            keep(folder, sender, recipient, in);
            say(out, "250 2.0.0 kept");
          }
          case "QUIT" -> {
            say(out, "221 2.0.0 bye");
            return;
          }
          default -> say(out, "250 2.0.0 fine");
        }
      }
    } catch (IOException e) {
      // The client is gone.
    }
  }

  private static void keep(Path folder, String sender, String recipient, InputStream in)
      throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes((sender + "\n" + recipient + "\n").getBytes(StandardCharsets.ISO_8859_1));
    for (String line = line(in); !".".equals(line); line = line(in)) {
      if (line == null) {
        throw new IOException("broken off");
      }
      String plain = line.startsWith(".") ? line.substring(1) : line;
      message.writeBytes((plain + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }
    String name = UUID.randomUUID().toString();
    Path part = folder.resolve(name + ".part");
    Files.write(part, message.toByteArray());
    Files.move(part, folder.resolve(name + ".eml"));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet >= 0; octet = in.read()) {
      if (octet == '\n') {
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
      }
      line.write(octet);
    }
    return null;
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write((text + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }
}
