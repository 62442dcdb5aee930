package dev.indicia.message;

/**
 * One thing wrong with a message. Each kind is reported once, at its first place.
 *
 * @param offset where, in octets from the start of the message
 */
public record Defect(DefectKind kind, int offset) {}
