package dev.indicia.gateway.milter;

import java.util.Map;

/**
 * What a filter answers. Texts are octets as characters (ISO-8859-1). Immutable, but for {@link
 * ReplaceBody}, which is a view.
 */
public sealed interface MilterResponse {
  /**
   * The answer to {@link MilterCommand.OptNeg} ({@code O}).
   *
   * @param macros names, by stage, with a space between; asked for only where {@link
   *     MilterAction#SET_MACROS} was offered
   */
  record Agreement(int version, int actions, int steps, Map<MacroStage, String> macros)
      implements MilterResponse {
    public Agreement {
      macros = Map.copyOf(macros);
    }
  }

  /** Go on ({@code c}). */
  record Continue() implements MilterResponse {}

  /** Take the message, or all of the connection's, without asking further ({@code a}). */
  record Accept() implements MilterResponse {}

  /** Refuse it for good, in the mail system's words ({@code r}). */
  record Reject() implements MilterResponse {}

  /** Refuse it for now, in the mail system's words ({@code t}). */
  record TempFail() implements MilterResponse {}

  /** Take it and throw it away ({@code d}). */
  record Discard() implements MilterResponse {}

  /**
   * A reply to the SMTP client ({@code y}).
   *
   * @param line code, status and text as the client is to see them; percent signs are doubled on
   *     the wire, as Sendmail formats the text with printf and Postfix undoes that
   */
  record ReplyCode(String line) implements MilterResponse {}

  /** A field at the end of the header ({@code h}). */
  record AddHeader(String name, String value) implements MilterResponse {}

  /** A field at a place in the header ({@code i}): 0 is above the mail system's own Received. */
  record InsertHeader(int index, String name, String value) implements MilterResponse {}

  /** Another value for a field ({@code m}), the first of its name is 1; "" deletes it. */
  record ChangeHeader(int occurrence, String name, String value) implements MilterResponse {}

  /** Another reverse-path ({@code e}), with ESMTP arguments or "". */
  record ChangeFrom(String path, String arguments) implements MilterResponse {}

  /** One more recipient ({@code +}, or {@code 2} where there are ESMTP arguments). */
  record AddRecipient(String path, String arguments) implements MilterResponse {}

  /** One recipient less ({@code -}). */
  record DeleteRecipient(String path) implements MilterResponse {}

  /** A part of a new body ({@code b}), CRLF line ends: a view. */
  record ReplaceBody(byte[] array, int offset, int length) implements MilterResponse {}

  /** Still at work ({@code p}). */
  record Progress() implements MilterResponse {}

  /** Hold the message ({@code q}). */
  record Quarantine(String reason) implements MilterResponse {}

  /** Send no more of these for this message ({@code s}). */
  record Skip() implements MilterResponse {}

  /** Let the client's connection fail ({@code f}). */
  record ConnectionFailure() implements MilterResponse {}

  /** Answer the client with 421 and close ({@code 4}). */
  record Shutdown() implements MilterResponse {}

  /** A packet that is none of these. */
  record Malformed(MilterReason reason) implements MilterResponse {}
}
