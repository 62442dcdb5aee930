package dev.indicia.dkim;

/**
 * The relaxed body canonicalization (RFC 6376 §3.4.4), replaceable because it is the hottest loop
 * of a verification. Implementations are thread-safe and keep no state between calls.
 */
@FunctionalInterface
public interface BodyCanonicalizer {

  /** Least length of the scratch array that callers provide, in octets. */
  int SCRATCH_LENGTH = 16 << 10;

  /** The implementation in plain Java that looks at eight octets at a time. */
  static BodyCanonicalizer plain() {
    return WordCanonicalizer.INSTANCE;
  }

  /**
   * Gives the relaxed form of a part of a body to the sink, in order. The part is the body without
   * the white space and empty lines at its end, so the rule is local: a space or tab whose next
   * octet is a space, a tab or the CR of a CRLF is dropped, any other tab becomes a space,
   * everything else stays. No octet at or behind {@code to} counts as a next octet.
   *
   * @param scratch to be overwritten at will, {@link #SCRATCH_LENGTH} octets or more
   */
  void relaxed(byte[] octets, int from, int to, byte[] scratch, Sink sink);

  /** Takes the octets of the canonicalized body, piece by piece. */
  @FunctionalInterface
  interface Sink {
    /** Takes {@code length} octets, which the caller may overwrite afterwards. */
    void accept(byte[] octets, int from, int length);
  }
}
