package dev.indicia.gateway.milter;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A mail client that says one thing at a time. */
final class SmtpTalker implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  SmtpTalker(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
    reply();
  }

  /** Says it and gives the last line of the reply. */
  String say(String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
    return reply();
  }

  private String reply() throws IOException {
    String line;
    do {
      line = SmtpSink.line(in);
    } while (line.length() > 3 && line.charAt(3) == '-');
    return line;
  }

  void envelope() throws IOException {
    expect("250", say("MAIL FROM:<alice@example.com> BODY=8BITMIME"));
    expect("250", say("RCPT TO:<bob@example.net>"));
  }

  /** One message to its end; the reply. */
  String message(byte[] octets) throws IOException {
    envelope();
    expect("354", say("DATA"));
    String text = new String(octets, StandardCharsets.ISO_8859_1);
    String stuffed = (text.startsWith(".") ? "." : "") + text.replace("\r\n.", "\r\n..");
    out.write(stuffed.getBytes(StandardCharsets.ISO_8859_1));
    return say(".");
  }

  static void expect(String code, String reply) throws IOException {
    if (!reply.startsWith(code)) {
      throw new IOException("not " + code + ": " + reply);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
