package dev.indicia.events.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The reading end of a spool, at its own pace, in the writer's process or in another. Where a
 * reader of that name goes on is kept in the folder; each name is used by one reader at a time. An
 * event is read again when a crash came before {@link #commit}. Not thread-safe.
 */
public final class EventReader implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
  private static final String FOLDER = "readers";
  private static final int POSITION_OCTETS_MAX = 32;

  private final Path folder;
  private final Path positionFile;
  private final int eventOctetsMax;
  private final LongSupplier end;

  private long next;
  private @Nullable Segment segment;
  private @Nullable FileChannel channel;
  private long offset;

  private EventReader(Path folder, Path positionFile, int eventOctetsMax, LongSupplier end) {
    this.folder = folder;
    this.positionFile = positionFile;
    this.eventOctetsMax = eventOctetsMax;
    this.end = end;
  }

  /**
   * A reader of the spool in the folder, which goes on where one of this name was committed last.
   *
   * @param name lower-case letters, digits and hyphens, at most 64
   * @throws IOException when the folder cannot be read
   */
  public static EventReader open(Path folder, String name, EventSpoolLimits limits)
      throws IOException {
    return open(folder, name, limits.eventOctetsMax(), () -> Long.MAX_VALUE);
  }

  static EventReader open(Path folder, String name, int eventOctetsMax, LongSupplier end)
      throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("no name of a reader: " + name);
    }
    Path readers = folder.resolve(FOLDER);
    Files.createDirectories(readers, Permissions.ofFolder(readers));
    EventReader reader =
        new EventReader(folder, readers.resolve(name + ".position"), eventOctetsMax, end);
    reader.next = reader.committed();
    return reader;
  }

  private long committed() throws IOException {
    if (!Files.exists(positionFile)) {
      return 1;
    }
    try (FileChannel file = FileChannel.open(positionFile, StandardOpenOption.READ)) {
      ByteBuffer octets = ByteBuffer.allocate(POSITION_OCTETS_MAX);
      file.read(octets, 0);
      String text =
          new String(octets.array(), 0, octets.position(), StandardCharsets.US_ASCII).strip();
      long number = Long.parseLong(text);
      if (number < 1) {
        throw new NumberFormatException(text);
      }
      return number;
    } catch (NumberFormatException e) {
      throw new IOException(positionFile + ": is no position; delete it to read from the start", e);
    }
  }

  /** The number from which on reading goes on. */
  public long next() {
    return next;
  }

  /** Goes on with that number instead; what is committed stays. */
  public void seek(long number) throws IOException {
    leave();
    next = Math.max(1, number);
  }

  /**
   * The next events that are there; an empty batch where there are none yet.
   *
   * @param eventsMax events at most
   * @param octetsMax octets of events at most, unless a single one is larger
   */
  public EventBatch read(int eventsMax, long octetsMax) throws IOException {
    List<StoredEvent> events = new ArrayList<>();
    long octets = 0;
    long skipped = 0;
    while (events.size() < eventsMax && octets < octetsMax && next < end.getAsLong()) {
      FileChannel open = channel;
      if (open == null) {
        long from = open();
        if (from < 0) {
          break;
        }
        skipped += from;
        continue;
      }
      byte[] event = Segment.eventAt(open, offset, next, eventOctetsMax);
      Segment later = event == null ? successor() : null;
      if (event != null) {
        if (!events.isEmpty() && octets + event.length > octetsMax) {
          break;
        }
        events.add(new StoredEvent(next, event));
        octets += event.length;
        offset += Segment.FRAME_OCTETS + event.length;
        next++;
      } else if (later != null) {
        skipped += Math.max(0, later.first() - next);
        next = Math.max(next, later.first());
        leave();
      } else {
        break; // Nothing more yet, or half of it.
      }
    }
    return new EventBatch(events, skipped, next);
  }

  /**
   * Opens the segment that holds the next number.
   *
   * @return how many numbers had to be passed over; -1 where there is no segment yet
   */
  private long open() throws IOException {
    List<Segment> segments = Segment.list(folder);
    if (segments.isEmpty()) {
      return -1;
    }
    Segment holds = segments.getFirst();
    for (Segment candidate : segments) {
      if (candidate.first() <= next) {
        holds = candidate;
      }
    }
    long skipped = Math.max(0, holds.first() - next);
    FileChannel open;
    try {
      open = FileChannel.open(holds.path(), StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      return 0; // Retention was quicker; look again.
    }
    next += skipped;
    segment = holds;
    channel = open;
    offset = Segment.HEADER_OCTETS;
    for (long number = holds.first(); number < next; number++) {
      byte[] event = Segment.eventAt(open, offset, number, eventOctetsMax);
      if (event == null) {
        break;
      }
      offset += Segment.FRAME_OCTETS + event.length;
    }
    return skipped;
  }

  /** The segment behind the open one; null where it is the last. */
  private @Nullable Segment successor() throws IOException {
    Segment open = segment;
    for (Segment candidate : Segment.list(folder)) {
      if (open != null && candidate.first() > open.first()) {
        return candidate;
      }
    }
    return null;
  }

  private void leave() throws IOException {
    FileChannel open = channel;
    channel = null;
    segment = null;
    if (open != null) {
      open.close();
    }
  }

  /** A reader of this name goes on with that number from now on, also after a crash. */
  public void commit(long number) throws IOException {
    if (number < 1 || number > next) {
      throw new IllegalArgumentException("not read yet: " + number);
    }
    Path fresh = positionFile.resolveSibling(positionFile.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    try (FileChannel file =
        FileChannel.open(
            fresh,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            Permissions.ofFile(fresh))) {
      ByteBuffer text = ByteBuffer.wrap((number + "\n").getBytes(StandardCharsets.US_ASCII));
      while (text.hasRemaining()) {
        file.write(text);
      }
      file.force(true);
    }
    Files.move(
        fresh, positionFile, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    leave();
  }
}
