package dev.indicia.gateway.milter;

import dev.indicia.gateway.ListeningSocket;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Where a milter server listens. Immutable. */
public sealed interface MilterAddress {
  /**
   * TCP. Whoever reaches it is believed; it belongs on a loopback address.
   *
   * @param host an address or a name
   * @param port 0 takes a free one
   */
  record Tcp(String host, int port) implements MilterAddress {
    public Tcp {
      if (port < 0 || port > 65535) {
        throw new IllegalArgumentException("not a port: " + port);
      }
    }
  }

  /** A socket of the file system, and who may connect. */
  record Unix(Path path, ListeningSocket.Access access) implements MilterAddress {
    /** Owner and group may connect. */
    public static final ListeningSocket.Access OWNER_AND_GROUP =
        new ListeningSocket.Access(PosixFilePermissions.fromString("rw-rw----"), null, null);
  }

  /**
   * An address as mail systems write it: {@code inet:PORT@HOST}, {@code HOST:PORT}, {@code
   * [ADDRESS]:PORT}, {@code unix:PATH}, {@code local:PATH} or a path with a slash in front.
   *
   * @throws IllegalArgumentException when it is none of these
   */
  static MilterAddress parse(String text) {
    for (String prefix : new String[] {"unix:", "local:"}) {
      if (text.startsWith(prefix)) {
        return unix(text.substring(prefix.length()));
      }
    }
    if (text.startsWith("/")) {
      return unix(text);
    }
    String rest = text.startsWith("inet6:") ? text.substring(6) : text;
    rest = rest.startsWith("inet:") ? rest.substring(5) : rest;
    int at = rest.indexOf('@');
    if (at >= 0) {
      return new Tcp(host(rest.substring(at + 1), text), port(rest.substring(0, at), text));
    }
    int colon = rest.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("neither HOST:PORT nor unix:PATH: " + text);
    }
    return new Tcp(host(rest.substring(0, colon), text), port(rest.substring(colon + 1), text));
  }

  private static MilterAddress unix(String path) {
    if (path.isEmpty()) {
      throw new IllegalArgumentException("a path is missing");
    }
    return new Unix(Path.of(path), Unix.OWNER_AND_GROUP);
  }

  private static String host(String host, String text) {
    boolean brackets = host.startsWith("[") && host.endsWith("]");
    String bare = brackets ? host.substring(1, host.length() - 1) : host;
    if (bare.isEmpty() || (!brackets && bare.indexOf(':') >= 0 && !text.contains("@"))) {
      throw new IllegalArgumentException("no host, or an IPv6 address without brackets: " + text);
    }
    return bare;
  }

  private static int port(String port, String text) {
    if (!port.matches("\\d{1,5}")) {
      throw new IllegalArgumentException("not a port: " + text);
    }
    return Integer.parseInt(port);
  }
}
