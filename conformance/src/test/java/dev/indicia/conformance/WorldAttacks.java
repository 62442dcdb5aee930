package dev.indicia.conformance;

import dev.indicia.conformance.World.Delivery;
import dev.indicia.conformance.World.Occasion;
import dev.indicia.conformance.World.Person;
import dev.indicia.conformance.World.Truth;
import dev.indicia.conformance.World.Way;
import dev.indicia.conformance.WorldMail.Piece;
import dev.indicia.conformance.WorldNet.Host;
import dev.indicia.conformance.WorldTexts.Language;
import dev.indicia.conformance.WorldTexts.Lure;
import dev.indicia.conformance.WorldTexts.Vendor;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The attacks of the second world, by the families of the labelled stream. */
final class WorldAttacks {
  private static final Set<String> BORROWED = Set.of("borrowed");
  private static final Set<String> FANNED = Set.of("borrowed", "replayed");
  private static final Set<String> APPENDED = Set.of("replayed", "impersonated");
  private static final Set<String> IMPERSONATED = Set.of("impersonated");
  private static final Set<String> NAMES =
      Set.of("org", "person", "title", "item", "addr", "device", "place");

  private final World world;
  private int campaigns;

  WorldAttacks(World world) {
    this.world = world;
  }

  /** About one delivery of eight is an attack. */
  void add(int size) {
    int each = Math.max(6, size / 100);
    for (int i = 0; i < each; i++) {
      slot(3 + world.random.nextInt(7));
      slot(10 + world.random.nextInt(29));
      wholeContent();
      plainPhish();
      if (i % 2 == 0) {
        fannedOut(i);
        replayed(i);
      }
      impersonated(i);
    }
  }

  // ---- A: text in a slot ----------------------------------------------------------------------

  /** One text in a slot of one vendor, sent by the vendor to some readers. */
  private void slot(int day) {
    Occasion first = occasion(day);
    String campaign = campaign();
    String slot = world.words.pick(first.vendor().slots());
    Written written = written(first.locale());
    int readers = 1 + world.random.nextInt(4);
    for (int i = 0; i < readers; i++) {
      Person reader = world.reader(first.vendor(), first.locale());
      Instant at = first.at().plusSeconds(i * 1700L);
      Occasion occasion = new Occasion(first.vendor(), first.locale(), reader, at);
      Way way = world.way(first.vendor(), at, reader.address());
      String message =
          world.signed(occasion, filled(occasion, slot, written), reader.address(), way);
      add(
          at,
          way.host(),
          way.mailFrom(),
          reader,
          message,
          "A",
          slot + "/" + written.what(),
          BORROWED,
          occasion,
          campaign);
    }
  }

  private Map<String, String> filled(Occasion occasion, String slot, Written written) {
    Map<String, String> values = world.words.values(occasion.locale(), occasion.reader());
    String text = written.text();
    if (slot.equals("device")) {
      // Markup where the template has plain text.
      text =
          WorldMail.RAW
              + "<br><br><b>"
              + WorldMail.RAW
              + text
              + WorldMail.RAW
              + "</b>"
              + WorldMail.RAW;
    }
    values.put(slot, text);
    return values;
  }

  private Occasion occasion(int day) {
    while (true) {
      Occasion occasion = world.occasion(day, day + 1 + (day > 23 ? 1 : 0));
      if (!occasion.vendor().slots().isEmpty()) {
        return occasion;
      }
    }
  }

  /** A lure as it is written, and what it is: story, language, disguise. */
  private record Written(String text, String what) {}

  private Written written(String locale) {
    String language = world.random.nextInt(4) == 0 ? "en" : locale;
    return written(language, world.words.pick(world.texts.language(language).lures()), true);
  }

  private Written written(String language, Lure lure, boolean disguises) {
    String text = world.words.lure(lure.text(), language, host());
    int disguise = disguises ? world.random.nextInt(14) : 99;
    String shown = disguised(text, disguise);
    String name = shown.equals(text) ? "plain" : "disguise" + disguise;
    return new Written(shown, lure.story() + "/" + language + "/" + name);
  }

  private static String disguised(String text, int disguise) {
    return switch (disguise) {
      case 0 -> text.replaceAll("(\\p{L})(\\p{L})(?=\\p{L})", "$1\u200b$2");
      case 1 -> mapped(text, "aeopcxyiABEHKMOPCTX", "аеорсхуіАВЕНКМОРСТХ");
      case 2 -> mapped(text, "аеорсхуіАВЕНКМОРСТХ", "aeopcxyiABEHKMOPCTX");
      case 3 -> mathematical(text);
      case 4 -> text.replaceAll("(?<=\\d)0", "O").replaceAll("(?<=\\d)1(?=\\d)", "l");
      case 5 -> fullWidth(text);
      case 6 ->
          Normalizer.normalize(text, Normalizer.Form.NFD)
              .replaceAll("(\\p{Ll}{3})(?=\\p{Ll}{3})", "$1\u00ad");
      case 7 -> text.replace("https://", "hxxps://").replace(".example", "[.]example");
      default -> text;
    };
  }

  private static String mapped(String text, String from, String to) {
    StringBuilder out = new StringBuilder();
    // The address stays one that works.
    int link = text.indexOf("https://");
    for (int i = 0; i < text.length(); i++) {
      int found = from.indexOf(text.charAt(i));
      boolean kept = found < 0 || (link >= 0 && i >= link) || i % 2 == 0;
      out.append(kept ? text.charAt(i) : to.charAt(found));
    }
    return out.toString();
  }

  private static String mathematical(String text) {
    int link = text.indexOf("https://");
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean kept = link >= 0 && i >= link;
      if (!kept && c >= 'a' && c <= 'z') {
        out.appendCodePoint(0x1D41A + c - 'a');
      } else if (!kept && c >= 'A' && c <= 'Z') {
        out.appendCodePoint(0x1D400 + c - 'A');
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static String fullWidth(String text) {
    StringBuilder out = new StringBuilder();
    for (char c : text.toCharArray()) {
      out.append(c >= '0' && c <= '9' ? (char) (c - '0' + '\uFF10') : c);
    }
    return out.toString();
  }

  // ---- B: the same, fanned out ----------------------------------------------------------------

  private void fannedOut(int number) {
    Occasion first = occasion(4 + world.random.nextInt(34));
    String campaign = campaign();
    String slot = world.words.pick(first.vendor().slots());
    Written written = written(first.locale());
    String domain = "grp" + number + "-" + world.words.syllables(3) + ".example";
    String group = "accounts@" + domain;
    Way way = world.way(first.vendor(), first.at(), group);
    String message = world.signed(first, filled(first, slot, written), group, way);
    int network = world.net.network();
    Host host = world.net.host(network, 33, "mail-out." + domain);
    world.net.domain(domain, world.net.spf(network) + " -all", "");
    for (int i = 0; i < 4; i++) {
      Person reader = world.reader(first.vendor(), first.locale());
      boolean rewritten = number % 4 != 0;
      String from =
          rewritten
              ? "bounces+SRS=Xy9=AB=" + first.vendor().domain() + "=bounce@" + domain
              : way.mailFrom();
      String trace = number % 3 == 0 ? "Resent-From: <" + group + ">\r\n" : "";
      add(
          first.at().plusSeconds(120 + i),
          host,
          from,
          reader,
          trace + message,
          "B",
          slot + "/" + written.what(),
          FANNED,
          first,
          campaign);
    }
  }

  // ---- C: replay ------------------------------------------------------------------------------

  private void replayed(int number) {
    Occasion first = occasion(4 + world.random.nextInt(34));
    Written written = written(first.locale());
    int network = world.net.network();
    Host host = world.net.nameless(network, 66, "vm" + number + ".cheaphost.example");
    String alone = world.words.syllables(3) + "@driftpost.example";
    String message;
    String what;
    Set<String> accept = FANNED;
    switch (number / 2 % 3) {
      case 0 -> {
        // An alert of a vendor, to the attacker, with a name or a note of the attacker's.
        String slot = world.words.pick(first.vendor().slots());
        Way way = world.way(first.vendor(), first.at(), alone);
        message = world.signed(first, filled(first, slot, written), alone, way);
        what = "C1 " + slot;
      }
      case 1 -> {
        message =
            world.sign(letter(first, alone, alone, written), "driftpost.example", "fm", first.at());
        what = "C2";
        accept = Set.of("replayed");
      }
      default -> {
        message = appended(first, alone, written);
        what = "C3";
        accept = APPENDED;
      }
    }
    String campaign = campaign();
    for (int i = 0; i < 5; i++) {
      Person reader = world.reader(first.vendor(), first.locale());
      String top = number % 4 == 0 ? "To: " + reader.address() + "\r\n" : "";
      add(
          first.at().plusSeconds(7200L + i * 300),
          host,
          "x" + i + "@" + host.name(),
          reader,
          top + message,
          "C",
          what + "/" + written.what(),
          accept,
          first,
          campaign);
    }
  }

  /** A vendor that limits what it signs: text is put behind it. */
  private String appended(Occasion first, String to, Written written) {
    Vendor vendor = first.vendor();
    Map<String, String> values = world.words.values(first.locale(), first.reader());
    WorldMail mail = new WorldMail("UTF-8");
    mail.mailbox("From", "", "no-reply@" + vendor.domain()).field("To", to);
    mail.text("Subject", values.get("title"));
    String head = "<html><body><p>" + values.get("note") + "</p>\r\n";
    String message =
        world
                .stamp(mail, first.at(), vendor.domain())
                .field("MIME-Version", "1.0")
                .field("Content-Type", "text/html; charset=utf-8")
                .field("Content-Transfer-Encoding", "8bit")
                .fields()
            + "\r\n"
            + head;
    try {
      String signed = world.net.sign(message, vendor.domain(), "k1", first.at(), head.length());
      return signed + "<h2>" + written.text() + "</h2></body></html>\r\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  // ---- D: everything is foreign ---------------------------------------------------------------

  private void wholeContent() {
    Occasion first = occasion(5 + world.random.nextInt(34));
    Vendor vendor = first.vendor();
    Language language = world.texts.language(first.locale());
    Lure lure = world.words.pick(language.lures());
    Written written = written(first.locale(), lure, false);
    String campaign = campaign();
    for (int i = 0; i < 2; i++) {
      Person reader = world.reader(vendor, first.locale());
      Instant at = first.at().plusSeconds(i * 60L);
      Way way = world.way(vendor, at, reader.address());
      Occasion occasion = new Occasion(vendor, first.locale(), reader, at);
      String from = "no-reply@" + vendor.domain();
      String message = letter(occasion, from, reader.address(), written);
      message = world.sign(message, vendor.domain(), way.selector(), at);
      add(
          at,
          way.host(),
          way.mailFrom(),
          reader,
          message,
          "D",
          written.what(),
          BORROWED,
          occasion,
          campaign);
    }
  }

  /** A letter that is nothing but a lure, with pressure. */
  private String letter(Occasion occasion, String from, String to, Written written) {
    return letter(occasion, "", from, to, written);
  }

  private String letter(
      Occasion occasion, String display, String from, String to, Written written) {
    Language language = world.texts.language(occasion.locale());
    Map<String, String> values = new HashMap<>();
    values.put("name", occasion.reader().name());
    String text = written.text();
    int end = text.indexOf(". ") > 0 ? text.indexOf(". ") : text.indexOf(':');
    String subject =
        end > 10 && end < 90
            ? text.substring(0, end)
            : text.substring(0, Math.min(60, text.length()));
    WorldMail mail = new WorldMail("UTF-8");
    mail.mailbox("From", display, from).field("To", to).text("Subject", subject);
    List<Piece> pieces = new ArrayList<>();
    pieces.add(Piece.of('P', WorldWords.fill(language.list("hi").getFirst(), values)));
    pieces.add(Piece.of('P', text));
    pieces.add(Piece.of('P', language.list("press").getFirst()));
    pieces.add(Piece.of('P', language.list("bye").getFirst()));
    String domain = from.substring(from.indexOf('@') + 1);
    return world
        .stamp(mail, occasion.at(), domain)
        .build(world.random.nextBoolean() ? "plain" : "card", pieces, "");
  }

  // ---- G and P: somebody else's name, or nobody's -----------------------------------------------

  private void impersonated(int number) {
    Occasion first = occasion(6 + world.random.nextInt(33));
    Lure lure = world.words.pick(world.texts.language(first.locale()).lures());
    Written written = written(first.locale(), lure, false);
    int network = world.net.network();
    Host host = world.net.nameless(network, 44, "s" + number + ".rented.example");
    String envelope = "m@" + host.name();
    String campaign = campaign();
    for (int i = 0; i < 2; i++) {
      Person reader = world.reader(first.vendor(), first.locale());
      Instant at = first.at().plusSeconds(i * 900L);
      Occasion occasion = new Occasion(first.vendor(), first.locale(), reader, at);
      String vendor = first.vendor().domain();
      String message;
      String mailFrom = envelope;
      String what;
      switch (number % 7) {
        case 0 -> {
          what = "own domain";
          message = letter(occasion, "", "it@" + reader.site(), reader.address(), written);
        }
        case 1 -> {
          what = "cousin";
          String cousin = cousin(vendor, number);
          publish(cousin, network, i);
          Written named = named(occasion, "secure." + cousin);
          message =
              letter(
                  occasion, first.vendor().name(), "no-reply@" + cousin, reader.address(), named);
          message = world.sign(message, cousin, "c", at);
          mailFrom = "no-reply@" + cousin;
        }
        case 2 -> {
          what = "display name";
          Written named = named(occasion, host());
          message =
              letter(
                  occasion,
                  first.vendor().name() + " Security",
                  "desk" + number + "@driftpost.example",
                  reader.address(),
                  named);
          message = world.sign(message, "driftpost.example", "fm", at);
          mailFrom = "desk" + number + "@driftpost.example";
        }
        case 3 -> {
          what = "two From fields";
          message =
              letter(occasion, "", "a" + number + "@driftpost.example", reader.address(), written);
          message = world.sign(message, "driftpost.example", "fm", at);
          message = "From: " + first.vendor().name() + " <no-reply@" + vendor + ">\r\n" + message;
        }
        case 4 -> {
          what = "vendor unsigned";
          message =
              letter(
                  occasion, first.vendor().name(), "no-reply@" + vendor, reader.address(), written);
        }
        case 5 -> {
          what = "null sender";
          message = letter(occasion, "", "no-reply@" + vendor, reader.address(), written);
          mailFrom = "";
        }
        default -> {
          what = "two mailboxes";
          message =
              letter(
                  occasion,
                  "",
                  "no-reply@" + vendor + ", x@" + host.name(),
                  reader.address(),
                  written);
        }
      }
      add(
          at,
          host,
          mailFrom,
          reader,
          message,
          "G",
          what + "/" + written.what(),
          IMPERSONATED,
          occasion,
          campaign);
    }
  }

  private void publish(String domain, int network, int time) {
    if (time == 0) {
      world.net.domain(domain, world.net.spf(network) + " -all", "none");
      world.net.key(domain, "c");
    }
  }

  /** A lure about an account or a payment, with the vendor's name in it. */
  private Written named(Occasion occasion, String host) {
    Language language = world.texts.language(occasion.locale());
    List<Lure> lures = language.lures().stream().filter(l -> l.story().equals("account")).toList();
    Lure lure = world.words.pick(lures);
    String text = world.words.lure(lure.text(), occasion.locale(), host);
    return new Written(
        occasion.vendor().name() + ": " + text, lure.story() + "/" + occasion.locale() + "/plain");
  }

  private static String cousin(String domain, int number) {
    String label = domain.substring(0, domain.indexOf('.'));
    return switch (number / 7 % 5) {
      case 0 -> label + "-security.example";
      case 1 -> label.replaceFirst("([a-z])(?=[aeiou])", "$1$1") + ".example";
      case 2 -> label + ".test";
      case 3 -> label.replace('l', '1').replace('o', '0').replaceFirst("i", "l") + ".example";
      default -> label + ".account-verify" + number + ".example";
    };
  }

  private void plainPhish() {
    Occasion first = occasion(2 + world.random.nextInt(37));
    Written written = written(first.locale());
    String domain = world.words.syllables(4) + ".example";
    int network = world.net.network();
    Host host = world.net.host(network, 9, "mail." + domain);
    world.net.domain(domain, world.net.spf(network) + " -all", "");
    world.net.key(domain, "c");
    String campaign = campaign();
    for (int i = 0; i < 2; i++) {
      Person reader = world.reader(first.vendor(), first.locale());
      Occasion occasion =
          new Occasion(first.vendor(), first.locale(), reader, first.at().plusSeconds(i));
      String from = "office@" + domain;
      String message = letter(occasion, from, reader.address(), written);
      message = world.sign(message, domain, "c", first.at());
      add(
          first.at().plusSeconds(i),
          host,
          from,
          reader,
          message,
          "P",
          written.what(),
          Set.of(),
          occasion,
          campaign);
    }
  }

  // ---- small change ---------------------------------------------------------------------------

  private void add(
      Instant at,
      Host host,
      String mailFrom,
      Person reader,
      String message,
      String family,
      String what,
      Set<String> accept,
      Occasion occasion,
      String campaign) {
    world.deliveries.add(
        new Delivery(
            at,
            host,
            mailFrom,
            reader,
            message,
            new Truth(family, what, accept, campaign),
            occasion.vendor().name(),
            occasion.locale()));
  }

  private String campaign() {
    return String.format(Locale.ROOT, "c%04d", ++campaigns);
  }

  private String host() {
    return world.words.syllables(3) + (world.random.nextBoolean() ? "-help" : "") + ".example";
  }
}
