package dev.indicia.gateway.milter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the data of one packet. What is missing makes it unsound; it never throws. */
final class PayloadReader {
  private final byte[] octets;
  private final int end;
  private int at;
  private boolean sound = true;

  PayloadReader(byte[] octets, int offset, int length) {
    this.octets = octets;
    this.at = offset;
    this.end = offset + length;
  }

  boolean atEnd() {
    return at == end || !sound;
  }

  /** Everything was there, and nothing is left. */
  boolean soundToTheEnd() {
    return sound && at == end;
  }

  int remaining() {
    return end - at;
  }

  int position() {
    return at;
  }

  int octet() {
    return take(1) ? octets[at - 1] & 0xff : 0;
  }

  int word16() {
    return take(2) ? (octets[at - 2] & 0xff) << 8 | (octets[at - 1] & 0xff) : 0;
  }

  int word32() {
    if (!take(4)) {
      return 0;
    }
    return (octets[at - 4] & 0xff) << 24
        | (octets[at - 3] & 0xff) << 16
        | (octets[at - 2] & 0xff) << 8
        | (octets[at - 1] & 0xff);
  }

  /** A text up to its NUL, which must be there. */
  String text() {
    for (int i = at; i < end; i++) {
      if (octets[i] == 0) {
        String text = new String(octets, at, i - at, StandardCharsets.ISO_8859_1);
        at = i + 1;
        return text;
      }
    }
    sound = false;
    return "";
  }

  /** All that is left, without the NUL at its end if there is one. */
  String rest() {
    int last = at < end && octets[end - 1] == 0 ? end - 1 : end;
    String text = new String(octets, at, last - at, StandardCharsets.ISO_8859_1);
    at = end;
    return text;
  }

  List<String> texts() {
    List<String> texts = new ArrayList<>();
    while (!atEnd()) {
      texts.add(text());
    }
    return texts;
  }

  void skipAll() {
    at = end;
  }

  private boolean take(int count) {
    if (end - at < count) {
      sound = false;
      at = end;
      return false;
    }
    at += count;
    return true;
  }
}
