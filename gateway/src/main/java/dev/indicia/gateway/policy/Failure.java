package dev.indicia.gateway.policy;

import dev.indicia.gateway.SmtpReply;
import java.util.Locale;

/** Why a message is not judged, or its event not written. */
public enum Failure {
  /** DNS did not answer, and the verdict depends on it. */
  DNS(451, "4.4.3", "DNS does not answer, try again"),
  /** The event cannot be written: the disk is full, slow or broken. */
  SPOOL(451, "4.3.1", "Cannot write to disk, try again"),
  /** The memory for messages is full, or the message does not fit. */
  MEMORY(451, "4.3.1", "Not enough memory, try again"),
  /** The time for one message is spent. */
  TIME(451, "4.3.2", "Too slow, try again"),
  /** The message is larger than what is judged. */
  SIZE(552, "5.3.4", "Message is larger than what is judged here"),
  /** The octets cannot be read, or a bug. */
  INTERNAL(451, "4.3.0", "Internal failure, try again");

  private final int code;
  private final String status;
  private final String text;

  Failure(int code, String status, String text) {
    this.code = code;
    this.status = status;
    this.text = text;
  }

  /** The lower-case word in files, headers and metrics. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What the client is told where the answer is a refusal. */
  public SmtpReply reply() {
    return new SmtpReply(code, status, text);
  }
}
