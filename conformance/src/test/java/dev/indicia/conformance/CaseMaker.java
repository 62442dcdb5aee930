package dev.indicia.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Locale;

/**
 * Writes the golden cases anew, each with keys of its own: run {@code main} with the folder to
 * write into, then the test {@link GoldenCasesTest} with {@code -Dupdate=true}, and read the
 * difference. Private keys are never written; names and addresses are those for documentation.
 */
final class CaseMaker {
  private static final String HEADER =
      """
      From: Ann Example <ann@shop.example>\r
      To: Bob <bob@home.example>\r
      Subject: Your order\r
      Date: Thu, 15 Jan 2026 12:00:00 +0000\r
      Message-ID: <1@shop.example>\r
      """;
  private static final String BODY = "Your order is on its way.\r\n\r\nAnn\r\n";
  private static final String MESSAGE = HEADER + "\r\n" + BODY;
  private static final String FIELDS = "from:to:subject:date:message-id:from";
  private static final String SPF = "shop.example. IN TXT \"v=spf1 ip4:192.0.2.0/24 -all\"\n";
  private static final String REJECT = "_dmarc.shop.example. IN TXT \"v=DMARC1; p=reject\"\n";
  private static final String PTR =
      "25.2.0.192.in-addr.arpa. IN PTR mail.shop.example.\nmail.shop.example. IN A 192.0.2.25\n";
  private static final Envelope OWN =
      new Envelope("192.0.2.25", "mail.shop.example", "ann@shop.example");
  private static final Envelope FOREIGN =
      new Envelope("198.51.100.7", "vps7.host.example", "bounce@host.example");
  private static final Envelope LIST =
      new Envelope("198.51.100.9", "lists.club.example", "talk-bounces@lists.club.example");

  private final Path folder;
  private int number;

  private CaseMaker(Path folder) {
    this.folder = folder;
  }

  private record Envelope(String clientIp, String helo, String mailFrom) {}

  /** Writes all cases into the folder named. */
  public static void main(String[] args) throws IOException, GeneralSecurityException {
    CaseMaker maker = new CaseMaker(Path.of(args[0]));
    maker.proofs();
    maker.forgeries();
    maker.refusals();
    maker.troubles();
    maker.shapes();
    maker.write(
        "bimi-record",
        MESSAGE,
        SPF + REJECT + PTR + CommandCases.BIMI,
        OWN,
        "The author's domain has an enforced policy and an Assertion Record (BIMI §7.1, §7.2; RFC"
            + " 9989 §4.7); nothing was retrieved.");
    CommandCases commands = new CommandCases(maker.folder, maker.number);
    commands.indicators();
    commands.reports();
  }

  private void proofs() throws IOException, GeneralSecurityException {
    CaseSigner rsa = CaseSigner.rsa(2048);
    write(
        "all-pass",
        rsa.sign(MESSAGE, "shop.example", "s1", FIELDS),
        SPF + REJECT + PTR + key(rsa, "s1"),
        OWN,
        "SPF, DKIM and DMARC pass, each aligned with the Author Domain (RFC 9989 §4.4).");
    write(
        "spf-alone",
        MESSAGE,
        SPF + REJECT + PTR,
        OWN,
        "There is no signature; the aligned SPF pass is enough for DMARC (RFC 9989 §5.3.5).");
    CaseSigner both = CaseSigner.rsa(2048);
    CaseSigner ed25519 = CaseSigner.ed25519();
    String once = both.sign(MESSAGE, "shop.example", "s1", FIELDS);
    write(
        "dual-signature",
        ed25519.sign(once, "shop.example", "e1", FIELDS),
        REJECT + key(both, "s1") + key(ed25519, "e1"),
        FOREIGN,
        "Both an Ed25519 and an RSA signature verify (RFC 8463 §3); SPF has nothing to say.");
    CaseSigner relayed = CaseSigner.rsa(1024);
    write(
        "forwarded",
        relayed.sign(MESSAGE, "shop.example", "s1", FIELDS),
        SPF + REJECT + key(relayed, "s1"),
        new Envelope("198.51.100.8", "relay.alumni.example", "ann@shop.example"),
        "A forwarder breaks SPF (RFC 7208 §D.3); the signature survives, and DMARC passes.");
    write(
        "null-reverse-path",
        MESSAGE.replace("ann@shop.example>", "mailer-daemon@mail.shop.example>"),
        "mail.shop.example. IN TXT \"v=spf1 a -all\"\n" + REJECT + PTR,
        new Envelope("192.0.2.25", "mail.shop.example", ""),
        "A bounce has no MAIL FROM, so HELO's SPF result is the one DMARC uses (RFC 7208 §2.4).");
  }

  private void forgeries() throws IOException, GeneralSecurityException {
    write(
        "exact-domain-spoof",
        MESSAGE,
        SPF + REJECT + "host.example. IN TXT \"v=spf1 ip4:198.51.100.0/24 -all\"\n",
        FOREIGN,
        "Another domain's SPF pass is not aligned; the policy is reject (RFC 9989 §5.3.5).");
    CaseSigner signer = CaseSigner.rsa(2048);
    write(
        "body-changed",
        signer.sign(MESSAGE, "shop.example", "s1", FIELDS).replace("Ann\r\n", "Pay now.\r\n"),
        SPF + REJECT + key(signer, "s1"),
        FOREIGN,
        "The body hash differs, and the header signature alone proves nothing (RFC 6376 §6.1.3).");
    CaseSigner second = CaseSigner.rsa(2048);
    write(
        "second-from-field",
        "From: Bank <help@bank.example>\r\n"
            + second.sign(MESSAGE, "shop.example", "s1", "from:to:subject:date"),
        SPF + REJECT + key(second, "s1"),
        OWN,
        "A second From field stands above the signed one: h= did not over-sign (RFC 6376 §8.15).");
    write(
        "two-author-domains",
        MESSAGE.replace("<ann@shop.example>", "<ann@shop.example>, help@bank.example"),
        SPF + REJECT + "_dmarc.bank.example. IN TXT \"v=DMARC1; p=reject\"\n",
        OWN,
        "DMARC is not possible with authors of different domains (RFC 9989 §5.3.1).");
    write(
        "subdomain-that-does-not-exist",
        MESSAGE.replace("ann@shop.example>", "ann@billing.shop.example>"),
        "_dmarc.shop.example. IN TXT \"v=DMARC1; p=none; sp=none; np=reject\"\n",
        FOREIGN,
        "The parent's record has np= for names that do not exist (RFC 9989 §4.7).");
  }

  private void refusals() throws IOException, GeneralSecurityException {
    CaseSigner sha1 = CaseSigner.rsa(2048, "sha1");
    write(
        "sha1",
        sha1.sign(MESSAGE, "shop.example", "s1", FIELDS),
        REJECT + key(sha1, "s1"),
        FOREIGN,
        "SHA-1 must not be accepted any more (RFC 8301 §3.1).");
    CaseSigner shortKey = CaseSigner.rsa(768);
    write(
        "short-key",
        shortKey.sign(MESSAGE, "shop.example", "s1", FIELDS),
        REJECT + key(shortKey, "s1"),
        FOREIGN,
        "A key of less than 1024 bits must not be accepted (RFC 8301 §3.2).");
    CaseSigner limited = CaseSigner.rsa(2048).with("l", String.valueOf(BODY.length()));
    write(
        "text-behind-body-length",
        limited.sign(MESSAGE, "shop.example", "s1", FIELDS) + "Call +1 555 0100 now.\r\n",
        REJECT + key(limited, "s1"),
        FOREIGN,
        "Somebody appended text behind what l= covers (RFC 6376 §8.2).");
    CaseSigner expired = CaseSigner.rsa(2048).with("t", "1736942400").with("x", "1737547200");
    write(
        "expired",
        expired.sign(MESSAGE, "shop.example", "s1", FIELDS),
        REJECT + key(expired, "s1"),
        FOREIGN,
        "The signature's x= passed a year ago (RFC 6376 §3.5).");
    CaseSigner revoked = CaseSigner.rsa(2048);
    write(
        "key-revoked",
        revoked.sign(MESSAGE, "shop.example", "s1", FIELDS),
        REJECT + "s1._domainkey.shop.example. IN TXT \"v=DKIM1; p=\"\n",
        FOREIGN,
        "An empty p= says that the key has been revoked (RFC 6376 §3.6.1).");
  }

  private void troubles() throws IOException, GeneralSecurityException {
    CaseSigner signer = CaseSigner.rsa(2048);
    write(
        "policy-times-out",
        signer.sign(MESSAGE, "shop.example", "s1", FIELDS),
        SPF + key(signer, "s1") + "$FAIL _dmarc.shop.example. TXT timeout\n",
        OWN,
        "Nobody knows the policy while its look-up fails: a temperror (RFC 9989 §5.3.6).");
    write(
        "spf-include-loop",
        MESSAGE,
        "shop.example. IN TXT \"v=spf1 include:a.shop.example -all\"\n"
            + "a.shop.example. IN TXT \"v=spf1 include:shop.example -all\"\n"
            + REJECT,
        OWN,
        "Two records include each other: a permerror (RFC 7208 §4.6.4).");
    write(
        "policy-in-test-mode",
        MESSAGE,
        "_dmarc.shop.example. IN TXT \"v=DMARC1; p=reject; t=y\"\n",
        FOREIGN,
        "With t=y the domain asks for one step less than p=reject (RFC 9989 §4.7).");
    CaseSigner list = CaseSigner.rsa(2048);
    CaseSigner author = CaseSigner.rsa(2048);
    String posted = author.sign(MESSAGE, "shop.example", "s1", FIELDS);
    String sent =
        posted.replace("Subject: Your", "List-Id: Talk <talk.club.example>\r\nSubject: [talk] Your")
            + "-- \r\ntalk list\r\n";
    write(
        "mailing-list",
        list.sign(sent, "lists.club.example", "l1", "from:to:subject:date:message-id:list-id"),
        SPF
            + "_dmarc.shop.example. IN TXT \"v=DMARC1; p=quarantine\"\n"
            + key(author, "s1")
            + "l1._domainkey.lists.club.example. IN TXT "
            + strings(list.record())
            + "lists.club.example. IN TXT \"v=spf1 ip4:198.51.100.9 -all\"\n",
        LIST,
        "A list changed subject and body, and signed for itself: DMARC fails, and the mail is"
            + " genuine all the same (RFC 7960 §3.1).");
  }

  private void shapes() throws IOException, GeneralSecurityException {
    CaseSigner idn = CaseSigner.rsa(2048);
    write(
        "international-author",
        idn.sign(
            MESSAGE.replace("ann@shop.example>", "änn@bücher.example>"),
            "xn--bcher-kva.example",
            "s1",
            FIELDS),
        "_dmarc.xn--bcher-kva.example. IN TXT \"v=DMARC1; p=reject; adkim=s\"\n"
            + "s1._domainkey.xn--bcher-kva.example. IN TXT "
            + strings(idn.record()),
        FOREIGN,
        "The author's domain is written in U-labels, the signing domain in A-labels: they are the"
            + " same (RFC 8616 §4).");
    write(
        "address-in-display-name",
        MESSAGE.replace("Ann Example <ann@shop", "=?utf-8?q?help=40bank=2Eexample?= <ann@shop"),
        SPF + REJECT + PTR,
        OWN,
        "An encoded word shows the address of somebody else (RFC 2047 §5).");
    write(
        "line-ends-mixed",
        MESSAGE.replace("Subject: Your order", "Subject: x\nFrom: help@bank.example\n\rY"),
        SPF + REJECT,
        OWN,
        "A bare LF hides a From field from strict readers, not from loose ones (RFC 5322 §2.3).");
    write(
        "no-header",
        "This is no message.\r\n",
        "",
        OWN,
        "What has no header field is judged like any message: nothing is proven (RFC 5322 §3.6).");
    write(
        "from-behind-a-bad-line",
        MESSAGE.replace("To: Bob", "no field at all\r\nFrom: help@bank.example\r\nTo: Bob"),
        SPF + REJECT,
        OWN,
        "The header section ends at the line that is no field; looser readers go on and find a"
            + " second From field (RFC 5322 §2.2).");
    CaseSigner whole = CaseSigner.rsa(2048).with("l", String.valueOf(BODY.length()));
    write(
        "body-length-of-all",
        whole.sign(MESSAGE, "shop.example", "s1", FIELDS),
        REJECT + key(whole, "s1"),
        FOREIGN,
        "l= covers the whole body, so nothing in it is unsigned (RFC 6376 §3.5).");
    write(
        "own-domain-from-outside",
        MESSAGE.replace("Ann Example <ann@shop.example>", "Payroll <pay@home.example>"),
        "home.example. IN TXT \"v=spf1 ip4:203.0.113.0/24 ~all\"\n"
            + "_dmarc.home.example. IN TXT \"v=DMARC1; p=none\"\n",
        FOREIGN,
        "The recipient's own domain comes from outside, and nothing proves it (RFC 9989 §5.3.5).");
  }

  private static String key(CaseSigner signer, String selector) {
    return selector + "._domainkey.shop.example. IN TXT " + strings(signer.record());
  }

  /** Character-strings of at most 255 octets (RFC 1035 §3.3). */
  private static String strings(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i += 200) {
      out.append(i == 0 ? "" : " ").append('"');
      out.append(text, i, Math.min(i + 200, text.length())).append('"');
    }
    return out.append('\n').toString();
  }

  private void write(String name, String message, String zone, Envelope envelope, String why)
      throws IOException {
    Path place = folder.resolve(String.format(Locale.ROOT, "%04d-%s", ++number, name));
    Files.createDirectories(place);
    Files.write(place.resolve("message.eml"), message.getBytes(StandardCharsets.UTF_8));
    Files.writeString(place.resolve("zone.txt"), "$TTL 3600\n" + zone);
    Files.writeString(
        place.resolve("delivery.json"),
        """
        {
          "id": "%s",
          "received_at": "2026-01-15T12:00:05Z",
          "client_ip": "%s",
          "helo": "%s",
          "mail_from": "%s",
          "rcpt_to": "bob@home.example",
          "message": "message.eml"
        }
        """
            .formatted(
                place.getFileName(), envelope.clientIp(), envelope.helo(), envelope.mailFrom()));
    Files.writeString(place.resolve("WHY.md"), why + "\n");
  }
}
