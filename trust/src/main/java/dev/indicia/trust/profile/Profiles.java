package dev.indicia.trust.profile;

import dev.indicia.trust.identity.ProtectedNames;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All that was learned, by key. Each entry depends on its own key alone, so that profiles can be
 * {@link #divided} among workers that {@link #extract} what a delivery needs and {@link #merge}
 * what it teaches. Between receivers the same goes by {@link #take}. What is written names every
 * entry in one order. Not thread-safe.
 */
public final class Profiles {
  private static final int FORMAT = 2;
  private static final int ENTRIES_MAX = 100_000_000;

  /** Other receivers whose lessons are taken. */
  public static final int ORIGINS_MAX = 1000;

  /** Characters of an id, an address or another key that count. */
  private static final int KEY_LENGTH_MAX = 1000;

  /** Deliveries that can still be corrected. */
  public static final int LESSONS_MAX = 4096;

  private final Map<String, SenderProfile> senders = new HashMap<>();
  private final Map<String, RecipientProfile> recipients = new HashMap<>();
  private final Map<String, Sightings> signatures = new HashMap<>();
  private final Map<String, Sightings> callbacks = new HashMap<>();

  /** Number of the last lessons taken from each other receiver. */
  private final Map<String, Long> taken = new HashMap<>();

  private final NamesLearned names = new NamesLearned();

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

  /**
   * The names that senders have proven to bear: by DKIM, to three recipients, on days before that
   * one. Once names of a day were given, those of a day before it are not taken back.
   */
  public ProtectedNames learnedNames(int day) {
    return names.until(day);
  }

  /** Notes that mail of a domain, proven by DKIM, came to that recipient. */
  public void learnName(String domain, int recipient, int day) {
    SenderProfile sender = senderToLearn(domain);
    int before = sender.namedOn();
    sender.learnName(recipient, day);
    names.note(domain, before, sender.namedOn());
  }

  /** Notes names that others found, as broadcast among workers: domains, and since which day. */
  public void learnNames(Map<String, Integer> namedOn) {
    namedOn.forEach((domain, day) -> names.note(domain, -1, day));
  }

  /** The names that this part found, on which days: what its neighbours have to be told. */
  public Map<String, Integer> namedOn() {
    Map<String, Integer> named = new TreeMap<>();
    senders.forEach((domain, sender) -> {
      if (sender.namedOn() >= 0) {
        named.put(domain, sender.namedOn());
      }
    });
    return named;
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
        senders.values().stream().filter(s -> s.namedOn() >= 0).count(),
        lessons.size());
  }

  /**
   * Forgets a sender, its name, and its deliveries that could be corrected. Says whether there was
   * one.
   */
  public boolean forget(String domain) {
    boolean removed = senders.remove(domain) != null;
    names.forget(domain);
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
   * The entries of those keys, as far as they are known: what judging a delivery asks for. They are
   * shared with this, and not copied; {@link #write} and {@link #read} make copies.
   */
  public Profiles extract(Collection<ProfileKey> keys) {
    Profiles found = new Profiles();
    for (ProfileKey key : keys) {
      String value = key.value();
      switch (key.kind()) {
        case SENDER -> put(value, senders, found.senders);
        case RECIPIENT -> put(value, recipients, found.recipients);
        case SIGNATURE -> put(value, signatures, found.signatures);
        case CALLBACK -> put(value, callbacks, found.callbacks);
      }
    }
    return found;
  }

  private static <T> void put(String key, Map<String, T> from, Map<String, T> to) {
    T value = from.get(key);
    if (value != null) {
      to.put(key, value);
    }
  }

  /**
   * Everything, divided by keys among so many workers. Deliveries that can be corrected go with
   * their sender. These profiles must not be used any more.
   */
  public List<Profiles> divided(int parts) {
    List<Profiles> all = new ArrayList<>(parts);
    for (int i = 0; i < parts; i++) {
      all.add(new Profiles());
    }
    divide(senders, ProfileKey.Kind.SENDER, all, p -> p.senders);
    divide(recipients, ProfileKey.Kind.RECIPIENT, all, p -> p.recipients);
    divide(signatures, ProfileKey.Kind.SIGNATURE, all, p -> p.signatures);
    divide(callbacks, ProfileKey.Kind.CALLBACK, all, p -> p.callbacks);
    lessons.forEach((id, lesson) -> {
      ProfileKey key = new ProfileKey(ProfileKey.Kind.SENDER, lesson.sender());
      all.get(key.part(parts)).keep(id, lesson);
    });
    all.forEach(Profiles::nameAll);
    return all;
  }

  private static <T> void divide(
      Map<String, T> from,
      ProfileKey.Kind kind,
      List<Profiles> all,
      Function<Profiles, Map<String, T>> map) {
    from.forEach((key, value) ->
        map.apply(all.get(new ProfileKey(kind, key).part(all.size()))).put(key, value));
  }

  /** What became of lessons of another receiver. */
  public enum Taking {
    /** They were added. */
    TAKEN,
    /** They had been taken before, and nothing changed. */
    KNOWN,
    /** Others of that receiver come first, and nothing changed. */
    EARLY
  }

  /**
   * Adds what another receiver learned since it last said so, once, however often it is brought.
   * Lessons of different receivers may come in any order.
   *
   * @param origin which receiver: stable, and its own
   * @param number 1 for its first lessons, and one more each time
   * @param lessons what it learned itself since the number before; not to be used any more
   * @throws IllegalArgumentException for a number below 1, or more than {@link #ORIGINS_MAX}
   *     receivers
   */
  public Taking take(String origin, long number, Profiles lessons) {
    String from = cut(origin);
    long last = taken.getOrDefault(from, 0L);
    if (number < 1 || (last == 0 && taken.size() >= ORIGINS_MAX)) {
      throw new IllegalArgumentException("lessons " + number + " of " + origin);
    }
    if (number != last + 1) {
      return number <= last ? Taking.KNOWN : Taking.EARLY;
    }
    merge(lessons);
    taken.put(from, number);
    return Taking.TAKEN;
  }

  /**
   * Adds what others learned: the sum, as if all had been learned here, as far as no table is full.
   * The other profiles must not be used any more.
   */
  public void merge(Profiles other) {
    for (String domain : other.senders.keySet()) {
      SenderProfile own = senders.get(domain);
      int before = own == null ? -1 : own.namedOn();
      merge(domain, senders, other.senders, SenderProfile::merge);
      names.note(domain, before, senderToLearn(domain).namedOn());
    }
    merge(recipients, other.recipients, RecipientProfile::merge);
    merge(signatures, other.signatures, Sightings::merge);
    merge(callbacks, other.callbacks, Sightings::merge);
    other.lessons.forEach(this::keep);
    other.taken.forEach((origin, number) -> taken.merge(origin, number, Math::max));
  }

  private static <T> void merge(Map<String, T> into, Map<String, T> from, BiConsumer<T, T> adding) {
    for (String key : from.keySet()) {
      merge(key, into, from, adding);
    }
  }

  private static <T> void merge(
      String key, Map<String, T> into, Map<String, T> from, BiConsumer<T, T> adding) {
    T value = from.get(key);
    T own = into.putIfAbsent(key, value);
    if (own != null) {
      adding.accept(own, value);
    }
  }

  private void nameAll() {
    senders.forEach((domain, sender) -> names.note(domain, -1, sender.namedOn()));
  }

  /** Writes everything; the same profiles always give the same octets. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(FORMAT);
    write(senders, SenderProfile::write, out);
    write(recipients, RecipientProfile::write, out);
    write(signatures, Sightings::write, out);
    write(callbacks, Sightings::write, out);
    write(taken, (number, to) -> to.writeLong(number), out);
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
    read(profiles.taken, DataInput::readLong, in);
    read(profiles.lessons, Lesson::read, in);
    profiles.nameAll();
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
