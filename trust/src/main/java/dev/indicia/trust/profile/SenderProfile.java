package dev.indicia.trust.profile;

import dev.indicia.trust.template.Families;
import dev.indicia.trust.template.PhraseTable;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What is known of one sender: an Organizational Domain that was proven. Bounded: at most 64 KiB.
 * Not thread-safe.
 */
public final class SenderProfile {
  /** Ways of one sender that are kept: networks, envelope domains, selectors, names of hosts. */
  public static final int PATHWAYS_MAX = 48;

  /** Names of hosts that the sender's own words link to. */
  public static final int HOSTS_MAX = 32;

  private final PhraseTable phrases;
  private final SlotTable slots;
  private final Families families;
  private final UsageTable pathways;
  private final UsageTable hosts;
  private int deliveries;
  private int dkimAligned;
  private long recipientMarks;
  private int days;

  /** An empty profile. */
  public SenderProfile() {
    this(
        new PhraseTable(),
        new SlotTable(),
        new Families(),
        new UsageTable(PATHWAYS_MAX),
        new UsageTable(HOSTS_MAX));
  }

  private SenderProfile(
      PhraseTable phrases,
      SlotTable slots,
      Families families,
      UsageTable pathways,
      UsageTable hosts) {
    this.phrases = phrases;
    this.slots = slots;
    this.families = families;
    this.pathways = pathways;
    this.hosts = hosts;
  }

  /** The sender's phrases. */
  public PhraseTable phrases() {
    return phrases;
  }

  /** What its slots held. */
  public SlotTable slots() {
    return slots;
  }

  /** Its templates. */
  public Families families() {
    return families;
  }

  /** The ways its mail comes, as "net:192.0.2.0/24", "env:bounce.a.example", "key:a.example/s1". */
  public UsageTable pathways() {
    return pathways;
  }

  /** The organizations that its own words link to. */
  public UsageTable hosts() {
    return hosts;
  }

  /** Deliveries learned from. */
  public int deliveries() {
    return deliveries;
  }

  /** Deliveries of them with an aligned DKIM signature that passes. */
  public int dkimAligned() {
    return dkimAligned;
  }

  /** Different recipients: exact for a few, an estimate for many; at most 200. */
  public int recipients() {
    int ones = Long.bitCount(recipientMarks);
    return ones >= 63 ? 200 : (int) Math.round(-64 * Math.log(1 - ones / 64.0));
  }

  /** Day of the first delivery, in days since 1970; 0 when there was none. */
  public int firstDay() {
    return Usage.first(days);
  }

  /** Day of the latest delivery. */
  public int lastDay() {
    return Usage.last(days);
  }

  /** Notes one delivery that nothing speaks against. */
  public void learn(boolean dkim, int recipient, int day) {
    days = deliveries == 0 ? Usage.days(day, day) : Usage.until(days, day);
    deliveries++;
    dkimAligned += dkim ? 1 : 0;
    int bit = recipient * 0x9e3779b1 >>> 26;
    recipientMarks |= 1L << bit;
  }

  /** Notes one way that a delivery took. */
  public void learnPathway(String way, int recipient, int day) {
    pathways.use(way, recipient, day);
  }

  /** Notes one organization that the sender's own words link to. */
  public void learnHost(String host, int recipient, int day) {
    hosts.use(host, recipient, day);
  }

  /** Adds what another profile knows of the same sender. */
  public void merge(SenderProfile other) {
    phrases.merge(other.phrases);
    slots.merge(other.slots);
    families.merge(other.families);
    pathways.merge(other.pathways);
    hosts.merge(other.hosts);
    if (other.deliveries > 0) {
      days =
          deliveries == 0
              ? other.days
              : Usage.until(Usage.until(days, other.firstDay()), other.lastDay());
    }
    deliveries += other.deliveries;
    dkimAligned += other.dkimAligned;
    recipientMarks |= other.recipientMarks;
  }

  void write(DataOutput out) throws IOException {
    phrases.write(out);
    slots.write(out);
    families.write(out);
    pathways.write(out);
    hosts.write(out);
    out.writeInt(deliveries);
    out.writeInt(dkimAligned);
    out.writeLong(recipientMarks);
    out.writeInt(days);
  }

  static SenderProfile read(DataInput in) throws IOException {
    SenderProfile profile =
        new SenderProfile(
            PhraseTable.read(in),
            SlotTable.read(in),
            Families.read(in),
            UsageTable.read(in, PATHWAYS_MAX),
            UsageTable.read(in, HOSTS_MAX));
    profile.deliveries = in.readInt();
    profile.dkimAligned = in.readInt();
    profile.recipientMarks = in.readLong();
    profile.days = in.readInt();
    return profile;
  }
}
