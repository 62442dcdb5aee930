package dev.indicia.trust.shown;

import org.jspecify.annotations.Nullable;

/**
 * A part that is not the text of the body. Immutable.
 *
 * @param type media type in lower case: "application/pdf"
 * @param filename as written, disguises kept; null when there is none
 * @param octets size without its transfer encoding, as far as it was decoded
 * @param inline whether the body shows it
 */
public record AttachedPart(String type, @Nullable String filename, long octets, boolean inline) {}
