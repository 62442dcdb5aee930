package dev.indicia.benchmarks;

import dev.indicia.dns.Answer;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.Question;
import dev.indicia.dns.RecordData;
import dev.indicia.dns.RecordType;
import dev.indicia.dns.Zone;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The parts of a signed message that cryptography sees, taken out beforehand. Deliberately slow and
 * independent of the engines measured: it reads what the corpus holds (rsa-sha256, relaxed header,
 * every field name at most once) and nothing more.
 */
final class SignedParts {

  /** A canonical body: one for each canonicalisation a message's signatures use. */
  record Body(byte[] octets, int from, int to) {}

  /**
   * One signature.
   *
   * @param body index into the bodies
   * @param bodyHash {@code bh=}
   * @param header the canonical header fields it signs, its own field last
   */
  record Signed(int body, byte[] bodyHash, byte[] header, byte[] signature, PublicKey key) {}

  private final List<Body> bodies = new ArrayList<>();
  private final List<Signed> signatures = new ArrayList<>();

  List<Body> bodies() {
    return bodies;
  }

  List<Signed> signatures() {
    return signatures;
  }

  /** The parts of a message; keys are shared between messages. */
  static SignedParts of(byte[] octets, Zone zone, KeyFactory factory, Map<String, PublicKey> keys)
      throws GeneralSecurityException {
    String text = new String(octets, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    String[] fields = text.substring(0, end).split("\r\n(?![ \t])", -1);
    Map<String, String> byName = new HashMap<>();
    for (String field : fields) {
      byName.put(nameOf(field), field);
    }
    SignedParts parts = new SignedParts();
    Map<String, Integer> bodyOf = new HashMap<>();
    for (String field : fields) {
      if (!nameOf(field).equals("dkim-signature")) {
        continue;
      }
      Map<String, String> tags = tags(field.substring(field.indexOf(':') + 1));
      boolean relaxed = tags.getOrDefault("c", "").endsWith("/relaxed");
      Integer body = bodyOf.get(relaxed ? "relaxed" : "simple");
      if (body == null) {
        body = parts.bodies.size();
        bodyOf.put(relaxed ? "relaxed" : "simple", body);
        parts.bodies.add(
            relaxed
                ? relaxedBody(octets, end + 4)
                : new Body(octets, end + 4, simpleEnd(octets, end + 4)));
      }
      StringBuilder header = new StringBuilder();
      Set<String> taken = new HashSet<>();
      for (String name : value(tags, "h").split(":", -1)) {
        String signed = byName.get(name.toLowerCase(Locale.ROOT));
        // A second entry finds no second field (RFC 6376 §5.4.2).
        if (signed != null && taken.add(signed)) {
          header.append(relaxed(signed)).append("\r\n");
        }
      }
      header.append(relaxed(field.replaceAll("([;\\s]b=)[^;]*", "$1")));
      String name = value(tags, "s") + "._domainkey." + value(tags, "d");
      PublicKey key = keys.get(name);
      if (key == null) {
        key = key(zone, factory, name);
        keys.put(name, key);
      }
      parts.signatures.add(
          new Signed(
              body,
              Base64.getDecoder().decode(value(tags, "bh")),
              header.toString().getBytes(StandardCharsets.ISO_8859_1),
              Base64.getDecoder().decode(value(tags, "b")),
              key));
    }
    return parts;
  }

  private static String nameOf(String field) {
    return field.substring(0, field.indexOf(':')).trim().toLowerCase(Locale.ROOT);
  }

  /** Tags without any white space in their values. */
  private static Map<String, String> tags(String list) {
    Map<String, String> tags = new HashMap<>();
    for (String tag : list.replaceAll("\\s", "").split(";", -1)) {
      int equals = tag.indexOf('=');
      if (equals > 0) {
        tags.put(tag.substring(0, equals), tag.substring(equals + 1));
      }
    }
    return tags;
  }

  private static String value(Map<String, String> tags, String name) {
    String value = tags.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no tag " + name + " in a signature of the corpus");
    }
    return value;
  }

  /** RFC 6376 §3.4.2. */
  private static String relaxed(String field) {
    int colon = field.indexOf(':');
    String value = field.substring(colon + 1).replace("\r\n", "").replaceAll("[ \t]+", " ");
    return nameOf(field) + ":" + value.strip();
  }

  /** RFC 6376 §3.4.3: all empty lines at the end but one line end go. */
  private static int simpleEnd(byte[] octets, int from) {
    int end = octets.length;
    while (end - 4 >= from
        && octets[end - 1] == '\n'
        && octets[end - 2] == '\r'
        && octets[end - 3] == '\n'
        && octets[end - 4] == '\r') {
      end -= 2;
    }
    return end;
  }

  /** RFC 6376 §3.4.4, an octet at a time. */
  private static Body relaxedBody(byte[] octets, int from) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(octets.length - from);
    boolean space = false;
    int lineEnds = 0;
    for (int i = from; i < octets.length; i++) {
      if (octets[i] == ' ' || octets[i] == '\t') {
        space = true;
      } else if (octets[i] == '\r' && i + 1 < octets.length && octets[i + 1] == '\n') {
        space = false;
        lineEnds++;
        i++;
      } else {
        for (; lineEnds > 0; lineEnds--) {
          out.write('\r');
          out.write('\n');
        }
        if (space) {
          out.write(' ');
          space = false;
        }
        out.write(octets[i]);
      }
    }
    if (out.size() > 0) {
      out.write('\r');
      out.write('\n');
    }
    byte[] body = out.toByteArray();
    return new Body(body, 0, body.length);
  }

  private static PublicKey key(Zone zone, KeyFactory factory, String name)
      throws GeneralSecurityException {
    Answer answer = zone.resolve(new Question(DomainName.of(name), RecordType.TXT));
    for (RecordData data : answer.recordsOrEmpty()) {
      byte[] key = Base64.getDecoder().decode(value(tags(data.text()), "p"));
      return factory.generatePublic(new X509EncodedKeySpec(key));
    }
    throw new IllegalArgumentException("the corpus has no key " + name);
  }

  /** Whether the hash is the one that a signature states. */
  static boolean matches(Signed signature, byte[] hash) {
    return Arrays.equals(signature.bodyHash(), hash);
  }
}
