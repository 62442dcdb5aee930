package dev.indicia.events.spool;

/**
 * An event as it was appended. Its octets belong to the caller.
 *
 * @param sequence its number; later events have higher ones
 */
@SuppressWarnings("ArrayRecordComponent") // Large, used once, never compared.
public record StoredEvent(long sequence, byte[] octets) {}
