package dev.indicia.report;

import java.io.IOException;
import java.io.InputStream;

/** What one input has used up of its limits. */
final class Budget {
  private final ReportLimits limits;
  private long expanded;
  private int entries;

  Budget(ReportLimits limits) {
    this.limits = limits;
  }

  /** Counts octets that compressed data expanded to. */
  void expand(long octets) throws Refusal {
    expanded += octets;
    if (expanded > limits.expandedOctetsMax()) {
      throw new Refusal(
          ReportReason.EXPANDED_TOO_LARGE, "more than " + limits.expandedOctetsMax() + " octets");
    }
  }

  /** Compares what one compressed part expanded to with its size. */
  void compare(long compressedOctets, long expandedOctets) throws Refusal {
    if (expandedOctets > limits.ratioFreeOctets()
        && expandedOctets / limits.ratioMax() > compressedOctets) {
      throw new Refusal(
          ReportReason.RATIO_TOO_HIGH,
          compressedOctets + " octets expand to more than " + expandedOctets);
    }
  }

  /** Counts an entry of an archive. */
  void enter() throws Refusal {
    if (++entries > limits.entriesMax()) {
      throw new Refusal(ReportReason.TOO_MANY_ENTRIES, "more than " + limits.entriesMax());
    }
  }

  /** The stream, refused past the limit for inputs. */
  InputStream metered(InputStream in) {
    return new Metered(in, limits.inputOctetsMax());
  }

  private static final class Metered extends InputStream {
    private final InputStream in;
    private final long octetsMax;
    private long passed;

    Metered(InputStream in, long octetsMax) {
      this.in = in;
      this.octetsMax = octetsMax;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = in.read(target, offset, length);
      passed += Math.max(read, 0);
      if (passed > octetsMax) {
        throw new Refusal(ReportReason.INPUT_TOO_LARGE, "more than " + octetsMax + " octets");
      }
      return read;
    }
  }
}
