package dev.indicia.conformance;

import dev.indicia.dkim.DkimCryptography;
import dev.indicia.dkim.DkimKeyPair;
import dev.indicia.dkim.DkimSigner;
import dev.indicia.dkim.DkimSigningKey;
import dev.indicia.dkim.DkimSigningOptions;
import dev.indicia.dkim.DkimSigningResult;
import dev.indicia.dkim.HashAlgorithm;
import dev.indicia.dns.DomainName;
import dev.indicia.message.HeaderField;
import dev.indicia.message.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes examples/: the messages, signed with keys that are made here and thrown away, and into the
 * zone the public keys. Each run makes new keys, so all of them change together. The rest of the
 * zone and the deliveries file are written by hand.
 */
public final class MakeExamples {
  private static final String KEYS = "; ---- the public keys\n";
  private static final DkimCryptography CRYPTOGRAPHY = DkimCryptography.jdk();

  private final Map<String, DkimSigningKey> keys = new LinkedHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final Path folder;

  private MakeExamples(Path folder) {
    this.folder = folder;
  }

  /** Writes into the folder that the one argument names. */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      throw new IllegalArgumentException("expected one argument: the folder to write to");
    }
    new MakeExamples(Path.of(args[0])).run();
  }

  private void run() throws IOException {
    genuineNotification();
    borrowedAccountAlert();
    replay();
    exactDomainSpoof();
    lookalike();
    forwardedList();
    twoFromFields();
    hiddenAuthor();
    ownDomainFromOutside();
    lengthLimitAppended();
    bounce();
    international();
    dnsTrouble();
    broken();
    forwardedSrs();
    withoutPolicy();
    archived();
    Files.writeString(folder.resolve("zone.txt"), zone());
  }

  // ---- the messages
  // ------------------------------------------------------------------------------

  /** The template of a cloud provider; what its customer chose stands in the slot, three times. */
  private static String confirmationCode(String tenant, String recipient, String id, String code) {
    return folded("From: \"" + tenant + " (Quillon accounts)\" <accounts@quillon.example>")
        + "To: "
        + recipient
        + "\n"
        + folded("Subject: " + tenant + ": confirm your e-mail address")
        + """
        Date: Mon, 02 Nov 2026 09:14:02 +0000
        Message-ID: <%s@quillon.example>
        MIME-Version: 1.0
        Auto-Submitted: auto-generated
        Content-Type: multipart/alternative; boundary="part-of-quillon"

        --part-of-quillon
        Content-Type: text/plain; charset=utf-8

        Confirm your e-mail address

        %s wants to use this address to sign you in.

        Your code: %s

        The code works for 15 minutes. If you did not ask for it, do nothing.

        Quillon Accounts, 1 Example Street
        --part-of-quillon
        Content-Type: text/html; charset=utf-8

        <!doctype html><title>%s: confirm your e-mail address</title>
        <h1>Confirm your e-mail address</h1>
        <p><b>%s</b> wants to use this address to sign you in.</p>
        <p>Your code: <b>%s</b></p>
        <p>The code works for 15 minutes. If you did not ask for it, do nothing.</p>
        <p><small>Quillon Accounts, 1 Example Street</small></p>
        --part-of-quillon--
        """
            .formatted(id, tenant, code, tenant, tenant, code);
  }

  private void genuineNotification() throws IOException {
    String message =
        confirmationCode("Meadow Bakery", "nina@harbor.example", "c-20261102-0914-7f3a", "418 207");
    save("01-genuine-notification", sign(message, "quillon.example"));
  }

  private void borrowedAccountAlert() throws IOException {
    String tenant =
        "PayNest order 88-1420: EUR 629.40 will be charged to your account today. Not you? Call our"
            + " help desk at +1 202-555-0143 to CanceI";
    String message =
        confirmationCode(tenant, "omar@harbor.example", "c-20261102-0921-b81c", "950 366");
    save("02-borrowed-account-alert", sign(message, "quillon.example"));
  }

  private void replay() throws IOException {
    String original =
        sign(
            """
            From: Tallyroad <service@tallyroad.example>
            To: accounts-desk@parcel-relay.test
            Subject: Northgate Services asks you for EUR 740.00
            Date: Sat, 24 Oct 2026 16:02:11 +0000
            Message-ID: <req-5521-90aa@tallyroad.example>

            Hello,

            Northgate Services asks you for EUR 740.00.
            Their note: "Renewal of your computer protection, +1 202-555-0187".

            Look at the request: https://www.tallyroad.example/requests/5521

            Tallyroad
            """,
            "tallyroad.example");
    String resent =
        crlf(
                """
                Received: from mx.parcel-relay.test (mx.parcel-relay.test [198.51.100.77])
                 by out7.parcel-relay.test with ESMTPS; Mon, 02 Nov 2026 10:02:30 +0000
                Received: from out2.tallyroad.example (out2.tallyroad.example [192.0.2.34])
                 by mx.parcel-relay.test with ESMTPS
                 for <accounts-desk@parcel-relay.test>; Sat, 24 Oct 2026 16:02:13 +0000
                """)
            + original;
    save("03-dkim-replay", resent);
  }

  private void exactDomainSpoof() throws IOException {
    String message =
        """
        From: Larch Bank Security <security@larch-bank.example>
        To: nina@harbor.example
        Subject: Your card was used in another country
        Date: Mon, 02 Nov 2026 10:30:00 +0000
        Message-ID: <20261102103000.1@larch-bank.example>

        We have locked your card. Unlock it here: https://larch-bank.hedgerow.test/unlock
        """;
    save("04-exact-domain-spoof", crlf(message));
  }

  private void lookalike() throws IOException {
    String message =
        """
        From: Larch Bank Security <security@Iarch-bank.example>
        To: nina@harbor.example
        Subject: Please confirm your telephone number
        Date: Mon, 02 Nov 2026 10:41:00 +0000
        Message-ID: <41a@iarch-bank.example>

        Your telephone number is out of date. Confirm it today:
        https://www.iarch-bank.example/confirm
        """;
    save("05-lookalike-domain", sign(message, "iarch-bank.example"));
  }

  private void forwardedList() throws IOException {
    String posted =
        sign(
            """
            From: Otto Fern <otto@fernhill.example>
            To: talk@lists.woodland.example
            Subject: Meeting on Thursday
            Date: Mon, 02 Nov 2026 11:00:00 +0000
            Message-ID: <m-1100@fernhill.example>

            Shall we start at six?
            Otto
            """,
            "fernhill.example");
    String sent =
        """
        List-Id: Woodland talk <talk.lists.woodland.example>
        List-Post: <mailto:talk@lists.woodland.example>
        List-Unsubscribe: <mailto:talk-leave@lists.woodland.example>
        Received: from mx.fernhill.example (mx.fernhill.example [192.0.2.50])
         by lists.woodland.example with ESMTPS; Mon, 02 Nov 2026 11:00:03 +0000
        """
            + posted.replace("\r\n", "\n").replace("Subject: Meeting", "Subject: [talk] Meeting")
            + """

            -- \

            talk mailing list, https://lists.woodland.example/talk
            """;
    save("06-forwarded-list", sign(sent, "lists.woodland.example"));
  }

  private void twoFromFields() throws IOException {
    String message =
        """
        From: Larch Bank <security@larch-bank.example>
        From: Hedgerow <hello@hedgerow.test>
        To: nina@harbor.example
        Subject: Two messages are waiting
        Date: Mon, 02 Nov 2026 11:30:00 +0000
        Message-ID: <two-1130@hedgerow.test>

        Read them at https://larch-bank.hedgerow.test/inbox
        """;
    save("07-two-from-fields", signByHand(message, "hedgerow.test", -1));
  }

  private void hiddenAuthor() throws IOException {
    String message =
        """
        From: =?utf-8?q?Larch_Bank_=3Csecurity=40larch-bank=2Eexample=3E?= <hello@hedgerow.test>
        To: nina@harbor.example
        Subject: Your statement for October
        Date: Mon, 02 Nov 2026 11:45:00 +0000
        Message-ID: <hidden-1145@hedgerow.test>

        Your statement: https://larch-bank.hedgerow.test/statement
        """;
    save("08-hidden-author", sign(message, "hedgerow.test"));
  }

  private void ownDomainFromOutside() throws IOException {
    String message =
        """
        From: "Rosa Keel, director" <rosa@harbor.example>
        To: nina@harbor.example
        Reply-To: rosa.keel@hedgerow.test
        Subject: Are you at your desk?
        Date: Mon, 02 Nov 2026 12:05:00 +0000
        Message-ID: <own-1205@harbor.example>

        I need a payment made before two. Answer by mail, I am in a meeting.
        """;
    save("09-own-domain-from-outside", crlf(message));
  }

  private void lengthLimitAppended() throws IOException {
    String message =
        """
        From: Millpond News <news@millpond.example>
        To: readers@millpond.example
        Subject: November at the mill
        Date: Sun, 01 Nov 2026 08:00:00 +0000
        Message-ID: <news-11@millpond.example>

        The mill is open on Sundays until four.
        """;
    long bodyLength = "The mill is open on Sundays until four.\r\n".length();
    String appended =
        signByHand(message, "millpond.example", bodyLength)
            + "\r\n"
            + "Your subscription costs EUR 89.00 from today. To stop it call +1 202-555-0110.\r\n";
    save("10-length-limit-appended", appended);
  }

  private void bounce() throws IOException {
    String message =
        """
        From: Mail Delivery <mailer-daemon@mx.fernhill.example>
        To: nina@harbor.example
        Subject: Not delivered: Meeting on Thursday
        Date: Mon, 02 Nov 2026 12:40:00 +0000
        Message-ID: <dsn-1240@mx.fernhill.example>
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="dsn-part"

        --dsn-part
        Content-Type: text/plain; charset=us-ascii

        There is no mailbox "oto@fernhill.example".
        --dsn-part
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.fernhill.example

        Final-Recipient: rfc822; oto@fernhill.example
        Action: failed
        Status: 5.1.1
        --dsn-part--
        """;
    save("11-bounce", crlf(message));
  }

  private void international() throws IOException {
    String message =
        """
        From: Jörg Weiß <jörg@bücher-bühl.example>
        To: nina@harbor.example
        Subject: Ihr Buch »Die Mühle« liegt bereit
        Date: Mon, 02 Nov 2026 13:00:00 +0000
        Message-ID: <b-1300@xn--bcher-bhl-p9ad.example>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 8bit

        Ihr Buch »Die Mühle« liegt für Sie bereit.
        Bücher Bühl
        """
            .replace("xn--bcher-bhl-p9ad.example", DomainName.of("bücher-bühl.example").text());
    save("12-international", sign(message, "bücher-bühl.example", "bücher-bühl.example ed25519"));
  }

  private void dnsTrouble() throws IOException {
    String message =
        """
        From: Brook Tickets <tickets@brook.example>
        To: nina@harbor.example
        Subject: Your two tickets
        Date: Mon, 02 Nov 2026 13:20:00 +0000
        Message-ID: <t-1320@brook.example>

        Two seats, row 7, on Friday.
        """;
    save("13-dns-trouble", sign(message, "brook.example"));
  }

  private void broken() throws IOException {
    String message =
        """
        From: Crumble <post@crumble.test>
        To: nina@harbor.example
        Subject : old\0news
        Date: yesterday
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="never-closed"
        this line is no header field
        X-Behind: it

        --never-closed
        Content-Type: text/plain; charset=

        one line@CR@and another
        --never-closed
        Content-Transfer-Encoding: base65

        AAAA
        """;
    save("14-broken", crlf(message).replace("@CR@", "\r"));
  }

  private void forwardedSrs() throws IOException {
    String message =
        """
        Received: from mail.otter.example (mail.otter.example [192.0.2.80])
         by mx.alumni.example with ESMTPS for <nina@alumni.example>;
         Mon, 02 Nov 2026 14:00:02 +0000
        From: Otter Travel <trips@otter.example>
        To: nina@alumni.example
        Subject: Your trip in December
        Date: Mon, 02 Nov 2026 14:00:00 +0000
        Message-ID: <trip-1400@otter.example>

        Three nights, breakfast included.
        """;
    save("15-forwarded-srs", crlf(message));
  }

  private void withoutPolicy() throws IOException {
    String message =
        """
        From: Kiln Pottery <shop@kiln.example>
        To: nina@harbor.example
        Subject: Your two bowls are on their way
        Date: Mon, 02 Nov 2026 14:20:00 +0000
        Message-ID: <bowls-1420@kiln.example>

        They will be with you on Wednesday.
        """;
    save("16-no-policy", sign(message, "kiln.example"));
  }

  /** A stored message whose key is no longer published; our own host wrote the two top fields. */
  private void archived() throws IOException {
    String message =
        """
        From: Paper Mill <orders@papermill.example>
        To: nina@harbor.example
        Subject: Order 3307
        Date: Mon, 04 Mar 2024 08:30:00 +0000
        Message-ID: <3307@papermill.example>

        Your order 3307 leaves our house today.
        """;
    DkimSigningKey gone = key("papermill.example");
    String signed = sign(message, "papermill.example");
    keys.values().remove(gone);
    String stored =
        crlf(
                """
                Return-Path: <orders@papermill.example>
                Authentication-Results: mx.harbor.example;
                 spf=pass smtp.mailfrom=papermill.example;
                 dkim=pass header.d=papermill.example header.s=s2026;
                 dmarc=pass (p=reject) header.from=papermill.example
                Received: from mail.papermill.example (mail.papermill.example [192.0.2.200])
                 by mx.harbor.example with ESMTPS id 4TpX for <nina@harbor.example>;
                 Mon, 04 Mar 2024 08:30:02 +0000
                """)
            + signed;
    save("17-archived", stored);
  }

  // ---- signing
  // -----------------------------------------------------------------------------------

  /** The key with that name: a domain, and after a space "ed25519" where it is not RSA. */
  private DkimSigningKey key(String name) {
    return keys.computeIfAbsent(
        name,
        n -> {
          String[] words = n.split(" ", 2);
          boolean rsa = words.length == 1;
          return new DkimSigningKey(
              DomainName.of(words[0]),
              rsa ? "s2026" : "e2026",
              rsa ? DkimKeyPair.generateRsa(2048, random) : DkimKeyPair.generateEd25519(random));
        });
  }

  /** The message with a signature of each key, made at the time of its Date field. */
  private String sign(String message, String... names) {
    List<DkimSigningKey> with = new ArrayList<>();
    for (String name : names) {
      with.add(key(name));
    }
    String network = crlf(message);
    DkimSigner signer = new DkimSigner(with, DkimSigningOptions.DEFAULT, CRYPTOGRAPHY);
    Message unsigned = Message.of(network.getBytes(StandardCharsets.UTF_8));
    String date = unsigned.first("Date").orElseThrow().value().strip();
    Instant at = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    return switch (signer.sign(unsigned, at)) {
      case DkimSigningResult.Signed signed -> String.join("", signed.fields()) + network;
      case DkimSigningResult.Refused refused ->
          throw new IllegalStateException(refused.why() + " " + refused.detail());
    };
  }

  /**
   * Signs what {@link DkimSigner} refuses to: two From fields, or only the first octets of the
   * body. Simple canonicalization (RFC 6376 §3.4.1), the lowest field of each name.
   *
   * @param bodyLimit l=, in octets, or -1 for none
   */
  private String signByHand(String message, String domain, long bodyLimit) {
    DkimSigningKey key = key(domain);
    String network = crlf(message);
    Message parsed = Message.of(network.getBytes(StandardCharsets.UTF_8));
    DkimCryptography.Digest body = CRYPTOGRAPHY.digest(HashAlgorithm.SHA256);
    body.update(parsed.octets(), parsed.bodyStart(), parsed.length() - parsed.bodyStart());
    StringBuilder input = new StringBuilder();
    for (String name : List.of("From", "To", "Subject", "Date", "Message-ID")) {
      HeaderField field = parsed.fields(name).getLast();
      input.append(network, field.start(), field.end());
    }
    String unsigned =
        "DKIM-Signature: v=1; a=rsa-sha256; c=simple/simple; d="
            + key.domain().text()
            + "; s="
            + key.selector()
            + ";"
            + (bodyLimit < 0 ? "" : " l=" + bodyLimit + ";")
            + "\r\n h=from:to:subject:date:message-id;"
            + "\r\n bh="
            + Base64.getEncoder().encodeToString(body.finish())
            + ";\r\n b=";
    byte[] octets = input.append(unsigned).toString().getBytes(StandardCharsets.UTF_8);
    byte[] signature =
        CRYPTOGRAPHY.signRsa(
            key.keyPair().privateKey(), HashAlgorithm.SHA256, octets, octets.length);
    String text = Base64.getEncoder().encodeToString(signature);
    StringBuilder b = new StringBuilder();
    for (int i = 0; i < text.length(); i += 70) {
      b.append(i == 0 ? "" : "\r\n ").append(text, i, Math.min(text.length(), i + 70));
    }
    return unsigned + b + "\r\n" + network;
  }

  // ---- files
  // -------------------------------------------------------------------------------------

  private void save(String name, String message) throws IOException {
    Files.write(folder.resolve(name + ".eml"), message.getBytes(StandardCharsets.UTF_8));
  }

  private static String crlf(String text) {
    return text.replace("\r\n", "\n").replace("\n", "\r\n");
  }

  /** The field in lines of at most 76 characters where it has spaces, with its line end. */
  private static String folded(String field) {
    StringBuilder lines = new StringBuilder();
    int length = 0;
    for (String word : field.split(" ", -1)) {
      boolean fold = length > 0 && length + 1 + word.length() > 76;
      lines.append(length == 0 ? "" : fold ? "\n " : " ").append(word);
      length = fold ? 1 + word.length() : length + 1 + word.length();
    }
    return lines.append('\n').toString();
  }

  /** The zone as it is down to the keys, and the new keys. */
  private String zone() throws IOException {
    String old = Files.readString(folder.resolve("zone.txt"));
    StringBuilder zone = new StringBuilder(old.substring(0, old.indexOf(KEYS) + KEYS.length()));
    for (DkimSigningKey key : keys.values()) {
      zone.append('\n').append(key.recordName().text()).append(". TXT (");
      String text = key.keyPair().recordText();
      for (int from = 0; from < text.length(); from += 100) {
        zone.append("\n  \"").append(text, from, Math.min(text.length(), from + 100)).append('"');
      }
      zone.append(" )\n");
    }
    return zone.toString();
  }
}
