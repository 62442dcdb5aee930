package dev.indicia.gateway.esmtp;

import java.util.ArrayList;
import java.util.List;

/**
 * What our own server offers. Immutable.
 *
 * @param hostname our name
 * @param messageOctetsMax SIZE (RFC 1870)
 * @param eightBit 8BITMIME (RFC 6152)
 * @param utf8 SMTPUTF8 (RFC 6531)
 * @param dsn DSN (RFC 3461)
 * @param startTls STARTTLS (RFC 3207)
 * @param trusted XCLIENT and XFORWARD
 */
public record Announcement(
    String hostname,
    long messageOctetsMax,
    boolean eightBit,
    boolean utf8,
    boolean dsn,
    boolean startTls,
    boolean trusted) {

  /** The reply to EHLO. */
  public Reply toExtended() {
    List<String> lines = new ArrayList<>();
    lines.add(hostname);
    lines.add("PIPELINING");
    lines.add("SIZE " + messageOctetsMax);
    lines.add("ENHANCEDSTATUSCODES");
    lines.add("CHUNKING");
    addIf(eightBit, "8BITMIME", lines);
    addIf(utf8, "SMTPUTF8", lines);
    addIf(dsn, "DSN", lines);
    addIf(startTls, "STARTTLS", lines);
    addIf(trusted, "XCLIENT NAME ADDR PORT PROTO HELO LOGIN DESTADDR DESTPORT", lines);
    addIf(trusted, "XFORWARD NAME ADDR PORT PROTO HELO IDENT SOURCE", lines);
    return new Reply(250, lines);
  }

  private static void addIf(boolean offered, String line, List<String> lines) {
    if (offered) {
      lines.add(line);
    }
  }
}
