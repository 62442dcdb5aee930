package dev.indicia.cli;

import dev.indicia.dkim.DkimCryptography;
import dev.indicia.dkim.DkimKeyPair;
import dev.indicia.dkim.DkimSigner;
import dev.indicia.dkim.DkimSigningKey;
import dev.indicia.dkim.DkimSigningOptions;
import dev.indicia.dkim.DkimSigningResult;
import dev.indicia.dns.DomainName;
import dev.indicia.message.Message;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Deliveries of senders who write by template, some with a note that others put into it. */
final class LearnedStream {
  private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
  private static final List<String> NAMES =
      List.of(
          "Ada", "Berta", "Carl", "Dora", "Emil", "Frida", "Georg", "Hanna", "Ivo", "Jana", "Karl",
          "Lena", "Max", "Nora", "Otto", "Paula", "Quirin", "Rosa", "Sven", "Tara", "Udo", "Vera");

  /** What somebody who is not the sender wants the reader to do. */
  static final String NOTE =
      "Your account was charged 899.00 USD. If you did not authorize this payment, call our support"
          + " team immediately at +1 (888) 555-0147 to cancel and get a refund.";

  private final Path folder;
  private final StringBuilder zone = new StringBuilder("$ORIGIN example.\n");

  LearnedStream(Path folder) {
    this.folder = folder;
  }

  /** A sender with its key. */
  record Sender(String domain, DkimSigningKey key) {}

  Sender sender(String domain) {
    DkimSigningKey key =
        new DkimSigningKey(
            DomainName.of(domain), "s1", DkimKeyPair.generateEd25519(new SecureRandom()));
    zone.append(domain).append(". TXT \"v=spf1 ip4:192.0.2.1 -all\"\n");
    zone.append("_dmarc.").append(domain).append(". TXT \"v=DMARC1; p=reject\"\n");
    zone.append(key.masterFileLine()).append('\n');
    return new Sender(domain, key);
  }

  /** The zone of all senders, in a file. */
  String zone() {
    return Samples.write(folder, "stream.zone", zone.toString()).toString();
  }

  /** The line of one delivery; the number says to whom and when. */
  String delivery(Sender sender, int number, String note) {
    String name = NAMES.get(number % NAMES.size());
    String recipient =
        name.toLowerCase(java.util.Locale.ROOT) + number % 7 + "@b" + number % 3 + ".test";
    Instant at = START.plus(number * 14L, ChronoUnit.HOURS);
    String id = sender.domain() + "-" + number;
    String message =
        "From: Shop <orders@"
            + sender.domain()
            + ">\r\nTo: "
            + recipient
            + "\r\nSubject: Your order "
            + (4000 + number * 37)
            + " is on its way\r\nDate: Mon, 02 Mar 2026 09:00:00 +0000\r\nMessage-ID: <"
            + id
            + "@"
            + sender.domain()
            + ">\r\n\r\nDear "
            + name
            + ",\r\n\r\nthank you for ordering with us again. We have handed your parcel to the"
            + " carrier this morning.\r\n\r\nNote from the buyer: "
            + note
            + "\r\n\r\nThe order comes to "
            + (20 + number)
            + ".90 USD and the invoice is enclosed in"
            + " the parcel.\r\n\r\nYou find the state of your order on your page at our shop.\r\n"
            + "With kind regards from the team of the warehouse in town.\r\n";
    DkimSigner signer =
        new DkimSigner(List.of(sender.key()), DkimSigningOptions.DEFAULT, DkimCryptography.jdk());
    DkimSigningResult result =
        signer.sign(Message.of(message.getBytes(StandardCharsets.US_ASCII)), at.minusSeconds(60));
    String signed = ((DkimSigningResult.Signed) result).fields().getFirst() + message;
    Samples.write(folder, "mail/" + id + ".eml", signed);
    return "{\"id\":\""
        + id
        + "\",\"received_at\":\""
        + at
        + "\",\"client_ip\":\"192.0.2.1\",\"helo\":\"mx."
        + sender.domain()
        + "\",\"mail_from\":\"bounce@"
        + sender.domain()
        + "\",\"rcpt_to\":\""
        + recipient
        + "\",\"message\":\"mail/"
        + id
        + ".eml\"}";
  }

  /** What a buyer writes who means no harm. */
  static String harmless(int number) {
    return List.of(
            "please leave it at the door",
            "a gift for my sister",
            "thank you",
            "ring twice",
            "the blue one please",
            "no hurry")
        .get(number % 6);
  }

  /** A file of these deliveries. */
  String file(String name, List<String> lines) {
    return Samples.write(folder, name, String.join("\n", lines) + "\n").toString();
  }
}
