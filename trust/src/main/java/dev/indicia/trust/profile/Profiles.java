package dev.indicia.trust.profile;

import dev.indicia.dns.DomainName;
import dev.indicia.trust.identity.ProtectedName;
import dev.indicia.trust.identity.ProtectedNames;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * All that was learned, by key. Each entry depends on its own key alone, so that a stream can be
 * divided by keys among several of these. Not thread-safe.
 */
public final class Profiles {
  private static final int FORMAT = 1;
  private static final int ENTRIES_MAX = 100_000_000;

  /** Recipients from which on a name is protected. */
  private static final int NAME_RECIPIENTS = 3;

  /** Characters of an id, an address or another key that count. */
  private static final int KEY_LENGTH_MAX = 1000;

  /** Deliveries that can still be corrected. */
  public static final int LESSONS_MAX = 4096;

  private final Map<String, SenderProfile> senders = new HashMap<>();
  private final Map<String, RecipientProfile> recipients = new HashMap<>();
  private final Map<String, Sightings> signatures = new HashMap<>();
  private final Map<String, Sightings> callbacks = new HashMap<>();
  private final Map<String, NameProfile> names = new HashMap<>();

  private ProtectedNames learned = ProtectedNames.NONE;

  /** The latest deliveries, oldest first. */
  private final Map<String, Lesson> lessons = new LinkedHashMap<>();

  /** What is known of the sender with that Organizational Domain; null for nothing. */
  public @Nullable SenderProfile sender(String domain) {
    return senders.get(domain);
  }

  /** The same, made when it is not there. */
  public SenderProfile senderToLearn(String domain) {
    return senders.computeIfAbsent(domain, d -> new SenderProfile());
  }

  /** What is known of a recipient, or of a domain of recipients as "@DOMAIN"; null for nothing. */
  public @Nullable RecipientProfile recipient(String address) {
    return recipients.get(cut(address));
  }

  /** The same, made when it is not there. */
  public RecipientProfile recipientToLearn(String address) {
    return recipients.computeIfAbsent(cut(address), a -> new RecipientProfile());
  }

  /** Where that signature was seen; null for nowhere. */
  public @Nullable Sightings signature(String hash) {
    return signatures.get(hash);
  }

  /** The same, made when it is not there. */
  public Sightings signatureToLearn(String hash) {
    return signatures.computeIfAbsent(hash, h -> new Sightings());
  }

  /** Where that telephone number or host was seen; null for nowhere. */
  public @Nullable Sightings callback(String value) {
    return callbacks.get(cut(value));
  }

  /** The same, made when it is not there. */
  public Sightings callbackToLearn(String value) {
    return callbacks.computeIfAbsent(cut(value), v -> new Sightings());
  }

  /** Who is called so; null for nobody. */
  public @Nullable NameProfile name(String skeleton) {
    return names.get(skeleton);
  }

  /** The same, made when it is not there. */
  public NameProfile nameToLearn(String skeleton) {
    return names.computeIfAbsent(skeleton, s -> new NameProfile());
  }

  /** The key as it is kept: an endless one, which only a hostile sender writes, is cut. */
  static String cut(String key) {
    return key.length() <= KEY_LENGTH_MAX ? key : key.substring(0, KEY_LENGTH_MAX);
  }

  /** What the delivery of that id could teach; null when it is not kept any more. */
  public @Nullable Lesson lesson(String id) {
    return lessons.get(cut(id));
  }

  /** Keeps what a delivery could teach; the oldest one makes room. */
  public void keep(String id, Lesson lesson) {
    String key = cut(id);
    lessons.remove(key);
    lessons.put(key, lesson);
    if (lessons.size() > LESSONS_MAX) {
      lessons.remove(lessons.keySet().iterator().next());
    }
  }

  /** The names that senders have proven to bear. */
  public ProtectedNames learnedNames() {
    return learned;
  }

  /**
   * Notes that mail of a domain, proven by DKIM, came to that recipient under a name. From the
   * third recipient on the name is protected.
   */
  public void learnName(String name, DomainName domain, int recipient, int day) {
    NameProfile profile = nameToLearn(name);
    int before = profile.recipients(domain.text());
    profile.learn(domain.text(), recipient, day);
    if (before < NAME_RECIPIENTS && profile.recipients(domain.text()) >= NAME_RECIPIENTS) {
      protect(name, domain);
    }
  }

  private void protect(String name, DomainName domain) {
    ProtectedName known = new ProtectedName(name, Set.of(domain), ProtectedName.Kind.LEARNED);
    learned = learned.with(List.of(known));
  }

  private void protectAll() {
    List<ProtectedName> all = new ArrayList<>();
    for (Map.Entry<String, NameProfile> entry : new TreeMap<>(names).entrySet()) {
      UsageTable domains = entry.getValue().domains();
      for (int i = 0; i < domains.size(); i++) {
        UsageTable.Entry use = domains.entry(i);
        if (use.counterparts() >= NAME_RECIPIENTS) {
          DomainName.parse(use.value())
              .ifPresent(domain ->
                  all.add(
                      new ProtectedName(
                          entry.getKey(), Set.of(domain), ProtectedName.Kind.LEARNED)));
        }
      }
    }
    learned = ProtectedNames.of(all);
  }

  /** Every sender with its profile, by domain. */
  public Map<String, SenderProfile> senders() {
    return new TreeMap<>(senders);
  }

  /** Every recipient with its profile, by address, and domains of recipients as "@DOMAIN". */
  public Map<String, RecipientProfile> recipients() {
    return new TreeMap<>(recipients);
  }

  /** Where each signature was seen, by its hash. */
  public Map<String, Sightings> signatures() {
    return new TreeMap<>(signatures);
  }

  /** Where each telephone number and host was seen. */
  public Map<String, Sightings> callbacks() {
    return new TreeMap<>(callbacks);
  }

  /** Who is called so, by name. */
  public Map<String, NameProfile> names() {
    return new TreeMap<>(names);
  }

  /** The deliveries that can still be corrected, by id, oldest first. */
  public Map<String, Lesson> lessons() {
    return new LinkedHashMap<>(lessons);
  }

  /** How much is known. */
  public ProfileCounts counts() {
    long deliveries = 0;
    for (SenderProfile sender : senders.values()) {
      deliveries += sender.deliveries();
    }
    return new ProfileCounts(
        senders.size(),
        deliveries,
        recipients.size(),
        signatures.size(),
        callbacks.size(),
        names.size(),
        lessons.size());
  }

  /**
   * Forgets a sender and its deliveries that could be corrected. Says whether there was one. The
   * name that it bears stays protected.
   */
  public boolean forget(String domain) {
    boolean removed = senders.remove(domain) != null;
    return lessons.values().removeIf(lesson -> lesson.sender().equals(domain)) || removed;
  }

  /** Forgets a recipient. Says whether there was one. */
  public boolean forgetRecipient(String address) {
    return recipients.remove(cut(address)) != null;
  }

  /** Forgets signatures and callbacks not seen since that day. */
  public void forgetBefore(int day) {
    signatures.values().removeIf(s -> s.lastDay() < day);
    callbacks.values().removeIf(s -> s.lastDay() < day);
  }

  /**
   * Adds what others learned. Exact for keys that only one of both knows; what both know is added
   * as their {@code merge} says. The other profiles must not be used any more.
   */
  public void merge(Profiles other) {
    merge(senders, other.senders, SenderProfile::merge);
    merge(recipients, other.recipients, RecipientProfile::merge);
    merge(signatures, other.signatures, Sightings::merge);
    merge(callbacks, other.callbacks, Sightings::merge);
    merge(names, other.names, NameProfile::merge);
    other.lessons.forEach(this::keep);
    protectAll();
  }

  private static <T> void merge(Map<String, T> into, Map<String, T> from, BiConsumer<T, T> adding) {
    from.forEach((key, value) -> {
      T own = into.putIfAbsent(key, value);
      if (own != null) {
        adding.accept(own, value);
      }
    });
  }

  /** Writes everything; the same profiles always give the same octets. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(FORMAT);
    write(senders, SenderProfile::write, out);
    write(recipients, RecipientProfile::write, out);
    write(signatures, Sightings::write, out);
    write(callbacks, Sightings::write, out);
    write(names, NameProfile::write, out);
    out.writeInt(lessons.size());
    for (Map.Entry<String, Lesson> entry : lessons.entrySet()) {
      out.writeUTF(entry.getKey());
      entry.getValue().write(out);
    }
  }

  /**
   * Profiles as {@link #write} wrote them.
   *
   * @throws IOException for anything else; the message says what
   */
  public static Profiles read(DataInput in) throws IOException {
    int format = in.readInt();
    if (format != FORMAT) {
      throw new IOException("profiles of format " + format + ", this version reads " + FORMAT);
    }
    Profiles profiles = new Profiles();
    read(profiles.senders, SenderProfile::read, in);
    read(profiles.recipients, RecipientProfile::read, in);
    read(profiles.signatures, Sightings::read, in);
    read(profiles.callbacks, Sightings::read, in);
    read(profiles.names, NameProfile::read, in);
    read(profiles.lessons, Lesson::read, in);
    profiles.protectAll();
    return profiles;
  }

  private interface Writer<T> {
    void write(T value, DataOutput out) throws IOException;
  }

  private interface Reader<T> {
    T read(DataInput in) throws IOException;
  }

  private static <T> void write(Map<String, T> map, Writer<T> writer, DataOutput out)
      throws IOException {
    out.writeInt(map.size());
    for (Map.Entry<String, T> entry : new TreeMap<>(map).entrySet()) {
      out.writeUTF(entry.getKey());
      writer.write(entry.getValue(), out);
    }
  }

  private static <T> void read(Map<String, T> map, Reader<T> reader, DataInput in)
      throws IOException {
    int size = in.readInt();
    if (size < 0 || size > ENTRIES_MAX) {
      throw new IOException("entries: " + size + ", at most " + ENTRIES_MAX);
    }
    for (int i = 0; i < size; i++) {
      String key = in.readUTF();
      map.put(key, reader.read(in));
    }
  }
}
