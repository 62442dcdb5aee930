package dev.indicia.testkit.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Ports of the loopback interface. */
public final class Loopback {
  private static final int PATIENCE_MILLIS = 5_000;

  private Loopback() {}

  /** A port that nobody listens on now; somebody else may take it at any time. */
  public static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  /** Whether somebody listens on the port and greets as an SMTP server does. */
  public static boolean greets(int port) {
    try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
      probe.setSoTimeout(PATIENCE_MILLIS);
      return probe.getInputStream().read() == '2';
    } catch (IOException e) {
      return false;
    }
  }
}
