package dev.indicia.gateway.milter;

import org.jspecify.annotations.Nullable;

/** What a milter server has to tell, for metrics and logs. Immutable. */
public sealed interface MilterEvent {
  /** A connection was taken. */
  record ConnectionOpened() implements MilterEvent {}

  /** A connection was closed at once, because there are too many. */
  record ConnectionRefused(MilterReason reason) implements MilterEvent {}

  /**
   * A connection has ended.
   *
   * @param reason why we ended it, or how it broke; null when the mail system ended it as it should
   * @param messages how many messages came through it to their end
   */
  record ConnectionClosed(@Nullable MilterReason reason, long messages) implements MilterEvent {}

  /** A message that had begun was given up by the mail system. */
  record MessageAborted() implements MilterEvent {}

  /**
   * A message was answered.
   *
   * @param answer what was answered
   * @param reason why that is not the handler's decision on the whole message; null when it is
   * @param octets the message's size; of one that was not kept, how much of it was
   * @param micros microseconds from the message's last packet to the answer
   * @param droppedEdits changes that the mail system could not be asked for
   * @param queueId what the mail system calls the message; null when it has not said
   */
  record MessageDone(
      Answer answer,
      @Nullable MilterReason reason,
      long octets,
      long micros,
      int droppedEdits,
      @Nullable String queueId)
      implements MilterEvent {}

  /** The handler threw; the message was answered as for a failure. */
  record HandlerFailed(Throwable cause) implements MilterEvent {}

  /** Connections cannot be taken for now; it is tried again. */
  record AcceptFailed(Throwable cause) implements MilterEvent {}

  /** The answer to a message. */
  enum Answer {
    ACCEPTED,
    QUARANTINED,
    REJECTED,
    TEMPFAILED
  }
}
