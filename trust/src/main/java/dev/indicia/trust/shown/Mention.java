package dev.indicia.trust.shown;

/**
 * Something in a text by which money or contact is meant. Immutable.
 *
 * @param kind what it is
 * @param start offset of its first character in the block's {@code plain}
 * @param end offset behind its last character
 * @param value normalised: a telephone number's digits with "+" where written internationally; an
 *     amount as "1234.50 USD"; a domain in lower-case A-labels; a wallet address as written
 */
public record Mention(Kind kind, int start, int end, String value) {
  /** What a mention is. */
  public enum Kind {
    PHONE,
    AMOUNT,
    /** An address that a link would open: "https://...". The value is its host. */
    URL,
    /** A bare domain name, which many programs turn into a link. */
    DOMAIN,
    EMAIL,
    /** An address of a crypto-currency. */
    WALLET
  }
}
