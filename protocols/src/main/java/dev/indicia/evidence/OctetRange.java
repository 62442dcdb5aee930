package dev.indicia.evidence;

/**
 * A range of octets of the message as received.
 *
 * @param what what stands there, in the standard's words: "DKIM-Signature", "body"
 * @param offset of the first octet, from 0 at the start of the message
 * @param length in octets
 */
public record OctetRange(String what, int offset, int length) {
  public OctetRange {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException("negative range");
    }
  }
}
