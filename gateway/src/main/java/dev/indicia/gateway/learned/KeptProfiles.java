package dev.indicia.gateway.learned;

import dev.indicia.gateway.inbound.Fold;
import dev.indicia.trust.Judge;
import dev.indicia.trust.Judgement;
import dev.indicia.trust.Prepared;
import dev.indicia.trust.profile.ProfileCounts;
import dev.indicia.trust.profile.Profiles;
import dev.indicia.trust.profile.Snapshot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Profiles that judge and learn, and are kept in a folder: {@code profiles.bin} as the command
 * keeps them, and {@code profiles.log} with the lessons since. What was learned survives the end of
 * the process at any moment. The log is bounded: past its limit a new snapshot is written, while
 * deliveries go on being judged, and takes its place. Where the disk fails, judging and learning go
 * on in memory. Thread-safe; one delivery at a time is judged. Who waits for a turn may be
 * interrupted; an interrupt of who has it changes nothing.
 */
public final class KeptProfiles implements Fold, AutoCloseable {
  private static final String SNAPSHOT = "profiles.bin";
  private static final String LOG = "profiles.log";
  private static final long LOG_OCTETS_MIN = 64 << 20;

  /** The log may grow to this many times the snapshot. */
  private static final int LOG_PART = 4;

  private static final byte OWN = 1;
  private static final byte TAKEN = 2;
  private static final byte PUBLISHED = 3;

  /** Own lessons that are in the snapshot already and still have to be published. */
  private static final byte WAITING = 4;

  private final Path folder;
  private final boolean publishes;
  private final long logOctetsMin;
  private final int pieceOctets;

  /** Octets of a snapshot that are made in one turn. */
  private static final int PIECE_OCTETS = 64 << 10;

  private static final long PAUSE_NANOS_MAX = 50_000_000;

  /** Held by who writes a snapshot, and by who must not meet one; taken before {@link #turn}. */
  private final ReentrantLock compacting = new ReentrantLock();

  private final ReentrantLock turn = new ReentrantLock();
  private Profiles profiles;
  private LessonLog log;
  private long snapshotOctets;
  private boolean unwritten;

  /** The snapshot that is being written; null for none. */
  private @Nullable Compaction compaction;

  /** Own lessons that were not published yet, and how often there was something to publish. */
  private Profiles unpublished = new Profiles();

  private long published;
  private volatile @Nullable String trouble;

  private KeptProfiles(Path folder, boolean publishes, long logOctetsMin, int pieceOctets)
      throws IOException {
    this.folder = folder;
    this.publishes = publishes;
    this.logOctetsMin = logOctetsMin;
    this.pieceOctets = pieceOctets;
    Path snapshot = folder.resolve(SNAPSHOT);
    try {
      boolean there = Files.exists(snapshot);
      this.profiles = there ? ProfilesFile.read(snapshot) : new Profiles();
      this.snapshotOctets = there ? Files.size(snapshot) : 0;
      byte[] hash = there ? ProfilesFile.contentHash(snapshot) : new byte[LessonLog.HASH_OCTETS];
      this.log = LessonLog.open(folder.resolve(LOG), hash, this::replay);
    } catch (ProfilesFile.UnusableException e) {
      throw new IOException(snapshot + ": " + e.getMessage() + "; it was left as it is", e);
    }
  }

  /**
   * What the folder holds, which must exist and belong to this process alone.
   *
   * @param publishes whether own lessons are kept for others too
   * @throws IOException when it cannot be read
   */
  public static KeptProfiles open(Path folder, boolean publishes) throws IOException {
    return new KeptProfiles(folder, publishes, LOG_OCTETS_MIN, PIECE_OCTETS);
  }

  static KeptProfiles open(Path folder, boolean publishes, long logOctetsMin, int pieceOctets)
      throws IOException {
    return new KeptProfiles(folder, publishes, logOctetsMin, pieceOctets);
  }

  private void replay(DataInputStream record) throws IOException {
    byte kind = record.readByte();
    switch (kind) {
      case OWN -> {
        byte[] lessons = record.readAllBytes();
        profiles.merge(profiles(lessons));
        if (publishes) {
          unpublished.merge(profiles(lessons));
        }
      }
      case TAKEN -> {
        String origin = record.readUTF();
        long number = record.readLong();
        profiles.take(origin, number, profiles(record.readAllBytes()));
      }
      case PUBLISHED -> {
        published = record.readLong();
        unpublished = new Profiles();
      }
      case WAITING -> unpublished.merge(profiles(record.readAllBytes()));
      default -> throw new IOException("a record of an unknown kind: " + kind);
    }
  }

  private static Profiles profiles(byte[] octets) throws IOException {
    return Profiles.read(new DataInputStream(new ByteArrayInputStream(octets)));
  }

  private static byte[] octets(Profiles profiles) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    try {
      profiles.write(new DataOutputStream(octets));
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes everything", e);
    }
    return octets.toByteArray();
  }

  @Override
  public Optional<Judgement> judge(Judge judge, String id, Prepared delivery, Duration wait)
      throws InterruptedException {
    if (!turn.tryLock(wait.toNanos(), TimeUnit.NANOSECONDS)) {
      return Optional.empty();
    }
    try {
      profiles.pass(delivery.day());
      Judgement judgement = judge.judge(delivery, profiles);
      if (profiles.lesson(id) != null) {
        return Optional.of(judgement);
      }
      Profiles lessons = new Profiles();
      judge.learn(id, judgement, profiles, lessons);
      byte[] octets = octets(lessons);
      append(OWN, octets);
      beside(lessons);
      profiles.merge(lessons);
      if (publishes) {
        unpublished.merge(profiles(octets));
      }
      return Optional.of(judgement);
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes everything", e);
    } finally {
      turn.unlock();
    }
  }

  @Override
  public Optional<Judgement> look(Judge judge, Prepared delivery, Duration wait)
      throws InterruptedException {
    if (!turn.tryLock(wait.toNanos(), TimeUnit.NANOSECONDS)) {
      return Optional.empty();
    }
    try {
      return Optional.of(judge.judge(delivery, profiles));
    } finally {
      turn.unlock();
    }
  }

  private static void add(LessonLog log, byte kind, byte[] rest) throws IOException {
    byte[] record = new byte[rest.length + 1];
    record[0] = kind;
    System.arraycopy(rest, 0, record, 1, rest.length);
    if (record.length <= LessonLog.RECORD_OCTETS_MAX) {
      log.append(record);
    }
  }

  private void append(byte kind, byte[] rest) {
    try {
      add(log, kind, rest);
      unwritten = true;
    } catch (IOException e) {
      trouble = String.valueOf(e.getMessage());
    }
  }

  /** A snapshot on its way, and the log of what it lacks. */
  private record Compaction(Snapshot snapshot, LessonLog next) {}

  /** Keeps of the lessons what the snapshot that is being written lacks. */
  private void beside(Profiles lessons) {
    Compaction open = compaction;
    if (open == null) {
      return;
    }
    try {
      add(open.next(), OWN, octets(open.snapshot().missing(lessons)));
    } catch (IOException e) {
      trouble = String.valueOf(e.getMessage());
      abandon();
    }
  }

  /** Gives the snapshot up that is being written, if there is one: the old one and its log stay. */
  private void abandon() {
    turn.lock();
    try {
      Compaction open = compaction;
      compaction = null;
      if (open != null) {
        open.next().close();
      }
    } catch (IOException e) {
      trouble = String.valueOf(e.getMessage());
    } finally {
      turn.unlock();
    }
  }

  private boolean isLong() {
    turn.lock();
    try {
      return log.size() > Math.max(logOctetsMin, LOG_PART * snapshotOctets);
    } catch (IOException e) {
      trouble = String.valueOf(e.getMessage());
      return false;
    } finally {
      turn.unlock();
    }
  }

  /**
   * Puts a snapshot in the place of the one before and its log, when the log is long and nobody
   * does it yet. Called now and then by a thread that is not interrupted.
   */
  public void compactWhenLong() {
    if (!isLong() || !compacting.tryLock()) {
      return;
    }
    try {
      compact(true);
    } catch (IOException e) {
      trouble = String.valueOf(e.getMessage());
    } finally {
      compacting.unlock();
    }
  }

  /**
   * Puts a snapshot in the place of the one before and its log. Deliveries take their turns between
   * the pieces; what they teach is in the old log, and what the snapshot lacks of it in the next.
   *
   * @param leisurely whether it leaves half of the time to others: messages wait for processors
   */
  private void compact(boolean leisurely) throws IOException {
    Path snapshot = folder.resolve(SNAPSHOT);
    Path fresh = folder.resolve(SNAPSHOT + ".new");
    Path logFile = folder.resolve(LOG);
    Compaction open;
    LessonLog replacedLog;
    turn.lock();
    try {
      replacedLog = log;
      open = new Compaction(profiles.snapshot(), LessonLog.beginNext(logFile));
      compaction = open;
    } finally {
      turn.unlock();
    }
    // The files that are replaced stay open: their space is given back when nobody waits for it.
    try (Closeable _ = Files.exists(snapshot) ? Files.newInputStream(snapshot) : () -> {}) {
      ProfilesFile.write(
          out -> write(open.snapshot(), leisurely, out), fresh, ProfilesFile.ownerOnly(fresh));
      // Nearly all of the next log is on the disk then.
      open.next().follow(ProfilesFile.contentHash(fresh));
      turn.lock();
      try {
        requireGoingOn();
        add(open.next(), PUBLISHED, number(published));
        add(open.next(), WAITING, octets(unpublished));
        // What was published is in the next log alone once the old one goes: short, after follow.
        open.next().force();
        ProfilesFile.rename(fresh, snapshot);
        // From here on the old log is contained in the snapshot, which its hash tells.
        compaction = null;
        log = open.next();
        unwritten = true;
        snapshotOctets = Files.size(snapshot);
        LessonLog.replace(logFile);
        trouble = null;
      } finally {
        turn.unlock();
      }
      ProfilesFile.force(folder);
      force();
      replacedLog.close();
    } finally {
      abandon();
    }
  }

  private void requireGoingOn() throws IOException {
    if (compaction == null) {
      throw new IOException(trouble);
    }
  }

  private void write(Snapshot snapshot, boolean leisurely, DataOutputStream out)
      throws IOException {
    ByteArrayOutputStream piece = new ByteArrayOutputStream(2 * pieceOctets);
    DataOutputStream into = new DataOutputStream(piece);
    boolean more = true;
    while (more) {
      long start = System.nanoTime();
      turn.lock();
      try {
        requireGoingOn();
        while (more && piece.size() < pieceOctets && !snapshot.isToArrange()) {
          more = snapshot.next(into);
        }
      } finally {
        turn.unlock();
      }
      snapshot.arrange();
      piece.writeTo(out);
      piece.reset();
      if (leisurely) {
        LockSupport.parkNanos(Math.min(PAUSE_NANOS_MAX, System.nanoTime() - start));
      }
    }
  }

  private static byte[] number(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  /**
   * Brings what was learned to the disk; called now and then. Deliveries take their turns
   * meanwhile.
   */
  public void force() {
    LessonLog written = unwrittenLog();
    if (written == null) {
      return;
    }
    try {
      written.force();
    } catch (IOException e) {
      turn.lock();
      try {
        // Where a snapshot took its place meanwhile, that contains it.
        if (log == written) {
          unwritten = true;
          trouble = String.valueOf(e.getMessage());
        }
      } finally {
        turn.unlock();
      }
    }
  }

  private @Nullable LessonLog unwrittenLog() {
    turn.lock();
    try {
      LessonLog written = unwritten ? log : null;
      unwritten = false;
      return written;
    } finally {
      turn.unlock();
    }
  }

  /** How much is known. */
  public ProfileCounts counts() {
    turn.lock();
    try {
      return profiles.counts();
    } finally {
      turn.unlock();
    }
  }

  /** What keeps lessons from the disk; null for nothing. */
  public @Nullable String trouble() {
    return trouble;
  }

  /** Lessons of this gateway alone, for others. */
  public record Lessons(long number, Profiles profiles) {}

  /** Own lessons since the last call, with the next number; empty when there are none. */
  Optional<Lessons> publish() {
    turn.lock();
    try {
      if (unpublished.counts().lessons() == 0) {
        return Optional.empty();
      }
      Lessons lessons = new Lessons(published + 1, unpublished);
      published++;
      unpublished = new Profiles();
      append(PUBLISHED, number(published));
      return Optional.of(lessons);
    } finally {
      turn.unlock();
    }
  }

  /** How often lessons were published. */
  long published() {
    turn.lock();
    try {
      return published;
    } finally {
      turn.unlock();
    }
  }

  /** Takes lessons of another gateway, once. */
  Profiles.Taking take(String origin, long number, Profiles lessons) {
    byte[] octets = octets(lessons);
    // Which lessons were taken is written last: others in between would be in the snapshot twice.
    compacting.lock();
    turn.lock();
    try {
      Profiles.Taking taking = profiles.take(origin, number, lessons);
      if (taking == Profiles.Taking.TAKEN) {
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(record);
        out.writeUTF(origin);
        out.writeLong(number);
        out.write(octets);
        append(TAKEN, record.toByteArray());
      }
      return taking;
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes everything", e);
    } finally {
      turn.unlock();
      compacting.unlock();
    }
  }

  /** Writes a snapshot and lets go of the folder; nothing is judged any more. */
  @Override
  public void close() throws IOException {
    compacting.lock();
    try {
      compact(false);
    } finally {
      log.close();
      compacting.unlock();
    }
  }
}
