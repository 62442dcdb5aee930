package dev.indicia.gateway.esmtp;

import java.io.IOException;

/**
 * From the octets of a message to those behind DATA: dots stuffed (RFC 5321 §4.5.2), CRLF.CRLF at
 * the end. What is not in CRLF normal form is never sent. Not thread-safe.
 */
public final class DotStuffing {
  private static final byte[] END = {'.', '\r', '\n'};

  private final ContentDecoder.Sink sink;
  private final byte[] out = new byte[8192];
  private int outLength;
  private byte before = '\n';
  private boolean lineStart = true;

  /** At the beginning of a message. */
  public DotStuffing(ContentDecoder.Sink sink) {
    this.sink = sink;
  }

  /** Takes the next octets of the message. */
  public void write(byte[] in, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      byte octet = in[i];
      if ((before == '\r') != (octet == '\n') || octet == 0) {
        throw new AssertionError("not in CRLF normal form");
      }
      if (lineStart && octet == '.') {
        put(octet);
      }
      put(octet);
      lineStart = octet == '\n';
      before = octet;
    }
  }

  /** Ends the message. */
  public void end() throws IOException {
    if (!lineStart) {
      throw new AssertionError("the message does not end with CRLF");
    }
    for (byte octet : END) {
      put(octet);
    }
    sink.write(out, 0, outLength);
    outLength = 0;
  }

  private void put(byte octet) throws IOException {
    if (outLength == out.length) {
      sink.write(out, 0, outLength);
      outLength = 0;
    }
    out[outLength++] = octet;
  }
}
