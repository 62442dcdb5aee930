package dev.indicia.conformance;

import dev.indicia.conformance.WorldMail.Piece;
import dev.indicia.conformance.WorldNet.Host;
import dev.indicia.conformance.WorldTexts.Language;
import dev.indicia.conformance.WorldTexts.Line;
import dev.indicia.conformance.WorldTexts.Vendor;
import dev.indicia.dns.Zone;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A second labelled world, made from a seed: other vendors, languages, wordings, networks and
 * attacks than those of the stream that the detector was written with. This class has who and
 * where, {@link WorldGenuine} and {@link WorldAttacks} what they send, {@link WorldWords} what
 * stands in it. The texts are in the resources beside it.
 */
final class World {
  static final int DAYS = 40;

  /** Deliveries from which on all vendors take part. */
  private static final int FULL = 4000;

  private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
  static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final List<String> SITES =
      List.of("harbourfield.test", "vakif-ofis.test", "hoshinoko.test", "wislatech.test");
  private static final int READERS = 6;
  private static final Map<String, String> CHARSETS =
      Map.ofEntries(
          Map.entry("pl", "ISO-8859-2"),
          Map.entry("cs", "ISO-8859-2"),
          Map.entry("uk", "windows-1251"),
          Map.entry("ja", "ISO-2022-JP"),
          Map.entry("ko", "EUC-KR"),
          Map.entry("ar", "windows-1256"),
          Map.entry("el", "ISO-8859-7"),
          Map.entry("tr", "ISO-8859-9"),
          Map.entry("nl", "ISO-8859-15"),
          Map.entry("sv", "ISO-8859-1"));

  /** Somebody who reads mail at one of the sites. */
  record Person(String address, String name, String locale) {
    String site() {
      return address.substring(address.indexOf('@') + 1);
    }

    String local() {
      return address.substring(0, address.indexOf('@'));
    }
  }

  /**
   * What is known of a delivery, and no checker is told.
   *
   * @param family "" for genuine mail; A B C D G, P for plain phish
   * @param what of the hard negative or the attack
   * @param accept the verdicts that detect it
   * @param campaign the attack it is part of; "" for none
   */
  record Truth(String family, String what, Set<String> accept, String campaign) {
    static Truth genuine(String what) {
      return new Truth("", what, Set.of("genuine"), "");
    }

    boolean isGenuine() {
      return family.isEmpty();
    }
  }

  /** One delivery and the truth about it. */
  record Delivery(
      Instant at,
      Host host,
      String mailFrom,
      Person reader,
      String message,
      Truth truth,
      String vendor,
      String locale) {
    byte[] octets() {
      return message.getBytes(StandardCharsets.UTF_8);
    }
  }

  /** How a message leaves its vendor. */
  record Way(Host host, String mailFrom, String selector, String second) {}

  final Random random;
  final WorldTexts texts = WorldTexts.read();
  final WorldWords words;
  final WorldNet net = new WorldNet();
  final List<Person> people = new ArrayList<>();
  final List<Delivery> deliveries = new ArrayList<>();
  final List<Host> forwarders = new ArrayList<>();
  final Map<String, List<Host>> relays = new HashMap<>();
  final Map<String, List<Host>> own = new HashMap<>();
  final List<String> friends = new ArrayList<>();
  private final List<Vendor> vendors;
  private long messages;

  private World(long seed, int size) throws GeneralSecurityException {
    random = new Random(seed);
    words = new WorldWords(random, texts);
    List<Vendor> all = texts.vendors();
    // A small world has fewer vendors, each of which is met as often.
    vendors =
        IntStream.range(0, all.size())
            .filter(i -> size >= FULL || i % 3 == 0)
            .mapToObj(all::get)
            .toList();
  }

  /**
   * The deliveries, in order of time.
   *
   * @param size about how many there are
   */
  static World make(long seed, int size) throws GeneralSecurityException {
    World world = new World(seed, size);
    world.infrastructure();
    new WorldGenuine(world).add(size);
    new WorldAttacks(world).add(size);
    world.deliveries.sort(Comparator.comparing(Delivery::at));
    return world;
  }

  Zone zone() {
    return net.zone();
  }

  // ---- who and where ------------------------------------------------------------------------

  private void infrastructure() {
    int n = 0;
    for (String code : WorldTexts.CODES) {
      Language language = texts.language(code);
      for (int i = 0; i < READERS * (code.equals("en") ? 3 : 1); i++) {
        String site = SITES.get(code.equals("en") ? i % 4 : site(code));
        String local = words.syllables(2 + i % 2) + "." + words.syllables(2);
        List<String> names = language.list("people");
        people.add(new Person(local + "@" + site, names.get(n++ % names.size()), code));
      }
    }
    for (String site : SITES) {
      int network = net.network();
      net.domain(
          site,
          net.spf(network) + " include:spf.stafflane.example -all",
          n++ % 2 == 0 ? "reject" : "none");
      net.key(site, "staff");
    }
    int staff = net.network();
    net.domain("spf.stafflane.example", net.spf(staff) + " -all", "");
    relays.put("stafflane.example", List.of(net.host(staff, 7, "out.stafflane.example")));
    for (String relay : List.of("postferry.example", "mailkite.example", "sendmoor.example")) {
      int one = net.network();
      int two = net.network();
      net.domain("spf." + relay, net.spf(one) + " " + net.spf(two) + " -all", "");
      net.domain(relay, "include:spf." + relay + " -all", "none");
      net.key(relay, "s1");
      relays.put(
          relay,
          List.of(
              net.host(one, 11, "o11." + relay),
              net.host(one, 12, "o12." + relay),
              net.host(two, 13, "o13." + relay)));
    }
    for (String freemail : List.of("driftpost.example", "inkwellmail.example")) {
      int network = net.network();
      net.domain(
          freemail, net.spf(network) + " ~all", freemail.startsWith("d") ? "none" : "reject");
      net.key(freemail, "fm");
      own.put(freemail, List.of(net.host(network, 5, "mx5." + freemail)));
    }
    for (String forwarder :
        List.of("oldpost.example", "alumni.example", "lists.openhollow.example")) {
      int network = net.network();
      net.domain(forwarder, net.spf(network) + " -all", "");
      forwarders.add(net.host(network, 25, "fwd." + forwarder));
    }
    for (int i = 0; i < 60; i++) {
      friends.add(
          words.syllables(3) + "@" + (i % 2 == 0 ? "driftpost.example" : "inkwellmail.example"));
    }
    vendors.forEach(this::vendorDomain);
  }

  private static int site(String code) {
    return switch (code) {
      case "nl", "sv" -> 0;
      case "tr", "ar", "el" -> 1;
      case "ja", "ko", "vi", "id" -> 2;
      default -> 3;
    };
  }

  private void vendorDomain(Vendor vendor) {
    int network = net.network();
    String relay = relay(vendor);
    net.domain(
        vendor.domain(), net.spf(network) + " -all", index(vendor) % 5 < 3 ? "reject" : "none");
    net.domain("bounces." + vendor.domain(), net.spf(network) + " -all", "");
    net.domain("em." + vendor.domain(), "include:spf." + relay + " -all", "");
    for (String selector : List.of("k1", "k2", "e1")) {
      net.key(vendor.domain(), selector);
    }
    own.put(
        vendor.domain(),
        List.of(
            net.host(network, 21, "out1." + vendor.domain()),
            net.host(network, 22, "out2." + vendor.domain())));
  }

  int index(Vendor vendor) {
    return texts.vendors().indexOf(vendor);
  }

  private String relay(Vendor vendor) {
    return List.of("postferry.example", "mailkite.example", "sendmoor.example")
        .get(index(vendor) % 3);
  }

  Way way(Vendor vendor, Instant at, String recipient) {
    boolean relayed =
        switch (vendor.sending()) {
          case "esp" -> true;
          case "both" -> random.nextInt(3) == 0;
          case "migrates" -> day(at) >= 20;
          default -> false;
        };
    if (relayed) {
      String relay = relay(vendor);
      String coded = recipient.replace('@', '=');
      String from = "b-" + Long.toHexString(++messages) + "-" + coded + "@em." + vendor.domain();
      return new Way(words.pick(relays.get(relay)), from, "e1", relay);
    }
    String selector = vendor.sending().equals("rotates") && day(at) >= 18 ? "k2" : "k1";
    return new Way(
        words.pick(own.get(vendor.domain())), "bounce@bounces." + vendor.domain(), selector, "");
  }

  // ---- notifications ------------------------------------------------------------------------

  /** A vendor that writes in that language at that time, and a reader of it. */
  record Occasion(Vendor vendor, String locale, Person reader, Instant at) {}

  Occasion occasion(int fromDay, int toDay) {
    while (true) {
      Vendor vendor = words.pick(vendors);
      boolean late = vendor.sending().equals("late");
      int day = fromDay + random.nextInt(toDay - fromDay);
      if (random.nextInt(9) >= vendor.weight() || (late && day < 24)) {
        continue;
      }
      int choice = random.nextInt(10);
      int others = vendor.locales().size() - 1;
      String locale = vendor.locales().get(choice < 4 ? 0 : 1 + choice % others);
      return new Occasion(vendor, locale, reader(vendor, locale), at(day));
    }
  }

  /** Somebody to whom the vendor writes in that language: its own, or none of the vendor's. */
  Person reader(Vendor vendor, String locale) {
    while (true) {
      Person person = words.pick(people);
      boolean served = vendor.locales().contains(person.locale());
      if (person.locale().equals(locale) || (locale.equals("en") && !served)) {
        return person;
      }
    }
  }

  String signed(Occasion occasion, Map<String, String> values, String to, Way way) {
    Vendor vendor = occasion.vendor();
    String message = unsigned(occasion, values, to);
    if (!way.second().isEmpty()) {
      message = sign(message, way.second(), "s1", occasion.at());
    }
    return sign(message, vendor.domain(), way.selector(), occasion.at());
  }

  String sign(String message, String domain, String selector, Instant at) {
    try {
      return net.sign(message, domain, selector, at, -1);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  String unsigned(Occasion occasion, Map<String, String> values, String to) {
    Vendor vendor = occasion.vendor();
    boolean again = index(vendor) % 2 == 0 && day(occasion.at()) >= 18 + index(vendor) % 9;
    List<Line> template = texts.language(occasion.locale()).templates().get(vendor.template());
    String subject = "";
    List<Piece> pieces = new ArrayList<>();
    for (Line line : template) {
      if (line.version() != 0 && line.version() != (again ? 2 : 1)) {
        continue;
      }
      int bar = line.text().indexOf('|');
      String label = line.role() == 'F' ? line.text().substring(0, bar) : "";
      String text =
          WorldWords.fill(line.text().substring(line.role() == 'F' ? bar + 1 : 0), values);
      String url = "https://app." + vendor.domain() + "/" + Long.toHexString(random.nextLong());
      if (line.role() == 'S') {
        subject = text;
      } else {
        pieces.add(new Piece(line.role(), label, text, line.role() == 'A' ? url : ""));
      }
    }
    String layout = vendor.layout();
    if (again) {
      layout = layout.equals("card") ? "table" : "card";
    }
    boolean old = index(vendor) % 4 == 1;
    WorldMail mail =
        new WorldMail(old ? CHARSETS.getOrDefault(occasion.locale(), "UTF-8") : "UTF-8");
    String from = (index(vendor) % 3 == 1 ? "hello@mail." : "no-reply@") + vendor.domain();
    mail.mailbox("From", WorldWords.fill(vendor.display(), values), from).field("To", to);
    if (vendor.template().equals("sign") || vendor.template().equals("invoice")) {
      mail.field("Reply-To", "office@" + words.syllables(3) + ".example");
    }
    stamp(mail.text("Subject", subject), occasion.at(), vendor.domain());
    return mail.build(
        layout, pieces, vendor.template().equals("calendar") ? event(values, to) : "");
  }

  private static String event(Map<String, String> values, String to) {
    return "BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:"
        + values.get("num")
        + "@dayloom.example\nDTSTART:20260701T090000Z\nSUMMARY:"
        + values.get("title")
        + "\nDESCRIPTION:"
        + values.get("note").replace(",", "\\,").replace(";", "\\;")
        + "\nATTENDEE:mailto:"
        + to
        + "\nEND:VEVENT\nEND:VCALENDAR\n";
  }

  WorldMail stamp(WorldMail mail, Instant at, String domain) {
    return mail.field("Date", DATE.format(at))
        .field("Message-ID", WorldNet.messageId(++messages, domain));
  }

  Instant at(int day) {
    return START.plus(Duration.ofDays(day)).plusSeconds(5 * 3600L + random.nextInt(15 * 3600));
  }

  static int day(Instant at) {
    return (int) Duration.between(START, at).toDays();
  }
}
