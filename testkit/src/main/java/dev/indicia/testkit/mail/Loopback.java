package dev.indicia.testkit.mail;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports of the loopback interface. */
public final class Loopback {
  private static final int PATIENCE_MILLIS = 5_000;

  /**
   * Ports below those that the system gives to connections and to whoever asks for any: between the
   * choice of one and its use no connection takes it, not even a probe that waits for a server
   * there and meets itself.
   */
  private static final int FIRST = 10_240;

  private static final int END = 32_768;

  /** Where the next search begins; by chance, as others may search at the same time. */
  private static final AtomicInteger next =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(END - FIRST));

  private Loopback() {}

  /** A port that nobody listens on now, and that this process was not given before. */
  public static int freePort() throws IOException {
    for (int i = 0; i < END - FIRST; i++) {
      int port = FIRST + Math.floorMod(next.getAndIncrement(), END - FIRST);
      try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return probe.getLocalPort();
      } catch (BindException e) {
        // Taken: the one after it.
      }
    }
    throw new IOException("no free port on loopback from " + FIRST + " to " + (END - 1));
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
