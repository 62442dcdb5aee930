package dev.indicia.trust.profile;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Who has proven to be called so: the Organizational Domains whose mail showed one name. Bounded.
 * Not thread-safe.
 */
public final class NameProfile {
  /** Domains kept for one name. */
  public static final int DOMAINS_MAX = 6;

  private final UsageTable domains;

  /** An empty profile. */
  public NameProfile() {
    this(new UsageTable(DOMAINS_MAX));
  }

  private NameProfile(UsageTable domains) {
    this.domains = domains;
  }

  /** The domains; counterparts are recipients. */
  public UsageTable domains() {
    return domains;
  }

  /** Notes that a domain proven by DKIM showed the name to that recipient. */
  public void learn(String domain, int recipient, int day) {
    domains.use(domain, recipient, day);
  }

  /** Different recipients to whom that domain showed the name, up to three. */
  public int recipients(String domain) {
    return domains.counterparts(domain);
  }

  /** Adds what another profile knows of the same name. */
  public void merge(NameProfile other) {
    domains.merge(other.domains);
  }

  void write(DataOutput out) throws IOException {
    domains.write(out);
  }

  static NameProfile read(DataInput in) throws IOException {
    return new NameProfile(UsageTable.read(in, DOMAINS_MAX));
  }
}
