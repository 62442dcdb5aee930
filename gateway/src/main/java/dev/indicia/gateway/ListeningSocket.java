package dev.indicia.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A socket that connections come to. Thread-safe. */
public final class ListeningSocket implements AutoCloseable {
  /**
   * Who may connect to a socket of the file system.
   *
   * @param permissions of the socket; who may write may connect
   * @param owner a user's name; null leaves it
   * @param group a group's name; null leaves it
   */
  public record Access(
      Set<PosixFilePermission> permissions, @Nullable String owner, @Nullable String group) {
    public Access {
      permissions = Set.copyOf(permissions);
    }

    private void applyTo(Path path) throws IOException {
      PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
      UserPrincipalLookupService names = path.getFileSystem().getUserPrincipalLookupService();
      // Owner and group first: permissions are for them.
      if (group != null) {
        view.setGroup(names.lookupPrincipalByGroupName(group));
      }
      if (owner != null) {
        view.setOwner(names.lookupPrincipalByName(owner));
      }
      view.setPermissions(permissions);
    }
  }

  /** Connections that wait until they are taken. */
  private static final int BACKLOG = 512;

  private final ServerSocketChannel channel;
  private final SocketAddress address;
  private final @Nullable SocketFile file;

  private ListeningSocket(ServerSocketChannel channel, @Nullable SocketFile file)
      throws IOException {
    this.channel = channel;
    this.address = channel.getLocalAddress();
    this.file = file;
  }

  /**
   * Listens on a TCP address or, as everybody's, on a socket of the file system.
   *
   * @param address port 0 takes a free one; a socket that a crash left is replaced
   * @throws IOException when the address cannot be had
   */
  public static ListeningSocket open(SocketAddress address) throws IOException {
    return address instanceof UnixDomainSocketAddress unix
        ? open(unix.getPath(), null)
        : openTcp(address);
  }

  /**
   * Listens on a socket of the file system; one that a crash left is replaced.
   *
   * @param access null leaves what the file system gives
   * @throws IOException when it cannot be had, or access not be given; then nothing is left there
   */
  public static ListeningSocket open(Path path, @Nullable Access access) throws IOException {
    SocketFile.removeStale(path);
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    boolean bound = false;
    try {
      channel.bind(UnixDomainSocketAddress.of(path), BACKLOG);
      bound = true;
      if (access != null) {
        access.applyTo(path);
      }
      return new ListeningSocket(channel, SocketFile.bound(path));
    } catch (IOException | RuntimeException e) {
      channel.close();
      if (bound) {
        Files.deleteIfExists(path);
      }
      throw e;
    }
  }

  private static ListeningSocket openTcp(SocketAddress address) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.bind(address, BACKLOG);
      return new ListeningSocket(channel, null);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Where it listens, with the real port. */
  public SocketAddress address() {
    return address;
  }

  SocketChannel accept() throws IOException {
    SocketChannel accepted = channel.accept();
    try {
      if (address instanceof InetSocketAddress) {
        accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
      }
    } catch (IOException | RuntimeException e) {
      accepted.close();
      throw e;
    }
    return accepted;
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  /** Takes the socket out of the file system, if it is still ours. */
  @Override
  public void close() throws IOException {
    channel.close();
    if (file != null) {
      file.remove();
    }
  }
}
