package dev.indicia.gateway.imap;

import dev.indicia.evidence.Reason;

/** Why a mailbox is not read now. Stable API; each is tried again later. */
public enum ImapReason implements Reason {
  // ---- the connection
  /** No connection to the server. */
  UNREACHABLE("unreachable", "RFC 9051 §3", "the server cannot be reached"),
  /** The certificate is not believed or not the server's, or the handshake failed. */
  TLS("tls", "RFC 9051 §11.1", "no TLS with the server"),
  /** Octets behind the answer to STARTTLS, or a login before it: somebody may have put it there. */
  TLS_INJECTION("tls-injection", "RFC 9051 §6.2.1", "something was said before TLS that counts"),
  /** No STARTTLS where it is to be used. */
  TLS_NOT_OFFERED("tls-not-offered", "RFC 9051 §6.2.1", "the server does not offer STARTTLS"),
  /** The server ends the connection, or does not begin with a greeting. */
  CLOSED("closed", "RFC 9051 §7.1.5", "the server closed the connection"),
  /** {@link ImapLimits#commandMillisMax}. */
  TIMEOUT("timeout", "Indicia limit", "the server did not answer in time"),

  // ---- who we are
  /** The file with the password or token cannot be read, or is empty or too large. */
  SECRET("secret", "Indicia rule", "the file with the password or token cannot be used"),
  /** None of the server's mechanisms fits what is configured. */
  NO_MECHANISM("no-mechanism", "RFC 9051 §6.2.2", "the server offers no way to log in that fits"),
  /** The server does not let us in. */
  LOGIN_REFUSED("login-refused", "RFC 9051 §6.2.2", "the server refused the login"),
  /** There is no such mailbox, or it is not ours. */
  MAILBOX_REFUSED("mailbox-refused", "RFC 9051 §6.3.3", "the server does not open the mailbox"),
  /** Another command was refused. */
  COMMAND_REFUSED("command-refused", "RFC 9051 §7.1", "the server refused a command"),

  // ---- what the server says
  /** The response is none of RFC 9051 §9. */
  SYNTAX("syntax", "RFC 9051 §9", "a response of the server cannot be read"),
  /** {@link ImapLimits#textOctetsMax}. */
  RESPONSE_TOO_LARGE(
      "response-too-large", "Indicia limit", "a response of the server is too large"),
  /** {@link ImapLimits#valuesMax}. */
  TOO_MANY_VALUES(
      "too-many-values", "Indicia limit", "a response of the server has too many values"),
  /** {@link ImapLimits#nestingMax}. */
  NESTED_TOO_DEEP(
      "nested-too-deep", "Indicia limit", "a response of the server is nested too deep"),
  /** {@link ImapLimits#responsesMax}. */
  TOO_MANY_RESPONSES(
      "too-many-responses", "Indicia limit", "the server sends too much before it answers"),
  /** A message is longer than the server said. */
  LITERAL_TOO_LARGE("literal-too-large", "Indicia limit", "a message is longer than announced"),

  // ---- ourselves
  /** The event could not be stored, or there is no memory. */
  NOT_STORED("not-stored", "Indicia rule", "the event cannot be written now"),
  /** How far a mailbox was read cannot be written down. */
  STATE("state", "Indicia rule", "how far the mailbox was read cannot be written down"),
  /** A bug. */
  INTERNAL("internal", "Indicia rule", "a bug, please report it");

  private final String code;
  private final String section;
  private final String meaning;

  ImapReason(String code, String section, String meaning) {
    this.code = code;
    this.section = section;
    this.meaning = meaning;
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
    return meaning;
  }
}
