package dev.indicia.conformance;

import dev.indicia.conformance.World.Person;
import dev.indicia.conformance.WorldTexts.Language;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** What stands in the slots of the second world's mail, by chance. */
final class WorldWords {
  private final Random random;
  private final WorldTexts texts;

  WorldWords(Random random, WorldTexts texts) {
    this.random = random;
    this.texts = texts;
  }

  <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** A value for each slot of a template in that language. */
  Map<String, String> values(String locale, Person reader) {
    Map<String, String> values = new HashMap<>();
    Language language = texts.language(locale);
    Language writer = texts.language(random.nextInt(6) == 0 ? "en" : locale);
    values.put("name", reader.name());
    values.put("person", pick(writer.list("people")));
    values.put("org", pick(language.list(random.nextInt(12) == 0 ? "oddorgs" : "orgs")));
    values.put("title", pick(writer.list("titles")));
    values.put("item", pick(language.list("items")));
    values.put("addr", pick(language.list("addrs")));
    values.put("device", pick(language.list("devices")));
    values.put("place", pick(language.list("places")));
    values.put("code", String.valueOf(100000 + random.nextInt(900000)));
    values.put("num", String.valueOf(10 + random.nextInt(90)));
    values.put("date", (1 + random.nextInt(28)) + "." + (6 + random.nextInt(3)) + ".2026");
    values.put("amount", amount(locale));
    values.put("warning", lure(pick(language.lures()).text(), locale, "www.vvarning.example"));
    String host = pick(List.of("docs.", "www.", "files.")) + syllables(3) + ".example";
    values.put(
        "note", fill(pick(writer.list("n")), with(values, "site", host, "phone", phone(locale))));
    return values;
  }

  static Map<String, String> with(Map<String, String> values, String... pairs) {
    Map<String, String> more = new HashMap<>(values);
    for (int i = 0; i < pairs.length; i += 2) {
      more.put(pairs[i], pairs[i + 1]);
    }
    return more;
  }

  static String fill(String text, Map<String, String> values) {
    String filled = text;
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled = filled.replace("{" + value.getKey() + "}", value.getValue());
    }
    return filled;
  }

  String lure(String text, String locale, String host) {
    String path = "/" + syllables(2);
    String url =
        switch (random.nextInt(5)) {
          case 0 -> host;
          case 1 -> host + path;
          default -> "https://" + host + path;
        };
    return fill(
        text,
        Map.of(
            "amount", amount(locale),
            "phone", phone(locale),
            "num", String.valueOf(1000 + random.nextInt(9000)),
            "url", url));
  }

  /** A word that no language has. */
  String syllables(int count) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < count; i++) {
      out.append("bdfgklmnprstvz".charAt(random.nextInt(14)));
      out.append("aeiou".charAt(random.nextInt(5)));
    }
    return out.append(random.nextBoolean() ? "n" : "l").toString();
  }

  /** A price as it is written there. */
  String amount(String locale) {
    int whole = 40 + random.nextInt(1900);
    String cents = String.valueOf(10 + random.nextInt(90));
    String dots = String.format(Locale.GERMANY, "%,d", whole);
    return switch (locale) {
      case "tr" -> dots + "," + cents + " TL";
      case "ja" -> String.format(Locale.ROOT, "%,d円", whole * 100);
      case "nl" -> "€ " + dots + "," + cents;
      case "sv" -> dots.replace('.', ' ') + " kr";
      case "pl" -> dots.replace('.', ' ') + "," + cents + " zł";
      case "cs" -> String.format(Locale.GERMANY, "%,d", whole * 10).replace('.', ' ') + " Kč";
      case "uk" -> whole * 10 + " грн";
      case "el" -> dots + "," + cents + " €";
      case "ar" -> whole + " دولار";
      case "ko" -> String.format(Locale.ROOT, "%,d원", whole * 1000);
      case "id" -> "Rp" + String.format(Locale.GERMANY, "%,d", whole * 1000);
      case "vi" -> String.format(Locale.GERMANY, "%,d", whole * 1000) + "đ";
      default ->
          String.format(Locale.ROOT, random.nextBoolean() ? "$%,d.%s" : "USD %,d.%s", whole, cents);
    };
  }

  /** A number as it is written there. */
  String phone(String locale) {
    String n = String.valueOf(100 + random.nextInt(900));
    String m = String.valueOf(10 + random.nextInt(90));
    return switch (locale) {
      case "tr" -> "0850 " + n + " " + m + " 01";
      case "ja" -> random.nextBoolean() ? "0120-" + n + "-" + n : "050-5" + n + "-01" + m;
      case "nl" -> random.nextBoolean() ? "0800 " + n + m : "085 " + n + " 01 " + m;
      case "sv" -> "010-" + n + " " + m + " 01";
      case "pl" -> "22 " + n + " " + m + " 01";
      case "cs" -> "222 " + n + " 0" + m;
      case "uk" ->
          random.nextBoolean() ? "0 800 " + n + " 0" + m : "+380 44 " + n + " " + m + " 01";
      case "el" -> "210 " + n + " 01" + m;
      case "ar" -> "+962 6 " + n + " 01" + m;
      case "ko" -> random.nextBoolean() ? "02-" + n + "-01" + m : "1588-01" + m;
      case "id" -> "021-" + n + "-01" + m;
      case "vi" -> random.nextBoolean() ? "1900 01" + m : "028 3" + n + " 01" + m;
      default -> "+1 (8" + m + ") 555-01" + m;
    };
  }
}
