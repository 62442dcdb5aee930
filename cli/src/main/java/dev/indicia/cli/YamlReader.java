package dev.indicia.cli;

import dev.indicia.dns.IpNetwork;
import dev.indicia.events.PlainText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;

/**
 * Walks through a YAML file of keys, lists and texts. Every complaint names file, line and column,
 * and shows what it quotes without control characters.
 */
final class YamlReader {
  private final String name;
  private final JsonParser parser;

  private YamlReader(String name, JsonParser parser) {
    this.name = name;
    this.parser = parser;
  }

  /** A scalar that is not empty, without the white space around it, and where it stands. */
  record Text(String value, TokenStreamLocation location) {}

  /** What is made of a file. */
  interface Body<T> {
    T read(YamlReader yaml) throws UsageException;
  }

  /**
   * What the body makes of the file.
   *
   * @throws UsageException when it cannot be read, is larger than that many octets, is not YAML, or
   *     when the body complains
   */
  static <T> T read(Path file, int octetsMax, Body<T> body) throws UsageException {
    byte[] octets;
    try (InputStream in = Files.newInputStream(file)) {
      octets = in.readNBytes(octetsMax + 1);
    } catch (IOException e) {
      throw new UsageException(
          Files.isDirectory(file)
              ? InputFailure.isDirectory(file.toString()).text()
              : InputFailure.sentence(file.toString(), e));
    }
    if (octets.length > octetsMax) {
      throw new UsageException(file + ": is larger than " + octetsMax + " octets");
    }
    return read(file.toString(), octets, body);
  }

  /** What the body makes of the octets; the name stands in complaints. */
  static <T> T read(String name, byte[] octets, Body<T> body) throws UsageException {
    try (JsonParser parser =
        YAMLFactory.builder().build().createParser(ObjectReadContext.empty(), octets)) {
      return body.read(new YamlReader(name, parser));
    } catch (JacksonException e) {
      throw wrong(name, e.getLocation(), why(e));
    }
  }

  /** The parser's first words, which may stand behind an empty line. */
  private static String why(JacksonException e) {
    return e.getOriginalMessage()
        .lines()
        .map(PlainText::of)
        .filter(line -> !line.isBlank())
        .findFirst()
        .orElse("not YAML");
  }

  /** The next token; null at the end of the file. */
  @Nullable JsonToken next() {
    return parser.nextToken();
  }

  /** Where the current token stands. */
  TokenStreamLocation location() {
    return parser.currentTokenLocation();
  }

  /** The number that the current token is. */
  double number() {
    return parser.getDoubleValue();
  }

  /** Enters the file; false when there is nothing in it. */
  boolean enter() throws UsageException {
    JsonToken first = next();
    if (first != null && first != JsonToken.START_OBJECT) {
      throw wrong(location(), "expected \"key: value\" lines");
    }
    return first != null;
  }

  /** The next key, which may not be among those seen and is now; null after the last one. */
  @Nullable String nextKey(Set<String> seen) throws UsageException {
    if (next() != JsonToken.PROPERTY_NAME) {
      return null;
    }
    String key = parser.currentName();
    once(seen, new Text(key, location()));
    return key;
  }

  /** Adds the text to those seen; case does not tell texts apart. */
  void once(Set<String> seen, Text text) throws UsageException {
    if (!seen.add(text.value().toLowerCase(Locale.ROOT))) {
      throw wrong(text.location(), "\"" + PlainText.of(text.value()) + "\" stands there twice");
    }
  }

  /** Enters the list that is the key's value. */
  void enterList(String key) throws UsageException {
    if (next() != JsonToken.START_ARRAY) {
      throw wrong(location(), key + ": expected a list");
    }
  }

  /** The list of texts that is the key's value. */
  List<Text> texts(String key) throws UsageException {
    enterList(key);
    List<Text> texts = new ArrayList<>();
    for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
      texts.add(scalar(token, key));
    }
    return texts;
  }

  /** The texts that are the key's value: a list, or one alone. */
  List<Text> textOrTexts(String key) throws UsageException {
    JsonToken token = next();
    if (token != JsonToken.START_ARRAY) {
      return List.of(scalar(token, key));
    }
    List<Text> texts = new ArrayList<>();
    for (JsonToken next = next(); next != JsonToken.END_ARRAY; next = next()) {
      texts.add(scalar(next, key));
    }
    return texts;
  }

  /** Enters the "key: value" lines that are the key's value. */
  void enterMap(String key) throws UsageException {
    if (next() != JsonToken.START_OBJECT) {
      throw wrong(location(), key + ": expected \"key: value\" lines");
    }
  }

  /** Enters the next element of a list, which has "key: value" lines; false at the list's end. */
  boolean nextMap(String key) throws UsageException {
    JsonToken token = next();
    if (token == JsonToken.END_ARRAY) {
      return false;
    }
    if (token != JsonToken.START_OBJECT) {
      throw wrong(location(), key + ": expected a list of \"key: value\" lines");
    }
    return true;
  }

  /** Yes or no, as the key's value. */
  boolean yes(String key) throws UsageException {
    JsonToken token = next();
    if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
      throw wrong(location(), key + ": expected true or false");
    }
    return token == JsonToken.VALUE_TRUE;
  }

  /** The value of the key, a text of that form. */
  String matching(String key, String form, String why) throws UsageException {
    return checked(
        text(key), value -> Optional.of(value).filter(v -> v.matches(form)), key + ": " + why);
  }

  /** What the value of the key stands for. */
  <T> T one(String key, Map<String, T> values, String why) throws UsageException {
    return checked(text(key), value -> Optional.ofNullable(values.get(value)), key + ": " + why);
  }

  /** The value of the key, a network or a list of them. */
  List<IpNetwork> networks(String key) throws UsageException {
    List<IpNetwork> networks = new ArrayList<>();
    for (Text text : textOrTexts(key)) {
      networks.add(checked(text, IpNetwork::parse, key + ": not a network"));
    }
    return networks;
  }

  /** The values of the list of texts that is the key's value. */
  List<String> values(String key) throws UsageException {
    return texts(key).stream().map(Text::value).toList();
  }

  /** The text that is the key's value. */
  Text text(String key) throws UsageException {
    return scalar(next(), key);
  }

  private Text scalar(@Nullable JsonToken token, String key) throws UsageException {
    if (token == null || !token.isScalarValue() || token == JsonToken.VALUE_NULL) {
      throw wrong(location(), key + ": expected a text");
    }
    String value = parser.getString().strip();
    if (value.isEmpty()) {
      throw wrong(location(), key + ": an empty text");
    }
    return new Text(value, location());
  }

  /** What the text says; the complaint when it says nothing. */
  <T> T checked(Text text, Function<String, Optional<T>> parse, String why) throws UsageException {
    Optional<T> value = parse.apply(text.value());
    if (value.isEmpty()) {
      throw wrong(text.location(), why + ": \"" + PlainText.of(text.value()) + "\"");
    }
    return value.get();
  }

  /** The complaint about the current token, a key that is none of these. */
  UsageException unknown(String key, List<String> keys) {
    return wrong(
        location(),
        "unknown key \"" + PlainText.of(key) + "\"; the keys are " + String.join(", ", keys));
  }

  /** A complaint. */
  UsageException wrong(TokenStreamLocation location, String why) {
    return wrong(name, location, why);
  }

  private static UsageException wrong(String name, TokenStreamLocation location, String why) {
    return new UsageException(
        name + ":" + location.getLineNr() + ":" + location.getColumnNr() + ": " + why);
  }
}
