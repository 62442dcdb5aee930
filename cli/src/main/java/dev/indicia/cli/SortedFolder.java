package dev.indicia.cli;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The names in one folder, in the order of their characters, whatever their number.
 *
 * <p>A file system lists them in an order of its own. So the folder is listed once for each {@value
 * #NAMES_MAX} names, and of each listing only the smallest ones behind the last known name are
 * kept: a folder of a million files takes 16 listings and a few megabytes. Files that come or go in
 * the meantime may be missed. Not thread-safe.
 */
final class SortedFolder {
  private static final int NAMES_MAX = 1 << 16;

  private final Path folder;
  private final int namesMax;
  private final ArrayDeque<String> names = new ArrayDeque<>();
  private @Nullable String last;
  private boolean complete;
  private long count = -1;

  SortedFolder(Path folder) {
    this(folder, NAMES_MAX);
  }

  /**
   * The names of that folder.
   *
   * @param namesMax how many names are kept at a time
   */
  SortedFolder(Path folder, int namesMax) {
    this.folder = folder;
    this.namesMax = namesMax;
  }

  /** How many names there are; known after the first {@link #next}. */
  long count() {
    return Math.max(count, 0);
  }

  /** The next name, null behind the last one. */
  @Nullable String next() throws IOException {
    if (names.isEmpty() && !complete) {
      list();
    }
    last = names.isEmpty() ? last : names.getFirst();
    return names.poll();
  }

  private void list() throws IOException {
    List<String> kept = new ArrayList<>();
    PriorityQueue<String> smallest = null;
    long seen = 0;
    complete = true;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        seen++;
        String name = String.valueOf(entry.getFileName());
        if (last != null && name.compareTo(last) <= 0) {
          continue;
        }
        if (kept.size() < namesMax) {
          kept.add(name);
          continue;
        }
        complete = false;
        if (smallest == null) {
          // Most folders never come here, and sorting once is cheaper than keeping a heap.
          smallest = new PriorityQueue<>(namesMax, Comparator.reverseOrder());
          smallest.addAll(kept);
        }
        if (name.compareTo(smallest.element()) < 0) {
          smallest.remove();
          smallest.add(name);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    if (count < 0) {
      count = seen;
    }
    List<String> sorted = smallest == null ? kept : new ArrayList<>(smallest);
    Collections.sort(sorted);
    names.addAll(sorted);
  }
}
