package dev.indicia.gateway.smtp;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A connection whose every wait ends. Used by one thread. */
interface Wire extends Closeable {
  /** The wait was ended because the filter is being stopped and nothing is lost by it. */
  final class StoppedException extends IOException {
    private static final long serialVersionUID = 1;
  }

  /**
   * As {@link java.io.InputStream#read(byte[], int, int)}.
   *
   * @param by when to give up, as {@link System#nanoTime} counts
   * @throws SocketTimeoutException when it is too late; what is sent afterwards may still arrive
   */
  int read(byte[] buffer, int offset, int length, long by) throws IOException;

  /** What is there now: 0 octets when there is nothing or one cannot know, -1 at the end. */
  int readNow(byte[] buffer, int offset, int length) throws IOException;

  /**
   * Sends all of it.
   *
   * @throws SocketTimeoutException when it is too late; the connection is closed
   */
  void write(byte[] octets, int offset, int length, long by) throws IOException;

  /**
   * Begins TLS.
   *
   * @param server whether we are the server
   * @param name the name that the server's certificate must have; null for any
   * @return the version and cipher, as text
   */
  String secure(SSLContext context, boolean server, @Nullable String name, long by)
      throws IOException;

  /** Whether {@link #secure} is possible. */
  boolean canSecure();

  /** Whether a wait may be ended by a stop: nobody's transaction is open. */
  void idle(boolean idle);

  /** Ends our direction and then the connection, so that what was sent last arrives. */
  void closeGently(long by);

  /** Ends the connection at once. */
  @Override
  void close();
}
