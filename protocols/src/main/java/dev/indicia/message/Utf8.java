package dev.indicia.message;

/** Well-formedness of UTF-8 (RFC 3629 §4), on ranges of octets. */
final class Utf8 {
  private Utf8() {}

  /** Offset of the first octet that is not part of well-formed UTF-8, or -1. */
  static int firstMalformed(byte[] octets, int from, int to) {
    int i = from;
    while (i < to) {
      int lead = octets[i] & 0xff;
      if (lead < 0x80) {
        i++;
        continue;
      }
      int size = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
      if (size == 0 || i + size > to || !hasTail(octets, i, size, lead)) {
        return i;
      }
      i += size;
    }
    return -1;
  }

  private static boolean hasTail(byte[] octets, int at, int size, int lead) {
    int second = octets[at + 1] & 0xff;
    int low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    int high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (second < low || second > high) {
      return false;
    }
    for (int i = 2; i < size; i++) {
      if ((octets[at + i] & 0xc0) != 0x80) {
        return false;
      }
    }
    return true;
  }
}
