package dev.indicia.benchmarks;

import dev.indicia.dkim.DkimCryptography;
import dev.indicia.dkim.DkimKeyPair;
import dev.indicia.dkim.DkimSigner;
import dev.indicia.dkim.DkimSigningKey;
import dev.indicia.dkim.DkimSigningOptions;
import dev.indicia.dkim.DkimSigningResult;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.Zone;
import dev.indicia.message.Message;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A small corpus made at test time: new keys, seeded messages of the sizes that mail has. */
final class GeneratedCorpus {
  private static final String[] WORDS =
      ("your invoice for the order of this month is ready to be paid before the date given in the"
              + " account settings please do not answer to this address")
          .split(" ");

  private final Random random = new Random(7);
  private final Zone.Builder zone = Zone.builder();
  private final Map<String, List<String>> records = new HashMap<>();
  private final List<DkimSigner> signers = new ArrayList<>();
  private final List<Delivery> deliveries = new ArrayList<>();

  static Corpus of(int messages) {
    GeneratedCorpus corpus = new GeneratedCorpus();
    for (int i = 0; i < 4; i++) {
      corpus.addDomain(i);
    }
    for (int i = 0; i < messages; i++) {
      corpus.addMessage(i);
    }
    return new Corpus(corpus.deliveries, corpus.zone.build(), corpus.records, Corpus.GENERATED_AT);
  }

  private void addDomain(int i) {
    DkimKeyPair key = DkimKeyPair.generateRsa(2048, new SecureRandom());
    String domain = "d" + i + ".example";
    signers.add(
        new DkimSigner(
            List.of(new DkimSigningKey(DomainName.of(domain), "s1", key)),
            DkimSigningOptions.DEFAULT,
            DkimCryptography.jdk()));
    txt("s1._domainkey." + domain, key.recordText());
    txt("_dmarc." + domain, "v=DMARC1; p=reject; rua=mailto:reports@" + domain);
    txt(domain, "v=spf1 a mx include:spf.p.example ip4:203.0.113." + i + " -all");
    zone.address(domain, "192.0.2." + i).mx(domain, 10, "mx." + domain);
    records.put(Corpus.key(domain, "A"), List.of("192.0.2." + i));
    records.put(Corpus.key(domain, "MX"), List.of("10 mx." + domain + "."));
    zone.address("mx." + domain, "198.51.100." + i);
    records.put(Corpus.key("mx." + domain, "A"), List.of("198.51.100." + i));
    if (i == 0) {
      txt("spf.p.example", "v=spf1 include:a.p.example include:b.p.example ~all");
      txt("a.p.example", "v=spf1" + networks("100.64.") + " ~all");
      txt("b.p.example", "v=spf1" + networks("100.80.") + " ip6:2001:db8::/32 ~all");
    }
  }

  private static String networks(String prefix) {
    StringBuilder networks = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      networks.append(" ip4:").append(prefix).append(i).append(".0/24");
    }
    return networks.toString();
  }

  private void txt(String name, String text) {
    zone.txt(name, text);
    records.put(Corpus.key(name, "TXT"), List.of(text));
  }

  private void addMessage(int i) {
    String domain = "d" + i % signers.size() + ".example";
    int size = (int) Math.min(300_000, 12_000 * Math.exp(random.nextGaussian() * 1.4));
    String message =
        "From: \"Accounts\" <news@"
            + domain
            + ">\r\n"
            + "To: User <user"
            + i
            + "@rcpt.example>\r\n"
            + "Subject: "
            + text(40).strip()
            + "\r\n  #"
            + i
            + "\r\n"
            + "Date: Thu, 01 Jan 2026 00:00:00 +0000\r\n"
            + "Message-ID: <"
            + i
            + "@"
            + domain
            + ">\r\n"
            + "MIME-Version: 1.0\r\n"
            + "Content-Type: text/plain; charset=utf-8\r\n"
            + "X-Mailer: made at test time\r\n"
            + "\r\n"
            + body(size);
    byte[] octets = message.getBytes(StandardCharsets.US_ASCII);
    DkimSigningResult signed =
        signers.get(i % signers.size()).sign(Message.of(octets), Corpus.GENERATED_AT);
    if (!(signed instanceof DkimSigningResult.Signed fields)) {
      throw new AssertionError("not signed: " + signed);
    }
    boolean altered = i % 25 == 24;
    String sent = String.join("", fields.fields()) + message + (altered ? "altered\r\n" : "");
    deliveries.add(
        new Delivery(
            i + ".eml",
            sent.getBytes(StandardCharsets.US_ASCII),
            "100.80." + random.nextInt(20) + ".9",
            "mx." + domain,
            "bounce@" + domain,
            List.of(altered ? "fail" : "pass", "pass", "pass")));
  }

  /** Text with white space to be changed, then base64. */
  private String body(int size) {
    StringBuilder body = new StringBuilder(text(Math.min(size, 8000)));
    byte[] noise = new byte[Math.max(0, size - body.length()) * 3 / 4];
    random.nextBytes(noise);
    return body.append(Base64.getMimeEncoder().encodeToString(noise)).append("\r\n").toString();
  }

  private String text(int size) {
    StringBuilder text = new StringBuilder();
    int line = 0;
    while (text.length() < size) {
      text.append(WORDS[random.nextInt(WORDS.length)]);
      line++;
      String[] ends = {"\r\n", " \r\n", "  \r\n", "\t\r\n"};
      text.append(line % 12 == 0 ? ends[random.nextInt(ends.length)] : " ");
      text.append(random.nextInt(30) == 0 ? "  " : "");
    }
    return text.append("\r\n").toString();
  }
}
