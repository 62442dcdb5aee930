package dev.indicia.testkit.mail;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A mail client that says one thing at a time, to a server on loopback. Used by one thread. */
public final class SmtpTalker implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  /** Connects and reads the greeting. */
  public SmtpTalker(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
    expect("220", reply());
  }

  /** Says a line, each character an octet, and gives the last line of the reply. */
  public String say(String line) throws IOException {
    raw((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    return reply();
  }

  /**
   * Says a line that has to be answered with this code.
   *
   * @throws IOException also when it is not
   */
  public SmtpTalker must(String code, String line) throws IOException {
    expect(code, say(line));
    return this;
  }

  /** Sends octets as they are. */
  public void raw(byte[] octets) throws IOException {
    out.write(octets);
    out.flush();
  }

  /**
   * The last line of the next reply.
   *
   * @throws java.io.EOFException when the server has closed the connection
   */
  public String reply() throws IOException {
    String line;
    do {
      line = SmtpLines.read(in);
    } while (line.length() > 3 && line.charAt(3) == '-');
    return line;
  }

  /** One message to its end, behind its envelope; the reply to it. */
  public String data(byte[] octets) throws IOException {
    String go = say("DATA");
    if (!go.startsWith("354")) {
      return go;
    }
    String text = new String(octets, StandardCharsets.ISO_8859_1);
    String stuffed = (text.startsWith(".") ? "." : "") + text.replace("\r\n.", "\r\n..");
    return say(stuffed + (text.endsWith("\r\n") ? "." : "\r\n."));
  }

  /**
   * Throws where a reply has another code.
   *
   * @throws IOException with the reply
   */
  public static void expect(String code, String reply) throws IOException {
    if (!reply.startsWith(code)) {
      throw new IOException("not " + code + ": " + reply);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
