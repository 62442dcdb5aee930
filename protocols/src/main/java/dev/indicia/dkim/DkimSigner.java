package dev.indicia.dkim;

import dev.indicia.dns.DomainName;
import dev.indicia.message.Defect;
import dev.indicia.message.DefectKind;
import dev.indicia.message.HeaderField;
import dev.indicia.message.Message;
import dev.indicia.signed.FoldedField;
import dev.indicia.signed.SigningInput;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Signs messages (RFC 6376 §5, RFC 8301, RFC 8463), with one key or several at once. Thread-safe.
 *
 * <p>{@code l=} and SHA-1 cannot be had: this package's own verifier refuses them.
 */
public final class DkimSigner {
  private static final String NAME = "DKIM-Signature";

  private final List<DkimSigningKey> keys;
  private final DkimSigningOptions options;
  private final DkimCryptography cryptography;
  private final Pool<Scratch> pool = new Pool<>();

  /**
   * A signer that makes one signature with each key, in this order from the top.
   *
   * @throws IllegalArgumentException when there is no key, an RSA key is too short or has more than
   *     8192 bits, or the auid of the options is not within the domain of a key
   */
  public DkimSigner(
      List<DkimSigningKey> keys, DkimSigningOptions options, DkimCryptography cryptography) {
    this.keys = List.copyOf(keys);
    this.options = Objects.requireNonNull(options, "options");
    this.cryptography = Objects.requireNonNull(cryptography, "cryptography");
    if (this.keys.isEmpty()) {
      throw new IllegalArgumentException("keys is empty");
    }
    for (DkimSigningKey key : this.keys) {
      checkKey(key);
    }
  }

  private void checkKey(DkimSigningKey key) {
    int bits = key.keyPair().publicKey().bits();
    boolean rsa = key.keyPair().publicKey() instanceof DkimPublicKey.Rsa;
    // RFC 8301 §3.2: at least 1024 bits, and 2048 by good practice.
    if (rsa && (bits < options.rsaBitsMin() || bits > DkimLimits.DEFAULT.rsaBitsMax())) {
      throw new IllegalArgumentException(
          "the RSA key has " + bits + " bits, not " + options.rsaBitsMin() + " or more");
    }
    String auid = options.auid();
    if (auid != null) {
      Optional<DomainName> domain = DomainName.parse(auid.substring(auid.lastIndexOf('@') + 1));
      if (domain.isEmpty() || !domain.get().isAtOrBelow(key.domain())) {
        throw new IllegalArgumentException("auid is not within " + key.domain());
      }
    }
  }

  /**
   * Signs the message.
   *
   * @param at the time of signing, {@code t=}
   */
  public DkimSigningResult sign(Message message, Instant at) {
    return sign(NAME, "v=1;", message, at);
  }

  /**
   * As {@link #sign(Message, Instant)}, with other names for what is made.
   *
   * @param name of the field
   * @param head its first tag, with a semicolon
   */
  DkimSigningResult sign(String name, String head, Message message, Instant at) {
    Objects.requireNonNull(at, "at");
    Optional<Defect> limit = message.limitHit();
    if (limit.isPresent()) {
      return new DkimSigningResult.Refused(DkimReason.MESSAGE_LIMIT, limit.get().kind().code());
    }
    // RFC 6376 §8.15: with two From fields it is open which of them is shown.
    int authors = message.fields("From").size();
    if (authors != 1) {
      return new DkimSigningResult.Refused(DkimReason.FROM_NOT_SINGLE, authors + " From fields");
    }
    // RFC 6376 §5.3
    if (hasBareLineEnd(message)) {
      return new DkimSigningResult.Refused(DkimReason.NOT_NETWORK_FORM, "");
    }
    Scratch scratch = take();
    try {
      return sign(name, head, message, at, scratch);
    } finally {
      give(scratch);
    }
  }

  Scratch take() {
    Scratch taken = pool.take();
    return taken == null ? new Scratch() : taken;
  }

  void give(Scratch scratch) {
    scratch.clear();
    pool.give(scratch);
  }

  private static boolean hasBareLineEnd(Message message) {
    if (message.has(DefectKind.BARE_CR) || message.has(DefectKind.BARE_LF)) {
      return true;
    }
    for (Defect defect : message.bodyDefects()) {
      if (defect.kind() == DefectKind.BARE_CR || defect.kind() == DefectKind.BARE_LF) {
        return true;
      }
    }
    return false;
  }

  private DkimSigningResult sign(
      String name, String head, Message message, Instant at, Scratch scratch) {
    BodyHashes.BodyHash bodyHash =
        new BodyHashes(
                message.octets(),
                message.bodyStart(),
                message.length(),
                BodyCanonicalizer.plain(),
                cryptography,
                scratch.body)
            .hash(options.body() == Canonicalization.RELAXED, HashAlgorithm.SHA256, -1);
    String bh = Base64.getEncoder().encodeToString(bodyHash.octets());
    String[] entries = entries(message);
    if (entries.length > DkimLimits.DEFAULT.signedFieldsMax()) {
      return new DkimSigningResult.Refused(
          DkimReason.TOO_MANY_SIGNED_FIELDS, entries.length + " entries");
    }
    FieldSelection selection = new FieldSelection(message);
    selection.select(entries, -1);
    List<String> fields = new ArrayList<>(keys.size());
    for (DkimSigningKey key : keys) {
      FoldedField field = unsigned(new FoldedField(name).word(head), key, entries, bh, at);
      byte[] signature =
          signature(key, field.toString(), name.length(), message, selection, scratch);
      fields.add(field.data(Base64.getEncoder().encodeToString(signature)) + "\r\n");
    }
    return new DkimSigningResult.Signed(fields);
  }

  /** The names for h=: one for each field to sign, one more for each name to over-sign. */
  private String[] entries(Message message) {
    List<String> entries = new ArrayList<>(40);
    for (String name : options.signedFields()) {
      for (HeaderField field : message.fields()) {
        if (field.isNamed(name)) {
          entries.add(name);
        }
      }
      if (options.oversignedFields().contains(name)) {
        entries.add(name);
      }
    }
    return entries.toArray(new String[0]);
  }

  /** The field up to an empty b=, which is its last tag (RFC 6376 §3.5). */
  private FoldedField unsigned(
      FoldedField head, DkimSigningKey key, String[] entries, String bh, Instant at) {
    FoldedField field =
        head.word("a=" + algorithm(key) + ";")
            .word("c=" + options.header().word() + "/" + options.body().word() + ";")
            .word("d=" + key.domain().text() + ";")
            .word("s=" + key.selector() + ";");
    if (options.auid() != null) {
      field.word("i=" + options.auid() + ";");
    }
    field.word("t=" + at.getEpochSecond() + ";");
    if (options.lifetime() != null) {
      field.word("x=" + (at.getEpochSecond() + options.lifetime().toSeconds()) + ";");
    }
    for (int i = 0; i < entries.length; i++) {
      String text = entries[i] + (i + 1 < entries.length ? ":" : ";");
      if (i == 0) {
        field.word("h=" + text);
      } else {
        field.part(text);
      }
    }
    return field.word("bh=" + bh + ";").word("b=");
  }

  /** The word for a=. */
  static String algorithm(DkimSigningKey key) {
    boolean rsa = key.keyPair().publicKey() instanceof DkimPublicKey.Rsa;
    return (rsa ? SignatureAlgorithm.RSA_SHA256 : SignatureAlgorithm.ED25519_SHA256).word();
  }

  // RFC 6376 §3.7
  private byte[] signature(
      DkimSigningKey key,
      String field,
      int nameLength,
      Message message,
      FieldSelection selection,
      Scratch scratch) {
    boolean relaxed = options.header() == Canonicalization.RELAXED;
    SigningInput input = scratch.input;
    input.clear();
    for (int i = 0; i < selection.count(); i++) {
      int chosen = selection.field(i);
      if (chosen >= 0) {
        input.addField(relaxed, message.octets(), message.fields().get(chosen));
      }
    }
    byte[] octets = field.getBytes(StandardCharsets.US_ASCII);
    int end = octets.length;
    input.addSignatureField(relaxed, octets, 0, nameLength, nameLength + 1, end, end, end);
    return signature(key, input);
  }

  /** The signature over the input. */
  byte[] signature(DkimSigningKey key, SigningInput input) {
    return cryptography.signSha256(key.keyPair(), input.octets(), input.length());
  }
}
