package dev.indicia.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the messages behind the paths of a command line, in order: files, mbox files, Maildirs,
 * folders, deliveries files and standard input. Holds one message at a time, or none where a file
 * can be read later. What cannot be read becomes an item with an error.
 */
final class Inputs {
  /** Files in a folder that are no mail, by the end of their names. */
  private static final Set<String> NOT_MAIL =
      Set.of("jsonl", "json", "zone", "md", "yaml", "yml", "pem", "key", "zip", "gz", "tar");

  private static final int FOLDER_DEPTH_MAX = 50;
  private static final int FIRST_OCTETS = 5;

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
      folder(id, path, 0);
    } else if (extension(id).equals("jsonl")) {
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
    if (extension(id).equals("eml") || !beginsLikeMbox(path)) {
      sink.accept(Item.of(id, new Content.InFile(path, size)));
      return;
    }
    try (InputStream in = Files.newInputStream(path)) {
      stream(id, in, alone, size);
    }
  }

  private static boolean beginsLikeMbox(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] first = in.readNBytes(FIRST_OCTETS);
      return first.length == FIRST_OCTETS && first[0] == 'F' && first[4] == ' ' && isFrom(first);
    }
  }

  private static boolean isFrom(byte[] first) {
    return first[1] == 'r' && first[2] == 'o' && first[3] == 'm';
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

  private static boolean isMboxName(String id) {
    String extension = extension(id);
    return extension.equals("mbox") || extension.equals("mbx");
  }

  /** A folder, depth first, names in order; of a Maildir only "cur" and "new". */
  private void folder(String id, Path folder, int depth) throws InterruptedException {
    try {
      if (depth > FOLDER_DEPTH_MAX) {
        throw new FileSystemLoopException(folder.toString());
      }
      boolean maildir = isMaildir(folder);
      SortedFolder names = new SortedFolder(folder);
      boolean first = true;
      for (String name = names.next(); name != null; name = names.next()) {
        if (first) {
          first = false;
          progress.listed(names.count());
        }
        entry(id.endsWith("/") ? id + name : id + "/" + name, folder, name, maildir, depth);
        progress.visited();
      }
    } catch (IOException e) {
      sink.accept(Item.unreadable(id, InputFailure.of(id, e)));
    }
  }

  private void entry(String id, Path folder, String name, boolean maildir, int depth)
      throws InterruptedException {
    try {
      Path path = folder.resolve(name);
      BasicFileAttributes attributes = attributes(path);
      if (attributes == null) {
        return;
      }
      if (attributes.isDirectory()) {
        boolean wanted =
            maildir
                ? name.equals("cur") || name.equals("new") || isMaildir(path)
                : !name.startsWith(".") || isMaildir(path);
        if (wanted) {
          folder(id, path, depth + 1);
        }
      } else if (attributes.isRegularFile() && !maildir && isMail(name)) {
        file(id, path, attributes.size(), false);
      }
    } catch (InvalidPathException e) {
      sink.accept(Item.of(id, new Content.Unreadable("not-found", id + ": is no file name")));
    } catch (IOException e) {
      sink.accept(Item.unreadable(id, InputFailure.of(id, e)));
    }
  }

  /** Of the file a link leads to; of the link itself where it leads to a folder: no loops. */
  private static @Nullable BasicFileAttributes attributes(Path path) throws IOException {
    BasicFileAttributes own =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!own.isSymbolicLink()) {
      return own;
    }
    BasicFileAttributes target = Files.readAttributes(path, BasicFileAttributes.class);
    return target.isDirectory() ? null : target;
  }

  private static boolean isMaildir(Path folder) {
    return Files.isDirectory(folder.resolve("cur")) && Files.isDirectory(folder.resolve("new"));
  }

  private static boolean isMail(String name) {
    return !name.startsWith(".") && !NOT_MAIL.contains(extension(name));
  }

  private static String extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
