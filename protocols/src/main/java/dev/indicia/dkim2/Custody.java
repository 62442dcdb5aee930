package dev.indicia.dkim2;

import dev.indicia.dns.DomainName;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether one hop follows from the one before it (draft §9.2 to §9.4). */
final class Custody {
  private Custody() {}

  /** What is wrong with the hop; null when nothing is. */
  static @Nullable Dkim2Reason problem(ChainSignature hop, @Nullable ChainSignature before) {
    return problem(hop.mailFrom(), hop.domain(), before);
  }

  /**
   * What would be wrong with a hop.
   *
   * @param mailFrom null with {@code nd=}
   * @param before null for the first hop
   */
  static @Nullable Dkim2Reason problem(
      @Nullable EnvelopePath mailFrom, DomainName domain, @Nullable ChainSignature before) {
    // Draft §8.8: d= is the domain of mf= or above it; the null reverse-path has none.
    if (mailFrom != null && !mailFrom.isNull()) {
      Optional<DomainName> sender = mailFrom.domain();
      if (sender.isEmpty() || !sender.get().isAtOrBelow(domain)) {
        return Dkim2Reason.DOMAIN_MISMATCH;
      }
    }
    if (before == null) {
      return null;
    }
    // Draft §8.7: nd= is the next d= exactly.
    if (before.nextDomain() != null) {
      return before.nextDomain().equals(domain) ? null : Dkim2Reason.NEXT_DOMAIN_MISMATCH;
    }
    return follows(mailFrom, domain, before.rcptTo()) ? null : Dkim2Reason.CUSTODY_BROKEN;
  }

  /** Draft §9.4: labels are taken from the left of MAIL FROM's domain until it is a recipient's. */
  private static boolean follows(
      @Nullable EnvelopePath mailFrom, DomainName domain, List<EnvelopePath> recipients) {
    Optional<DomainName> sender = mailFrom == null ? Optional.empty() : mailFrom.domain();
    for (EnvelopePath recipient : recipients) {
      Optional<DomainName> reached = recipient.domain();
      if (reached.isEmpty()) {
        continue;
      }
      // Without a MAIL FROM domain the signer's has to do: it holds a key of the recipient's.
      boolean fits =
          sender.isPresent()
              ? sender.get().isAtOrBelow(reached.get())
              : reached.get().isAtOrBelow(domain) || domain.isAtOrBelow(reached.get());
      if (fits) {
        return true;
      }
    }
    return false;
  }
}
