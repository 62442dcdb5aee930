package dev.indicia.report;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.Inflater;

/**
 * Gzip data, expanded as they are read (RFC 1952): one member or several behind each other, each
 * with its check value compared. Our own rather than the JDK's, because that one tells broken data
 * from a failing disk by nothing but its words, and has no limits.
 */
final class GzipStream extends InputStream {
  private static final int HEADER_OCTETS = 10;
  private static final int TRAILER_OCTETS = 8;
  private static final int FLAG_CHECK = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;
  private static final int FLAGS_RESERVED = 0xe0;
  private static final int HEADER_TEXT_OCTETS_MAX = 1024;

  private final OctetSource source;
  private final Budget budget;
  private final Set<ReportDeviation> deviations;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 check = new CRC32();
  private final long start;
  private long expanded;
  private long memberOctets;
  private boolean atEnd;

  /** The data that begin at the source's next octet, which is that of a gzip header. */
  GzipStream(OctetSource source, Budget budget, Set<ReportDeviation> deviations)
      throws IOException {
    this.source = source;
    this.budget = budget;
    this.deviations = deviations;
    this.start = source.passed();
    header();
  }

  /** Whether gzip data begin at the source's next octet. */
  static boolean beginsAt(OctetSource source) throws IOException {
    return source.has(2) && source.at(0) == 0x1f && source.at(1) == 0x8b;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!atEnd) {
      int written = source.inflate(inflater, target, offset, length, ReportReason.GZIP_BROKEN);
      if (written > 0) {
        check.update(target, offset, written);
        memberOctets += written;
        expanded += written;
        budget.expand(written);
        budget.compare(source.passed() - start, expanded);
        return written;
      }
      trailer();
      if (beginsAt(source)) {
        header();
        inflater.reset();
        check.reset();
        memberOctets = 0;
      } else {
        atEnd = true;
        trailing();
      }
    }
    return -1;
  }

  @Override
  public void close() {
    inflater.end();
  }

  /** RFC 1952 §2.3. */
  private void header() throws IOException {
    need(HEADER_OCTETS);
    int flags = source.at(3);
    if (source.at(2) != 8 || (flags & FLAGS_RESERVED) != 0) {
      throw new Refusal(ReportReason.GZIP_BROKEN, "the header is not one of deflated data");
    }
    source.drop(HEADER_OCTETS);
    if ((flags & FLAG_EXTRA) != 0) {
      need(2);
      int length = source.shortAt(0);
      source.drop(2);
      for (int i = 0; i < length; i++) {
        need(1);
        source.drop(1);
      }
    }
    if ((flags & FLAG_NAME) != 0) {
      zeroTerminated();
    }
    if ((flags & FLAG_COMMENT) != 0) {
      zeroTerminated();
    }
    if ((flags & FLAG_CHECK) != 0) {
      need(2);
      source.drop(2);
    }
  }

  private void zeroTerminated() throws IOException {
    for (int i = 0; i < HEADER_TEXT_OCTETS_MAX; i++) {
      need(1);
      int octet = source.at(0);
      source.drop(1);
      if (octet == 0) {
        return;
      }
    }
    throw new Refusal(ReportReason.GZIP_BROKEN, "a text in the header does not end");
  }

  /** RFC 1952 §2.3.1, CRC32 and ISIZE. */
  private void trailer() throws IOException {
    need(TRAILER_OCTETS);
    if (source.intAt(0) != check.getValue() || source.intAt(4) != (memberOctets & 0xffffffffL)) {
      throw new Refusal(ReportReason.GZIP_BROKEN, "the check value or the size does not fit");
    }
    source.drop(TRAILER_OCTETS);
  }

  /** What follows is never read. */
  private void trailing() throws IOException {
    if (source.has(1)) {
      deviations.add(ReportDeviation.GZIP_TRAILING);
    }
  }

  private void need(int octets) throws IOException {
    if (!source.has(octets)) {
      throw new Refusal(ReportReason.GZIP_BROKEN, "the data end too early");
    }
  }
}
