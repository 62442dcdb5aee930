package dev.indicia.gateway.smtp;

import dev.indicia.testkit.mail.Loopback;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A next hop that does what it is told, written apart from the code under test. An answer belongs
 * to the beginning of a command, or to {@code greeting}, {@code body} (the first line of the
 * message) or {@code end} (the end of the message). It is a reply, or {@code !close}, {@code
 * !reset}, {@code !half} (end of its direction), {@code !silent}, {@code !keep !close} (after the
 * message is stored), {@code !slow MILLIS REPLY}. {@code @N} before it means the first N times.
 */
final class ScriptedHop implements AutoCloseable {
  /** A message that was answered with 250, or stored before the hop died. */
  record Delivery(String sender, List<String> recipients, byte[] octets, boolean confirmed) {
    String text() {
      return new String(octets, StandardCharsets.ISO_8859_1);
    }
  }

  private static final class Dead extends IOException {
    private static final long serialVersionUID = 1;
  }

  final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
  final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  final Map<String, String> answers = new ConcurrentHashMap<>();
  private final Map<String, Integer> used = new ConcurrentHashMap<>();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  volatile List<String> extensions =
      List.of("PIPELINING", "SIZE 99999999", "8BITMIME", "SMTPUTF8", "DSN", "ENHANCEDSTATUSCODES");
  volatile boolean lmtp;
  volatile int connections;
  volatile @Nullable SSLContext tls;
  private volatile ServerSocket server;
  private final int port;

  ScriptedHop() throws IOException {
    // It comes back on the port it had, which nobody else may take meanwhile.
    port = Loopback.freePort();
    server = new ServerSocket(port, 200, InetAddress.getLoopbackAddress());
    start();
  }

  private void start() {
    ServerSocket listening = server;
    Thread.ofVirtual()
        .start(() -> {
          while (true) {
            try {
              Socket socket = listening.accept();
              connections++;
              sockets.add(socket);
              Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
              return;
            }
          }
        });
  }

  NextHop address() {
    return NextHop.parse((lmtp ? "lmtp:" : "smtp:") + "127.0.0.1:" + port);
  }

  ScriptedHop answer(String command, String answer) {
    answers.put(command, answer);
    return this;
  }

  /** Dies with all its connections. */
  void kill() throws IOException {
    server.close();
    killConnections();
  }

  void killConnections() throws IOException {
    for (Socket socket : sockets) {
      try {
        socket.setSoLinger(true, 0);
      } catch (IOException e) {
        // It ended by itself.
      }
      socket.close();
    }
    sockets.clear();
  }

  void revive() throws IOException {
    server = new ServerSocket();
    server.setReuseAddress(true);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
    start();
  }

  private @Nullable String answerTo(String line) {
    String best = null;
    for (String key : answers.keySet()) {
      if (line.startsWith(key) && (best == null || key.length() > best.length())) {
        best = key;
      }
    }
    String answer = best == null ? null : answers.get(best);
    if (answer != null && answer.startsWith("@")) {
      int space = answer.indexOf(' ');
      int times = Integer.parseInt(answer.substring(1, space));
      return used.merge(best, 1, Integer::sum) <= times ? answer.substring(space + 1) : null;
    }
    return answer;
  }

  private final class Conversation {
    Socket socket;
    InputStream in;
    OutputStream out;
    String sender = "";
    List<String> recipients = new ArrayList<>();
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();

    Conversation(Socket socket) throws IOException {
      use(socket);
    }

    void use(Socket newSocket) throws IOException {
      socket = newSocket;
      in = new BufferedInputStream(newSocket.getInputStream());
      out = new BufferedOutputStream(newSocket.getOutputStream());
    }

    void say(String reply) throws IOException {
      out.write((reply.replace("\n", "\r\n") + "\r\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    /** Says what is scripted, or the reply. */
    void say(String event, String reply) throws IOException {
      String scripted = answerTo(event);
      perform(scripted == null ? reply : scripted);
    }

    void perform(String answer) throws IOException {
      if (answer.startsWith("!slow ")) {
        String[] words = answer.split(" ", 3);
        pause(Long.parseLong(words[1]));
        say(words[2]);
      } else if (answer.equals("!close")) {
        throw new Dead();
      } else if (answer.equals("!reset")) {
        socket.setSoLinger(true, 0);
        throw new Dead();
      } else if (answer.equals("!half")) {
        socket.shutdownOutput();
        in.transferTo(OutputStream.nullOutputStream());
        throw new Dead();
      } else if (answer.equals("!silent")) {
        in.transferTo(OutputStream.nullOutputStream());
        throw new Dead();
      } else {
        say(answer);
      }
    }

    void pause(long millis) {
      try {
        Thread.sleep(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    String line() throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      while (true) {
        int octet = in.read();
        if (octet < 0) {
          throw new Dead();
        }
        line.write(octet);
        byte[] octets = line.toByteArray();
        int length = octets.length;
        if (octet == '\n') {
          if (length < 2 || octets[length - 2] != '\r') {
            throw new AssertionError("the filter sent a bare LF");
          }
          return new String(octets, 0, length - 2, StandardCharsets.UTF_8);
        }
      }
    }

    void converse() throws IOException {
      say("greeting", "220 hop.test ESMTP");
      while (true) {
        String line = line();
        heard.add(line);
        String scripted = answerTo(line);
        boolean refused = scripted != null && (!scripted.startsWith("2") || line.equals("DATA"));
        if (refused && !line.startsWith("BDAT")) {
          perform(scripted);
          continue;
        }
        command(line, scripted);
      }
    }

    void command(String line, @Nullable String scripted) throws IOException {
      String verb = line.split(" ", 2)[0];
      switch (verb) {
        case "EHLO", "LHLO" -> {
          StringBuilder reply = new StringBuilder("250-hop.test\n");
          for (String extension : extensions) {
            reply.append("250-").append(extension).append('\n');
          }
          say(reply + "250 HELP");
        }
        case "MAIL" -> {
          sender = line.substring(11, line.indexOf('>'));
          recipients = new ArrayList<>();
          say(scripted == null ? "250 2.1.0 sender fine" : scripted);
        }
        case "RCPT" -> {
          recipients.add(line.substring(9, line.indexOf('>')));
          say(scripted == null ? "250 2.1.5 recipient fine" : scripted);
        }
        case "DATA" -> data();
        case "BDAT" -> bdat(line.split(" ", -1));
        case "STARTTLS" -> {
          say(scripted == null ? "220 2.0.0 go" : scripted);
          SSLSocket secure =
              (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
          secure.setUseClientMode(false);
          use(secure);
        }
        case "QUIT" -> {
          say("221 2.0.0 bye");
          throw new Dead();
        }
        default -> say(scripted == null ? "250 2.0.0 fine" : scripted);
      }
    }

    void data() throws IOException {
      say("354 go on");
      ByteArrayOutputStream message = new ByteArrayOutputStream();
      // Read octet by octet with the five last: the plainest way to find CRLF.CRLF.
      String last = "\r\n";
      boolean first = true;
      while (true) {
        int octet = in.read();
        if (octet < 0) {
          throw new Dead();
        }
        if (first) {
          first = false;
          String scripted = answerTo("body");
          if (scripted != null) {
            perform(scripted);
            throw new Dead();
          }
        }
        message.write(octet);
        last = (last + (char) octet);
        last = last.substring(Math.max(0, last.length() - 5));
        if (last.equals("\r\n.\r\n")) {
          break;
        }
        if (message.size() == 3 && message.toString(StandardCharsets.ISO_8859_1).equals(".\r\n")) {
          break;
        }
      }
      byte[] stuffed = message.toByteArray();
      String text = new String(stuffed, 0, stuffed.length - 3, StandardCharsets.ISO_8859_1);
      String plain = ("\r\n" + text).replace("\r\n.", "\r\n").substring(2);
      if (plain.replace("\r\n", "").matches("(?s).*[\r\n\0].*")) {
        throw new AssertionError("the filter sent a bare CR, LF or NUL");
      }
      finish(plain.getBytes(StandardCharsets.ISO_8859_1));
    }

    void bdat(String[] words) throws IOException {
      chunks.write(in.readNBytes(Integer.parseInt(words[1])));
      if (words.length > 2 && words[2].equals("LAST")) {
        byte[] message = chunks.toByteArray();
        chunks = new ByteArrayOutputStream();
        finish(message);
      } else {
        say("250 2.0.0 chunk");
      }
    }

    void finish(byte[] message) throws IOException {
      int count = lmtp ? recipients.size() : 1;
      List<String> taken = new ArrayList<>();
      List<String> replies = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String event = lmtp ? "end " + recipients.get(i) : "end";
        String scripted = answerTo(event);
        String reply = scripted == null ? "250 2.0.0 queued as " + deliveries.size() : scripted;
        boolean keep = reply.startsWith("!keep ");
        if (keep || reply.startsWith("2") || reply.startsWith("!slow") && reply.contains(" 250")) {
          taken.addAll(lmtp ? List.of(recipients.get(i)) : recipients);
        }
        replies.add(keep ? reply.substring(6) : reply);
      }
      boolean confirmed = replies.stream().noneMatch(reply -> reply.equals("!close"));
      if (!taken.isEmpty()) {
        deliveries.add(new Delivery(sender, List.copyOf(taken), message, confirmed));
      }
      for (String reply : replies) {
        perform(reply);
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      new Conversation(socket).converse();
    } catch (IOException e) {
      // Dead, as told, or left.
    } finally {
      sockets.remove(socket);
    }
  }

  @Override
  public void close() throws IOException {
    kill();
  }
}
