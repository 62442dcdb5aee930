package dev.indicia.message;

import dev.indicia.dns.DomainName;
import java.util.List;
import java.util.Optional;

/**
 * Every mailbox that a message names as its author (RFC 5322 §3.6.2), and whatever makes that
 * doubtful. Immutable.
 *
 * @param mailboxes of all From fields, in order, those of groups too (RFC 6854 §1)
 * @param fromFieldCount number of From fields; the standard asks for exactly one (RFC 5322 §3.6)
 * @param findings what is unusual, hidden or ambiguous
 */
public record Authors(List<Mailbox> mailboxes, int fromFieldCount, List<AuthorFinding> findings) {
  public Authors {
    mailboxes = List.copyOf(mailboxes);
    findings = List.copyOf(findings);
  }

  /** These mailboxes, of one From field, with nothing unusual. */
  public Authors(List<Mailbox> mailboxes) {
    this(mailboxes, 1, List.of());
  }

  /** The authors of the message. Never fails; time is linear in the size of the header section. */
  public static Authors of(Message message) {
    return new AuthorReader(message).run();
  }

  /**
   * The Author Domain (RFC 9989 §3.2.2), when all mailboxes share one and each has one. There may
   * be several From fields, and findings that make it doubtful.
   */
  public Optional<DomainName> authorDomain() {
    DomainName domain = null;
    for (Mailbox mailbox : mailboxes) {
      DomainName other = mailbox.domain();
      if (other == null || (domain != null && !domain.equals(other))) {
        return Optional.empty();
      }
      domain = other;
    }
    return Optional.ofNullable(domain);
  }

  /** Whether that anomaly was found. */
  public boolean has(AuthorAnomaly anomaly) {
    for (AuthorFinding finding : findings) {
      if (finding.anomaly() == anomaly) {
        return true;
      }
    }
    return false;
  }

  /** Whether an anomaly of that kind was found. */
  public boolean has(AuthorAnomaly.Kind kind) {
    for (AuthorFinding finding : findings) {
      if (finding.anomaly().kind() == kind) {
        return true;
      }
    }
    return false;
  }
}
