package dev.indicia.trust.words;

/**
 * A concept found in a text.
 *
 * @param concept what was found
 * @param start the first character's offset, in UTF-16 units
 * @param end the offset after the last character
 * @param language the list that the phrase stands in, such as "en"
 */
public record Hit(Concept concept, int start, int end, String language) {}
