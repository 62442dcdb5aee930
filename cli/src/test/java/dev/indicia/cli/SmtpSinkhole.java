package dev.indicia.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An SMTP server that takes every message and keeps it. */
final class SmtpSinkhole implements AutoCloseable {
  private final ServerSocket server;
  private final List<String> messages = new CopyOnWriteArrayList<>();

  SmtpSinkhole() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  List<String> messages() {
    return messages;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      OutputStream out = socket.getOutputStream();
      say(out, "220 sink.test ESMTP");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String verb = line.length() < 4 ? line : line.substring(0, 4);
        switch (verb.toUpperCase(java.util.Locale.ROOT)) {
          case "DATA" -> {
            say(out, "354 go on");
            StringBuilder message = new StringBuilder();
            for (line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
              message.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
            }
            messages.add(message.toString());
            say(out, "250 2.0.0 taken");
          }
          case "EHLO" -> say(out, "250-sink.test\r\n250-PIPELINING\r\n250 8BITMIME");
          case "QUIT" -> {
            say(out, "221 2.0.0 bye");
            return;
          }
          default -> say(out, "250 2.0.0 ok");
        }
      }
    } catch (IOException e) {
      // The client is gone.
    }
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write((text + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  /** Sends one message; the replies, one a line, up to and with the one to the data's end. */
  static List<String> send(String address, String message, String... commands) throws IOException {
    int colon = address.lastIndexOf(':');
    List<String> replies = new java.util.ArrayList<>();
    try (Socket socket =
        new Socket(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)))) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      replies.add(reply(in));
      for (String command : commands) {
        say(socket.getOutputStream(), command);
        replies.add(reply(in));
      }
      say(socket.getOutputStream(), message + ".");
      replies.add(reply(in));
      say(socket.getOutputStream(), "QUIT");
    }
    return replies;
  }

  private static String reply(BufferedReader in) throws IOException {
    String line = in.readLine();
    while (line != null && line.length() > 3 && line.charAt(3) == '-') {
      line = in.readLine();
    }
    return String.valueOf(line);
  }
}
