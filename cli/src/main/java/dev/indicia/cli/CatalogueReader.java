package dev.indicia.cli;

import dev.indicia.cli.YamlReader.Text;
import dev.indicia.dns.DomainName;
import dev.indicia.trust.AddressPattern;
import dev.indicia.trust.Catalogue;
import dev.indicia.trust.Catalogue.Brand;
import dev.indicia.trust.Catalogue.Platform;
import dev.indicia.trust.Catalogue.Removed;
import dev.indicia.trust.Catalogue.Sender;
import dev.indicia.trust.Catalogue.Slot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/** Reads and checks catalogue files; every complaint names line and column. */
final class CatalogueReader {
  private static final int OCTETS_MAX = 16 << 20;
  private static final List<String> KEYS =
      List.of("senders", "platforms", "freemail", "brands", "remove");
  private static final Map<String, Sender.Kind> KINDS =
      Arrays.stream(Sender.Kind.values()).collect(Collectors.toMap(Sender.Kind::word, k -> k));
  private static final Map<String, Slot> SLOTS =
      Arrays.stream(Slot.values()).collect(Collectors.toMap(Slot::word, s -> s));

  private final YamlReader yaml;
  private final List<Sender> senders = new ArrayList<>();
  private final List<Platform> platforms = new ArrayList<>();
  private final Set<DomainName> freemail = new LinkedHashSet<>();
  private final List<Brand> brands = new ArrayList<>();
  private Removed removed = Removed.NOTHING;

  private CatalogueReader(YamlReader yaml) {
    this.yaml = yaml;
  }

  /** What one file says: entries that it adds or replaces, and those that it takes out. */
  record Content(Catalogue added, Removed removed) {
    /** The catalogue after this file: first it takes out, then it adds. */
    Catalogue after(Catalogue before) {
      return before.without(removed).with(added);
    }
  }

  /**
   * The content of the file.
   *
   * @throws UsageException when it cannot be read, or something in it is wrong
   */
  static Content read(Path file) throws UsageException {
    return YamlReader.read(file, OCTETS_MAX, yaml -> new CatalogueReader(yaml).file());
  }

  /** The content of the octets; the name stands in complaints. */
  static Content read(String name, byte[] octets) throws UsageException {
    return YamlReader.read(name, octets, yaml -> new CatalogueReader(yaml).file());
  }

  private Content file() throws UsageException {
    if (yaml.enter()) {
      Set<String> keys = new HashSet<>();
      for (String key = yaml.nextKey(keys); key != null; key = yaml.nextKey(keys)) {
        switch (key) {
          case "senders" -> entries(key, this::sender);
          case "platforms" -> entries(key, this::platform);
          case "freemail" -> freemail.addAll(domains(key));
          case "brands" -> entries(key, this::brand);
          case "remove" -> removed = removed();
          default -> throw yaml.unknown(key, KEYS);
        }
      }
    }
    return new Content(new Catalogue(senders, platforms, freemail, brands), removed);
  }

  /** Reads the members of one entry. */
  private interface EntryReader {
    void read(Set<String> seen) throws UsageException;
  }

  private void entries(String key, EntryReader reader) throws UsageException {
    yaml.enterList(key);
    Set<String> seen = new HashSet<>();
    for (JsonToken token = yaml.next(); token != JsonToken.END_ARRAY; token = yaml.next()) {
      if (token != JsonToken.START_OBJECT) {
        throw yaml.wrong(yaml.location(), key + ": expected {name: ..., ...}");
      }
      reader.read(seen);
    }
  }

  private void sender(Set<String> seen) throws UsageException {
    TokenStreamLocation start = yaml.location();
    AddressPattern address = null;
    String title = null;
    Set<DomainName> domains = Set.of();
    Sender.Kind kind = null;
    Set<Slot> slots = Set.of();
    Set<String> members = new HashSet<>();
    for (String key = yaml.nextKey(members); key != null; key = yaml.nextKey(members)) {
      switch (key) {
        case "address" -> address = address(seen);
        case "name" -> title = name();
        case "domains" -> domains = domains(key);
        case "kind" -> kind = word(yaml.text(key), key, KINDS);
        case "slots" -> slots = slots();
        default -> throw yaml.unknown(key, List.of("address", "name", "domains", "kind", "slots"));
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

  private void platform(Set<String> seen) throws UsageException {
    TokenStreamLocation start = yaml.location();
    AddressPattern address = null;
    String title = null;
    Set<String> members = new HashSet<>();
    for (String key = yaml.nextKey(members); key != null; key = yaml.nextKey(members)) {
      switch (key) {
        case "address" -> address = address(seen);
        case "name" -> title = name();
        default -> throw yaml.unknown(key, List.of("address", "name"));
      }
    }
    platforms.add(new Platform(present(address, start, "address"), present(title, start, "name")));
  }

  private void brand(Set<String> seen) throws UsageException {
    TokenStreamLocation start = yaml.location();
    String title = null;
    List<String> also = List.of();
    Set<DomainName> domains = Set.of();
    Set<String> members = new HashSet<>();
    for (String key = yaml.nextKey(members); key != null; key = yaml.nextKey(members)) {
      switch (key) {
        case "name" -> {
          Text text = yaml.text(key);
          yaml.once(seen, text);
          title = text.value();
        }
        case "also" -> also = yaml.values(key);
        case "domains" -> domains = domains(key);
        default -> throw yaml.unknown(key, List.of("name", "also", "domains"));
      }
    }
    if (domains.isEmpty()) {
      throw yaml.wrong(start, "an entry without \"domains\"");
    }
    brands.add(new Brand(present(title, start, "name"), also, domains));
  }

  private Removed removed() throws UsageException {
    if (yaml.next() != JsonToken.START_OBJECT) {
      throw yaml.wrong(yaml.location(), "remove: expected \"key: [...]\" lines");
    }
    Set<String> ofSenders = Set.of();
    Set<String> ofPlatforms = Set.of();
    Set<DomainName> ofFreemail = Set.of();
    Set<String> ofBrands = Set.of();
    Set<String> members = new HashSet<>();
    for (String key = yaml.nextKey(members); key != null; key = yaml.nextKey(members)) {
      switch (key) {
        case "senders" -> ofSenders = addresses(key);
        case "platforms" -> ofPlatforms = addresses(key);
        case "freemail" -> ofFreemail = domains(key);
        case "brands" -> ofBrands = Set.copyOf(yaml.values(key));
        default -> throw yaml.unknown(key, KEYS.subList(0, KEYS.size() - 1));
      }
    }
    return new Removed(ofSenders, ofPlatforms, ofFreemail, ofBrands);
  }

  private <T> T present(@Nullable T value, TokenStreamLocation start, String key)
      throws UsageException {
    if (value == null) {
      throw yaml.wrong(start, "an entry without \"" + key + "\"");
    }
    return value;
  }

  private AddressPattern address(Set<String> seen) throws UsageException {
    Text text = yaml.text("address");
    AddressPattern pattern = address(text);
    yaml.once(seen, new Text(pattern.text(), text.location()));
    return pattern;
  }

  private AddressPattern address(Text text) throws UsageException {
    return yaml.checked(
        text, AddressPattern::parse, "neither an address nor a pattern such as \"*@a.example\"");
  }

  private Set<String> addresses(String key) throws UsageException {
    Set<String> addresses = new HashSet<>();
    for (Text text : yaml.texts(key)) {
      addresses.add(address(text).text());
    }
    return addresses;
  }

  private String name() throws UsageException {
    return yaml.text("name").value();
  }

  private Set<DomainName> domains(String key) throws UsageException {
    Set<DomainName> domains = new LinkedHashSet<>();
    for (Text text : yaml.texts(key)) {
      domains.add(
          yaml.checked(
              text,
              value -> DomainName.parse(value).filter(domain -> domain.labelCount() > 1),
              key + ": not a domain name of two labels or more"));
    }
    return domains;
  }

  private Set<Slot> slots() throws UsageException {
    Set<Slot> slots = new LinkedHashSet<>();
    for (Text text : yaml.texts("slots")) {
      slots.add(word(text, "slots", SLOTS));
    }
    return slots;
  }

  private <T> T word(Text text, String key, Map<String, T> words) throws UsageException {
    String known = words.keySet().stream().sorted().collect(Collectors.joining(", "));
    return yaml.checked(
        text, value -> Optional.ofNullable(words.get(value)), key + ": none of " + known);
  }
}
