package dev.indicia.dkim2;

/**
 * How deep a verification looked. Immutable.
 *
 * @param signatures hops whose signatures were checked
 * @param headers states of the header fields, as received and recreated, whose hash was checked and
 *     fits
 * @param bodies states of the body likewise
 * @param mailFrom whether the session's MAIL FROM was known and compared
 * @param rcptTo whether the session's RCPT TO was known and compared
 */
public record Dkim2Depth(
    int signatures, int headers, int bodies, boolean mailFrom, boolean rcptTo) {
  /** Nothing was looked at. */
  public static final Dkim2Depth NONE = new Dkim2Depth(0, 0, 0, false, false);
}
