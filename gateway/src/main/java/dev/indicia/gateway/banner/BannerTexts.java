package dev.indicia.gateway.banner;

import dev.indicia.trust.VerdictKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The sentences of warnings by language and verdict, which come as data files. Immutable.
 *
 * @param sentences by language, then by the verdict's word
 */
public record BannerTexts(Map<String, Map<String, String>> sentences) {
  /** The languages that come with the program, as ISO 639-1 names them. */
  public static final List<String> LANGUAGES =
      List.of("cs", "da", "de", "en", "es", "fi", "fr", "it", "ja", "nl", "pl", "pt", "sv", "tr");

  /** The language where none is known; its sentences are ASCII. */
  public static final String FALLBACK = "en";

  /** Characters of a sentence. */
  public static final int SENTENCE_MAX = 400;

  public BannerTexts {
    Map<String, Map<String, String>> copy = new TreeMap<>();
    sentences.forEach((language, byVerdict) -> copy.put(language, Map.copyOf(byVerdict)));
    sentences = Map.copyOf(copy);
  }

  private static final class Holder {
    static final BannerTexts INSTANCE = readBuiltIn();
  }

  /** The sentences that come with the program. */
  public static BannerTexts builtIn() {
    return Holder.INSTANCE;
  }

  private static BannerTexts readBuiltIn() {
    Map<String, Map<String, String>> all = new LinkedHashMap<>();
    for (String language : LANGUAGES) {
      try (InputStream in = BannerTexts.class.getResourceAsStream(language + ".properties")) {
        if (in == null) {
          throw new AssertionError("resource missing from the jar: " + language);
        }
        all.put(language, read(new InputStreamReader(in, StandardCharsets.UTF_8)));
      } catch (IOException e) {
        throw new UncheckedIOException("resource cannot be read: " + language, e);
      }
    }
    return new BannerTexts(all);
  }

  private static Map<String, String> read(Reader reader) throws IOException {
    Properties lines = new Properties();
    lines.load(reader);
    Map<String, String> byVerdict = new LinkedHashMap<>();
    for (String key : lines.stringPropertyNames()) {
      byVerdict.put(key, lines.getProperty(key));
    }
    return byVerdict;
  }

  /** The warning in that language; in English where the language has none for it. */
  public String sentence(VerdictKind kind, String language) {
    Map<String, String> own = sentences.getOrDefault(language, Map.of());
    String sentence = own.get(kind.word());
    return sentence != null ? sentence : ascii(kind);
  }

  /** The warning in ASCII, for parts that can hold nothing else. */
  public String ascii(VerdictKind kind) {
    Map<String, String> english = sentences.getOrDefault(FALLBACK, Map.of());
    return english.getOrDefault(kind.word(), "Caution: " + kind.word());
  }
}
