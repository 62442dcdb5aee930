package dev.indicia.signed;

/** The "simple" canonical form of a body (RFC 6376 §3.4.3): one CRLF in place of all at its end. */
public final class SimpleBody {
  private SimpleBody() {}

  /** Where the CRLFs at the body's end start; its canonical form is what stands before and CRLF. */
  public static int end(byte[] octets, int from, int to) {
    int end = to;
    while (endsInCrlf(octets, from, end)) {
      end -= 2;
    }
    return end;
  }

  /** Whether a CRLF stands right before the end. */
  public static boolean endsInCrlf(byte[] octets, int from, int end) {
    return end - 2 >= from && octets[end - 1] == '\n' && octets[end - 2] == '\r';
  }
}
