package dev.indicia.conformance;

import dev.indicia.dns.Zone;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Hosts, domains and keys of the second world. Networks are those of RFC 2544 and RFC 3849. */
final class WorldNet {
  private static final String FIELDS = "from:to:subject:date:message-id:mime-version:content-type";
  private static final int KEYS = 5;

  /** A machine. */
  record Host(String ip, String name) {}

  private final Zone.Builder zone = Zone.builder();
  private final List<CaseSigner> signers = new ArrayList<>();
  private final Map<String, CaseSigner> keys = new HashMap<>();
  private int networks;

  WorldNet() throws GeneralSecurityException {
    for (int i = 0; i < KEYS; i++) {
      signers.add(CaseSigner.rsa(1024));
    }
  }

  /** A network that nobody has yet. */
  int network() {
    return networks++;
  }

  /** How an SPF record names the network. */
  String spf(int network) {
    return network % 5 == 4 ? "ip6:" + prefix(network) + ":/48" : "ip4:" + prefix(network) + "0/24";
  }

  private static String prefix(int network) {
    return network % 5 == 4
        ? "2001:db8:" + Integer.toHexString(network + 1) + ":"
        : "198." + (18 + network / 256) + "." + network % 256 + ".";
  }

  /** A machine in that network whose name and address lead to each other. */
  Host host(int network, int number, String name) {
    Host host = nameless(network, number, name);
    zone.address(name, host.ip());
    if (!host.ip().contains(":")) {
      String[] octets = host.ip().split("\\.", -1);
      zone.ptr(
          octets[3] + "." + octets[2] + "." + octets[1] + "." + octets[0] + ".in-addr.arpa", name);
    }
    return host;
  }

  /** A machine of which the DNS knows nothing. */
  Host nameless(int network, int number, String name) {
    boolean six = network % 5 == 4;
    return new Host(prefix(network) + (six ? ":" + number : String.valueOf(number)), name);
  }

  /** Publishes SPF, unless empty, and a DMARC policy, unless empty. */
  void domain(String domain, String spf, String policy) {
    if (!spf.isEmpty()) {
      zone.txt(domain, "v=spf1 " + spf);
    }
    if (!policy.isEmpty()) {
      zone.txt("_dmarc." + domain, "v=DMARC1; p=" + policy);
    }
  }

  void key(String domain, String selector) {
    CaseSigner signer = signers.get(keys.size() % KEYS);
    keys.put(selector + "." + domain, signer);
    zone.txt(selector + "._domainkey." + domain, signer.record());
  }

  /**
   * The message with one more signature.
   *
   * @param covered octets of the body that are signed; -1 for all, without a limit
   */
  String sign(String message, String domain, String selector, Instant at, int covered)
      throws GeneralSecurityException {
    CaseSigner signer = keys.get(selector + "." + domain);
    signer.with("t", String.valueOf(at.getEpochSecond()));
    if (covered >= 0) {
      // A signer of its own: the tag stays with it.
      CaseSigner limited = CaseSigner.rsa(1024).with("l", String.valueOf(covered));
      String own = selector + covered;
      zone.txt(own + "._domainkey." + domain, limited.record());
      return limited.sign(message, domain, own, FIELDS);
    }
    return signer.sign(message, domain, selector, FIELDS);
  }

  Zone zone() {
    return zone.build();
  }

  /** What identifies a message. */
  static String messageId(long number, String domain) {
    return String.format(Locale.ROOT, "<%x.%d@%s>", number * 2654435761L, number, domain);
  }
}
