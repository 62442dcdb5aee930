package dev.indicia.gateway.mailbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * An IMAP server with one mailbox that does what a test wants: answers a command with other octets,
 * or ends the connection at it.
 */
final class ScriptedImap implements AutoCloseable {
  /** Ends the connection where an answer would be. */
  static final String CUT = "cut";

  final List<String> heard = new CopyOnWriteArrayList<>();
  final NavigableMap<Long, String> messages = new ConcurrentSkipListMap<>();
  volatile long uidValidity = 7;
  volatile String capabilities = "IMAP4rev1 IDLE AUTH=PLAIN SASL-IR";
  volatile String greeting = "* OK ready\r\n";
  volatile boolean startTls;

  /** Other octets for a command without its tag; null for the usual. {@code TAG} is its tag. */
  volatile Function<String, String> override = command -> null;

  private final ServerSocket server;
  private final SSLContext tls;
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  ScriptedImap(SSLContext tls) throws IOException {
    this.tls = tls;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Adds a message and tells whoever waits. */
  void add(long uid, String message) {
    messages.put(uid, message);
  }

  long count(String command) {
    return heard.stream().filter(line -> line.startsWith(command)).count();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      Socket talk = startTls ? socket : secure(socket);
      InputStream in = talk.getInputStream();
      OutputStream out = talk.getOutputStream();
      say(out, greeting);
      for (String line = line(in); line != null; line = line(in)) {
        String tag = line.substring(0, Math.max(0, line.indexOf(' ')));
        String command = line.substring(tag.length()).strip();
        heard.add(tag.isEmpty() ? line : command);
        String other = override.apply(command);
        if (other != null && other.startsWith(CUT)) {
          say(out, other.substring(CUT.length()).replace("TAG", tag));
          return;
        }
        if (other != null) {
          say(out, other.replace("TAG", tag));
        } else if (command.equals("STARTTLS")) {
          say(out, tag + " OK go\r\n");
          talk = secure(socket);
          in = talk.getInputStream();
          out = talk.getOutputStream();
        } else if (command.equals("IDLE")) {
          idle(in, out, tag);
        } else {
          say(out, answer(tag, command));
        }
      }
    } catch (IOException e) {
      // The client left.
    }
  }

  private Socket secure(Socket socket) throws IOException {
    SSLSocket secure =
        (SSLSocket) tls.getSocketFactory().createSocket(socket, "localhost", 0, true);
    secure.setUseClientMode(false);
    secure.startHandshake();
    return secure;
  }

  private void idle(InputStream in, OutputStream out, String tag) throws IOException {
    say(out, "+ idling\r\n");
    int before = messages.size();
    Thread watching =
        Thread.ofVirtual()
            .start(() -> {
              try {
                while (messages.size() == before) {
                  Thread.sleep(5);
                }
                say(out, "* " + messages.size() + " EXISTS\r\n");
              } catch (InterruptedException | IOException e) {
                // Nobody waits.
              }
            });
    String done = line(in);
    watching.interrupt();
    heard.add(String.valueOf(done));
    say(out, tag + " OK\r\n");
  }

  private String answer(String tag, String command) {
    String ok = tag + " OK done\r\n";
    String name = command.split(" ", 2)[0];
    return switch (name) {
      case "CAPABILITY" -> "* CAPABILITY " + capabilities + "\r\n" + ok;
      case "EXAMINE" ->
          "* "
              + messages.size()
              + " EXISTS\r\n* OK [UIDVALIDITY "
              + uidValidity
              + "] x\r\n* OK [UIDNEXT "
              + (messages.isEmpty() ? 1 : messages.lastKey() + 1)
              + "] x\r\n"
              + tag
              + " OK [READ-ONLY] done\r\n";
      case "UID" -> command.startsWith("UID SEARCH") ? search(command) + ok : fetch(command) + ok;
      default -> ok;
    };
  }

  private String search(String command) {
    String[] range = command.substring("UID SEARCH UID ".length()).split(":", 2);
    long from = Long.parseLong(range[0]);
    StringBuilder found = new StringBuilder("* SEARCH");
    if (range[1].equals("*")) {
      messages.tailMap(from, true).keySet().forEach(uid -> found.append(' ').append(uid));
      if (found.length() == 8 && !messages.isEmpty()) {
        found.append(' ').append(messages.lastKey());
      }
    } else {
      messages
          .subMap(from, true, Long.parseLong(range[1]), true)
          .keySet()
          .forEach(uid -> found.append(' ').append(uid));
    }
    return found.append("\r\n").toString();
  }

  private String fetch(String command) {
    String[] words = command.split(" ", 4);
    StringBuilder found = new StringBuilder();
    for (String uid : words[2].split(",", -1)) {
      String message = messages.get(Long.parseLong(uid));
      if (message != null) {
        found.append("* 1 FETCH (UID ").append(uid);
        found.append(
            words[3].contains("BODY")
                ? " BODY[] {" + message.length() + "}\r\n" + message
                : " RFC822.SIZE "
                    + message.length()
                    + " INTERNALDATE \"12-May-2026 08:00:00 +0000\"");
        found.append(")\r\n");
      }
    }
    return found.toString();
  }

  private static synchronized void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n') {
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
      }
      line.write(c);
    }
    return null;
  }

  /** Ends all connections. */
  void dropAll() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    dropAll();
  }
}
