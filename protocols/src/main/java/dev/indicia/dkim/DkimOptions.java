package dev.indicia.dkim;

import dev.indicia.evidence.Strictness;
import java.time.Duration;
import java.util.Objects;

/**
 * How strictly signatures are judged. Immutable; start from {@link #DEFAULT} and change by {@code
 * with...} and {@code insecure...}.
 *
 * @param strictness whether departures from the syntax are refused or overlooked
 * @param limits bounds of the work
 * @param clockSkew how far {@code t=} may lie in the future and {@code x=} in the past
 * @param acceptBodyLengthLimit whether a signature can pass although text stands behind the part of
 *     the body that {@code l=} covers
 * @param acceptSha1 whether a signature with SHA-1 can pass
 * @param rsaBitsMin least size of an RSA key, in bits, 512 to 4096
 * @param bodyCanonicalizer the implementation of the relaxed body canonicalization
 */
public record DkimOptions(
    Strictness strictness,
    DkimLimits limits,
    Duration clockSkew,
    boolean acceptBodyLengthLimit,
    boolean acceptSha1,
    int rsaBitsMin,
    BodyCanonicalizer bodyCanonicalizer) {

  /** Least size of an RSA key that RFC 8301 §3.2 allows, in bits. */
  public static final int RSA_BITS_MIN = 1024;

  /** Strict, default limits, five minutes of skew, nothing insecure. */
  public static final DkimOptions DEFAULT =
      new DkimOptions(
          Strictness.STRICT,
          DkimLimits.DEFAULT,
          Duration.ofMinutes(5),
          false,
          false,
          RSA_BITS_MIN,
          BodyCanonicalizer.plain());

  public DkimOptions {
    Objects.requireNonNull(strictness, "strictness");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(clockSkew, "clockSkew");
    Objects.requireNonNull(bodyCanonicalizer, "bodyCanonicalizer");
    if (clockSkew.isNegative()) {
      throw new IllegalArgumentException("clockSkew is negative");
    }
    if (rsaBitsMin < 512 || rsaBitsMin > 4096) {
      throw new IllegalArgumentException("rsaBitsMin is not 512 to 4096: " + rsaBitsMin);
    }
  }

  /**
   * Everything that can be overlooked is, SHA-1, keys from 512 bits and {@code l=} included. For
   * looking into old mail, never for deciding on new.
   */
  public static DkimOptions lenient() {
    return DEFAULT
        .withStrictness(Strictness.LENIENT)
        .insecureAcceptBodyLengthLimit()
        .insecureAcceptSha1()
        .insecureAcceptShortRsaKeys(512);
  }

  /** The same with another strictness; the insecure options stay as they are. */
  public DkimOptions withStrictness(Strictness newStrictness) {
    return new DkimOptions(
        newStrictness,
        limits,
        clockSkew,
        acceptBodyLengthLimit,
        acceptSha1,
        rsaBitsMin,
        bodyCanonicalizer);
  }

  /** The same with other limits. */
  public DkimOptions withLimits(DkimLimits newLimits) {
    return new DkimOptions(
        strictness,
        newLimits,
        clockSkew,
        acceptBodyLengthLimit,
        acceptSha1,
        rsaBitsMin,
        bodyCanonicalizer);
  }

  /** The same with another clock skew. */
  public DkimOptions withClockSkew(Duration newSkew) {
    return new DkimOptions(
        strictness,
        limits,
        newSkew,
        acceptBodyLengthLimit,
        acceptSha1,
        rsaBitsMin,
        bodyCanonicalizer);
  }

  /** The same with another implementation of the relaxed body canonicalization. */
  public DkimOptions withBodyCanonicalizer(BodyCanonicalizer newCanonicalizer) {
    return new DkimOptions(
        strictness,
        limits,
        clockSkew,
        acceptBodyLengthLimit,
        acceptSha1,
        rsaBitsMin,
        newCanonicalizer);
  }

  /** The same, but text behind {@code l=} is overlooked: anybody may have appended it. */
  public DkimOptions insecureAcceptBodyLengthLimit() {
    return new DkimOptions(
        strictness, limits, clockSkew, true, acceptSha1, rsaBitsMin, bodyCanonicalizer);
  }

  /** The same, but SHA-1 is accepted, against RFC 8301 §3.1. */
  public DkimOptions insecureAcceptSha1() {
    return new DkimOptions(
        strictness, limits, clockSkew, acceptBodyLengthLimit, true, rsaBitsMin, bodyCanonicalizer);
  }

  /**
   * The same, but RSA keys of that many bits or more are accepted, against RFC 8301 §3.2.
   *
   * @throws IllegalArgumentException when {@code bits} is not 512 to 4096
   */
  public DkimOptions insecureAcceptShortRsaKeys(int bits) {
    return new DkimOptions(
        strictness, limits, clockSkew, acceptBodyLengthLimit, acceptSha1, bits, bodyCanonicalizer);
  }

  boolean isLenient() {
    return strictness == Strictness.LENIENT;
  }
}
