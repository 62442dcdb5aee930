package dev.indicia.dkim;

import dev.indicia.dns.Resolver;
import dev.indicia.message.Message;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Verifies the DKIM signatures of messages (RFC 6376 §6, with RFC 8301, RFC 8463, RFC 8616 and RFC
 * 6541). Remembers key records it has parsed, up to a bound; what a record says is asked for anew
 * with each message. Thread-safe; one instance serves a program.
 */
public final class DkimVerifier {
  private static final int RECORDS_MAX = 1024;

  private final DkimOptions options;
  private final DkimCryptography cryptography;
  private final KeyRecords records;
  private final Pool<Scratch> pool = new Pool<>();

  /** A verifier with these options and this cryptography. */
  public DkimVerifier(DkimOptions options, DkimCryptography cryptography) {
    this.options = Objects.requireNonNull(options, "options");
    this.cryptography = Objects.requireNonNull(cryptography, "cryptography");
    this.records = new KeyRecords(RECORDS_MAX, options.limits());
  }

  /**
   * Verifies every signature of the message: one result for each DKIM-Signature field, top first,
   * up to {@link DkimLimits#signaturesMax}. Where there are more, one last result {@link
   * DkimReason#TOO_MANY_SIGNATURES} stands for all the others. Empty when there is no signature,
   * which is RFC 8601's "none". Never throws for what the message or the DNS holds.
   *
   * @param at the time to judge {@code t=} and {@code x=} by
   */
  public List<DkimResult> verify(Message message, Resolver resolver, Instant at) {
    Objects.requireNonNull(resolver, "resolver");
    Objects.requireNonNull(at, "at");
    if (message.first("DKIM-Signature").isEmpty()) {
      return List.of();
    }
    try (SignedMessage signed = open(message, resolver, at)) {
      return signed.verify();
    }
  }

  /**
   * Starts the verification of what is signed in a message, for several protocols to share. To be
   * closed.
   *
   * @param at the time to judge {@code t=} and {@code x=} by
   */
  public SignedMessage open(Message message, Resolver resolver, Instant at) {
    Objects.requireNonNull(resolver, "resolver");
    Objects.requireNonNull(at, "at");
    Scratch taken = pool.take();
    Scratch scratch = taken == null ? new Scratch() : taken;
    Verification verification =
        new Verification(message, resolver, at, options, cryptography, records, scratch);
    return new SignedMessage(
        verification,
        options,
        () -> {
          scratch.clear();
          pool.give(scratch);
        });
  }
}
