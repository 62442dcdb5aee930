package dev.indicia.gateway.milter;

import java.util.Set;

/**
 * What a mail system can leave out or do for a filter: the bits of the third word of a negotiation.
 */
public enum MilterStep {
  /** Connections are not reported. */
  NO_CONNECT(0x1),
  /** HELO and EHLO are not reported. */
  NO_HELO(0x2),
  /** MAIL is not reported. */
  NO_MAIL(0x4),
  /** RCPT is not reported. */
  NO_RCPT(0x8),
  /** The body is not sent. */
  NO_BODY(0x10),
  /** Header fields are not sent. */
  NO_HEADERS(0x20),
  /** The end of the header is not reported. */
  NO_END_OF_HEADERS(0x40),
  /** A header field needs no reply. */
  NO_REPLY_HEADER(0x80),
  /** Unknown SMTP commands are not reported; since version 3. */
  NO_UNKNOWN(0x100),
  /** DATA is not reported; since version 4. */
  NO_DATA(0x200),
  /** The mail system understands {@link MilterResponse.Skip}; since version 6. */
  SKIP(0x400),
  /** Recipients that the mail system refused are reported, too. */
  REJECTED_RECIPIENTS(0x800),
  /** A connection needs no reply. */
  NO_REPLY_CONNECT(0x1000),
  /** HELO needs no reply. */
  NO_REPLY_HELO(0x2000),
  /** MAIL needs no reply. */
  NO_REPLY_MAIL(0x4000),
  /** RCPT needs no reply. */
  NO_REPLY_RCPT(0x8000),
  /** DATA needs no reply. */
  NO_REPLY_DATA(0x10000),
  /** An unknown command needs no reply. */
  NO_REPLY_UNKNOWN(0x20000),
  /** The end of the header needs no reply. */
  NO_REPLY_END_OF_HEADERS(0x40000),
  /** A chunk of the body needs no reply. */
  NO_REPLY_BODY(0x80000),
  /** Values of header fields have their leading space, in both directions. */
  LEADING_SPACE(0x100000),
  /** Packets may have 256 KiB of data. */
  DATA_256K(0x10000000),
  /** Packets may have 1 MiB of data. */
  DATA_1M(0x20000000);

  private final int bit;

  MilterStep(int bit) {
    this.bit = bit;
  }

  public int bit() {
    return bit;
  }

  /** Whether the bit is set. */
  public boolean in(int bits) {
    return (bits & bit) != 0;
  }

  static int bits(Set<MilterStep> steps) {
    int bits = 0;
    for (MilterStep step : steps) {
      bits |= step.bit;
    }
    return bits;
  }
}
