package dev.indicia.spf;

/** Which identity of the SMTP session is checked (RFC 7208 §2.3, §2.4). */
public enum SpfIdentity {
  /** RFC5321.MailFrom (RFC 7208 §2.4). */
  MAIL_FROM("mailfrom"),
  /** RFC5321.HELO (RFC 7208 §2.3). */
  HELO("helo");

  private final String word;

  SpfIdentity(String word) {
    this.word = word;
  }

  /** The word of RFC 8601 §2.7.2 and RFC 7208 §9.1. */
  public String word() {
    return word;
  }
}
