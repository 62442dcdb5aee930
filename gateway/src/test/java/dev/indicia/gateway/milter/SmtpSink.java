package dev.indicia.gateway.milter;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Takes every mail on loopback and keeps its octets. */
final class SmtpSink implements AutoCloseable {
  private final ServerSocket listener;
  private final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();

  SmtpSink() throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** The next message, as octets with CRLF, without dot-stuffing. */
  byte[] next() throws InterruptedException {
    byte[] message = messages.poll(30, TimeUnit.SECONDS);
    if (message == null) {
      throw new AssertionError("nothing has come");
    }
    return message;
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        InputStream in = new BufferedInputStream(socket.getInputStream());
        OutputStream out = socket.getOutputStream()) {
      say(out, "220 sink.example");
      while (true) {
        String line = line(in);
        String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
        switch (verb) {
          case "EHLO" -> say(out, "250-sink.example\r\n250 8BITMIME");
          case "DATA" -> {
            say(out, "354 go");
            messages.add(data(in));
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
      // The other side has gone.
    }
  }

  private static byte[] data(InputStream in) throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    while (true) {
      String line = line(in);
      if (line.equals(".")) {
        return data.toByteArray();
      }
      String plain = line.startsWith(".") ? line.substring(1) : line;
      data.write((plain + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  /** One line without its CRLF. */
  static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      int octet = in.read();
      if (octet < 0) {
        throw new IOException("the end");
      }
      if (octet == '\n') {
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
      }
      line.write(octet);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
