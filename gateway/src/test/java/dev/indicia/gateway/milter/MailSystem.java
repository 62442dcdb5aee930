package dev.indicia.gateway.milter;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;

/**
 * A real mail system in a directory of its own: mail for example.net comes in on loopback, passes
 * the milter, and goes to the sink.
 */
interface MailSystem extends AutoCloseable {
  /** What it is told to do. */
  record Plan(Path directory, String milter, String unixMilter, int sinkPort) {}

  /** Where it takes mail, passing it through the milter on TCP. */
  int port();

  /** The same through the milter's socket of the file system. */
  int unixPort();

  /** The same with the oldest version of the protocol; 0 where it has none. */
  int oldPort();

  /** Whether a message is held, and has not gone on. */
  boolean holdsAMessage() throws IOException;

  @Override
  void close() throws IOException;

  /** Whether somebody listens on the port of loopback. */
  static boolean isUp(int port) {
    try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return probe.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }
}
