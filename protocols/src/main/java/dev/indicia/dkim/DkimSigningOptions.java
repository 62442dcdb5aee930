package dev.indicia.dkim;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a signer signs and how. Immutable; start from {@link #DEFAULT} and change by {@code
 * with...}.
 *
 * @param header canonicalization of the header fields
 * @param body canonicalization of the body
 * @param signedFields names of the fields to sign where they are present, each instance; "from" is
 *     among them
 * @param oversignedFields those of them that get one entry more than there are fields, so that
 *     nobody can add one (RFC 6376 §8.15); "from" is among them
 * @param lifetime how long after {@code t=} the signature expires; null for no {@code x=}
 * @param auid {@code i=}, in the signing domain or below; null for none
 * @param rsaBitsMin least size of an RSA key, in bits
 */
public record DkimSigningOptions(
    Canonicalization header,
    Canonicalization body,
    List<String> signedFields,
    List<String> oversignedFields,
    @Nullable Duration lifetime,
    @Nullable String auid,
    int rsaBitsMin) {

  /**
   * Relaxed, the fields that RFC 6376 §5.4.1 names and those that decide how a message is shown or
   * unsubscribed from; over-signed are those that a replay would add; RSA from 2048 bits (RFC 8301
   * §3.2).
   */
  public static final DkimSigningOptions DEFAULT =
      new DkimSigningOptions(
          Canonicalization.RELAXED,
          Canonicalization.RELAXED,
          List.of(
              "from",
              "reply-to",
              "sender",
              "to",
              "cc",
              "subject",
              "date",
              "message-id",
              "in-reply-to",
              "references",
              "mime-version",
              "content-type",
              "content-transfer-encoding",
              "content-disposition",
              "resent-from",
              "resent-sender",
              "resent-to",
              "resent-cc",
              "resent-date",
              "resent-message-id",
              "list-id",
              "list-help",
              "list-unsubscribe",
              "list-unsubscribe-post",
              "list-subscribe",
              "list-post",
              "list-owner",
              "list-archive",
              "auto-submitted",
              "feedback-id",
              "bimi-selector"),
          List.of(
              "from",
              "reply-to",
              "to",
              "cc",
              "subject",
              "date",
              "message-id",
              "in-reply-to",
              "references",
              "mime-version",
              "content-type",
              "content-transfer-encoding"),
          null,
          null,
          2048);

  public DkimSigningOptions {
    Objects.requireNonNull(header, "header");
    Objects.requireNonNull(body, "body");
    signedFields = names(signedFields, "signedFields");
    oversignedFields = names(oversignedFields, "oversignedFields");
    // RFC 6376 §5.4: From is signed; nothing useful is proven when another can be added.
    if (!signedFields.contains("from") || !oversignedFields.contains("from")) {
      throw new IllegalArgumentException("\"from\" is to be signed and over-signed");
    }
    if (!signedFields.containsAll(oversignedFields)) {
      throw new IllegalArgumentException("what is over-signed is to be signed");
    }
    if (lifetime != null && lifetime.toSeconds() < 1) {
      throw new IllegalArgumentException("lifetime is less than a second");
    }
    if (auid != null && !isAuid(auid)) {
      throw new IllegalArgumentException("auid is no [local-part] \"@\" domain of ASCII");
    }
    if (rsaBitsMin < DkimOptions.RSA_BITS_MIN) {
      throw new IllegalArgumentException("rsaBitsMin is below 1024 (RFC 8301 §3.2)");
    }
  }

  private static List<String> names(List<String> names, String what) {
    for (String name : names) {
      // RFC 5322 §2.2; a semicolon would end the tag.
      boolean valid = !name.isEmpty() && name.length() <= 70;
      for (int i = 0; i < name.length(); i++) {
        char c = name.charAt(i);
        valid &= c > ' ' && c < 0x7f && c != ':' && c != ';';
      }
      if (!valid) {
        throw new IllegalArgumentException(what + " has what is no field name: \"" + name + "\"");
      }
    }
    return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).distinct().toList();
  }

  // Of what dkim-quoted-printable leaves as it is (RFC 6376 §2.11).
  private static boolean isAuid(String auid) {
    for (int i = 0; i < auid.length(); i++) {
      char c = auid.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == ';' || c == '=' || c == '|') {
        return false;
      }
    }
    return auid.indexOf('@') >= 0;
  }

  /** The same with other canonicalizations. */
  public DkimSigningOptions withCanonicalization(
      Canonicalization newHeader, Canonicalization newBody) {
    return new DkimSigningOptions(
        newHeader, newBody, signedFields, oversignedFields, lifetime, auid, rsaBitsMin);
  }

  /** The same with other fields. */
  public DkimSigningOptions withFields(List<String> newSigned, List<String> newOversigned) {
    return new DkimSigningOptions(
        header, body, newSigned, newOversigned, lifetime, auid, rsaBitsMin);
  }

  /** The same with an expiration that long after signing. */
  public DkimSigningOptions withLifetime(Duration newLifetime) {
    return new DkimSigningOptions(
        header, body, signedFields, oversignedFields, newLifetime, auid, rsaBitsMin);
  }

  /** The same with an Agent or User Identifier. */
  public DkimSigningOptions withAuid(String newAuid) {
    return new DkimSigningOptions(
        header, body, signedFields, oversignedFields, lifetime, newAuid, rsaBitsMin);
  }

  /** The same, but RSA keys of 1024 bits and more are used, against RFC 8301 §3.2's advice. */
  public DkimSigningOptions insecureSignWithShortRsaKeys() {
    return new DkimSigningOptions(
        header, body, signedFields, oversignedFields, lifetime, auid, DkimOptions.RSA_BITS_MIN);
  }
}
