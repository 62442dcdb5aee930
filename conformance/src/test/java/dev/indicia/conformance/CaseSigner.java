package dev.indicia.conformance;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Signs made-up messages for the golden cases (RFC 6376 §3.7): the plain way, with nothing of the
 * library, relaxed header and body canonicalization. The private key is forgotten with the object.
 */
final class CaseSigner {
  private final KeyPair pair;
  private final boolean ed25519;
  private final String hash;
  private final Map<String, String> extraTags = new LinkedHashMap<>();

  private CaseSigner(KeyPair pair, boolean ed25519, String hash) {
    this.pair = pair;
    this.ed25519 = ed25519;
    this.hash = hash;
  }

  /** A signer with a new RSA key. */
  static CaseSigner rsa(int bits) throws GeneralSecurityException {
    return rsa(bits, "sha256");
  }

  static CaseSigner rsa(int bits, String hash) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    return new CaseSigner(generator.generateKeyPair(), false, hash);
  }

  /** A signer with a new Ed25519 key. */
  static CaseSigner ed25519() throws GeneralSecurityException {
    return new CaseSigner(
        KeyPairGenerator.getInstance("Ed25519").generateKeyPair(), true, "sha256");
  }

  /** The same signer with one more tag in its signatures. */
  CaseSigner with(String tag, String value) {
    extraTags.put(tag, value);
    return this;
  }

  /** The key record to publish. */
  String record() {
    byte[] key = pair.getPublic().getEncoded();
    if (!ed25519) {
      return "v=DKIM1; k=rsa; p=" + Base64.getEncoder().encodeToString(key);
    }
    // RFC 8463 §4: the bare key, the last 32 octets of its SubjectPublicKeyInfo.
    byte[] bare = java.util.Arrays.copyOfRange(key, key.length - 32, key.length);
    return "v=DKIM1; k=ed25519; p=" + Base64.getEncoder().encodeToString(bare);
  }

  /** The message with a DKIM-Signature field on top. */
  String sign(String message, String domain, String selector, String fields)
      throws GeneralSecurityException {
    int end = message.indexOf("\r\n\r\n") + 2;
    String[] header = message.substring(0, end).split("\r\n(?![ \t])", -1);
    String body = relaxedBody(message.substring(end + 2));
    String limit = extraTags.get("l");
    if (limit != null) {
      body = body.substring(0, Integer.parseInt(limit));
    }
    StringBuilder value = new StringBuilder(" v=1; a=");
    value.append(ed25519 ? "ed25519-" : "rsa-").append(hash).append("; c=relaxed/relaxed; d=");
    value.append(domain).append("; s=").append(selector).append(';');
    extraTags.forEach(
        (tag, text) -> value.append(' ').append(tag).append('=').append(text).append(';'));
    value.append("\r\n\th=").append(fields).append(";\r\n\tbh=").append(digest(body));
    value.append(";\r\n\tb=");
    StringBuilder signed = new StringBuilder();
    boolean[] used = new boolean[header.length];
    for (String name : fields.split(":", -1)) {
      for (int i = header.length - 1; i >= 0; i--) {
        if (!used[i]
            && header[i].toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
          used[i] = true;
          signed.append(relaxedField(header[i])).append("\r\n");
          break;
        }
      }
    }
    signed.append(relaxedField("DKIM-Signature:" + value));
    String signature = Base64.getEncoder().encodeToString(signature(signed.toString()));
    return "DKIM-Signature:"
        + value
        + signature.replaceAll("(.{72})(?=.)", "$1\r\n\t ")
        + "\r\n"
        + message;
  }

  private byte[] signature(String text) throws GeneralSecurityException {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    Signature signature;
    if (ed25519) {
      signature = Signature.getInstance("Ed25519");
      octets = MessageDigest.getInstance("SHA-256").digest(octets);
    } else {
      signature = Signature.getInstance(hash.toUpperCase(Locale.ROOT) + "withRSA");
    }
    signature.initSign(pair.getPrivate());
    signature.update(octets);
    return signature.sign();
  }

  private String digest(String body) throws GeneralSecurityException {
    String name = hash.equals("sha1") ? "SHA-1" : "SHA-256";
    byte[] octets = body.getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(MessageDigest.getInstance(name).digest(octets));
  }

  /** RFC 6376 §3.4.2. */
  private static String relaxedField(String field) {
    int colon = field.indexOf(':');
    String value = field.substring(colon + 1).replace("\r\n", "").replaceAll("[ \t]+", " ").strip();
    return field.substring(0, colon).strip().toLowerCase(Locale.ROOT) + ":" + value;
  }

  /** RFC 6376 §3.4.4. */
  private static String relaxedBody(String body) {
    String text =
        body.replaceAll("[ \t]+", " ")
            .replace(" \r\n", "\r\n")
            .replaceAll(" \\z", "")
            .replaceAll("(\r\n)*\\z", "");
    return text.isEmpty() ? "" : text + "\r\n";
  }
}
