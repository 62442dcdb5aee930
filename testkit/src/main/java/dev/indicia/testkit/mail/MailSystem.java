package dev.indicia.testkit.mail;

import java.io.IOException;

/**
 * A real mail system that takes mail on loopback and sends all of it to one sink. Thread-safe once
 * it runs.
 */
public interface MailSystem extends AutoCloseable {
  /** Whether a message is held, and has not gone on. */
  boolean holdsAMessage() throws IOException;

  /** What it has written about itself. */
  String log() throws IOException;

  /** Stops it and deletes its folder. */
  @Override
  void close() throws IOException;
}
