package dev.indicia.dkim;

import dev.indicia.signed.Words;

/** {@link BodyCanonicalizer} that copies eight octets a step as long as none of them changes. */
final class WordCanonicalizer implements BodyCanonicalizer {
  static final WordCanonicalizer INSTANCE = new WordCanonicalizer();

  // Zero after this mask: SP and TAB, and of what mail has, "!", "(" and ")".
  private static final long NOT_SPACE = 0xd6d6d6d6d6d6d6d6L;
  // Octets that one step may write behind the place it was asked to stop at.
  private static final int SLACK = 16;

  private WordCanonicalizer() {}

  @Override
  public void relaxed(byte[] octets, int from, int to, byte[] scratch, Sink sink) {
    int at = from;
    while (at < to) {
      int stop = Math.min(to, at + scratch.length - SLACK);
      long state = step(octets, at, stop, to, scratch);
      at = (int) (state >>> 32);
      sink.accept(scratch, 0, (int) state);
    }
  }

  /** Canonicalizes until {@code stop} is reached; the new place, and in the low half the length. */
  private static long step(byte[] octets, int from, int stop, int to, byte[] out) {
    int at = from;
    int length = 0;
    int words = Math.min(stop, to - Words.LENGTH);
    while (at < words) {
      long word = Words.get(octets, at);
      long next = Words.get(octets, at + 1);
      Words.set(out, length, word);
      // A space with an octet up to SP behind it, or a tab (0x20 not set).
      long event = Words.zero(word & NOT_SPACE) & (Words.below(next, ' ' + 1) | ~(word << 2));
      if (event == 0) {
        at += Words.LENGTH;
        length += Words.LENGTH;
        continue;
      }
      int same = Words.firstIndex(event);
      at += same;
      length += same;
      byte octet = octets[at];
      if (octet != ' ' && octet != '\t') {
        out[length++] = octet;
        at++;
        continue;
      }
      at = afterSpace(octets, at + 1, to);
      if (!isCrlf(octets, at, to)) {
        out[length++] = ' ';
      }
    }
    while (at < stop) {
      byte octet = octets[at++];
      if (octet == ' ' || octet == '\t') {
        at = afterSpace(octets, at, to);
        if (isCrlf(octets, at, to)) {
          continue;
        }
        octet = ' ';
      }
      out[length++] = octet;
    }
    return (long) at << 32 | length;
  }

  private static int afterSpace(byte[] octets, int from, int to) {
    int at = from;
    while (at < to && (octets[at] == ' ' || octets[at] == '\t')) {
      at++;
    }
    return at;
  }

  private static boolean isCrlf(byte[] octets, int at, int to) {
    return at + 1 < to && octets[at] == '\r' && octets[at + 1] == '\n';
  }
}
