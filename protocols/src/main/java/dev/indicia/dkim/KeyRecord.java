package dev.indicia.dkim;

import dev.indicia.signed.Base64Text;
import dev.indicia.signed.TagList;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A key record (RFC 6376 §3.6.1), parsed as far as it can be. Immutable.
 *
 * @param key null when {@link #problem} is not
 * @param problem why there is no usable key
 * @param allowsSha1 whether {@code h=} allows that hash
 * @param allowsSha256 whether {@code h=} allows that hash
 * @param allowsEmail whether {@code s=} has "*" or "email"
 * @param testing {@code t=y}
 * @param strictDomain {@code t=s}: {@code i=} may not be below {@code d=}
 */
record KeyRecord(
    @Nullable DkimPublicKey key,
    @Nullable DkimReason problem,
    String detail,
    boolean allowsSha1,
    boolean allowsSha256,
    boolean allowsEmail,
    boolean testing,
    boolean strictDomain,
    List<DkimDeviation> deviations) {

  /** Reads one TXT record. */
  static KeyRecord parse(String text, DkimLimits limits) {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    TagList tags = new TagList();
    TagList.Outcome outcome = tags.parse(octets, 0, octets.length, limits.tagsMax());
    switch (outcome) {
      case OK -> {
        // Read on.
      }
      case SYNTAX -> {
        return unusable(DkimReason.KEY_SYNTAX, "it is no tag-list");
      }
      case DUPLICATE -> {
        return unusable(
            DkimReason.KEY_SYNTAX, "the tag " + tags.duplicateName() + "= stands twice");
      }
      case TOO_MANY -> {
        return unusable(DkimReason.KEY_SYNTAX, "more than " + limits.tagsMax() + " tags");
      }
    }
    List<DkimDeviation> deviations = new ArrayList<>(0);
    if (tags.hasEmptyTag()) {
      deviations.add(DkimDeviation.EMPTY_TAG);
    }
    if (tags.hasOddName()) {
      deviations.add(DkimDeviation.TAG_NAME);
    }
    // RFC 6376 §3.6.1: a record with v= other than DKIM1 is discarded, and v= comes first.
    int version = tags.find("v");
    if (version >= 0 && !tags.utf8(version).equals("DKIM1")) {
      return unusable(DkimReason.KEY_SYNTAX, "its version is not DKIM1");
    }
    if (version > 0) {
      deviations.add(DkimDeviation.KEY_VERSION_NOT_FIRST);
    }
    return parseKey(tags, limits, deviations);
  }

  private static KeyRecord unusable(DkimReason problem, String detail) {
    return new KeyRecord(null, problem, detail, true, true, true, false, false, List.of());
  }

  private static KeyRecord parseKey(
      TagList tags, DkimLimits limits, List<DkimDeviation> deviations) {
    int data = tags.find("p");
    if (data < 0) {
      return unusable(DkimReason.KEY_SYNTAX, "it has no p= tag");
    }
    // RFC 6376 §3.6.1: an empty p= revokes the key.
    if (tags.valueStart(data) == tags.valueEnd(data)) {
      return unusable(DkimReason.KEY_REVOKED, "");
    }
    String type = tags.value("k");
    String keyType = type == null ? "rsa" : type.toLowerCase(Locale.ROOT);
    if (!keyType.equals("rsa") && !keyType.equals("ed25519")) {
      return unusable(DkimReason.KEY_TYPE_UNSUPPORTED, "k=" + keyType);
    }
    Base64Text base64 = Base64Text.parse(tags.octets(), tags.valueStart(data), tags.valueEnd(data));
    if (base64 == null) {
      return unusable(DkimReason.KEY_SYNTAX, "p= is no base64 text");
    }
    if (!base64.canonical()) {
      deviations.add(DkimDeviation.BASE64);
    }
    if (keyType.equals("ed25519")) {
      // RFC 8463 §4.2: p= is the key itself, 32 octets.
      if (base64.octets().length != DkimPublicKey.Ed25519.LENGTH) {
        return unusable(DkimReason.KEY_SYNTAX, "the Ed25519 key has not 32 octets");
      }
      return usable(new DkimPublicKey.Ed25519(base64.octets()), tags, deviations);
    }
    DkimPublicKey.Rsa rsa = RsaKeyReader.parse(base64.octets());
    if (rsa == null || !rsa.modulus().testBit(0)) {
      return unusable(DkimReason.KEY_SYNTAX, "p= is no RSA public key");
    }
    // RFC 8301 §3.2: up to 4096 bits must be supported; more costs the verifier dearly.
    if (rsa.bits() > limits.rsaBitsMax()) {
      return unusable(DkimReason.KEY_TOO_LONG, rsa.bits() + " bits");
    }
    BigInteger exponent = rsa.exponent();
    if (exponent.bitLength() > limits.exponentBitsMax()
        || exponent.bitLength() < 2
        || !exponent.testBit(0)) {
      return unusable(DkimReason.KEY_EXPONENT, exponent.bitLength() + " bits");
    }
    return usable(rsa, tags, deviations);
  }

  private static KeyRecord usable(DkimPublicKey key, TagList tags, List<DkimDeviation> deviations) {
    String hashes = tags.value("h");
    String services = tags.value("s");
    String flags = tags.value("t");
    return new KeyRecord(
        key,
        null,
        "",
        hashes == null || lists(hashes, "sha1"),
        hashes == null || lists(hashes, "sha256"),
        services == null || lists(services, "*") || lists(services, "email"),
        flags != null && lists(flags, "y"),
        flags != null && lists(flags, "s"),
        List.copyOf(deviations));
  }

  /** Whether a colon-separated list has the word, compared without case (RFC 5234 §2.3). */
  static boolean lists(String list, String word) {
    int from = 0;
    while (from <= list.length()) {
      int colon = list.indexOf(':', from);
      int to = colon < 0 ? list.length() : colon;
      if (list.substring(from, to).strip().equalsIgnoreCase(word)) {
        return true;
      }
      from = to + 1;
    }
    return false;
  }

  boolean allows(HashAlgorithm hash) {
    return switch (hash) {
      case SHA1 -> allowsSha1;
      case SHA256 -> allowsSha256;
      case SHA512 -> false;
    };
  }
}
