package dev.indicia.gateway.esmtp;

import dev.indicia.evidence.Reason;
import dev.indicia.gateway.SmtpReply;

/**
 * Why the SMTP filter itself says no, with the reply that tells the client. What the next hop or
 * the {@link dev.indicia.gateway.MailHandler} refuses has a reply of its own. Stable API.
 */
public enum SmtpRefusal implements Reason {
  // ---- the command line
  /** The command line has more octets than are allowed. */
  LINE_TOO_LONG("line-too-long", "RFC 5321 §4.5.3.1.4", 500, "5.5.2", "line too long"),
  /** The command line has a CR or LF of its own, or a NUL. */
  LINE_END(
      "line-end",
      "RFC 5321 §2.3.8",
      500,
      "5.5.2",
      "a line ends with CRLF, and has no CR, LF or NUL"),
  /** The command line is not text: control characters, or octets that are not UTF-8. */
  NOT_TEXT("not-text", "RFC 5321 §4.1.1", 500, "5.5.2", "a command is text"),
  /** Nobody knows this command. */
  UNKNOWN_COMMAND("unknown-command", "RFC 5321 §4.2.4", 500, "5.5.1", "command not recognized"),
  /** The command exists but is not offered. */
  NOT_OFFERED("not-offered", "RFC 5321 §4.2.4", 502, "5.5.1", "command not offered"),
  /** The client speaks HTTP. */
  HTTP("http", "Indicia limit", 421, "4.7.0", "this is not an HTTP server"),
  /** The command's argument cannot be read. */
  ARGUMENT("argument", "RFC 5321 §4.1.1", 501, "5.5.4", "argument not understood"),
  /** The reverse-path cannot be read. */
  REVERSE_PATH("reverse-path", "RFC 5321 §4.1.2", 501, "5.1.7", "sender address not understood"),
  /** The forward-path cannot be read. */
  FORWARD_PATH("forward-path", "RFC 5321 §4.1.2", 501, "5.1.3", "recipient address not understood"),
  /** A parameter that was not announced. */
  PARAMETER_UNKNOWN(
      "parameter-unknown", "RFC 5321 §4.1.1.11", 555, "5.5.4", "parameter not recognized"),
  /** A parameter's value cannot be read, or it stands there twice. */
  PARAMETER_VALUE(
      "parameter-value", "RFC 5321 §4.1.1.11", 501, "5.5.4", "value of a parameter not understood"),
  /** An address is not ASCII, and SMTPUTF8 was not asked for or the next hop does not offer it. */
  UTF8_ADDRESS(
      "utf8-address", "RFC 6531 §3.5", 553, "5.6.7", "non-ASCII addresses are not permitted here"),
  /** The size of a chunk cannot be read, so that nobody knows where the next command begins. */
  CHUNK_SIZE("chunk-size", "RFC 3030 §2", 501, "5.5.4", "size of the chunk not understood"),

  // ---- the order of commands
  /** A transaction needs EHLO or HELO before. */
  HELLO_FIRST("hello-first", "RFC 5321 §4.1.4", 503, "5.5.1", "send EHLO or HELO first"),
  /** The operator wants TLS before anything else. */
  TLS_FIRST("tls-first", "RFC 3207 §4", 530, "5.7.0", "send STARTTLS first"),
  /** There is a transaction already. */
  NESTED_MAIL("nested-mail", "RFC 5321 §4.1.4", 503, "5.5.1", "a transaction is open"),
  /** There is no transaction. */
  MAIL_FIRST("mail-first", "RFC 5321 §4.1.4", 503, "5.5.1", "send MAIL first"),
  /** No recipient was accepted. */
  RECIPIENT_FIRST("recipient-first", "RFC 5321 §3.3", 554, "5.5.1", "no valid recipients"),
  /** A chunk was sent, and neither the last one nor RSET. */
  CHUNKS_OPEN("chunks-open", "RFC 3030 §2", 503, "5.5.1", "send BDAT or RSET"),
  /** STARTTLS where TLS is on. */
  TLS_ACTIVE("tls-active", "RFC 3207 §4", 503, "5.5.1", "TLS is active"),
  /** Something stood behind STARTTLS before the handshake: somebody may have put it there. */
  TLS_INJECTION("tls-injection", "RFC 3207 §4.2", 554, "5.7.0", "octets behind STARTTLS"),
  /** XCLIENT or XFORWARD from where it is not allowed. */
  NOT_AUTHORIZED("not-authorized", "Postfix XCLIENT_README", 550, "5.7.1", "not from this address"),

  // ---- copies
  /**
   * A copy from an address that is not among those that copies are taken from. For now, as the mail
   * host may have new addresses, and its copies are not lost then.
   */
  CLIENT_UNKNOWN(
      "client-unknown", "RFC 5321 §4.2.4.2", 421, "4.7.1", "no mail is taken from your address"),
  /** A copy to an address that is not among those that copies are sent to. */
  RECIPIENT_UNKNOWN("recipient-unknown", "RFC 5321 §3.3", 550, "5.1.1", "no such recipient"),

  // ---- the message
  /** A LF without CR in the message. */
  BARE_LF("bare-lf", "RFC 5321 §2.3.8", 550, "5.5.2", "the message has a LF without CR"),
  /** A CR without LF in the message. */
  BARE_CR("bare-cr", "RFC 5321 §2.3.8", 550, "5.5.2", "the message has a CR without LF"),
  /** A NUL in the message. */
  NUL("nul", "RFC 5321 §4.5.2", 550, "5.5.2", "the message has a NUL"),
  /** A line of the message has more octets than are allowed. */
  TEXT_LINE_TOO_LONG(
      "text-line-too-long",
      "RFC 5321 §4.5.3.1.6",
      554,
      "5.6.0",
      "a line of the message is too long"),
  /** The message has more octets than are allowed, as declared or as received. */
  MESSAGE_TOO_LARGE("message-too-large", "RFC 1870 §6", 552, "5.3.4", "message too large"),
  /** The message has octets above 127 and the next hop does not offer 8BITMIME. */
  EIGHT_BIT("eight-bit", "RFC 6152 §3", 554, "5.6.3", "next hop does not take 8-bit messages"),
  /** The header section is not ASCII and the next hop does not offer SMTPUTF8. */
  UTF8_HEADER(
      "utf8-header", "RFC 6531 §3.5", 554, "5.6.9", "next hop does not take UTF-8 header fields"),

  // ---- limits
  /** More recipients than are allowed in one transaction. */
  TOO_MANY_RECIPIENTS(
      "too-many-recipients", "RFC 5321 §4.5.3.1.10", 452, "4.5.3", "too many recipients"),
  /** More refused commands than are allowed in one connection. */
  TOO_MANY_ERRORS("too-many-errors", "RFC 5321 §4.2.5", 421, "4.7.0", "too many errors"),
  /** More commands than are allowed since the last message. */
  TOO_MANY_COMMANDS(
      "too-many-commands", "Indicia limit", 421, "4.7.0", "too many commands without a message"),
  /** More messages than are allowed in one connection. */
  TOO_MANY_MESSAGES(
      "too-many-messages", "Indicia limit", 421, "4.7.0", "too many messages, connect again"),
  /** More connections than are allowed. */
  TOO_MANY_CONNECTIONS(
      "too-many-connections", "RFC 5321 §4.2.4.2", 421, "4.3.2", "too many connections"),
  /** More connections from one address than are allowed. */
  TOO_MANY_FROM_ADDRESS(
      "too-many-from-address",
      "Indicia limit",
      421,
      "4.7.0",
      "too many connections from your address"),
  /** More messages from one network in a minute than are allowed. */
  TOO_FAST(
      "too-fast", "Indicia limit", 450, "4.7.1", "too many messages from your network, try later"),
  /** No room for the message: the budget is used up, or the disk is full. */
  NO_SPACE("no-space", "RFC 5321 §4.2.4.2", 452, "4.3.1", "no room for the message, try later"),
  /** No complete command in time. */
  COMMAND_TIMEOUT("command-timeout", "RFC 5321 §4.5.3.2.7", 421, "4.4.2", "no command in time"),
  /** The message did not come on in time. */
  DATA_TIMEOUT("data-timeout", "RFC 5321 §4.5.3.2.5", 421, "4.4.2", "no data in time"),
  /** The connection is older than is allowed. */
  SESSION_TIMEOUT(
      "session-timeout", "Indicia limit", 421, "4.4.2", "connection is too old, connect again"),
  /** The filter is being stopped. */
  SHUTTING_DOWN("shutting-down", "RFC 5321 §3.8", 421, "4.3.2", "shutting down, try later"),

  // ---- the decision
  /** The decision failed. */
  JUDGE_FAILED(
      "judge-failed", "Indicia limit", 451, "4.3.0", "message could not be checked, try later"),
  /** The decision took too long. */
  JUDGE_TIMEOUT(
      "judge-timeout",
      "Indicia limit",
      451,
      "4.3.0",
      "message could not be checked in time, try later"),
  /** The decision has an edit that would break the message. */
  EDIT_INVALID(
      "edit-invalid", "RFC 5322 §2.2", 451, "4.3.0", "message could not be changed, try later"),
  /** The client left, or ended its direction, before the message was handed on. */
  CLIENT_GONE(
      "client-gone", "RFC 5321 §3.8", 421, "4.4.2", "connection was closed before the reply"),

  // ---- the next hop
  /** No connection to the next hop. */
  HOP_UNREACHABLE(
      "hop-unreachable", "RFC 5321 §4.2.4.2", 451, "4.4.1", "next hop does not answer, try later"),
  /** The next hop greets with a failure, knows no hello, or closes with 421. */
  HOP_UNAVAILABLE(
      "hop-unavailable", "RFC 5321 §3.8", 451, "4.3.2", "next hop takes no mail now, try later"),
  /** The next hop is silent. */
  HOP_TIMEOUT(
      "hop-timeout",
      "RFC 5321 §4.5.3.2",
      451,
      "4.4.2",
      "next hop did not reply in time, try later"),
  /** The next hop closed the connection. */
  HOP_CLOSED(
      "hop-closed", "RFC 5321 §3.8", 451, "4.4.2", "next hop closed the connection, try later"),
  /** The next hop's reply cannot be read or is not one of those allowed there. */
  HOP_PROTOCOL(
      "hop-protocol",
      "RFC 5321 §4.2",
      451,
      "4.5.0",
      "next hop does not follow the protocol, try later"),
  /** TLS with the next hop is required and failed. */
  HOP_TLS("hop-tls", "RFC 3207 §4.1", 451, "4.7.5", "no TLS with the next hop, try later"),
  /** The connection to the next hop had to be opened again, and it takes less than before. */
  HOP_CHANGED(
      "hop-changed",
      "Indicia limit",
      451,
      "4.3.0",
      "next hop takes a recipient no more, try later"),
  /**
   * The whole message went out and no reply came: the next hop may have it. Only a second copy can
   * tell (RFC 1047).
   */
  HOP_UNCERTAIN(
      "hop-uncertain",
      "RFC 5321 §4.5.3.2.6",
      451,
      "4.4.2",
      "next hop did not confirm the message, try later");

  private final String code;
  private final String section;
  private final int number;
  private final String status;
  private final String text;

  SmtpRefusal(String code, String section, int number, String status, String text) {
    this.code = code;
    this.section = section;
    this.number = number;
    this.status = status;
    this.text = text;
  }

  /** What the client is told. */
  public SmtpReply reply() {
    return new SmtpReply(number, status, text);
  }

  /** Whether the connection ends with it. */
  public boolean closes() {
    return number == 421 || this == CHUNK_SIZE || this == TLS_INJECTION;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public String section() {
    return section;
  }

  @Override
  public String meaning() {
    return reply().line();
  }
}
