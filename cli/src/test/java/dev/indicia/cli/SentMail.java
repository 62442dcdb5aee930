package dev.indicia.cli;

import dev.indicia.testkit.mail.SmtpTalker;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One mail with its envelope and its client.
 *
 * @param login who has logged in; "" for nobody
 * @param text the message, each octet a character (ISO 8859-1)
 */
record SentMail(
    String clientIp, String helo, String login, String mailFrom, String rcptTo, String text) {
  static final String LOOPBACK = "127.0.0.1";

  /** From somebody whose address is not in our zone. */
  static SentMail plain(String text) {
    return new SentMail(
        "198.51.100.7", "mail.plain.test", "", "ann@plain.test", "nina@harbor.example", text);
  }

  /** The examples with their envelopes, by their ids, in the order of the deliveries. */
  static Map<String, SentMail> examples() throws IOException {
    Path folder = Samples.docs().resolve("../../examples");
    Map<String, SentMail> examples = new LinkedHashMap<>();
    for (String line : Files.readAllLines(folder.resolve("deliveries.jsonl"))) {
      Map<String, Object> delivery = JsonTree.object(line);
      examples.put(
          text(delivery, "id"),
          new SentMail(
              text(delivery, "client_ip"),
              text(delivery, "helo"),
              "",
              text(delivery, "mail_from"),
              String.valueOf(((List<?>) delivery.get("rcpt_to")).getFirst()),
              Files.readString(
                  folder.resolve(text(delivery, "message")), StandardCharsets.ISO_8859_1)));
    }
    return examples;
  }

  private static String text(Map<String, Object> delivery, String name) {
    return String.valueOf(delivery.get(name));
  }

  SentMail withLogin(String name) {
    return new SentMail(clientIp, helo, name, mailFrom, rcptTo, text);
  }

  /** The same from another address. */
  SentMail withClientIp(String address) {
    return new SentMail(address, helo, login, mailFrom, rcptTo, text);
  }

  /** Connects as its client, by XCLIENT where it is another, and says the envelope. */
  SmtpTalker begin(int port) throws IOException {
    if (clientIp.equals(LOOPBACK)) {
      return envelope(new SmtpTalker(port).must("250", "EHLO " + wire(helo)));
    }
    SmtpTalker client = new SmtpTalker(port).must("250", "EHLO localhost");
    List<String> attributes = new ArrayList<>();
    attributes.add("NAME=[UNAVAILABLE]");
    attributes.add("ADDR=" + (clientIp.indexOf(':') < 0 ? "" : "IPV6:") + clientIp);
    if (!login.isEmpty()) {
      attributes.add("LOGIN=" + login);
    }
    client.must("220", "XCLIENT " + String.join(" ", attributes));
    client.must("250", "EHLO " + wire(helo));
    return envelope(client);
  }

  /** Says the envelope. */
  SmtpTalker envelope(SmtpTalker client) throws IOException {
    boolean utf8 = (mailFrom + rcptTo).chars().anyMatch(c -> c > 127);
    return client
        .must("250", "MAIL FROM:<" + wire(mailFrom) + "> BODY=8BITMIME" + (utf8 ? " SMTPUTF8" : ""))
        .must("250", "RCPT TO:<" + wire(rcptTo) + ">");
  }

  private static String wire(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** Whether it has neither NUL nor line ends but CRLF, which mail systems mend or refuse. */
  boolean isWellFormed() {
    return !text.replace("\r\n", "").matches("(?s).*[\r\n\0].*");
  }

  byte[] octets() {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Sends it; the last reply. */
  String send(int port) throws IOException {
    try (SmtpTalker client = begin(port)) {
      String reply = client.data(octets());
      client.say("QUIT");
      return reply;
    }
  }

  /** Whether it is refused for good, at its envelope or its end, or by hanging up. */
  boolean isRefused(int port) {
    try {
      return send(port).startsWith("5");
    } catch (SocketException | EOFException e) {
      return true;
    } catch (IOException e) {
      return String.valueOf(e.getMessage()).startsWith("not 250: 5");
    }
  }
}
