package dev.indicia.dkim2;

import dev.indicia.dns.DomainName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One hop of a message's way, as its DKIM2-Signature tells it. Immutable.
 *
 * @param number {@code i=}, from 1
 * @param instance {@code m=}, the newest Message-Instance that it covers
 * @param domain {@code d=}
 * @param signatures {@code s=}, each with what became of it
 * @param signedAt {@code t=}; null when it is no time
 * @param mailFrom {@code mf=} without angle brackets, "" for the null reverse-path; null with
 *     {@code nd=}
 * @param rcptTo {@code rt=} without angle brackets
 * @param nextDomain {@code nd=}; null when absent
 * @param flags {@code f=}
 * @param nonce {@code n=}, which means something to its maker alone; null when absent
 * @param modified whether the hop brought a Message-Instance of its own, the first hop apart
 * @param outcome what became of the hop's signatures
 */
public record Dkim2Hop(
    int number,
    int instance,
    DomainName domain,
    List<Value> signatures,
    @Nullable Instant signedAt,
    @Nullable String mailFrom,
    List<String> rcptTo,
    @Nullable DomainName nextDomain,
    List<String> flags,
    @Nullable String nonce,
    boolean modified,
    Outcome outcome) {
  public Dkim2Hop {
    signatures = List.copyOf(signatures);
    rcptTo = List.copyOf(rcptTo);
    flags = List.copyOf(flags);
  }

  /** The first hop of a chain of which a receiver recorded no more than its domain. */
  static Dkim2Hop recorded(DomainName domain) {
    return new Dkim2Hop(
        1,
        1,
        domain,
        List.of(),
        null,
        null,
        List.of(),
        null,
        List.of(),
        null,
        false,
        Outcome.UNCHECKED);
  }

  /** What became of a signature. */
  public enum Outcome {
    /** It verifies. */
    PASS("pass"),
    /** It does not fit. */
    FAIL("fail"),
    /** It, or its key, cannot be used. */
    PERMERROR("permerror"),
    /** Its key could not be had. */
    TEMPERROR("temperror"),
    /** It was not looked at: its algorithm is not known, or the chain cannot be read. */
    UNCHECKED("unchecked");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    /** The lower-case word used in JSON. */
    public String word() {
      return word;
    }
  }

  /**
   * One signature.
   *
   * @param keyBits size of the public key in bits; 0 when none was used
   */
  public record Value(String selector, String algorithm, int keyBits, Outcome outcome) {}
}
