package dev.indicia.message;

/**
 * One thing wrong with an address field.
 *
 * @param offset where, in octets from the start of the message
 */
public record AddressDefect(AddressDefectKind kind, int offset) {}
