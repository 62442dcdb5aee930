package dev.indicia.trust.profile;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What is known of one recipient, or of one domain of recipients: the addresses under which mail
 * for it is written elsewhere, the networks that hand it on, the senders it hears from. Bounded.
 * Not thread-safe.
 */
public final class RecipientProfile {
  /** Other addresses, and networks that hand mail on. */
  public static final int WAYS_MAX = 24;

  /** Senders. */
  public static final int SENDERS_MAX = 64;

  private final UsageTable ways;
  private final UsageTable senders;

  /** An empty profile. */
  public RecipientProfile() {
    this(new UsageTable(WAYS_MAX), new UsageTable(SENDERS_MAX));
  }

  private RecipientProfile(UsageTable ways, UsageTable senders) {
    this.ways = ways;
    this.senders = senders;
  }

  /** "to:ADDRESS" for other addresses, "net:PREFIX" for networks; counterparts are senders. */
  public UsageTable ways() {
    return ways;
  }

  /** Organizational Domains that wrote before; counterparts are templates. */
  public UsageTable senders() {
    return senders;
  }

  /** Notes a way on which proven mail of that sender came. */
  public void learnWay(String way, String sender, int day) {
    ways.use(way, sender.hashCode(), day);
  }

  /** Notes a sender. */
  public void learnSender(String sender, int template, int day) {
    senders.use(sender, template, day);
  }

  /** Day of the latest that was learned of it; 0 for none. */
  int lastDay() {
    return Math.max(ways.lastDay(), senders.lastDay());
  }

  /** Different senders on that way, up to three. */
  public int sendersOn(String way) {
    return ways.counterparts(way);
  }

  /** Whether another sender than that one came on that way. */
  public boolean hasOtherSenderOn(String way, String sender) {
    return ways.hasOther(way, sender.hashCode());
  }

  /** Whether that sender wrote before. */
  public boolean knows(String sender) {
    return senders.times(sender) > 0;
  }

  /** Adds what another profile knows of the same recipient. */
  public void merge(RecipientProfile other) {
    ways.merge(other.ways);
    senders.merge(other.senders);
  }

  void write(DataOutput out) throws IOException {
    ways.write(out);
    senders.write(out);
  }

  static RecipientProfile read(DataInput in) throws IOException {
    return new RecipientProfile(UsageTable.read(in, WAYS_MAX), UsageTable.read(in, SENDERS_MAX));
  }
}
