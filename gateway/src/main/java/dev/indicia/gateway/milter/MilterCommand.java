package dev.indicia.gateway.milter;

import java.util.List;
import java.util.Map;

/**
 * What a mail system sends to a filter. Texts are octets as characters (ISO-8859-1): what they are
 * in truth is for the reader to decide. Immutable, but for {@link BodyChunk}, which is a view.
 */
public sealed interface MilterCommand {
  /**
   * The first packet ({@code O}): what the mail system offers.
   *
   * @param version of the protocol
   * @param actions bits of {@link MilterAction}
   * @param steps bits of {@link MilterStep}
   */
  record OptNeg(int version, int actions, int steps) implements MilterCommand {}

  /**
   * Macros ({@code D}) for the command that follows.
   *
   * @param command the code of that command
   * @param values by name, without the braces of long names
   */
  record Macro(char command, Map<String, String> values) implements MilterCommand {
    public Macro {
      values = Map.copyOf(values);
    }
  }

  /**
   * A client has connected ({@code C}).
   *
   * @param host its name, or its address in brackets, or "unknown"
   * @param family {@code 4}, {@code 6}, {@code L} for a socket of the file system, {@code U} for
   *     unknown
   * @param port 0 to 65535; 0 where there is none
   * @param address its address, or the path of the socket; "" where there is none
   */
  record Connect(String host, char family, int port, String address) implements MilterCommand {}

  /** HELO or EHLO ({@code H}). */
  record Helo(String name) implements MilterCommand {}

  /** MAIL ({@code M}): the reverse-path as it was given, and the ESMTP arguments. */
  record MailFrom(String path, List<String> arguments) implements MilterCommand {
    public MailFrom {
      arguments = List.copyOf(arguments);
    }
  }

  /** RCPT ({@code R}): a forward-path as it was given, and the ESMTP arguments. */
  record RcptTo(String path, List<String> arguments) implements MilterCommand {
    public RcptTo {
      arguments = List.copyOf(arguments);
    }
  }

  /** DATA ({@code T}). */
  record Data() implements MilterCommand {}

  /** A header field ({@code L}); lines of a folded value end in LF alone. */
  record Header(String name, String value) implements MilterCommand {}

  /** The end of the header ({@code N}). */
  record EndOfHeaders() implements MilterCommand {}

  /** A part of the body ({@code B}): a view of the packet, valid until the next one is read. */
  record BodyChunk(byte[] array, int offset, int length) implements MilterCommand {}

  /** The end of the message ({@code E}), with a last part of the body, mostly an empty one. */
  record EndOfMessage(BodyChunk last) implements MilterCommand {}

  /** The message is abandoned ({@code A}); there is no reply. */
  record Abort() implements MilterCommand {}

  /** The end ({@code Q}); there is no reply. */
  record Quit() implements MilterCommand {}

  /** The client has gone and another one follows on this connection ({@code K}); no reply. */
  record QuitNewConnection() implements MilterCommand {}

  /** An SMTP command that the mail system does not know ({@code U}). */
  record Unknown(String command) implements MilterCommand {}

  /** A packet that is none of these. */
  record Malformed(MilterReason reason) implements MilterCommand {}
}
