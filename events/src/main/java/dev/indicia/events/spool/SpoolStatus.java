package dev.indicia.events.spool;

/**
 * What a spool holds and did since it was opened. Immutable.
 *
 * @param next the number of the next event
 * @param segments segment files
 * @param octets of all segment files
 * @param stored events appended
 * @param refused events refused
 * @param deletedSegments segment files that retention deleted
 * @param cutOctets octets of a torn tail that were cut off when it was opened
 */
public record SpoolStatus(
    long next,
    int segments,
    long octets,
    long stored,
    long refused,
    long deletedSegments,
    long cutOctets) {}
