package dev.indicia.gateway.imap;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What a client answers to AUTHENTICATE, in base64. */
public final class SaslResponses {
  private static final char SEPARATOR = 1;

  private SaslResponses() {}

  /** PLAIN (RFC 4616 §2). */
  public static String plain(String user, String password) {
    return base64("\0" + user + "\0" + password);
  }

  /** XOAUTH2, as Google and Microsoft describe it. */
  public static String xoauth2(String user, String token) {
    return base64("user=" + user + SEPARATOR + "auth=Bearer " + token + SEPARATOR + SEPARATOR);
  }

  /** OAUTHBEARER (RFC 7628 §3.1); comma and equals sign are written as RFC 5801 §4 has them. */
  public static String oauthBearer(String user, String host, int port, String token) {
    String name = user.replace("=", "=3D").replace(",", "=2C");
    return base64(
        "n,a="
            + name
            + ","
            + SEPARATOR
            + "host="
            + host
            + SEPARATOR
            + "port="
            + port
            + SEPARATOR
            + "auth=Bearer "
            + token
            + SEPARATOR
            + SEPARATOR);
  }

  /** Ends a failed exchange (RFC 7628 §3.2.3). */
  public static String oauthFailure() {
    return base64(String.valueOf(SEPARATOR));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
