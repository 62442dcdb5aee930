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
import org.jspecify.annotations.Nullable;

/**
 * All that was learned, by key. Each entry depends on its own key alone, so that profiles can be
 * {@link #divided} among workers that {@link #extract} what a delivery needs and {@link #merge}
 * what it teaches. Between receivers the same goes by {@link #take}. What is written names every
 * entry in one order. Not thread-safe.
 */
public final class Profiles {
  private static final int FORMAT = 5;
  private static final int ENTRIES_MAX = 100_000_000;

  /** Other receivers whose lessons are taken. */
  public static final int ORIGINS_MAX = 1000;

  /** Characters of an id, an address or another key that count. */
  private static final int KEY_LENGTH_MAX = 1000;

  /** Deliveries that can still be corrected. */
  public static final int LESSONS_MAX = 4096;

  /** Days after which signatures and senders met only now and then are forgotten. */
  public static final int SELDOM_DAYS = 90;

  /** Days after which everything else is forgotten, unless it was met again. */
  public static final int UNUSED_DAYS = 400;

  /** Deliveries up to which a sender without a learned name was met only now and then. */
  public static final int SELDOM_DELIVERIES = 10;

  /** Days between two looks for what is to be forgotten. */
  public static final int FORGETTING_DAYS = 7;

  private final Shelf<SenderProfile> senders =
      new Shelf<>(
          new Shelf.Form<>(
              SenderProfile::new,
              SenderProfile::write,
              SenderProfile::read,
              SenderProfile::merge,
              Profiles::keptUntil,
              SenderProfile::deliveries));
  private final Shelf<RecipientProfile> recipients =
      new Shelf<>(
          new Shelf.Form<>(
              RecipientProfile::new,
              RecipientProfile::write,
              RecipientProfile::read,
              RecipientProfile::merge,
              recipient -> recipient.lastDay() + UNUSED_DAYS,
              recipient -> 0));
  private final Map<String, Sightings> signatures = new HashMap<>();
  private final Map<String, Sightings> callbacks = new HashMap<>();

  /** Number of the last lessons taken from each other receiver. */
  private final Map<String, Long> taken = new HashMap<>();

  private final NamesLearned names = new NamesLearned();

  /** Senders whose name was learned, and on which day. */
  private final Map<String, Integer> named = new TreeMap<>();

  /** The day it is, as far as deliveries have told, in days since 1970; 0 for none yet. */
  private int today;

  /** The latest deliveries, oldest first. */
  private final Map<String, Lesson> lessons = new LinkedHashMap<>();

  /** What is known of the sender with that Organizational Domain; null for nothing. */
  public @Nullable SenderProfile sender(String domain) {
    return senders.get(domain);
  }

  /** The same, made when it is not there. */
  public SenderProfile senderToLearn(String domain) {
    return senders.getOrMake(domain);
  }

  /** What is known of a recipient, or of a domain of recipients as "@DOMAIN"; null for nothing. */
  public @Nullable RecipientProfile recipient(String address) {
    return recipients.get(cut(address));
  }

  /** The same, made when it is not there. */
  public RecipientProfile recipientToLearn(String address) {
    return recipients.getOrMake(cut(address));
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
    name(domain, before, sender.namedOn());
  }

  private void name(String domain, int before, int day) {
    names.note(domain, before, day);
    if (day >= 0) {
      named.put(domain, day);
    }
  }

  /** Notes names that others found, as broadcast among workers: domains, and since which day. */
  public void learnNames(Map<String, Integer> namedOn) {
    namedOn.forEach((domain, day) -> names.note(domain, -1, day));
  }

  /** The names that this part found, on which days: what its neighbours have to be told. */
  public Map<String, Integer> namedOn() {
    return new TreeMap<>(named);
  }

  /** Every sender with its profile, by domain; all of them in memory at once. */
  public Map<String, SenderProfile> senders() {
    Map<String, SenderProfile> all = new TreeMap<>();
    senders.forEach(all::put);
    return all;
  }

  /** Every sender in the order of domains, one after the other. */
  public void forEachSender(BiConsumer<String, SenderProfile> action) {
    senders.forEach(action);
  }

  /** Every recipient in the order of addresses, and domains of recipients as "@DOMAIN". */
  public void forEachRecipient(BiConsumer<String, RecipientProfile> action) {
    recipients.forEach(action);
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
    return new ProfileCounts(
        senders.size(),
        senders.deliveries(),
        recipients.size(),
        signatures.size(),
        callbacks.size(),
        named.size(),
        lessons.size());
  }

  /**
   * Forgets a sender, its name, and its deliveries that could be corrected. Says whether there was
   * one.
   */
  public boolean forget(String domain) {
    boolean removed = senders.remove(domain);
    names.forget(domain);
    named.remove(domain);
    return lessons.values().removeIf(lesson -> lesson.sender().equals(domain)) || removed;
  }

  /** Forgets a recipient. Says whether there was one. */
  public boolean forgetRecipient(String address) {
    return recipients.remove(cut(address));
  }

  /**
   * Notes that a delivery came on that day, and forgets at the begin of every {@value
   * #FORGETTING_DAYS} days what is too old, so that memory does not grow with all mail that ever
   * came: signatures, and senders of up to {@value #SELDOM_DELIVERIES} deliveries without a learned
   * name, after {@value #SELDOM_DAYS} days; recipients, callbacks and other senders, with their
   * names, after {@value #UNUSED_DAYS}. Those who divide the work broadcast the day.
   *
   * <p>One delivery takes the day forward by one day at most: a single wrong date, years ahead,
   * must not make everything old.
   *
   * @param day in days since 1970
   */
  public void pass(int day) {
    int before = today;
    today = before == 0 ? day : Math.max(before, Math.min(day, before + 1));
    if (before == 0 || before / FORGETTING_DAYS == today / FORGETTING_DAYS) {
      return;
    }
    signatures.values().removeIf(s -> s.lastDay() + SELDOM_DAYS < today);
    callbacks.values().removeIf(s -> s.lastDay() + UNUSED_DAYS < today);
    recipients.forget(today);
    for (String domain : senders.forget(today)) {
      names.forget(domain);
      named.remove(domain);
    }
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

  private static <T> void put(String key, Shelf<T> from, Shelf<T> to) {
    T value = from.get(key);
    if (value != null) {
      to.put(key, value);
    }
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
    senders.forEach((domain, sender) -> {
      Profiles part = part(all, ProfileKey.Kind.SENDER, domain);
      part.senders.put(domain, sender);
      part.name(domain, -1, sender.namedOn());
    });
    recipients.forEach(
        (key, value) -> part(all, ProfileKey.Kind.RECIPIENT, key).recipients.put(key, value));
    signatures.forEach(
        (key, value) -> part(all, ProfileKey.Kind.SIGNATURE, key).signatures.put(key, value));
    callbacks.forEach(
        (key, value) -> part(all, ProfileKey.Kind.CALLBACK, key).callbacks.put(key, value));
    lessons.forEach(
        (id, lesson) -> part(all, ProfileKey.Kind.SENDER, lesson.sender()).keep(id, lesson));
    all.forEach(part -> part.today = today);
    return all;
  }

  private static Profiles part(List<Profiles> all, ProfileKey.Kind kind, String key) {
    return all.get(new ProfileKey(kind, key).part(all.size()));
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
    if (other.today > 0) {
      pass(other.today);
    }
    other.senders.forEach((domain, sender) -> {
      SenderProfile own = senders.get(domain);
      int before = own == null ? -1 : own.namedOn();
      senders.merge(domain, sender);
      name(domain, before, senderToLearn(domain).namedOn());
    });
    other.recipients.forEach(recipients::merge);
    merge(signatures, other.signatures, Sightings::merge);
    merge(callbacks, other.callbacks, Sightings::merge);
    other.lessons.forEach(this::keep);
    other.taken.forEach((origin, number) -> taken.merge(origin, number, Math::max));
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
    Snapshot snapshot = snapshot();
    boolean more = true;
    while (more) {
      more = snapshot.next(out);
    }
  }

  /** Writes everything, piece by piece. */
  public Snapshot snapshot() {
    return new Snapshot(this);
  }

  void writeHead(DataOutput out) throws IOException {
    out.writeInt(FORMAT);
    out.writeInt(today);
  }

  /** The entries of a kind, which are written between head and tail in the order of kinds. */
  Entries entries(ProfileKey.Kind kind) {
    return switch (kind) {
      case SENDER -> senders;
      case RECIPIENT -> recipients;
      case SIGNATURE -> new Seen(signatures);
      case CALLBACK -> new Seen(callbacks);
    };
  }

  private record Seen(Map<String, Sightings> sightings) implements Entries {
    @Override
    public String[] keys() {
      return sightings.keySet().toArray(new String[0]);
    }

    @Override
    public boolean holds(String key) {
      return sightings.containsKey(key);
    }

    @Override
    public void write(String key, DataOutput out) throws IOException {
      Sightings seen = sightings.get(key);
      if (seen != null) {
        seen.write(out);
      }
    }
  }

  void writeTail(DataOutput out) throws IOException {
    out.writeInt(taken.size());
    for (Map.Entry<String, Long> entry : new TreeMap<>(taken).entrySet()) {
      out.writeUTF(entry.getKey());
      out.writeLong(entry.getValue());
    }
    out.writeInt(lessons.size());
    for (Map.Entry<String, Lesson> entry : lessons.entrySet()) {
      out.writeUTF(entry.getKey());
      entry.getValue().write(out);
    }
  }

  /** Whether an entry is meant. */
  interface Wanted {
    boolean test(ProfileKey.Kind kind, String key);
  }

  /**
   * The entries that are wanted, and the day. They are shared with this, and not copied.
   *
   * @param tail whether what is not kept by such keys is wanted too
   */
  Profiles part(Wanted wanted, boolean tail) {
    Profiles part = new Profiles();
    part.today = today;
    senders.forEach((key, value) -> {
      if (wanted.test(ProfileKey.Kind.SENDER, key)) {
        part.senders.put(key, value);
      }
    });
    recipients.forEach((key, value) -> {
      if (wanted.test(ProfileKey.Kind.RECIPIENT, key)) {
        part.recipients.put(key, value);
      }
    });
    signatures.forEach((key, value) -> {
      if (wanted.test(ProfileKey.Kind.SIGNATURE, key)) {
        part.signatures.put(key, value);
      }
    });
    callbacks.forEach((key, value) -> {
      if (wanted.test(ProfileKey.Kind.CALLBACK, key)) {
        part.callbacks.put(key, value);
      }
    });
    if (tail) {
      part.taken.putAll(taken);
      part.lessons.putAll(lessons);
    }
    return part;
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
    profiles.today = in.readInt();
    entries(
        in,
        key -> {
          SenderProfile sender = profiles.senders.read(key, in);
          profiles.name(key, -1, sender.namedOn());
        });
    entries(in, key -> profiles.recipients.read(key, in));
    entries(in, key -> profiles.signatures.put(key, Sightings.read(in)));
    entries(in, key -> profiles.callbacks.put(key, Sightings.read(in)));
    for (int i = size(in); i > 0; i--) {
      profiles.taken.put(in.readUTF(), in.readLong());
    }
    for (int i = size(in); i > 0; i--) {
      profiles.lessons.put(in.readUTF(), Lesson.read(in));
    }
    return profiles;
  }

  /** Reads the value behind a key. */
  private interface EntryReader {
    void read(String key) throws IOException;
  }

  private static void entries(DataInput in, EntryReader reader) throws IOException {
    int count = 0;
    while (in.readBoolean()) {
      if (++count > ENTRIES_MAX) {
        throw new IOException("more than " + ENTRIES_MAX + " entries");
      }
      reader.read(in.readUTF());
    }
  }

  private static int size(DataInput in) throws IOException {
    int size = in.readInt();
    if (size < 0 || size > ENTRIES_MAX) {
      throw new IOException("entries: " + size + ", at most " + ENTRIES_MAX);
    }
    return size;
  }

  private static int keptUntil(SenderProfile sender) {
    boolean seldom = sender.deliveries() <= SELDOM_DELIVERIES && sender.namedOn() < 0;
    return sender.metOn() + (seldom ? SELDOM_DAYS : UNUSED_DAYS);
  }
}
