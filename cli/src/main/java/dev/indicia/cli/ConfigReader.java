package dev.indicia.cli;

import dev.indicia.dns.DomainName;
import dev.indicia.dns.IpAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;

/** Reads and checks the file of {@code --config}; every complaint names line and column. */
final class ConfigReader {
  private static final int OCTETS_MAX = 4 << 20;
  private static final List<String> KEYS =
      List.of(
          "own_domains",
          "protected_names",
          "trusted_forwarders",
          "trusted_sealers",
          "thresholds",
          "catalogue");

  private final Path file;
  private final String name;

  private ConfigReader(Path file) {
    this.file = file;
    this.name = file.toString();
  }

  /**
   * The configuration in the file.
   *
   * @throws UsageException when it cannot be read, or something in it is wrong
   */
  static Config read(Path file) throws UsageException {
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
    return new ConfigReader(file).parse(octets);
  }

  private Config parse(byte[] octets) throws UsageException {
    try (JsonParser parser =
        YAMLFactory.builder().build().createParser(ObjectReadContext.empty(), octets)) {
      return parse(parser);
    } catch (JacksonException e) {
      String why = e.getOriginalMessage().lines().findFirst().orElse("not YAML");
      throw wrong(e.getLocation(), why);
    }
  }

  private Config parse(JsonParser parser) throws UsageException {
    Set<DomainName> ownDomains = Set.of();
    List<String> protectedNames = List.of();
    List<String> forwarders = List.of();
    Set<DomainName> sealers = Set.of();
    Map<String, Double> thresholds = Map.of();
    List<Path> catalogue = List.of();
    JsonToken first = parser.nextToken();
    if (first == null) {
      return Config.EMPTY;
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
        case "own_domains" -> ownDomains = domains(parser, key);
        case "protected_names" -> protectedNames = texts(parser, key);
        case "trusted_forwarders" -> forwarders = forwarders(parser, key);
        case "trusted_sealers" -> sealers = domains(parser, key);
        case "thresholds" -> thresholds = numbers(parser, key);
        case "catalogue" -> catalogue = files(parser, key);
        default ->
            throw wrong(
                parser.currentTokenLocation(),
                "unknown key \"" + key + "\"; the keys are " + String.join(", ", KEYS));
      }
    }
    return new Config(ownDomains, protectedNames, forwarders, sealers, thresholds, catalogue);
  }

  private Set<DomainName> domains(JsonParser parser, String key) throws UsageException {
    Set<DomainName> domains = new LinkedHashSet<>();
    for (Text text : list(parser, key)) {
      domains.add(
          DomainName.parse(text.value())
              .filter(domain -> !domain.isRoot())
              .orElseThrow(() -> wrong(text, key + ": not a domain name")));
    }
    return domains;
  }

  private List<String> texts(JsonParser parser, String key) throws UsageException {
    List<String> texts = new ArrayList<>();
    for (Text text : list(parser, key)) {
      if (text.value().isBlank()) {
        throw wrong(text, key + ": an empty name");
      }
      texts.add(text.value().strip());
    }
    return texts;
  }

  /** Names of files, relative to the folder of the configuration. */
  private List<Path> files(JsonParser parser, String key) throws UsageException {
    List<Path> files = new ArrayList<>();
    for (Text text : list(parser, key)) {
      try {
        files.add(file.resolveSibling(text.value()));
      } catch (InvalidPathException e) {
        throw wrong(text, key + ": not a file name");
      }
    }
    return files;
  }

  private List<String> forwarders(JsonParser parser, String key) throws UsageException {
    List<String> forwarders = new ArrayList<>();
    for (Text text : list(parser, key)) {
      boolean network = text.value().indexOf('/') >= 0 || IpAddress.parse(text.value()).isPresent();
      if (network ? !isNetwork(text.value()) : DomainName.parse(text.value()).isEmpty()) {
        throw wrong(text, key + ": neither a domain name nor a network such as 192.0.2.0/24");
      }
      forwarders.add(text.value());
    }
    return forwarders;
  }

  private static boolean isNetwork(String text) {
    int slash = text.indexOf('/');
    IpAddress address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash)).orElse(null);
    if (address == null || slash < 0) {
      return address != null;
    }
    String length = text.substring(slash + 1);
    if (length.isEmpty() || length.length() > 3 || !length.chars().allMatch(Character::isDigit)) {
      return false;
    }
    return Integer.parseInt(length) <= address.bits();
  }

  private Map<String, Double> numbers(JsonParser parser, String key) throws UsageException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw wrong(parser.currentTokenLocation(), key + ": expected \"name: number\" lines");
    }
    Map<String, Double> numbers = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String number = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value != JsonToken.VALUE_NUMBER_INT && value != JsonToken.VALUE_NUMBER_FLOAT) {
        throw wrong(parser.currentTokenLocation(), key + "." + number + ": not a number");
      }
      if (parser.getDoubleValue() < 0) {
        throw wrong(parser.currentTokenLocation(), key + "." + number + ": below zero");
      }
      numbers.put(number, parser.getDoubleValue());
    }
    return numbers;
  }

  private record Text(String value, TokenStreamLocation location) {}

  private List<Text> list(JsonParser parser, String key) throws UsageException {
    if (parser.nextToken() != JsonToken.START_ARRAY) {
      throw wrong(parser.currentTokenLocation(), key + ": expected a list");
    }
    List<Text> texts = new ArrayList<>();
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      if (t == null || !t.isScalarValue() || t == JsonToken.VALUE_NULL) {
        throw wrong(parser.currentTokenLocation(), key + ": expected a list of texts");
      }
      texts.add(new Text(parser.getString(), parser.currentTokenLocation()));
    }
    return texts;
  }

  private UsageException wrong(Text text, String why) {
    return wrong(text.location(), why + ": \"" + PlainText.of(text.value()) + "\"");
  }

  private UsageException wrong(TokenStreamLocation location, String why) {
    return new UsageException(
        name + ":" + location.getLineNr() + ":" + location.getColumnNr() + ": " + why);
  }
}
