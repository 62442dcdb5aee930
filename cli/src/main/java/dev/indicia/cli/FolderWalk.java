package dev.indicia.cli;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of a folder with all folders in it, depth first, names in order; of a Maildir only
 * those in "cur" and "new". Hidden files and links to folders are passed over.
 */
final class FolderWalk {
  private static final int FOLDER_DEPTH_MAX = 50;

  private final ReadProgress progress;
  private final Set<String> endingsNotWanted;
  private final Visitor visitor;

  /**
   * A walk.
   *
   * @param endingsNotWanted ends of the names of files that are passed over, in lower case
   */
  FolderWalk(ReadProgress progress, Set<String> endingsNotWanted, Visitor visitor) {
    this.progress = progress;
    this.endingsNotWanted = endingsNotWanted;
    this.visitor = visitor;
  }

  /** Takes what is found. */
  interface Visitor {
    /**
     * The next file.
     *
     * @param id the path as given, with the rest of the path
     */
    void file(String id, Path path, long size) throws IOException, InterruptedException;

    /** A file or a folder that cannot be read. */
    void unreadable(String id, UnreadableException why) throws InterruptedException;
  }

  /** Visits the files of the folder. */
  void walk(String id, Path folder) throws InterruptedException {
    folder(id, folder, 0);
  }

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
      visitor.unreadable(id, InputFailure.of(id, e));
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
      } else if (attributes.isRegularFile() && !maildir && isWanted(name)) {
        visitor.file(id, path, attributes.size());
      }
    } catch (InvalidPathException e) {
      visitor.unreadable(id, new UnreadableException("not-found", id + ": is no file name"));
    } catch (IOException e) {
      visitor.unreadable(id, InputFailure.of(id, e));
    }
  }

  /** Of the file a link leads to; null where it leads to a folder: no loops. */
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

  private boolean isWanted(String name) {
    return !name.startsWith(".") && !endingsNotWanted.contains(extension(name));
  }

  /** What follows the last dot, in lower case; "" without one. */
  static String extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
