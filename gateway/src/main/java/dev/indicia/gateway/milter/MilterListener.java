package dev.indicia.gateway.milter;

import dev.indicia.gateway.SocketFile;
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
import java.nio.file.attribute.UserPrincipalLookupService;
import org.jspecify.annotations.Nullable;

/** A socket that connections come to. */
final class MilterListener implements AutoCloseable {
  private static final int BACKLOG = 512;

  private final ServerSocketChannel channel;
  private final @Nullable SocketFile file;

  private MilterListener(ServerSocketChannel channel, @Nullable SocketFile file) {
    this.channel = channel;
    this.file = file;
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
    SocketFile.removeStale(path);
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
      return new MilterListener(channel, SocketFile.bound(path));
    } catch (IOException | RuntimeException e) {
      channel.close();
      Files.deleteIfExists(path);
      throw e;
    }
  }

  SocketChannel accept() throws IOException {
    SocketChannel accepted = channel.accept();
    if (file == null) {
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
    if (file != null) {
      file.remove();
    }
  }
}
