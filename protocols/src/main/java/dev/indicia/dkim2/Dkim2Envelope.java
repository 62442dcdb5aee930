package dev.indicia.dkim2;

import dev.indicia.dns.DomainName;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a hop's signature says of where the message goes next: the SMTP envelope it will be sent
 * with, or the domain that will sign next (draft §8.5 to §8.7). Immutable.
 *
 * @param mailFrom without angle brackets, "" for the null reverse-path; null with a next domain
 * @param rcptTo without angle brackets; empty with a next domain. Whoever gets the message sees all
 *     of them: recipients of blind copies get a signature of their own
 * @param nextDomain {@code nd=}; null with an envelope
 * @param flags {@code f=}, such as "exploded" or "feedback"
 * @param nonce {@code n=}; null for none
 */
public record Dkim2Envelope(
    @Nullable String mailFrom,
    List<String> rcptTo,
    @Nullable DomainName nextDomain,
    List<String> flags,
    @Nullable String nonce) {
  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException when there is neither an envelope nor a next domain, or both,
   *     when a path has control characters, or a flag or nonce has others than it may have
   */
  public Dkim2Envelope {
    rcptTo = List.copyOf(rcptTo);
    flags = List.copyOf(flags);
    boolean envelope = mailFrom != null && !rcptTo.isEmpty();
    if (envelope == (nextDomain != null) || (mailFrom == null) != rcptTo.isEmpty()) {
      throw new IllegalArgumentException("either MAIL FROM and RCPT TO, or the next domain");
    }
    if (mailFrom != null) {
      requirePath(mailFrom);
      rcptTo.forEach(Dkim2Envelope::requirePath);
    }
    for (String flag : flags) {
      if (flag.isEmpty() || !flag.chars().allMatch(FieldTags::isTextCharacter)) {
        throw new IllegalArgumentException("no flag: \"" + flag + "\"");
      }
    }
    if (nonce != null
        && (nonce.isEmpty()
            || nonce.length() > ChainSignature.NONCE_LENGTH_MAX
            || !nonce.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ';'))) {
      throw new IllegalArgumentException("the nonce is not 1 to 64 visible characters");
    }
  }

  private static void requirePath(String address) {
    if (EnvelopePath.parse("<" + address + ">") == null) {
      throw new IllegalArgumentException("no path: \"" + address + "\"");
    }
  }

  /** An SMTP envelope. */
  public static Dkim2Envelope of(String mailFrom, List<String> rcptTo) {
    Objects.requireNonNull(mailFrom, "mailFrom");
    return new Dkim2Envelope(mailFrom, rcptTo, null, List.of(), null);
  }

  /** A hop inside one system, to the domain that signs next. */
  public static Dkim2Envelope toDomain(DomainName next) {
    return new Dkim2Envelope(null, List.of(), next, List.of(), null);
  }

  /** The same with flags. */
  public Dkim2Envelope withFlags(List<String> newFlags) {
    return new Dkim2Envelope(mailFrom, rcptTo, nextDomain, newFlags, nonce);
  }

  /** The same with a nonce. */
  public Dkim2Envelope withNonce(String newNonce) {
    return new Dkim2Envelope(mailFrom, rcptTo, nextDomain, flags, newNonce);
  }
}
