package dev.indicia.cli;

import dev.indicia.dns.DomainName;
import dev.indicia.trust.AddressPattern;
import dev.indicia.trust.Catalogue;
import dev.indicia.trust.Catalogue.Brand;
import dev.indicia.trust.Catalogue.Platform;
import dev.indicia.trust.Catalogue.Sender;
import dev.indicia.trust.Catalogue.Slot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads the catalogue files that come with the command: YAML, but one entry a line, which a YAML
 * reader needs many times longer for. A test compares with {@link CatalogueReader}.
 */
final class CatalogueLines {
  private final List<Sender> senders = new ArrayList<>();
  private final List<Platform> platforms = new ArrayList<>();
  private final Set<DomainName> freemail = new HashSet<>();
  private final List<Brand> brands = new ArrayList<>();

  /** The line that is being read, and where. */
  private String line = "";

  private int at;

  private CatalogueLines() {}

  /** The catalogue of the texts; what is not of this form is a bug of ours. */
  static Catalogue read(List<String> texts) {
    CatalogueLines lines = new CatalogueLines();
    texts.forEach(lines::file);
    return new Catalogue(lines.senders, lines.platforms, lines.freemail, lines.brands);
  }

  private void file(String text) {
    String key = "";
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      String line = text.substring(start, end);
      start = end + 1;
      if (line.startsWith("  - ")) {
        entry(key, line);
      } else if (line.endsWith(":")) {
        key = line.substring(0, line.length() - 1);
      } else if (!line.isEmpty() && !line.strip().startsWith("#")) {
        throw new AssertionError(line);
      }
    }
  }

  private void entry(String key, String text) {
    line = text;
    at = "  - ".length();
    if (key.equals("freemail")) {
      freemail.add(DomainName.of(value()));
      return;
    }
    String address = "";
    String name = "";
    String kind = "";
    List<String> also = List.of();
    List<String> domains = List.of();
    List<String> slots = List.of();
    expect('{');
    while (true) {
      int colon = line.indexOf(':', at);
      String member = line.substring(at, colon);
      at = colon + 2;
      switch (member) {
        case "address" -> address = value();
        case "name" -> name = value();
        case "kind" -> kind = value();
        case "also" -> also = values();
        case "domains" -> domains = values();
        case "slots" -> slots = values();
        default -> throw new AssertionError(line);
      }
      if (line.charAt(at) == '}') {
        break;
      }
      expect(',');
      expect(' ');
    }
    switch (key) {
      case "senders" ->
          senders.add(
              new Sender(
                  AddressPattern.parse(address).orElseThrow(),
                  name,
                  names(domains),
                  Sender.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                  slots(slots)));
      case "platforms" ->
          platforms.add(new Platform(AddressPattern.parse(address).orElseThrow(), name));
      case "brands" -> brands.add(new Brand(name, also, names(domains)));
      default -> throw new AssertionError(key);
    }
  }

  private static Set<DomainName> names(List<String> texts) {
    Set<DomainName> names = new HashSet<>();
    for (String text : texts) {
      names.add(DomainName.of(text));
    }
    return names;
  }

  private static Set<Slot> slots(List<String> words) {
    Set<Slot> slots = new HashSet<>();
    for (String word : words) {
      slots.add(Slot.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_')));
    }
    return slots;
  }

  private List<String> values() {
    List<String> values = new ArrayList<>();
    expect('[');
    int end = line.indexOf(']', at);
    while (at < end) {
      values.add(value(end));
      if (at < end) {
        at += 2;
      }
    }
    at++;
    return values;
  }

  private String value() {
    int brace = line.indexOf('}', at);
    return value(brace < 0 ? line.length() : brace);
  }

  /** A value that ends before a comma or at the offset. */
  private String value(int end) {
    if (line.charAt(at) == '"') {
      int quote = line.indexOf('"', at + 1);
      String value = line.substring(at + 1, quote);
      at = quote + 1;
      return value;
    }
    int comma = line.indexOf(',', at);
    int stop = comma >= 0 && comma < end ? comma : end;
    String value = line.substring(at, stop);
    at = stop;
    return value;
  }

  private void expect(char c) {
    if (line.charAt(at++) != c) {
      throw new AssertionError(line);
    }
  }
}
