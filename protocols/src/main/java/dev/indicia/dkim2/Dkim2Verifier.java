package dev.indicia.dkim2;

import dev.indicia.dkim.DkimVerifier;
import dev.indicia.dkim.SignedMessage;
import dev.indicia.dns.Resolver;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import java.time.Instant;
import java.util.Objects;

/**
 * Verifies DKIM2 chains to their full depth (draft §11): structure, times, envelope, custody, every
 * signature, and every state of the message that recipes recreate. Thread-safe; one instance serves
 * a program.
 */
public final class Dkim2Verifier {
  private final Dkim2Options options;
  private final DkimVerifier dkim;

  /**
   * A verifier.
   *
   * @param dkim looks up keys by its rules, options and cryptography
   */
  public Dkim2Verifier(Dkim2Options options, DkimVerifier dkim) {
    this.options = Objects.requireNonNull(options, "options");
    this.dkim = Objects.requireNonNull(dkim, "dkim");
  }

  /**
   * The result for the message. Never throws for what the message or the DNS holds.
   *
   * @param session what is known of it is compared with the newest signature; what is not known is
   *     left out, and the basis says so
   * @param at the time to judge {@code t=} by
   */
  public Dkim2Result verify(
      Message message, SmtpSession session, Resolver resolver, Instant at, ReplayStore replays) {
    try (SignedMessage signed = dkim.open(message, resolver, at)) {
      return verify(signed, session, replays);
    }
  }

  /** The result for the message that DKIM's verification is under way for. */
  public Dkim2Result verify(SignedMessage signed, SmtpSession session, ReplayStore replays) {
    Objects.requireNonNull(replays, "replays");
    return new ChainVerification(signed, session, options, replays).result();
  }
}
