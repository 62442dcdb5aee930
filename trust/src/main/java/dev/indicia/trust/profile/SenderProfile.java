package dev.indicia.trust.profile;

import static java.util.Comparator.comparingInt;

import dev.indicia.trust.template.Families;
import dev.indicia.trust.template.PhraseTable;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one sender: an Organizational Domain that was proven. Bounded: at most 110 KiB,
 * where all its tables are full and all their texts as long as can be. Not thread-safe.
 */
public final class SenderProfile {
  /** Ways of one sender that are kept: networks, envelope domains, selectors, names of hosts. */
  public static final int PATHWAYS_MAX = 48;

  /** Accused texts that wait to be adopted. */
  public static final int WAITING_MAX = 16;

  /** Hosts that the sender links to, and telephone numbers that it gives. */
  public static final int HOSTS_MAX = 48;

  /** Deliveries beyond which authors are not estimated any more. */
  private static final int AUTHORS_COUNTED = 200;

  /** Deliveries over which averages run. */
  private static final int AVERAGE_OVER = 50;

  private final PhraseTable phrases;
  private final SlotTable slots;
  private final Families families;
  private final UsageTable pathways;
  private final UsageTable hosts;
  private final Map<Integer, Sightings> waiting = new TreeMap<>();
  private final Bearing bearing = new Bearing();
  private int deliveries;
  private int dkimAligned;
  private double knownPart;
  private long recipientMarks;
  private long authorMarks;
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
    return estimate(recipientMarks);
  }

  /** Different author addresses, likewise. */
  public int authors() {
    return estimate(authorMarks);
  }

  /** Whether many people write at the domain, as at free mail's; null is nobody. */
  public static boolean isPersonal(@Nullable SenderProfile sender) {
    return sender != null && sender.authors() * 2 > Math.min(sender.deliveries(), AUTHORS_COUNTED);
  }

  /** How many values set those bits of 64 (linear counting). */
  private static int estimate(long marks) {
    int ones = Long.bitCount(marks);
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

  /** Day of the latest delivery, accused ones included; 0 for none. */
  int metOn() {
    int day = lastDay();
    for (Sightings seen : waiting.values()) {
      day = Math.max(day, seen.lastDay());
    }
    return day;
  }

  /** Part of the words of its mail that were known as its own, on the average; 0 to 1. */
  public double knownPart() {
    return deliveries == 0 ? 0 : knownPart;
  }

  /**
   * Notes one delivery that nothing speaks against.
   *
   * @param known part of its words that was known
   * @param author of the message, as a mark
   */
  public void learn(boolean dkim, double known, int author, int recipient, int day) {
    average(known, 1);
    days = deliveries == 0 ? Usage.days(day, day) : Usage.until(days, day);
    deliveries++;
    dkimAligned += dkim ? 1 : 0;
    int bit = recipient * 0x9e3779b1 >>> 26;
    recipientMarks |= 1L << bit;
    authorMarks |= 1L << (author * 0x9e3779b1 >>> 26);
  }

  /** Averages weigh by deliveries, older ones less and less. */
  private void average(double known, int ofDeliveries) {
    int here = Math.min(deliveries, AVERAGE_OVER - 1);
    int there = Math.min(ofDeliveries, AVERAGE_OVER - 1);
    if (there > 0) {
      knownPart = (knownPart * here + known * there) / (here + there);
    }
  }

  /** Notes one way that a delivery took. */
  public void learnPathway(String way, int recipient, int day) {
    pathways.use(way, recipient, day);
  }

  /** Notes one organization that the sender's own words link to. */
  public void learnHost(String host, int recipient, int day) {
    hosts.use(host, recipient, day);
  }

  /** Notes that an accused text came to that recipient. */
  public void await(int text, int recipient, int organization, int day) {
    waitingFor(text).see(recipient, organization, true, day);
  }

  private Sightings waitingFor(int text) {
    Sightings seen = waiting.get(text);
    if (seen == null) {
      if (waiting.size() == WAITING_MAX) {
        waiting.remove(Collections.min(waiting.keySet(), comparingInt(this::lastDayOf)));
      }
      seen = new Sightings();
      waiting.put(text, seen);
    }
    return seen;
  }

  private int lastDayOf(int text) {
    Sightings seen = waiting.get(text);
    return seen == null ? 0 : seen.lastDay();
  }

  /** A copy of where an accused text was seen; empty for one that was not. */
  public Sightings waiting(int text) {
    Sightings seen = new Sightings();
    Sightings before = waiting.get(text);
    if (before != null) {
      seen.merge(before);
    }
    return seen;
  }

  /** Notes that mail proven by DKIM came to that recipient: the sender bears its name. */
  public void learnName(int recipient, int day) {
    bearing.see(recipient, day);
  }

  /**
   * Day on which the third recipient had mail of it that was proven by DKIM: from the next one on
   * its name is protected. -1 before.
   */
  public int namedOn() {
    return bearing.day();
  }

  /** Adds what another profile knows of the same sender. */
  public void merge(SenderProfile other) {
    phrases.merge(other.phrases);
    slots.merge(other.slots);
    families.merge(other.families);
    pathways.merge(other.pathways);
    hosts.merge(other.hosts);
    other.waiting.forEach((text, seen) -> waitingFor(text).merge(seen));
    bearing.merge(other.bearing);
    if (other.deliveries > 0) {
      days =
          deliveries == 0
              ? other.days
              : Usage.until(Usage.until(days, other.firstDay()), other.lastDay());
    }
    average(other.knownPart, other.deliveries);
    deliveries += other.deliveries;
    dkimAligned += other.dkimAligned;
    recipientMarks |= other.recipientMarks;
    authorMarks |= other.authorMarks;
  }

  void write(DataOutput out) throws IOException {
    phrases.write(out);
    slots.write(out);
    families.write(out);
    pathways.write(out);
    hosts.write(out);
    out.writeInt(deliveries);
    out.writeInt(dkimAligned);
    out.writeDouble(knownPart);
    out.writeLong(recipientMarks);
    out.writeLong(authorMarks);
    out.writeInt(days);
    bearing.write(out);
    out.writeByte(waiting.size());
    for (Map.Entry<Integer, Sightings> entry : waiting.entrySet()) {
      out.writeInt(entry.getKey());
      entry.getValue().write(out);
    }
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
    profile.knownPart = in.readDouble();
    profile.recipientMarks = in.readLong();
    profile.authorMarks = in.readLong();
    profile.days = in.readInt();
    profile.bearing.read(in);
    int waits = in.readUnsignedByte();
    if (waits > WAITING_MAX) {
      throw new IOException("texts that wait: " + waits + ", at most " + WAITING_MAX);
    }
    for (int i = 0; i < waits; i++) {
      int text = in.readInt();
      profile.waiting.put(text, Sightings.read(in));
    }
    return profile;
  }
}
