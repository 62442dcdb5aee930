package dev.indicia.message;

/** How a part's body is encoded (RFC 2045 §6.1). */
public enum TransferEncoding {
  /** Lines of US-ASCII; also where nothing is said. */
  SEVEN_BIT("7bit"),
  /** Lines of octets. */
  EIGHT_BIT("8bit"),
  /** Octets. */
  BINARY("binary"),
  /** RFC 2045 §6.7. */
  QUOTED_PRINTABLE("quoted-printable"),
  /** RFC 2045 §6.8. */
  BASE64("base64"),
  /** Another word stands in the field: nothing is decoded. */
  UNKNOWN("unknown");

  private final String word;

  TransferEncoding(String word) {
    this.word = word;
  }

  /** The mechanism's name in the standard. */
  public String word() {
    return word;
  }

  /** The encoding of that name, compared without case; never null. */
  static TransferEncoding of(String name) {
    for (TransferEncoding encoding : values()) {
      if (encoding != UNKNOWN && encoding.word.equalsIgnoreCase(name)) {
        return encoding;
      }
    }
    return UNKNOWN;
  }

  /** Whether the octets stand for themselves, so that structure can be found in them. */
  public boolean isIdentity() {
    return this == SEVEN_BIT || this == EIGHT_BIT || this == BINARY;
  }
}
