package dev.indicia.gateway.smtp;

import java.nio.file.Path;

/** Room for the messages of all connections. Thread-safe. */
final class MessageStore {
  final Budget memory;
  final Budget disk;
  final Path directory;
  final int messageMemoryOctetsMax;
  final long messageOctetsMax;

  MessageStore(Path directory, SmtpLimits limits) {
    this.memory = new Budget(limits.memoryOctetsMax());
    this.disk = new Budget(limits.diskOctetsMax());
    this.directory = directory;
    this.messageMemoryOctetsMax = limits.messageMemoryOctetsMax();
    this.messageOctetsMax = limits.messageOctetsMax();
  }
}
