package dev.indicia.benchmarks;

import dev.indicia.trust.profile.Profiles;
import dev.indicia.trust.profile.SenderProfile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What is learned of senders, in octets of heap that are left after a collection. */
final class StateSize {
  private static final int COLLECTIONS = 3;
  private static final int COPIES = 200;

  /** One sender's profile alone, as octets. */
  private record Written(byte[] octets) {
    static Written of(String domain, SenderProfile profile) throws IOException {
      Profiles alone = new Profiles();
      alone.senderToLearn(domain).merge(profile);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      alone.write(new DataOutputStream(out));
      return new Written(out.toByteArray());
    }

    SenderProfile read(String domain) throws IOException {
      Profiles alone = Profiles.read(new DataInputStream(new ByteArrayInputStream(octets)));
      return alone.senderToLearn(domain);
    }
  }

  private final List<Map.Entry<String, Written>> senders = new ArrayList<>();

  /** The senders of those profiles, the smallest first. */
  StateSize(Profiles profiles) throws IOException {
    for (Map.Entry<String, SenderProfile> sender : profiles.senders().entrySet()) {
      senders.add(Map.entry(sender.getKey(), Written.of(sender.getKey(), sender.getValue())));
    }
    senders.sort(Comparator.comparingInt(sender -> sender.getValue().octets().length));
  }

  int senders() {
    return senders.size();
  }

  /** Octets of the sender that so many in a hundred are smaller than. */
  double percentile(int percent) throws IOException {
    return heap(senders.subList(at(percent), at(percent) + 1), COPIES);
  }

  /** Octets of a sender on the average. */
  double mean() throws IOException {
    return heap(senders, COPIES);
  }

  /**
   * Octets of so many senders in one {@link Profiles}, each like the one that so many in a hundred
   * are smaller than.
   */
  static double together(SenderProfile sender, int count) throws IOException {
    long before = used();
    Profiles profiles = new Profiles();
    for (int i = 0; i < count; i++) {
      profiles.senderToLearn("sender" + i + ".example").merge(sender);
    }
    long after = used();
    if (profiles.counts().senders() != count) {
      throw new AssertionError("senders are missing");
    }
    return after - before;
  }

  /** The profile that so many in a hundred are smaller than. */
  SenderProfile profile(int percent) throws IOException {
    Map.Entry<String, Written> sender = senders.get(at(percent));
    return sender.getValue().read(sender.getKey());
  }

  private int at(int percent) {
    return Math.min(senders.size() - 1, senders.size() * percent / 100);
  }

  private static double heap(List<Map.Entry<String, Written>> some, int least) throws IOException {
    int rounds = (least + some.size() - 1) / some.size();
    List<SenderProfile> copies = new ArrayList<>(rounds * some.size());
    long before = used();
    for (int i = 0; i < rounds; i++) {
      for (Map.Entry<String, Written> sender : some) {
        copies.add(sender.getValue().read(sender.getKey()));
      }
    }
    double octets = (double) (used() - before) / copies.size();
    copies.clear();
    return octets;
  }

  /** Heap in use after collections. */
  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
