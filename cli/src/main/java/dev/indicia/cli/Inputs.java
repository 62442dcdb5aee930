package dev.indicia.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;

/**
 * Finds the messages behind the paths of a command line, in order: files, mbox files, Maildirs,
 * folders, deliveries files and standard input. Holds one message at a time, or none where a file
 * can be read later. What cannot be read becomes an item with an error.
 */
final class Inputs {
  /** Files in a folder that are no mail, by the end of their names. */
  private static final Set<String> NOT_MAIL =
      Set.of("jsonl", "json", "zone", "md", "yaml", "yml", "pem", "key", "zip", "gz", "tar");

  /** How many octets show an mbox. */
  static final int FIRST_OCTETS = 5;

  private final InputStream standardInput;
  private final int octetsMax;
  private final ReadProgress progress;
  private final Item.Sink sink;

  /**
   * A finder.
   *
   * @param octetsMax largest message, in octets
   * @param sink takes what is found
   */
  Inputs(InputStream standardInput, int octetsMax, ReadProgress progress, Item.Sink sink) {
    this.standardInput = standardInput;
    this.octetsMax = octetsMax;
    this.progress = progress;
    this.sink = sink;
  }

  /** Finds all messages behind the paths. */
  void read(List<String> paths) throws InterruptedException {
    for (String path : paths) {
      if (path.equals("-")) {
        standardInput();
        continue;
      }
      try {
        argument(path, Path.of(path));
      } catch (InvalidPathException e) {
        sink.accept(Item.of(path, new Content.Unreadable("not-found", path + ": is no file name")));
      } catch (IOException e) {
        sink.accept(Item.unreadable(path, InputFailure.of(path, e)));
      }
    }
  }

  private void argument(String id, Path path) throws IOException, InterruptedException {
    if (path.toString().isEmpty()) {
      throw new NoSuchFileException("");
    }
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    if (attributes.isDirectory()) {
      new FolderWalk(progress, NOT_MAIL, new Found()).walk(id, path);
    } else if (FolderWalk.extension(id).equals("jsonl")) {
      deliveries(id, path, attributes.size());
    } else if (attributes.isRegularFile()) {
      file(id, path, attributes.size(), true);
    } else {
      try (InputStream in = Files.newInputStream(path)) {
        stream(id, in, true, 0);
      }
    }
  }

  /** Deliveries where it begins like a JSON object, else one message or an mbox. */
  private void standardInput() throws InterruptedException {
    BufferedInputStream in = new BufferedInputStream(standardInput);
    try {
      in.mark(1);
      int first = in.read();
      in.reset();
      if (first == '{') {
        progress.stream(0);
        new Deliveries("-", Path.of("").toAbsolutePath()).read(in, progress, sink);
        return;
      }
    } catch (IOException e) {
      sink.accept(Item.unreadable("-", InputFailure.of("-", e)));
      return;
    }
    stream("-", in, true, 0);
  }

  private void deliveries(String id, Path path, long size)
      throws IOException, InterruptedException {
    Path folder = path.toAbsolutePath().getParent();
    try (InputStream in = Files.newInputStream(path)) {
      progress.stream(size);
      new Deliveries(id, folder == null ? path : folder).read(in, progress, sink);
    }
  }

  /** A regular file: one message, or an mbox where it begins like one. */
  private void file(String id, Path path, long size, boolean alone)
      throws IOException, InterruptedException {
    if (FolderWalk.extension(id).equals("eml") || !beginsLikeMbox(path)) {
      sink.accept(Item.of(id, new Content.InFile(path, size)));
      return;
    }
    try (InputStream in = Files.newInputStream(path)) {
      stream(id, in, alone, size);
    }
  }

  private final class Found implements FolderWalk.Visitor {
    @Override
    public void file(String id, Path path, long size) throws IOException, InterruptedException {
      Inputs.this.file(id, path, size, false);
    }

    @Override
    public void unreadable(String id, UnreadableException why) throws InterruptedException {
      sink.accept(Item.unreadable(id, why));
    }
  }

  private static boolean beginsLikeMbox(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return isSeparator(in.readNBytes(FIRST_OCTETS));
    }
  }

  /** Whether these first octets are those of an mbox. */
  static boolean isSeparator(byte[] first) {
    return new String(first, StandardCharsets.ISO_8859_1).equals("From ");
  }

  private void stream(String id, InputStream in, boolean showPosition, long size)
      throws InterruptedException {
    if (showPosition) {
      progress.stream(size);
    }
    MessageSplitter splitter = new MessageSplitter(in, octetsMax);
    long number = 0;
    try {
      boolean numbered = isMboxName(id);
      for (Content next = splitter.next(); next != null; next = splitter.next()) {
        number++;
        // A file with one message behind a "From " line is that message, not the first of many.
        numbered |= splitter.isMbox() && (number > 1 || splitter.hasMore());
        sink.accept(Item.of(numbered ? id + "#" + number : id, next));
        if (showPosition) {
          progress.streamAt(splitter.position());
        }
      }
    } catch (IOException e) {
      String place = number == 0 ? id : id + "#" + (number + 1);
      sink.accept(Item.unreadable(place, InputFailure.of(id, e)));
    }
  }

  static boolean isMboxName(String id) {
    String extension = FolderWalk.extension(id);
    return extension.equals("mbox") || extension.equals("mbx");
  }
}
