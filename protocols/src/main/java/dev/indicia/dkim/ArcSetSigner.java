package dev.indicia.dkim;

import dev.indicia.message.HeaderField;
import dev.indicia.message.Message;
import dev.indicia.signed.FoldedField;
import dev.indicia.signed.SigningInput;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * Makes the two signature fields of an ARC Set, which are DKIM's with other tags (RFC 8617 §4.1.2,
 * §4.1.3). It signs what it is told; {@code dev.indicia.arc.ArcSealer} knows what that is.
 * Thread-safe.
 */
public final class ArcSetSigner {
  private static final String MESSAGE_SIGNATURE = "ARC-Message-Signature";
  private static final String SEAL = "ARC-Seal";

  private final DkimSigningKey key;
  private final DkimSigner signer;

  /**
   * A signer with this key.
   *
   * @param options of the ARC-Message-Signature
   * @throws IllegalArgumentException when an RSA key is too short or has more than 8192 bits, or
   *     there is an auid, which ARC does not have
   */
  public ArcSetSigner(
      DkimSigningKey key, DkimSigningOptions options, DkimCryptography cryptography) {
    this.key = Objects.requireNonNull(key, "key");
    this.signer = new DkimSigner(List.of(key), options, cryptography);
    if (options.auid() != null) {
      throw new IllegalArgumentException("i= is the instance in ARC, there is no auid");
    }
  }

  /** The ARC-Message-Signature of that instance over the message, or why there is none. */
  public DkimSigningResult messageSignature(Message message, int instance, Instant at) {
    return signer.sign(MESSAGE_SIGNATURE, "i=" + instance + ";", message, at);
  }

  /**
   * The ARC-Seal of that instance with its final CRLF.
   *
   * @param below fields of the message to cover, in the order of RFC 8617 §5.1.1
   * @param own fields to cover behind them, each with its final CRLF
   * @param chainStatus {@code cv=}
   */
  public String seal(
      Message message,
      List<HeaderField> below,
      List<String> own,
      int instance,
      String chainStatus,
      Instant at) {
    FoldedField seal =
        new FoldedField(SEAL)
            .word("i=" + instance + ";")
            .word("a=" + DkimSigner.algorithm(key) + ";")
            .word("t=" + at.getEpochSecond() + ";")
            .word("cv=" + chainStatus + ";")
            .word("d=" + key.domain().text() + ";")
            .word("s=" + key.selector() + ";")
            .word("b=");
    Scratch scratch = signer.take();
    try {
      SigningInput input = scratch.input;
      input.clear();
      for (HeaderField field : below) {
        input.addField(true, message.octets(), field);
      }
      for (String field : own) {
        byte[] octets = field.getBytes(StandardCharsets.UTF_8);
        int colon = field.indexOf(':');
        input.addField(true, octets, 0, colon, colon + 1, octets.length);
      }
      byte[] octets = seal.toString().getBytes(StandardCharsets.US_ASCII);
      int end = octets.length;
      input.addSignatureField(true, octets, 0, SEAL.length(), SEAL.length() + 1, end, end, end);
      byte[] signature = signer.signature(key, input);
      return seal.data(Base64.getEncoder().encodeToString(signature)) + "\r\n";
    } finally {
      signer.give(scratch);
    }
  }
}
