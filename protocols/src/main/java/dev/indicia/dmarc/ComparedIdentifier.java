package dev.indicia.dmarc;

/** An identifier and how it compares with the Author Domain, whether it passed or not. */
public record ComparedIdentifier(Identifier identifier, AlignmentMode mode, boolean aligned) {}
