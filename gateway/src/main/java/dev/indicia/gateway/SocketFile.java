package dev.indicia.gateway;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The name that a listening socket has in the file system. A crash leaves it behind, so whoever
 * listens next takes it away first, and whoever stops takes away only its own. Immutable.
 */
public final class SocketFile {
  private static final int TYPE_MASK = 0170000;
  private static final int TYPE_SOCKET = 0140000;

  private final Path path;
  private final @Nullable Object inode;

  private SocketFile(Path path, @Nullable Object inode) {
    this.path = path;
    this.inode = inode;
  }

  /**
   * Takes away a socket that nobody listens on; all else is somebody else's.
   *
   * @throws FileAlreadyExistsException when there is something else, or somebody listens
   */
  public static void removeStale(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    if ((mode & TYPE_MASK) != TYPE_SOCKET) {
      throw new FileAlreadyExistsException(path.toString(), null, "exists and is no socket");
    }
    if (isListenedOn(path)) {
      throw new FileAlreadyExistsException(path.toString(), null, "somebody listens there already");
    }
    Files.delete(path);
  }

  /** The socket that was just bound there. */
  public static SocketFile bound(Path path) throws IOException {
    return new SocketFile(path, inode(path));
  }

  /** Takes it away, unless it is another one by now. */
  public void remove() throws IOException {
    if (inode != null && inode.equals(inode(path))) {
      Files.deleteIfExists(path);
    }
  }

  private static boolean isListenedOn(Path path) throws IOException {
    try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      return probe.isConnected();
    } catch (ConnectException e) {
      return false;
    }
  }

  private static @Nullable Object inode(Path path) throws IOException {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
        ? Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS)
        : null;
  }
}
