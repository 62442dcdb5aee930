package dev.indicia.testkit.mail;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An SMTP server on loopback that takes every mail and keeps its octets. Thread-safe. */
public final class SmtpSink implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 30;

  private final ServerSocket listener;
  private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();

  /**
   * One message.
   *
   * @param sender the reverse-path without its brackets
   * @param recipients the forward-paths without theirs
   * @param text the message, with CRLF and without dot-stuffing, each octet a character (ISO
   *     8859-1)
   */
  public record Delivery(String sender, List<String> recipients, String text) {
    /** Each list is kept as it is. */
    public Delivery {
      recipients = List.copyOf(recipients);
    }

    /** The octets of the message. */
    public byte[] octets() {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  /** Listens on a free port. */
  public SmtpSink() throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** The port of loopback it listens on. */
  public int port() {
    return listener.getLocalPort();
  }

  /**
   * The next message; waits for it.
   *
   * @throws AssertionError when none comes within half a minute
   */
  public Delivery next() throws InterruptedException {
    Delivery delivery = deliveries.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (delivery == null) {
      throw new AssertionError("nothing has come");
    }
    return delivery;
  }

  /** What has come and was not asked for yet; it is forgotten here. */
  public List<Delivery> drain() {
    List<Delivery> all = new ArrayList<>();
    deliveries.drainTo(all);
    return all;
  }

  /** Whether everything that has come was asked for. */
  public boolean isEmpty() {
    return deliveries.isEmpty();
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
      String sender = "";
      List<String> recipients = new ArrayList<>();
      while (true) {
        String line = SmtpLines.read(in);
        String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
        switch (verb) {
          case "EHLO" -> say(out, "250-sink.example\r\n250-SMTPUTF8\r\n250 8BITMIME");
          case "MAIL" -> {
            sender = path(line);
            recipients.clear();
            say(out, "250 2.1.0 fine");
          }
          case "RCPT" -> {
            recipients.add(path(line));
            say(out, "250 2.1.5 fine");
          }
          case "DATA" -> {
            say(out, "354 go");
            deliveries.add(new Delivery(sender, recipients, data(in)));
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

  private static String path(String line) {
    return line.substring(line.indexOf('<') + 1, line.lastIndexOf('>'));
  }

  private static String data(InputStream in) throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    while (true) {
      String line = SmtpLines.read(in);
      if (line.equals(".")) {
        return data.toString(StandardCharsets.ISO_8859_1);
      }
      String plain = line.startsWith(".") ? line.substring(1) : line;
      data.writeBytes((plain + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
