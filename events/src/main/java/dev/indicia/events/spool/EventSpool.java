package dev.indicia.events.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The writing end of a spool. Many threads append; one thread writes what waits, brings it to the
 * disk with one call, and answers all of them. What was answered with {@link AppendResult.Stored}
 * survives a crash of the process and of the system. Held by one process at a time. Thread-safe.
 */
public final class EventSpool implements AutoCloseable {
  private static final String LOCK = "lock";
  private static final long RETENTION_SECONDS = 60;

  /** Octets that one call brings to the disk, unless a single event is larger. */
  private static final int COMMIT_OCTETS = 4 << 20;

  private final Path folder;

  /** Finding it reads the table of mounts, which is dear; asking it is not. */
  private final EventSpoolLimits limits;

  private final InstantSource clock;
  private final SpoolFolder files;
  private final FileChannel lockFile;
  private final Thread writer;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Deque<Pending> queue = new ArrayDeque<>();
  private long queuedOctets;
  private long stored;
  private long refused;
  private boolean closed;
  private volatile SpoolStatus status;

  /** Events in one commit from which on others are on their way: one call serves them all. */
  private static final int COMPANY = 4;

  /** How long they are waited for. */
  private static final long PATIENCE_NANOS = 2_000_000;

  private record Pending(byte[] event, CompletableFuture<AppendResult> answer) {}

  private EventSpool(
      Path folder,
      EventSpoolLimits limits,
      InstantSource clock,
      SpoolFolder files,
      FileChannel lockFile)
      throws IOException {
    this.folder = folder;
    this.limits = limits;
    this.clock = clock;
    this.files = files;
    this.lockFile = lockFile;
    this.status = statusNow();
    this.writer = Thread.ofPlatform().name("event-spool").daemon().unstarted(this::write);
  }

  /**
   * Opens the spool in the folder, which is made where there is none, and cuts off what a crash
   * left half written.
   *
   * @throws IOException when the system cannot, or another process holds it
   */
  public static EventSpool open(Path folder, EventSpoolLimits limits, InstantSource clock)
      throws IOException {
    return open(folder, limits, clock, SegmentOutput::open);
  }

  static EventSpool open(
      Path folder, EventSpoolLimits limits, InstantSource clock, SegmentOutput.Opener opener)
      throws IOException {
    Objects.requireNonNull(clock, "clock");
    Files.createDirectories(folder, Permissions.ofFolder(folder));
    Path file = folder.resolve(LOCK);
    FileChannel lockFile =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            Permissions.ofFile(file));
    try {
      if (lock(lockFile) == null) {
        throw new IOException(folder + ": another process writes to this spool");
      }
      EventSpool spool =
          new EventSpool(folder, limits, clock, new SpoolFolder(folder, limits, opener), lockFile);
      spool.writer.start();
      return spool;
    } catch (IOException | RuntimeException e) {
      lockFile.close();
      throw e;
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // This process holds it.
    }
  }

  /**
   * Appends an event and waits until it is on the disk. The array is not changed afterwards.
   *
   * @param wait at most
   * @throws InterruptedException when the calling thread was interrupted; it may still be stored
   */
  public AppendResult append(byte[] event, Duration wait) throws InterruptedException {
    if (event.length < 1 || event.length > limits.eventOctetsMax()) {
      return refuse(SpoolRefusal.SIZE, event.length + " octets");
    }
    Pending pending = new Pending(event, new CompletableFuture<>());
    lock.lock();
    try {
      if (closed) {
        return refuse(SpoolRefusal.CLOSED, "");
      }
      if (queuedOctets + event.length > limits.queueOctetsMax()) {
        return refuse(SpoolRefusal.OVERLOADED, queuedOctets + " octets wait");
      }
      queue.addLast(pending);
      queuedOctets += event.length;
      work.signal();
    } finally {
      lock.unlock();
    }
    try {
      return pending.answer().get(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return refuse(SpoolRefusal.TIMED_OUT, "after " + wait.toMillis() + " ms");
    } catch (ExecutionException e) {
      throw new AssertionError("an answer is never a failure", e);
    }
  }

  private AppendResult refuse(SpoolRefusal why, String detail) {
    lock.lock();
    try {
      refused++;
    } finally {
      lock.unlock();
    }
    return new AppendResult.Refused(why, detail);
  }

  /** What it holds; the files' part is as of the last write. */
  public SpoolStatus status() {
    SpoolStatus now = status;
    lock.lock();
    try {
      return new SpoolStatus(
          now.next(),
          now.segments(),
          now.octets(),
          stored,
          refused,
          now.deletedSegments(),
          now.cutOctets());
    } finally {
      lock.unlock();
    }
  }

  /** A reader within this process: it sees only what is on the disk. */
  public EventReader reader(String name) throws IOException {
    return EventReader.open(folder, name, limits.eventOctetsMax(), () -> status.next());
  }

  /** The thread that writes. */
  private void write() {
    List<Pending> batch = new ArrayList<>();
    while (take(batch)) {
      int together = batch.size();
      if (!batch.isEmpty()) {
        commit(batch);
      }
      try {
        files.retain(clock.instant());
      } catch (IOException e) {
        // Tried again; what cannot be deleted costs space, and a full disk has its own answer.
      }
      status = statusNow();
      batch.clear();
      if (together >= COMPANY) {
        LockSupport.parkNanos(PATIENCE_NANOS);
      }
    }
    files.close();
  }

  private SpoolStatus statusNow() {
    return new SpoolStatus(
        files.next(),
        files.segmentCount(),
        files.octets(),
        0,
        0,
        files.deletedSegments(),
        files.cutOctets());
  }

  /** Takes what waits; false when the spool is closed and nothing waits. */
  private boolean take(List<Pending> batch) {
    lock.lock();
    try {
      long nanos = TimeUnit.SECONDS.toNanos(RETENTION_SECONDS);
      while (queue.isEmpty() && !closed && nanos > 0) {
        nanos = work.awaitNanos(nanos);
      }
      int octets = 0;
      Pending first = queue.peekFirst();
      while (first != null && (batch.isEmpty() || octets + first.event().length < COMMIT_OCTETS)) {
        octets += first.event().length;
        batch.add(queue.removeFirst());
        first = queue.peekFirst();
      }
      queuedOctets -= octets;
      return !batch.isEmpty() || !closed;
    } catch (InterruptedException e) {
      return !closed; // Nobody interrupts this thread.
    } finally {
      lock.unlock();
    }
  }

  private void commit(List<Pending> batch) {
    AppendResult.@Nullable Refused refusal = null;
    long first = files.next();
    try {
      // Not a FileStore's, which has to be found in /proc/mounts: a hardened service has none.
      if (folder.toFile().getUsableSpace() < limits.freeOctetsMin()) {
        refusal =
            new AppendResult.Refused(
                SpoolRefusal.DISK_FULL, "less than " + limits.freeOctetsMin() + " octets are free");
      } else {
        files.append(frames(batch, first), batch.size());
      }
    } catch (IOException e) {
      refusal = new AppendResult.Refused(why(e), String.valueOf(e.getMessage()));
    } catch (RuntimeException | OutOfMemoryError e) {
      refusal = new AppendResult.Refused(SpoolRefusal.NOT_WRITABLE, e.toString());
    }
    status = statusNow();
    lock.lock();
    try {
      if (refusal == null) {
        stored += batch.size();
      } else {
        refused += batch.size();
      }
    } finally {
      lock.unlock();
    }
    for (int i = 0; i < batch.size(); i++) {
      batch
          .get(i)
          .answer()
          .complete(refusal == null ? new AppendResult.Stored(first + i) : refusal);
    }
  }

  private static ByteBuffer frames(List<Pending> batch, long first) {
    int size = 0;
    for (Pending pending : batch) {
      size += Segment.FRAME_OCTETS + pending.event().length;
    }
    ByteBuffer frames = ByteBuffer.allocate(size);
    for (int i = 0; i < batch.size(); i++) {
      Segment.put(frames, first + i, batch.get(i).event());
    }
    return frames.flip();
  }

  private static SpoolRefusal why(IOException e) {
    String words = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    boolean full =
        words.contains("no space left") || words.contains("quota") || words.contains("disk full");
    return full ? SpoolRefusal.DISK_FULL : SpoolRefusal.NOT_WRITABLE;
  }

  /** Writes what waits, refuses what comes, and lets go of the folder. */
  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      closed = true;
      work.signal();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    while (writer.isAlive()) {
      try {
        writer.join();
      } catch (InterruptedException e) {
        interrupted = true; // The thread ends by itself, after what it writes.
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    lockFile.close();
  }
}
