package dev.indicia.gateway.outbound;

import dev.indicia.dns.IpAddress;
import dev.indicia.dns.IpNetwork;
import dev.indicia.gateway.Transaction;
import java.util.List;
import java.util.Set;

/**
 * Which mail is that of our own users: from whoever authenticated, from our own networks, or over a
 * listener for submission. Immutable.
 *
 * @param networks addresses whose mail is ours
 * @param listeners the mail system's names for listeners whose mail is ours
 */
public record OwnMail(List<IpNetwork> networks, Set<String> listeners) {
  /** Of whoever authenticated, and nobody else. */
  public static final OwnMail AUTHENTICATED = new OwnMail(List.of(), Set.of());

  public OwnMail {
    networks = List.copyOf(networks);
    listeners = Set.copyOf(listeners);
  }

  /** Whether the message is one of our own users. */
  public boolean includes(Transaction transaction) {
    String user = transaction.client().authenticated();
    String listener = transaction.client().listener();
    IpAddress client = transaction.session().clientIp();
    return user != null && !user.isEmpty()
        || listener != null && listeners.contains(listener)
        || client != null && networks.stream().anyMatch(network -> network.contains(client));
  }
}
