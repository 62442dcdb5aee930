package dev.indicia.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The invented vendors of the second world and what is written there, by language. Immutable. */
final class WorldTexts {
  /** The languages, English first. */
  static final List<String> CODES =
      List.of("en", "tr", "ja", "nl", "sv", "pl", "cs", "uk", "el", "ar", "ko", "id", "vi");

  /**
   * One line of a template.
   *
   * @param version 1 or 2 where the line stands in one version only, else 0
   * @param role S subject, H heading, P paragraph, B big, F field, Q quotation, A button, X footer
   */
  record Line(int version, char role, String text) {}

  /** A text that an attacker puts somewhere, and the story it tells. */
  record Lure(String story, String text) {}

  /** Lists of words by name, lures, and templates by name, each a list of lines. */
  record Language(
      String code,
      Map<String, List<String>> words,
      List<Lure> lures,
      Map<String, List<Line>> templates) {
    List<String> list(String name) {
      return words.getOrDefault(name, List.of());
    }
  }

  /**
   * A vendor.
   *
   * @param slots that others than the vendor fill
   * @param sending by which way it sends; see vendors.txt
   */
  record Vendor(
      String name,
      String domain,
      String template,
      List<String> locales,
      List<String> slots,
      String sending,
      String layout,
      int weight,
      String display) {}

  private final Map<String, Language> languages = new HashMap<>();
  private final List<Vendor> vendors = new ArrayList<>();

  private WorldTexts() {}

  static WorldTexts read() {
    WorldTexts texts = new WorldTexts();
    for (String code : CODES) {
      texts.languages.put(code, language(code, lines(code + ".txt")));
    }
    for (String line : lines("vendors.txt")) {
      String[] cells = line.split("\\|", -1);
      List<String> slots = cells[4].isEmpty() ? List.of() : List.of(cells[4].split(",", -1));
      texts.vendors.add(
          new Vendor(
              cells[0],
              cells[1],
              cells[2],
              List.of(cells[3].split(",", -1)),
              slots,
              cells[5],
              cells[6],
              Integer.parseInt(cells[7]),
              cells[8]));
    }
    return texts;
  }

  Language language(String code) {
    return languages.get(code);
  }

  List<Vendor> vendors() {
    return Collections.unmodifiableList(vendors);
  }

  private static Language language(String code, List<String> lines) {
    Map<String, List<String>> words = new HashMap<>();
    List<Lure> lures = new ArrayList<>();
    Map<String, List<Line>> templates = new HashMap<>();
    List<Line> template = null;
    for (String line : lines) {
      String name = line.substring(0, line.indexOf(' '));
      String rest = line.substring(name.length() + 1);
      if (name.equals("T")) {
        template = new ArrayList<>();
        templates.put(rest, template);
      } else if (template != null) {
        boolean versioned = Character.isDigit(name.charAt(0));
        String text = versioned ? rest : line;
        template.add(
            new Line(versioned ? name.charAt(0) - '0' : 0, text.charAt(0), text.substring(2)));
      } else if (name.equals("l")) {
        int blank = rest.indexOf(' ');
        lures.add(new Lure(rest.substring(0, blank), rest.substring(blank + 1)));
      } else if (name.length() <= 2 || name.equals("bye") || name.equals("press")) {
        words.computeIfAbsent(name, n -> new ArrayList<>()).add(rest);
      } else {
        words.put(name, List.of(rest.split(";", -1)));
      }
    }
    return new Language(code, words, List.copyOf(lures), templates);
  }

  private static List<String> lines(String file) {
    try (InputStream in = WorldTexts.class.getResourceAsStream("world/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("//"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
