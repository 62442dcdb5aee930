package dev.indicia.dkim;

import dev.indicia.dns.Answer;
import dev.indicia.dns.DnsFailure;
import dev.indicia.dns.Dnssec;
import dev.indicia.dns.RecordData;
import dev.indicia.dns.Resolver;
import dev.indicia.message.Message;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Keys, a small DNS, and a signer that writes whatever tags a test wants, by naive code. */
final class Fixture {
  static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  static final DkimKeyPair RSA = DkimKeyPair.generateRsa(1024, random(1));
  static final DkimKeyPair RSA_2048 = DkimKeyPair.generateRsa(2048, random(2));
  static final DkimKeyPair ED25519 = DkimKeyPair.generateEd25519(random(3));
  static final DkimCryptography JDK = DkimCryptography.jdk();
  static final String HEADER =
      "From: Alice <alice@a.example>\r\nTo: bob@b.example\r\nSubject: Hello  there\r\n"
          + "Date: Sun, 01 Nov 2026 12:00:00 +0000\r\n";
  static final String BODY = "Hi Bob,\r\n\r\n  how are\tyou? \r\n\r\n";
  static final String TAGS =
      "v=1; a=rsa-sha256; c=relaxed/relaxed; d=a.example; s=s1; h=from:to:subject";

  private final Map<String, List<String>> texts = new HashMap<>();
  final List<String> asked = new ArrayList<>();

  static SecureRandom random(long seed) {
    try {
      SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
      random.setSeed(seed);
      return random;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** A DNS with the key of {@link #TAGS}. */
  static Fixture withKey() {
    return new Fixture().put("s1._domainkey.a.example", RSA.recordText());
  }

  /** Adds a record; the text "FAIL" makes the name time out. */
  Fixture put(String name, String text) {
    texts.computeIfAbsent(name, key -> new ArrayList<>()).add(text);
    return this;
  }

  Resolver resolver() {
    return question -> {
      String name = question.name().text();
      asked.add(name);
      List<String> found = texts.get(name);
      if (found == null) {
        return new Answer.NoSuchName(question, 60, Dnssec.UNKNOWN);
      }
      if (found.contains("FAIL")) {
        return new Answer.Failed(question, DnsFailure.TIMEOUT, "");
      }
      List<RecordData> records = new ArrayList<>();
      found.forEach(text -> records.add(new RecordData.Text(text)));
      return new Answer.Found(question, records, 60, Dnssec.UNKNOWN);
    };
  }

  DkimResult verify(String message, DkimOptions options) {
    return verifyAll(message, options).get(0);
  }

  DkimResult verify(String message) {
    return verify(message, DkimOptions.DEFAULT);
  }

  List<DkimResult> verifyAll(String message, DkimOptions options) {
    return new DkimVerifier(options, JDK).verify(Message.of(octets(message)), resolver(), NOW);
  }

  static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** {@link #HEADER} and {@link #BODY} signed with these tags and {@link #RSA}. */
  static String signed(String tags) {
    return sign(tags, HEADER, BODY, RSA);
  }

  /** The message with a signature field on top; bh= and b= are added unless the tags have them. */
  static String sign(String tags, String header, String body, DkimKeyPair key) {
    try {
      String all = tags;
      if (!tags.contains("bh=")) {
        all += "; bh=" + Base64.getEncoder().encodeToString(bodyHash(tags, body));
      }
      String field = "DKIM-Signature: " + all + "; b=";
      boolean relaxed = tag(tags, "c").startsWith("relaxed");
      StringBuilder input = new StringBuilder();
      List<String> fields = fields(header);
      for (String name : tag(tags, "h").split(":")) {
        for (int i = fields.size() - 1; i >= 0; i--) {
          if (fields.get(i).toLowerCase(Locale.ROOT).startsWith(name.strip() + ":")) {
            String chosen = fields.remove(i);
            input.append(relaxed ? relaxedField(chosen) : chosen);
            break;
          }
        }
      }
      String own = relaxed ? relaxedField(field + "\r\n") : field + "\r\n";
      input.append(own, 0, own.length() - 2);
      String b = Base64.getEncoder().encodeToString(signature(tags, input.toString(), key));
      return field + b + "\r\n" + header + "\r\n" + body;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] signature(String tags, String input, DkimKeyPair key)
      throws GeneralSecurityException {
    byte[] octets = octets(input);
    if (key.publicKey() instanceof DkimPublicKey.Ed25519) {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key.privateKey());
      signature.update(MessageDigest.getInstance("SHA-256").digest(octets));
      return signature.sign();
    }
    boolean sha1 = tag(tags, "a").endsWith("sha1");
    Signature signature = Signature.getInstance(sha1 ? "SHA1withRSA" : "SHA256withRSA");
    signature.initSign(key.privateKey());
    signature.update(octets);
    return signature.sign();
  }

  private static byte[] bodyHash(String tags, String body) throws GeneralSecurityException {
    boolean relaxed = tag(tags, "c").endsWith("/relaxed");
    byte[] canonical = octets(relaxed ? relaxedBody(body) : simpleBody(body));
    String limit = tag(tags, "l");
    if (limit.matches("[0-9]{1,9}")) {
      canonical = Arrays.copyOf(canonical, Math.min(canonical.length, Integer.parseInt(limit)));
    }
    boolean sha1 = tag(tags, "a").endsWith("sha1");
    return MessageDigest.getInstance(sha1 ? "SHA-1" : "SHA-256").digest(canonical);
  }

  static String tag(String tags, String name) {
    for (String tag : tags.split(";")) {
      String[] parts = tag.strip().split("=", 2);
      if (parts.length == 2 && parts[0].strip().equals(name)) {
        return parts[1].strip();
      }
    }
    return "";
  }

  private static List<String> fields(String header) {
    return new ArrayList<>(List.of(header.split("(?<=\r\n)(?![ \t])")));
  }

  /** RFC 6376 §3.4.2, as a reader would write it down. */
  static String relaxedField(String field) {
    int colon = field.indexOf(':');
    String name = field.substring(0, colon).toLowerCase(Locale.ROOT).replaceAll("[ \t]+$", "");
    String value = field.substring(colon + 1).replace("\r\n", "").replaceAll("[ \t]+", " ");
    return name + ":" + value.replaceAll("^ | $", "") + "\r\n";
  }

  /** RFC 6376 §3.4.4, as a reader would write it down. */
  static String relaxedBody(String body) {
    StringBuilder out = new StringBuilder();
    for (String line : body.split("\r\n", -1)) {
      out.append(line.replaceAll("[ \t]+", " ").replaceAll(" \\z", "")).append("\r\n");
    }
    String text = dropEmptyLines(out.toString());
    return text.equals("\r\n") ? "" : text;
  }

  /** RFC 6376 §3.4.3, as a reader would write it down. */
  static String simpleBody(String body) {
    return dropEmptyLines(body + (body.endsWith("\r\n") ? "" : "\r\n"));
  }

  private static String dropEmptyLines(String text) {
    String rest = text;
    while (rest.endsWith("\r\n\r\n")) {
      rest = rest.substring(0, rest.length() - 2);
    }
    return rest;
  }
}
