package dev.indicia.trust;

import dev.indicia.dns.DomainName;
import dev.indicia.dns.IpAddress;
import dev.indicia.message.SmtpSession;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which domains are the receiver's own, and whether a client is outside. */
final class OwnDomain {
  private OwnDomain() {}

  /** The own domain that this name is, or is below. */
  static Optional<DomainName> holding(DomainName name, SmtpSession session, JudgeOptions options) {
    Set<DomainName> own = options.ownDomains();
    if (own.isEmpty()) {
      own =
          session.rcptTo().stream()
              .map(recipient -> recipient.substring(recipient.lastIndexOf('@') + 1))
              .map(DomainName::parse)
              .flatMap(Optional::stream)
              .collect(Collectors.toSet());
    }
    return own.stream().filter(name::isAtOrBelow).findFirst();
  }

  static boolean isOutside(@Nullable IpAddress client) {
    return client != null && !client.isInternal();
  }
}
