package dev.indicia.gateway.smtp;

import dev.indicia.dns.IpNetwork;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * From where and for whom copies are taken. Immutable.
 *
 * @param frontEnd how events, metrics and logs name it: {@code journal} or {@code routing}
 * @param networks clients outside of them are turned away instead of greeted
 * @param recipients other addresses are refused; compared without case
 */
public record CopyOptions(String frontEnd, List<IpNetwork> networks, Set<String> recipients) {
  public CopyOptions {
    Objects.requireNonNull(frontEnd, "frontEnd");
    networks = List.copyOf(networks);
    Set<String> lower = new HashSet<>();
    recipients.forEach(recipient -> lower.add(recipient.toLowerCase(Locale.ROOT)));
    recipients = Set.copyOf(lower);
    if (networks.isEmpty() || recipients.isEmpty()) {
      throw new IllegalArgumentException("nobody could send anything");
    }
  }
}
