package dev.indicia.gateway.milter;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import org.jspecify.annotations.Nullable;

/** A socket that connections come to. */
final class MilterListener implements AutoCloseable {
  private static final int BACKLOG = 512;
  private static final int TYPE_MASK = 0170000;
  private static final int TYPE_SOCKET = 0140000;

  private final ServerSocketChannel channel;
  private final @Nullable Path path;
  private final @Nullable Object inode;

  private MilterListener(ServerSocketChannel channel, @Nullable Path path) throws IOException {
    this.channel = channel;
    this.path = path;
    this.inode = path == null ? null : inode(path);
  }

  static MilterListener open(MilterAddress address) throws IOException {
    return switch (address) {
      case MilterAddress.Tcp tcp -> openTcp(tcp);
      case MilterAddress.Unix unix -> openUnix(unix);
    };
  }

  private static MilterListener openTcp(MilterAddress.Tcp address) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.bind(new InetSocketAddress(address.host(), address.port()), BACKLOG);
      return new MilterListener(channel, null);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static MilterListener openUnix(MilterAddress.Unix address) throws IOException {
    Path path = address.path();
    removeStale(path);
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.bind(UnixDomainSocketAddress.of(path), BACKLOG);
      PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
      UserPrincipalLookupService names = path.getFileSystem().getUserPrincipalLookupService();
      String group = address.group();
      String owner = address.owner();
      // Owner and group first: permissions are for them.
      if (group != null) {
        view.setGroup(names.lookupPrincipalByGroupName(group));
      }
      if (owner != null) {
        view.setOwner(names.lookupPrincipalByName(owner));
      }
      view.setPermissions(address.permissions());
      return new MilterListener(channel, path);
    } catch (IOException | RuntimeException e) {
      channel.close();
      Files.deleteIfExists(path);
      throw e;
    }
  }

  /** A socket that nobody listens on is what a crash left; all else is somebody else's. */
  private static void removeStale(Path path) throws IOException {
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

  SocketChannel accept() throws IOException {
    SocketChannel accepted = channel.accept();
    if (path == null) {
      accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
    return accepted;
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  SocketAddress address() throws IOException {
    return channel.getLocalAddress();
  }

  /** Takes the socket out of the file system, if it is still ours. */
  @Override
  public void close() throws IOException {
    channel.close();
    if (path != null && inode != null && inode.equals(inode(path))) {
      Files.deleteIfExists(path);
    }
  }
}
