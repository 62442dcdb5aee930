package dev.indicia.gateway.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request (RFC 9112), read strictly: what two programs might read differently, such
 * as two lengths or a folded line, is refused. Immutable.
 *
 * @param path as it stands there: nobody has a reason to encode a letter of ours
 * @param query as it stands there; null for none
 * @param keepsAlive whether the client may send another request
 * @param awaitsContinue whether the client waits for leave to send the body
 * @param bodyOctets length of the body; {@link #CHUNKED} where the body says itself where it ends
 */
record HttpRequest(
    String method,
    String path,
    @Nullable String query,
    boolean keepsAlive,
    boolean awaitsContinue,
    long bodyOctets) {
  static final long CHUNKED = -1;

  private static final int LENGTH_DIGITS_MAX = 15;

  /**
   * Reads a head.
   *
   * @param head with the CR LF of its last line, without the empty line behind it
   */
  static HttpRequest parse(byte[] head, int from, int to, HttpLimits limits)
      throws HttpRefusedException {
    Reader reader = new Reader(limits);
    int line = endOfLine(head, from, to);
    reader.requestLine(new String(head, from, line - from, StandardCharsets.ISO_8859_1));
    for (int at = line + 2; at < to; at = line + 2) {
      line = endOfLine(head, at, to);
      reader.field(new String(head, at, line - at, StandardCharsets.ISO_8859_1));
    }
    return reader.request();
  }

  /** Where the CR LF of the line is; RFC 9112 §2.2: a bare CR or LF is none. */
  private static int endOfLine(byte[] head, int from, int to) throws HttpRefusedException {
    for (int i = from; i < to; i++) {
      byte c = head[i];
      if (c == '\r' && i + 1 < to && head[i + 1] == '\n') {
        return i;
      }
      if (c >= 0 && c < ' ' && c != '\t' || c == 0x7f) {
        throw HttpRefusedException.malformed("the head has a control character");
      }
    }
    throw HttpRefusedException.malformed("the head has a line without end");
  }

  /** Collects what is read. For one head. */
  private static final class Reader {
    private final HttpLimits limits;
    private String method = "";
    private String path = "";
    private @Nullable String query;
    private boolean old;
    private boolean close;
    private boolean awaitsContinue;
    private long length;
    private int fields;
    private int hosts;
    private int lengths;
    private int encodings;

    Reader(HttpLimits limits) {
      this.limits = limits;
    }

    /** RFC 9112 §3. */
    void requestLine(String line) throws HttpRefusedException {
      int first = line.indexOf(' ');
      int last = line.lastIndexOf(' ');
      if (first < 1 || last == first || !isToken(line, first)) {
        throw HttpRefusedException.malformed("the request line has not three parts");
      }
      method = line.substring(0, first);
      old =
          switch (line.substring(last + 1)) {
            case "HTTP/1.1" -> false;
            case "HTTP/1.0" -> true;
            default -> throw new HttpRefusedException(505, "version", "HTTP/1.1 is spoken here");
          };
      target(line.substring(first + 1, last));
    }

    /** RFC 9112 §3.2.1 and §3.2.2. */
    private void target(String text) throws HttpRefusedException {
      URI target;
      try {
        target = new URI(text);
      } catch (URISyntaxException e) {
        throw HttpRefusedException.malformed("the target is none");
      }
      boolean ours =
          target.getScheme() == null
              ? !text.startsWith("//")
              : target.getRawAuthority() != null && isHttp(target.getScheme());
      boolean ascii = text.chars().allMatch(c -> c < 0x80);
      if (!ours
          || !ascii
          || target.getRawFragment() != null
          || target.getRawPath() == null
          || !target.getRawPath().startsWith("/")) {
        throw HttpRefusedException.malformed("the target is none");
      }
      path = target.getRawPath();
      query = target.getRawQuery();
    }

    private static boolean isHttp(String scheme) {
      return scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
    }

    /** RFC 9112 §5. */
    void field(String line) throws HttpRefusedException {
      if (++fields > limits.headersMax()) {
        throw new HttpRefusedException(431, "header", "there are too many header fields");
      }
      int colon = line.indexOf(':');
      if (colon < 1 || !isToken(line, colon)) {
        throw HttpRefusedException.malformed("a header field has no name");
      }
      String value = line.substring(colon + 1).strip();
      switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
        case "host" -> host(value);
        case "content-length" -> {
          lengths++;
          length = length(value);
        }
        case "transfer-encoding" -> {
          encodings++;
          if (!value.equalsIgnoreCase("chunked")) {
            throw new HttpRefusedException(501, "encoding", "chunked is the encoding known here");
          }
        }
        case "connection" -> connection(value);
        case "expect" -> {
          if (!value.equalsIgnoreCase("100-continue")) {
            throw new HttpRefusedException(417, "expect", "100-continue is what can be expected");
          }
          awaitsContinue = true;
        }
        default -> {
          // Says nothing that is acted upon.
        }
      }
    }

    /** RFC 9110 §7.2: a name or an address, and a port. */
    private void host(String value) throws HttpRefusedException {
      hosts++;
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        if (!isLetterOrDigit(c) && "-._~!$&'()*+,;=%:[]".indexOf(c) < 0) {
          throw HttpRefusedException.malformed("Host: is none");
        }
      }
    }

    private void connection(String value) {
      for (String option : value.split(",", -1)) {
        close |= option.strip().equalsIgnoreCase("close");
      }
    }

    private static long length(String value) throws HttpRefusedException {
      boolean digits = !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
      if (!digits) {
        throw HttpRefusedException.malformed("Content-Length: is no number");
      }
      if (value.length() > LENGTH_DIGITS_MAX) {
        throw new HttpRefusedException(413, "size", "the message is too large");
      }
      return Long.parseLong(value);
    }

    private static boolean isToken(String text, int length) {
      for (int i = 0; i < length; i++) {
        char c = text.charAt(i);
        if (!isLetterOrDigit(c) && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
          return false;
        }
      }
      return true;
    }

    private static boolean isLetterOrDigit(char c) {
      return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    /** RFC 9112 §3.2, §6.3 and §9.3: to HTTP/1.0 a connection need not be kept. */
    HttpRequest request() throws HttpRefusedException {
      if (hosts > 1 || hosts == 0 && !old) {
        throw HttpRefusedException.malformed("Host: must stand there once");
      }
      if (lengths + encodings > 1 || encodings > 0 && old) {
        throw HttpRefusedException.malformed("where the body ends is not clear");
      }
      return new HttpRequest(
          method,
          path,
          query,
          !close && !old,
          awaitsContinue && !old,
          encodings > 0 ? CHUNKED : length);
    }
  }
}
