package dev.indicia.message;

/**
 * A part's body without its transfer encoding (RFC 2045 §6).
 *
 * @param octets decoded; belong to the caller
 * @param skipped octets of the body that its encoding does not allow: base64 characters passed
 *     over, "=" signs of quoted-printable taken literally
 * @param truncated whether more octets than asked for were there; the rest was not decoded
 */
@SuppressWarnings("ArrayRecordComponent") // Large, used once, never compared.
public record DecodedBody(byte[] octets, int skipped, boolean truncated) {}
