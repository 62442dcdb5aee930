package dev.indicia.gateway.milter;

import dev.indicia.evidence.Reason;

/**
 * Why a milter connection was closed, or a message was not handed on or not answered as decided.
 * Stable API.
 */
public enum MilterReason implements Reason {
  /** A packet's length is 0, so that it has no code. */
  PACKET_EMPTY("packet-empty", "milter packets", "a packet has no command"),
  /** A packet is longer than {@link MilterLimits#packetOctetsMax}. */
  PACKET_TOO_LONG("packet-too-long", "Indicia limit", "a packet is too long"),
  /** A packet's code is not known. */
  CODE_UNKNOWN("code-unknown", "milter packets", "a packet has an unknown code"),
  /** What follows a packet's code is not what belongs to it. */
  DATA_SYNTAX("data-syntax", "milter packets", "a packet's data cannot be read"),
  /** The connection ended within a packet or a message. */
  CUT_OFF("cut-off", "milter packets", "the connection ended within a packet or a message"),
  /** A command comes where it cannot. */
  COMMAND_ORDER("command-order", "milter commands", "a command comes where it cannot"),
  /** The first packet is no negotiation. */
  NOT_NEGOTIATED("not-negotiated", "milter negotiation", "the first packet is no negotiation"),
  /** The mail system speaks a version below 2. */
  VERSION("version", "milter negotiation", "the protocol's version is not known"),
  /** There are as many connections as {@link MilterLimits#connectionsMax}. */
  TOO_MANY_CONNECTIONS("too-many-connections", "Indicia limit", "there are too many connections"),
  /** Nothing came for {@link MilterLimits#idleMillisMax}. */
  IDLE_TIMEOUT("idle-timeout", "Indicia limit", "nothing came for too long"),
  /**
   * A packet, or the next one of a message, took more than {@link MilterLimits#packetMillisMax}.
   */
  PACKET_TIMEOUT("packet-timeout", "Indicia limit", "a packet took too long"),
  /** A message took more than {@link MilterLimits#contentMillisMax} to come. */
  CONTENT_TIMEOUT("content-timeout", "Indicia limit", "a message took too long to come"),
  /** Packets of all connections need more than {@link MilterLimits#packetMemoryOctetsMax}. */
  NO_PACKET_MEMORY(
      "no-packet-memory", "Indicia limit", "the packets of all connections are too long together"),
  /** We are going down. */
  SHUTDOWN("shutdown", "milter connections", "the filter is shutting down"),
  /** The connection broke. */
  BROKEN("broken", "milter connections", "the connection broke"),
  /** The message is longer than {@link dev.indicia.gateway.SpoolLimits#messageOctetsMax}. */
  MESSAGE_TOO_LONG("message-too-long", "Indicia limit", "the message is too long"),
  /** The message has more fields than {@link MilterLimits#fieldsMax}. */
  TOO_MANY_FIELDS("too-many-fields", "Indicia limit", "the message has too many header fields"),
  /** The message has more recipients than {@link MilterLimits#recipientsMax}. */
  TOO_MANY_RECIPIENTS(
      "too-many-recipients", "Indicia limit", "the message has too many recipients"),
  /** A text of the envelope or a macro is longer than {@link MilterLimits#textOctetsMax}. */
  TEXT_TOO_LONG("text-too-long", "Indicia limit", "an address, a host name or a macro is too long"),
  /** The spool is full of other messages. */
  SPOOL_FULL("spool-full", "Indicia limit", "there is no room for the message"),
  /** The spool cannot be written. */
  SPOOL_FAILED("spool-failed", "milter messages", "the message cannot be stored"),
  /** The handler failed. */
  HANDLER_FAILED("handler-failed", "milter messages", "deciding on the message failed"),
  /** The handler took more than {@link MilterLimits#handlerMillisMax}. */
  HANDLER_TIMEOUT("handler-timeout", "Indicia limit", "deciding on the message took too long");

  private final String code;
  private final String section;
  private final String meaning;

  MilterReason(String code, String section, String meaning) {
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
