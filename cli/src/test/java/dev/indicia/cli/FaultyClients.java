package dev.indicia.cli;

import dev.indicia.gateway.milter.MilterClient;
import dev.indicia.gateway.milter.MilterCommand;
import dev.indicia.gateway.milter.MilterResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Mail systems before the gateway, well-behaved and other, and the messages they have. */
final class FaultyClients {
  private static final int ALL_ACTIONS = 0x1ff;
  private static final int ALL_STEPS = 0x1fffff;
  private static final int BODY_OCTETS_MAX = 65_535;
  private static final Pattern OURS =
      Pattern.compile(
          "(Authentication-Results|Indicia-Verdict|Indicia-Policy): ?[^\r\n"
              + "]*\r\n"
              + "(?:[ \t][^\r\n"
              + "]*\r\n"
              + ")*");
  private static final Pattern ID = Pattern.compile("; id=([0-9a-z]{22})\r\n");

  private FaultyClients() {}

  // ---- messages --------------------------------------------------------------------------------

  static String sender(int id) {
    return "s" + id + "@d" + id % 40 + ".example";
  }

  static String recipient(int id) {
    return "r" + id + "@b.example";
  }

  /** A message as it is sent: every fifth has a forged verdict, every sixteenth is large. */
  static String message(int id) {
    return (id % 5 == 0 ? "Indicia-Verdict: genuine; layer=NONE; id=forged\r\n" : "") + wanted(id);
  }

  /** The same as it has to arrive, below what the gateway says of it. */
  private static String wanted(int id) {
    String line = "line of message " + id + ", quite like the others\r\n.dot\r\n";
    return "From: "
        + sender(id)
        + "\r\nTo: "
        + recipient(id)
        + "\r\nSubject: number "
        + id
        + "\r\nMessage-ID: <"
        + id
        + "@client.test>\r\n\r\n"
        + line.repeat(id % 16 == 0 ? 3000 : 5);
  }

  /**
   * What the gateway called the message, which arrived unchanged but for fields at its top.
   *
   * @throws AssertionError when anything else was changed
   */
  static String eventOf(int id, String arrived) {
    Matcher ours = OURS.matcher(arrived);
    int at = 0;
    StringBuilder fields = new StringBuilder();
    while (ours.find(at) && ours.start() == at) {
      fields.append(ours.group());
      at = ours.end();
    }
    if (!arrived.substring(at).equals(wanted(id))) {
      throw new AssertionError("changed: " + id + "\n" + arrived);
    }
    Matcher event = ID.matcher(fields);
    if (!event.find()) {
      throw new AssertionError("nothing is said of it: " + id + "\n" + fields);
    }
    return event.group(1);
  }

  // ---- a mail system before the SMTP filter ----------------------------------------------------

  /** What became of an attempt. */
  enum Outcome {
    /** It was taken. */
    TAKEN,
    /** It was not. */
    DEFERRED,
    /** It may have been: nobody said. */
    UNCERTAIN
  }

  static Outcome send(int port, int id) {
    boolean sent = false;
    try (Socket socket = connect(port)) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      OutputStream out = socket.getOutputStream();
      if (!reply(in).startsWith("220")) {
        return Outcome.DEFERRED;
      }
      for (String command :
          List.of(
              "EHLO client.test",
              "MAIL FROM:<" + sender(id) + ">",
              "RCPT TO:<" + recipient(id) + ">")) {
        write(out, command + "\r\n");
        if (!reply(in).startsWith("250")) {
          return Outcome.DEFERRED;
        }
      }
      write(out, "DATA\r\n");
      if (!reply(in).startsWith("354")) {
        return Outcome.DEFERRED;
      }
      write(out, message(id).replace("\r\n.", "\r\n.."));
      sent = true;
      write(out, ".\r\n");
      String reply = reply(in);
      if (reply.startsWith("250")) {
        return Outcome.TAKEN;
      }
      if (reply.isEmpty() || reply.contains("did not confirm")) {
        return Outcome.UNCERTAIN;
      }
      if (!reply.startsWith("4")) {
        throw new AssertionError("refused for good: " + reply);
      }
      return Outcome.DEFERRED;
    } catch (IOException e) {
      return sent ? Outcome.UNCERTAIN : Outcome.DEFERRED;
    }
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(90_000);
    return socket;
  }

  private static String reply(BufferedReader in) throws IOException {
    String line = in.readLine();
    while (line != null && line.length() > 3 && line.charAt(3) == '-') {
      line = in.readLine();
    }
    return line == null ? "" : line;
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  // ---- a mail system with a milter -------------------------------------------------------------

  /** The message as the mail system would deliver it; null when the milter did not let it. */
  static String filtered(int port, int id) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    String text = message(id);
    int end = text.indexOf("\r\n\r\n");
    List<String[]> fields = new ArrayList<>();
    for (String line : text.substring(0, end).split("\r\n", -1)) {
      fields.add(line.split(":", 2));
    }
    byte[] body = text.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1);
    try (MilterClient client = MilterClient.connect(address)) {
      client.send(new MilterCommand.OptNeg(6, ALL_ACTIONS, ALL_STEPS)).receive();
      client.send(new MilterCommand.Connect("client.test", '4', 50_000, "192.0.2.1"));
      client.send(new MilterCommand.Helo("client.test"));
      client.send(new MilterCommand.Macro('M', Map.of("i", "Q" + id)));
      client.send(new MilterCommand.MailFrom("<" + sender(id) + ">", List.of()));
      client.send(new MilterCommand.RcptTo("<" + recipient(id) + ">", List.of()));
      for (String[] field : fields) {
        client.send(new MilterCommand.Header(field[0], field[1]));
      }
      for (int at = 0; at < body.length; at += BODY_OCTETS_MAX) {
        int length = Math.min(BODY_OCTETS_MAX, body.length - at);
        client.send(new MilterCommand.BodyChunk(body, at, length));
      }
      client.send(new MilterCommand.EndOfMessage(new MilterCommand.BodyChunk(new byte[0], 0, 0)));
      for (MilterResponse response : client.receiveAll()) {
        switch (response) {
          case MilterResponse.InsertHeader insert ->
              fields.add(
                  Math.min(insert.index(), fields.size()),
                  new String[] {insert.name(), insert.value()});
          case MilterResponse.ChangeHeader change -> change(fields, change);
          case MilterResponse.Progress progress -> {}
          case MilterResponse.Continue taken -> {
            client.send(new MilterCommand.Quit()).flush();
          }
          case MilterResponse.ReplyCode reply when reply.line().startsWith("4") -> {
            return null;
          }
          default -> throw new AssertionError("unexpected: " + response);
        }
      }
    } catch (IOException e) {
      return null;
    }
    StringBuilder delivered = new StringBuilder();
    for (String[] field : fields) {
      delivered.append(field[0]).append(':').append(field[1].replaceAll("\r?\n", "\r\n"));
      delivered.append("\r\n");
    }
    return delivered + text.substring(end + 2);
  }

  private static void change(List<String[]> fields, MilterResponse.ChangeHeader change) {
    int occurrence = 0;
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i)[0].equalsIgnoreCase(change.name()) && ++occurrence == change.occurrence()) {
        if (change.value().isEmpty()) {
          fields.remove(i);
        } else {
          fields.set(i, new String[] {change.name(), change.value()});
        }
        return;
      }
    }
    throw new AssertionError("there is no such field: " + change);
  }

  // ---- the others ------------------------------------------------------------------------------

  /** Bothers one of the ports in one way or another, and goes. */
  static void bother(int port, SplittableRandom random) throws InterruptedException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      switch (random.nextInt(6)) {
        case 0 ->
            drip(out, "EHLO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<b@b.example>\r\nDATA\r\n");
        case 1 -> drip(out, "POST /v1/check HTTP/1.1\r\nContent-Length: 1000\r\n\r\nFrom: x");
        case 2 -> {
          out.write("EHLO x\r\nMAIL FROM:<a@b.example>\r\n".getBytes(StandardCharsets.US_ASCII));
          socket.shutdownOutput();
          Thread.sleep(50);
        }
        case 3 -> {
          out.write(packets(random));
          socket.shutdownOutput();
          Thread.sleep(20);
        }
        case 4 -> {
          out.write(packets(random));
          socket.setSoLinger(true, 0);
        }
        default -> {
          byte[] garbage = new byte[random.nextInt(1, 5000)];
          random.nextBytes(garbage);
          out.write(garbage);
        }
      }
    } catch (IOException e) {
      // It did not let itself be bothered.
    }
  }

  private static void drip(OutputStream out, String text) throws IOException, InterruptedException {
    for (byte octet : text.getBytes(StandardCharsets.US_ASCII)) {
      out.write(octet);
      Thread.sleep(7);
    }
  }

  /** A negotiation, and packets with lengths, codes and contents that are wrong. */
  private static byte[] packets(SplittableRandom random) {
    ByteBuffer all = ByteBuffer.allocate(100_000);
    if (random.nextInt(3) > 0) {
      all.putInt(13).put((byte) 'O').putInt(6).putInt(ALL_ACTIONS).putInt(ALL_STEPS);
    }
    String codes = "ABCDEHKLMNORTQU\0zc";
    for (int i = random.nextInt(1, 12); i > 0; i--) {
      byte[] data = new byte[random.nextInt(2000)];
      random.nextBytes(data);
      int length =
          switch (random.nextInt(8)) {
            case 0 -> random.nextInt();
            case 1 -> 0;
            case 2 -> data.length;
            default -> data.length + 1;
          };
      all.putInt(length).put((byte) codes.charAt(random.nextInt(codes.length()))).put(data);
    }
    byte[] octets = new byte[all.position()];
    all.flip().get(octets);
    return octets;
  }
}
