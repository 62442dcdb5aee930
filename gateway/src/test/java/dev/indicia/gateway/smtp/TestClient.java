package dev.indicia.gateway.smtp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A client that sends what it is told to, octet by octet. */
final class TestClient implements AutoCloseable {
  private Socket socket;
  private InputStream in;
  private OutputStream out;

  TestClient(SocketAddress address) throws IOException {
    socket = new Socket();
    socket.connect(new InetSocketAddress("127.0.0.1", ((InetSocketAddress) address).getPort()));
    socket.setTcpNoDelay(true);
    use(socket);
  }

  private void use(Socket newSocket) throws IOException {
    socket = newSocket;
    socket.setSoTimeout(20_000);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  void secure(SSLContext context) throws IOException {
    SSLSocket secure =
        (SSLSocket) context.getSocketFactory().createSocket(socket, "127.0.0.1", 0, true);
    secure.startHandshake();
    use(secure);
  }

  TestClient raw(byte[] octets) throws IOException {
    out.write(octets);
    out.flush();
    return this;
  }

  TestClient raw(String text) throws IOException {
    return raw(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a line and returns its reply. */
  String ask(String line) throws IOException {
    raw(line + "\r\n");
    return reply();
  }

  /** One reply, its lines with LF between; "" at the end of the connection. */
  String reply() throws IOException {
    StringBuilder reply = new StringBuilder();
    while (true) {
      String line = line();
      if (line.isEmpty()) {
        return reply.toString();
      }
      reply.append(reply.isEmpty() ? "" : "\n").append(line);
      if (line.length() < 4 || line.charAt(3) != '-') {
        return reply.toString();
      }
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = read(); octet >= 0; octet = read()) {
      if (octet == '\n') {
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
      }
      line.write(octet);
    }
    return "";
  }

  private int read() throws IOException {
    try {
      return in.read();
    } catch (java.net.SocketException e) {
      return -1;
    }
  }

  void halfClose() throws IOException {
    socket.shutdownOutput();
  }

  /** Greeting, EHLO, and an envelope with one recipient. */
  TestClient envelope() throws IOException {
    reply();
    ask("EHLO client.test");
    ask("MAIL FROM:<a@client.test>");
    ask("RCPT TO:<b@hop.test>");
    return this;
  }

  /** A message through DATA; the reply to its end. */
  String message(String text) throws IOException {
    String go = ask("DATA");
    if (!go.startsWith("354")) {
      return go;
    }
    raw(text + "\r\n.\r\n");
    return reply();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
