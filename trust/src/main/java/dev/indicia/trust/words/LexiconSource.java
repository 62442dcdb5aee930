package dev.indicia.trust.words;

/**
 * One word list as text.
 *
 * @param name the file's name, for errors
 * @param language the language that hits report, such as "en"
 * @param text the content, as in docs/reference/lexicon.md
 */
public record LexiconSource(String name, String language, String text) {}
