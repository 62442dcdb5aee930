package dev.indicia.cli;

import dev.indicia.dns.DomainName;
import dev.indicia.trust.AddressPattern;
import dev.indicia.trust.Catalogue;
import dev.indicia.trust.Catalogue.Brand;
import dev.indicia.trust.Catalogue.Platform;
import dev.indicia.trust.Catalogue.Removed;
import dev.indicia.trust.Catalogue.Sender;
import dev.indicia.trust.Catalogue.Slot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;

/** Reads and checks catalogue files; every complaint names line and column. */
final class CatalogueReader {
  private static final int OCTETS_MAX = 16 << 20;
  private static final List<String> KEYS =
      List.of("senders", "platforms", "freemail", "brands", "remove");
  private static final Map<String, Sender.Kind> KINDS =
      Arrays.stream(Sender.Kind.values()).collect(Collectors.toMap(Sender.Kind::word, k -> k));
  private static final Map<String, Slot> SLOTS =
      Arrays.stream(Slot.values()).collect(Collectors.toMap(Slot::word, s -> s));

  private final String name;
  private final List<Sender> senders = new ArrayList<>();
  private final List<Platform> platforms = new ArrayList<>();
  private final Set<DomainName> freemail = new LinkedHashSet<>();
  private final List<Brand> brands = new ArrayList<>();
  private Removed removed = Removed.NOTHING;

  private CatalogueReader(String name) {
    this.name = name;
  }

  /** What one file says: entries that it adds or replaces, and those that it takes out. */
  record Content(Catalogue added, Removed removed) {
    /** The catalogue after this file: first it takes out, then it adds. */
    Catalogue after(Catalogue before) {
      return before.without(removed).with(added);
    }
  }

  private record Text(String value, TokenStreamLocation location) {}

  /**
   * The content of the file.
   *
   * @throws UsageException when it cannot be read, or something in it is wrong
   */
  static Content read(Path file) throws UsageException {
    byte[] octets;
    try (InputStream in = Files.newInputStream(file)) {
      octets = in.readNBytes(OCTETS_MAX + 1);
    } catch (IOException e) {
      throw new UsageException(
          Files.isDirectory(file)
              ? InputFailure.isDirectory(file.toString()).text()
              : InputFailure.sentence(file.toString(), e));
    }
    if (octets.length > OCTETS_MAX) {
      throw new UsageException(file + ": is larger than " + OCTETS_MAX + " octets");
    }
    return read(file.toString(), octets);
  }

  /** The content of the octets; the name stands in complaints. */
  static Content read(String name, byte[] octets) throws UsageException {
    CatalogueReader reader = new CatalogueReader(name);
    try (JsonParser parser =
        YAMLFactory.builder().build().createParser(ObjectReadContext.empty(), octets)) {
      reader.file(parser);
    } catch (JacksonException e) {
      String why = e.getOriginalMessage().lines().findFirst().orElse("not YAML");
      throw reader.wrong(e.getLocation(), why);
    }
    Catalogue added =
        new Catalogue(reader.senders, reader.platforms, reader.freemail, reader.brands);
    return new Content(added, reader.removed);
  }

  private void file(JsonParser parser) throws UsageException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      return;
    }
    if (first != JsonToken.START_OBJECT) {
      throw wrong(parser.currentTokenLocation(), "expected \"key: value\" lines");
    }
    Set<String> seen = new HashSet<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = parser.currentName();
      if (!seen.add(key)) {
        throw wrong(parser.currentTokenLocation(), "\"" + key + "\" stands there twice");
      }
      switch (key) {
        case "senders" -> entries(parser, key, this::sender);
        case "platforms" -> entries(parser, key, this::platform);
        case "freemail" -> freemail.addAll(domains(parser, key));
        case "brands" -> entries(parser, key, this::brand);
        case "remove" -> removed = removed(parser);
        default -> throw unknown(parser, key, KEYS);
      }
    }
  }

  /** Reads the members of one entry. */
  private interface EntryReader {
    void read(JsonParser parser, Set<String> seen) throws UsageException;
  }

  private void entries(JsonParser parser, String key, EntryReader reader) throws UsageException {
    if (parser.nextToken() != JsonToken.START_ARRAY) {
      throw wrong(parser.currentTokenLocation(), key + ": expected a list");
    }
    Set<String> seen = new HashSet<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw wrong(parser.currentTokenLocation(), key + ": expected {name: ..., ...}");
      }
      reader.read(parser, seen);
    }
  }

  private void sender(JsonParser parser, Set<String> seen) throws UsageException {
    TokenStreamLocation start = parser.currentTokenLocation();
    AddressPattern address = null;
    String title = null;
    Set<DomainName> domains = Set.of();
    Sender.Kind kind = null;
    Set<Slot> slots = Set.of();
    Set<String> members = new HashSet<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = member(parser, members);
      switch (key) {
        case "address" -> address = address(parser, seen);
        case "name" -> title = name(parser);
        case "domains" -> domains = domains(parser, key);
        case "kind" -> kind = word(text(parser, key), key, KINDS);
        case "slots" -> slots = slots(parser);
        default ->
            throw unknown(parser, key, List.of("address", "name", "domains", "kind", "slots"));
      }
    }
    senders.add(
        new Sender(
            present(address, start, "address"),
            present(title, start, "name"),
            domains,
            present(kind, start, "kind"),
            slots));
  }

  private void platform(JsonParser parser, Set<String> seen) throws UsageException {
    TokenStreamLocation start = parser.currentTokenLocation();
    AddressPattern address = null;
    String title = null;
    Set<String> members = new HashSet<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = member(parser, members);
      switch (key) {
        case "address" -> address = address(parser, seen);
        case "name" -> title = name(parser);
        default -> throw unknown(parser, key, List.of("address", "name"));
      }
    }
    platforms.add(new Platform(present(address, start, "address"), present(title, start, "name")));
  }

  private void brand(JsonParser parser, Set<String> seen) throws UsageException {
    TokenStreamLocation start = parser.currentTokenLocation();
    String title = null;
    List<String> also = List.of();
    Set<DomainName> domains = Set.of();
    Set<String> members = new HashSet<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = member(parser, members);
      switch (key) {
        case "name" -> {
          title = name(parser);
          once(seen, title, parser.currentTokenLocation());
        }
        case "also" -> also = list(parser, key).stream().map(Text::value).toList();
        case "domains" -> domains = domains(parser, key);
        default -> throw unknown(parser, key, List.of("name", "also", "domains"));
      }
    }
    if (domains.isEmpty()) {
      throw wrong(start, "an entry without \"domains\"");
    }
    brands.add(new Brand(present(title, start, "name"), also, domains));
  }

  private Removed removed(JsonParser parser) throws UsageException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw wrong(parser.currentTokenLocation(), "remove: expected \"key: [...]\" lines");
    }
    Set<String> ofSenders = Set.of();
    Set<String> ofPlatforms = Set.of();
    Set<DomainName> ofFreemail = Set.of();
    Set<String> ofBrands = Set.of();
    Set<String> members = new HashSet<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = member(parser, members);
      switch (key) {
        case "senders" -> ofSenders = addresses(parser, key);
        case "platforms" -> ofPlatforms = addresses(parser, key);
        case "freemail" -> ofFreemail = domains(parser, key);
        case "brands" ->
            ofBrands = list(parser, key).stream().map(Text::value).collect(Collectors.toSet());
        default -> throw unknown(parser, key, KEYS.subList(0, KEYS.size() - 1));
      }
    }
    return new Removed(ofSenders, ofPlatforms, ofFreemail, ofBrands);
  }

  private String member(JsonParser parser, Set<String> members) throws UsageException {
    String key = parser.currentName();
    once(members, key, parser.currentTokenLocation());
    return key;
  }

  private void once(Set<String> seen, String text, TokenStreamLocation at) throws UsageException {
    if (!seen.add(text.toLowerCase(java.util.Locale.ROOT))) {
      throw wrong(at, "\"" + PlainText.of(text) + "\" stands there twice");
    }
  }

  private <T> T present(@Nullable T value, TokenStreamLocation start, String key)
      throws UsageException {
    if (value == null) {
      throw wrong(start, "an entry without \"" + key + "\"");
    }
    return value;
  }

  private AddressPattern address(JsonParser parser, Set<String> seen) throws UsageException {
    Text text = text(parser, "address");
    AddressPattern pattern = address(text);
    once(seen, pattern.text(), text.location());
    return pattern;
  }

  private AddressPattern address(Text text) throws UsageException {
    return checked(
        text, AddressPattern::parse, "neither an address nor a pattern such as \"*@a.example\"");
  }

  private Set<String> addresses(JsonParser parser, String key) throws UsageException {
    Set<String> addresses = new HashSet<>();
    for (Text text : list(parser, key)) {
      addresses.add(address(text).text());
    }
    return addresses;
  }

  private String name(JsonParser parser) throws UsageException {
    return text(parser, "name").value();
  }

  private Set<DomainName> domains(JsonParser parser, String key) throws UsageException {
    Set<DomainName> domains = new LinkedHashSet<>();
    for (Text text : list(parser, key)) {
      domains.add(
          checked(
              text,
              value -> DomainName.parse(value).filter(domain -> domain.labelCount() > 1),
              key + ": not a domain name of two labels or more"));
    }
    return domains;
  }

  private Set<Slot> slots(JsonParser parser) throws UsageException {
    Set<Slot> slots = new LinkedHashSet<>();
    for (Text text : list(parser, "slots")) {
      slots.add(word(text, "slots", SLOTS));
    }
    return slots;
  }

  private <T> T word(Text text, String key, Map<String, T> words) throws UsageException {
    String known = words.keySet().stream().sorted().collect(Collectors.joining(", "));
    return checked(
        text, value -> Optional.ofNullable(words.get(value)), key + ": none of " + known);
  }

  private <T> T checked(Text text, Function<String, Optional<T>> parse, String why)
      throws UsageException {
    Optional<T> value = parse.apply(text.value());
    if (value.isEmpty()) {
      throw wrong(text.location(), why + ": \"" + PlainText.of(text.value()) + "\"");
    }
    return value.get();
  }

  private List<Text> list(JsonParser parser, String key) throws UsageException {
    if (parser.nextToken() != JsonToken.START_ARRAY) {
      throw wrong(parser.currentTokenLocation(), key + ": expected a list");
    }
    List<Text> texts = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      texts.add(scalar(parser, key));
    }
    return texts;
  }

  private Text text(JsonParser parser, String key) throws UsageException {
    parser.nextToken();
    return scalar(parser, key);
  }

  private Text scalar(JsonParser parser, String key) throws UsageException {
    JsonToken token = parser.currentToken();
    TokenStreamLocation location = parser.currentTokenLocation();
    if (token == null || !token.isScalarValue() || token == JsonToken.VALUE_NULL) {
      throw wrong(location, key + ": expected a text");
    }
    String value = parser.getString().strip();
    if (value.isEmpty()) {
      throw wrong(location, key + ": an empty text");
    }
    return new Text(value, location);
  }

  private UsageException unknown(JsonParser parser, String key, List<String> keys) {
    return wrong(
        parser.currentTokenLocation(),
        "unknown key \"" + PlainText.of(key) + "\"; the keys are " + String.join(", ", keys));
  }

  private UsageException wrong(TokenStreamLocation location, String why) {
    return new UsageException(
        name + ":" + location.getLineNr() + ":" + location.getColumnNr() + ": " + why);
  }
}
