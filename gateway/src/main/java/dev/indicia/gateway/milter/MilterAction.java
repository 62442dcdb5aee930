package dev.indicia.gateway.milter;

import java.util.Set;

/** What a filter may ask of the mail system: the bits of the second word of a negotiation. */
public enum MilterAction {
  /** Add and insert header fields. */
  ADD_HEADERS(0x001),
  /** Replace the body. */
  CHANGE_BODY(0x002),
  /** Add recipients. */
  ADD_RECIPIENTS(0x004),
  /** Remove recipients. */
  DELETE_RECIPIENTS(0x008),
  /** Change and delete header fields. */
  CHANGE_HEADERS(0x010),
  /** Hold the message. */
  QUARANTINE(0x020),
  /** Change the reverse-path. */
  CHANGE_FROM(0x040),
  /** Add recipients with ESMTP arguments. */
  ADD_RECIPIENTS_WITH_ARGUMENTS(0x080),
  /** Say which macros are wanted. */
  SET_MACROS(0x100);

  private final int bit;

  MilterAction(int bit) {
    this.bit = bit;
  }

  public int bit() {
    return bit;
  }

  /** Whether the bit is set. */
  public boolean in(int bits) {
    return (bits & bit) != 0;
  }

  static int bits(Set<MilterAction> actions) {
    int bits = 0;
    for (MilterAction action : actions) {
      bits |= action.bit;
    }
    return bits;
  }
}
