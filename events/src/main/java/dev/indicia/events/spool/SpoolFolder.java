package dev.indicia.events.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The segment files of a spool as its writer sees them: recovery, the segment that grows, and
 * retention. Used by one thread.
 */
final class SpoolFolder {
  private final Path folder;
  private final EventSpoolLimits limits;
  private final SegmentOutput.Opener opener;

  /** Segments with their sizes, oldest first; the last one grows while {@link #output} is open. */
  private final Deque<Kept> segments = new ArrayDeque<>();

  private record Kept(Segment segment, long octets) {}

  private @Nullable SegmentOutput output;

  /**
   * Whether the last segment ends with the number before {@link #next}, and can be gone on with.
   */
  private boolean resumable;

  private long next;
  private long octets;
  private long deleted;
  private long cut;

  /** The folder with what is in it; a torn tail is cut off. */
  SpoolFolder(Path folder, EventSpoolLimits limits, SegmentOutput.Opener opener)
      throws IOException {
    this.folder = folder;
    this.limits = limits;
    this.opener = opener;
    this.next = 1;
    for (Segment segment : Segment.list(folder)) {
      long size = Files.size(segment.path());
      segments.addLast(new Kept(segment, size));
      octets += size;
      next = Math.max(next, segment.first());
    }
    recoverLast();
  }

  private void recoverLast() throws IOException {
    Kept last = segments.peekLast();
    if (last == null) {
      return;
    }
    long whole;
    try (FileChannel channel =
        FileChannel.open(
            last.segment().path(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      whole = last.segment().hasHeader(channel) ? wholeOctets(channel, last.segment().first()) : 0;
      if (whole > 0 && whole < last.octets()) {
        channel.truncate(whole);
        channel.force(true);
      }
    }
    segments.removeLast();
    octets -= last.octets();
    cut += last.octets() - whole;
    if (whole > 0) {
      segments.addLast(new Kept(last.segment(), whole));
      octets += whole;
      resumable = true;
    } else if (last.octets() < Segment.HEADER_OCTETS) {
      Files.delete(last.segment().path()); // The system failed before its header was written.
    } else {
      Path aside = folder.resolve(last.segment().path().getFileName() + ".damaged");
      Files.move(last.segment().path(), aside, StandardCopyOption.REPLACE_EXISTING);
    }
    Permissions.force(folder);
  }

  private long wholeOctets(FileChannel channel, long first) throws IOException {
    long offset = Segment.HEADER_OCTETS;
    next = first;
    byte[] event = Segment.eventAt(channel, offset, next, limits.eventOctetsMax());
    while (event != null) {
      offset += Segment.FRAME_OCTETS + event.length;
      next++;
      event = Segment.eventAt(channel, offset, next, limits.eventOctetsMax());
    }
    return offset;
  }

  /** The number of the next event. */
  long next() {
    return next;
  }

  int segmentCount() {
    return segments.size();
  }

  long octets() {
    return octets;
  }

  long deletedSegments() {
    return deleted;
  }

  long cutOctets() {
    return cut;
  }

  /**
   * Writes the frames of so many events, of which the first has the number {@link #next}, and
   * brings them to the disk.
   *
   * @throws IOException when that failed; the numbers are not used again
   */
  void append(ByteBuffer frames, int events) throws IOException {
    int size = frames.remaining();
    SegmentOutput open = output();
    Kept growing = segments.getLast();
    try {
      open.write(frames);
      open.force();
      segments.removeLast();
      segments.addLast(new Kept(growing.segment(), growing.octets() + size));
      octets += size;
      next += events;
    } catch (IOException | RuntimeException e) {
      abandon(open, growing);
      next += events;
      throw e;
    }
  }

  private SegmentOutput output() throws IOException {
    SegmentOutput open = output;
    Kept last = segments.peekLast();
    if (open != null && last != null && last.octets() < limits.segmentOctetsMax()) {
      return open;
    }
    close();
    if (resumable && last != null && last.octets() < limits.segmentOctetsMax()) {
      open = opener.open(last.segment().path(), last.octets());
      output = open;
      resumable = false;
      return open;
    }
    return begin();
  }

  private SegmentOutput begin() throws IOException {
    Segment segment = Segment.of(folder, next);
    SegmentOutput open = opener.open(segment.path(), 0);
    try {
      open.write(segment.header());
      open.force();
    } catch (IOException e) {
      closeQuietly(open);
      Files.deleteIfExists(segment.path());
      throw e;
    }
    Permissions.force(folder);
    segments.addLast(new Kept(segment, Segment.HEADER_OCTETS));
    octets += Segment.HEADER_OCTETS;
    output = open;
    return open;
  }

  /** After a failure nobody knows what is on the disk behind what was acknowledged. */
  private void abandon(SegmentOutput open, Kept last) {
    output = null;
    try {
      open.truncate(last.octets());
      open.force();
    } catch (IOException e) {
      // What stays there are whole events that were refused, or torn ones that nobody reads.
    }
    closeQuietly(open);
  }

  private static void closeQuietly(SegmentOutput open) {
    try {
      open.close();
    } catch (IOException e) {
      // Nothing acknowledged depends on it.
    }
  }

  /** Deletes the oldest segments that are too many or too old; never the one that grows. */
  void retain(Instant now) throws IOException {
    while (segments.size() > 1) {
      Kept oldest = segments.getFirst();
      boolean tooMany = octets > limits.octetsMax();
      if (!tooMany && !isOld(oldest, now)) {
        return;
      }
      Files.deleteIfExists(oldest.segment().path());
      segments.removeFirst();
      octets -= oldest.octets();
      deleted++;
    }
  }

  private boolean isOld(Kept kept, Instant now) throws IOException {
    if (!Files.exists(kept.segment().path())) {
      return true;
    }
    Instant last = Files.getLastModifiedTime(kept.segment().path()).toInstant();
    return last.plus(limits.ageMax()).isBefore(now);
  }

  /** Closes the segment that grows. */
  void close() {
    SegmentOutput open = output;
    output = null;
    if (open != null) {
      closeQuietly(open);
    }
  }
}
