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
 * attacks than those of the stream that the detector was written with. This class makes what is
 * genuine, {@link WorldAttacks} the rest. The texts are in the resources beside it.
 */
final class World {
  static final int DAYS = 40;

  /** Deliveries from which on all vendors take part. */
  private static final int FULL = 4000;

  private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
  private static final DateTimeFormatter DATE =
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
   * One delivery and the truth about it.
   *
   * @param family "" for genuine mail; A B C D G, P for plain phish
   * @param what of the hard negative or the attack
   * @param accept the verdicts that detect it
   */
  record Delivery(
      Instant at,
      String ip,
      String helo,
      String mailFrom,
      String rcptTo,
      String message,
      String family,
      String what,
      Set<String> accept,
      String vendor,
      String locale,
      String campaign) {
    byte[] octets() {
      return message.getBytes(StandardCharsets.UTF_8);
    }

    boolean genuine() {
      return family.isEmpty();
    }
  }

  /** How a message leaves its vendor. */
  record Way(Host host, String mailFrom, String selector, String second) {}

  final Random random;
  final WorldTexts texts = WorldTexts.read();
  final WorldNet net = new WorldNet();
  final List<Person> people = new ArrayList<>();
  final List<Delivery> deliveries = new ArrayList<>();
  final List<Host> forwarders = new ArrayList<>();
  private final Map<String, List<Host>> relays = new HashMap<>();
  private final Map<String, List<Host>> own = new HashMap<>();
  private final List<String> friends = new ArrayList<>();
  private final List<Vendor> vendors;
  private long messages;

  private World(long seed, int size) throws GeneralSecurityException {
    random = new Random(seed);
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
    for (int i = 0; i < size * 74 / 100; i++) {
      world.notification();
    }
    for (int i = 0; i < size * 9 / 100; i++) {
      world.personal();
    }
    for (int i = 0; i < size * 3 / 100; i++) {
      world.listed();
    }
    for (int i = 0; i < size / 100; i++) {
      world.smallSender(i);
      world.payslips();
    }
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
        String local = syllables(2 + i % 2) + "." + syllables(2);
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
      friends.add(syllables(3) + "@" + (i % 2 == 0 ? "driftpost.example" : "inkwellmail.example"));
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
      return new Way(pick(relays.get(relay)), from, "e1", relay);
    }
    String selector = vendor.sending().equals("rotates") && day(at) >= 18 ? "k2" : "k1";
    return new Way(
        pick(own.get(vendor.domain())), "bounce@bounces." + vendor.domain(), selector, "");
  }

  // ---- notifications ------------------------------------------------------------------------

  /** A vendor that writes in that language at that time, and a reader of it. */
  record Occasion(Vendor vendor, String locale, Person reader, Instant at) {}

  Occasion occasion(int fromDay, int toDay) {
    while (true) {
      Vendor vendor = pick(vendors);
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
      Person person = pick(people);
      boolean served = vendor.locales().contains(person.locale());
      if (person.locale().equals(locale) || (locale.equals("en") && !served)) {
        return person;
      }
    }
  }

  private void notification() {
    Occasion occasion = occasion(0, DAYS);
    Vendor vendor = occasion.vendor();
    Map<String, String> values = values(vendor, occasion.locale(), occasion.reader());
    Person reader = occasion.reader();
    Instant at = occasion.at();
    int kind = random.nextInt(100);
    if (hasOldAddress(reader) && kind < 40) {
      forwarded(occasion, values, kind % 8);
      return;
    }
    String to = kind >= 8 && kind < 11 ? "team@" + reader.site() : reader.address();
    Way way = way(vendor, at, reader.address());
    String message =
        kind == 11 ? unsigned(occasion, values, to) : signed(occasion, values, to, way);
    if (kind == 12) {
      // A gateway in between that writes something into the text.
      message = message.replaceFirst("\r\n\r\n", "\r\nX-Scanned: yes\r\n\r\n");
    }
    String what = kind < 11 && kind >= 8 ? "role" : kind == 11 ? "unsigned" : "";
    genuine(
        at, way.host(), way.mailFrom(), reader, message, what, vendor.name(), occasion.locale());
  }

  /** Who is also reached at an address of long ago, and gets much of its mail from there. */
  private boolean hasOldAddress(Person reader) {
    return people.indexOf(reader) % 5 == 0;
  }

  /**
   * By the reader's own old address: with a new reverse-path, without one, or with one and changed.
   * Where a forwarder breaks both SPF and DKIM, an owner's "reject" stands until it is known.
   */
  private void forwarded(Occasion occasion, Map<String, String> values, int kind) {
    Person reader = occasion.reader();
    Host host = forwarders.get(reader.local().length() % 2);
    String domain = host.name().substring(4);
    String alias = reader.local().replace(".", "") + "@" + domain;
    Way way = way(occasion.vendor(), occasion.at(), alias);
    String message = signed(occasion, values, alias, way);
    String trace =
        "Received: from "
            + way.host().name()
            + " by "
            + host.name()
            + "; "
            + DATE.format(occasion.at())
            + "\r\n";
    String from = way.mailFrom();
    String what = "forwarded";
    if (kind < 5 || kind == 7) {
      from = "SRS0=Ab1c=XY=" + from.substring(from.indexOf('@') + 1) + "=bounce@" + domain;
      trace = "X-Forwarded-To: " + reader.address() + "\r\n" + trace;
    }
    if (kind == 7) {
      message = message + "\r\nForwarded by " + domain + ".\r\n";
      trace = "Delivered-To: " + alias + "\r\n" + trace;
      what = "forwarded, changed";
    }
    genuine(
        occasion.at().plusSeconds(40),
        host,
        from,
        reader,
        trace + message,
        what,
        occasion.vendor().name(),
        occasion.locale());
  }

  void genuine(
      Instant at,
      Host host,
      String mailFrom,
      Person reader,
      String message,
      String what,
      String vendor,
      String locale) {
    deliveries.add(
        new Delivery(
            at,
            host.ip(),
            host.name(),
            mailFrom,
            reader.address(),
            message,
            "",
            what,
            Set.of("genuine"),
            vendor,
            locale,
            ""));
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
      String text = fill(line.text().substring(line.role() == 'F' ? bar + 1 : 0), values);
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
    mail.mailbox("From", fill(vendor.display(), values), from).field("To", to);
    if (vendor.template().equals("sign") || vendor.template().equals("invoice")) {
      mail.field("Reply-To", "office@" + syllables(3) + ".example");
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

  Map<String, String> values(Vendor vendor, String locale, Person reader) {
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

  private static Map<String, String> with(Map<String, String> values, String... pairs) {
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

  // ---- other mail ---------------------------------------------------------------------------

  private void personal() {
    Person reader = pick(people);
    int f = Math.floorMod(reader.address().hashCode(), friends.size() - 3) + random.nextInt(3);
    String friend = friends.get(f);
    Instant at = at(random.nextInt(DAYS));
    Language language = texts.language(reader.locale());
    List<Piece> pieces = new ArrayList<>();
    Map<String, String> values =
        with(
            values(texts.vendors().getFirst(), reader.locale(), reader),
            "site",
            "www." + syllables(3) + ".example",
            "phone",
            phone(reader.locale()));
    pieces.add(Piece.of('P', fill(pick(language.list("hi")), values)));
    pieces.add(Piece.of('P', fill(pick(language.list("p")), values)));
    boolean asks = random.nextInt(8) == 0;
    if (asks) {
      // "Is this real?", with what came.
      pieces.add(
          Piece.of('Q', lure(pick(language.lures()).text(), reader.locale(), "www.qu.example")));
    }
    pieces.add(Piece.of('P', pick(language.list("bye"))));
    WorldMail mail = new WorldMail("UTF-8");
    mail.mailbox("From", pick(language.list("people")), friend).field("To", reader.address());
    mail.text("Subject", (asks ? "Fwd: " : "") + pick(language.list("titles")));
    String domain = friend.substring(friend.indexOf('@') + 1);
    String message =
        stamp(mail, at, domain).build(random.nextBoolean() ? "text" : "plain", pieces, "");
    Host host = own.get(domain).getFirst();
    genuine(
        at,
        host,
        friend,
        reader,
        sign(message, domain, "fm", at),
        asks ? "quotes a lure" : "personal",
        "",
        reader.locale());
  }

  /** A list that marks the subject and adds a footer, which breaks the writer's signature. */
  private void listed() {
    Person reader = pick(people);
    String friend = friends.get(random.nextInt(8) * 2);
    Instant at = at(random.nextInt(DAYS));
    Map<String, String> values =
        with(
            values(texts.vendors().getFirst(), reader.locale(), reader),
            "site",
            "www." + syllables(3) + ".example",
            "phone",
            phone(reader.locale()));
    Language language = texts.language(reader.locale());
    WorldMail mail = new WorldMail("UTF-8");
    mail.mailbox("From", pick(language.list("people")), friend)
        .field("To", "talk@lists.openhollow.example")
        .text("Subject", "[talk] " + pick(language.list("titles")));
    String text = fill(pick(language.list("n")), values);
    String message =
        sign(
            stamp(mail, at, "driftpost.example").build("text", List.of(Piece.of('P', text)), ""),
            "driftpost.example",
            "fm",
            at);
    String list =
        "List-Id: <talk.lists.openhollow.example>\r\nList-Post: <mailto:talk@lists.openhollow.example>\r\n";
    genuine(
        at,
        forwarders.get(2),
        "talk-bounces@lists.openhollow.example",
        reader,
        list + message + "\r\n____\r\ntalk mailing list\r\n",
        "list",
        "",
        reader.locale());
  }

  /** A club or a shop that writes once or twice, from a machine that is rented, well or badly. */
  private void smallSender(int number) {
    Person reader = pick(people);
    String domain = syllables(4) + ".example";
    int network = net.network();
    Host host = net.host(network, 80, "vps" + number + ".rented.example");
    net.domain(
        domain, number % 3 == 0 ? "" : net.spf(network) + " ~all", number % 4 == 0 ? "none" : "");
    Instant at = at(random.nextInt(DAYS));
    Language language = texts.language(reader.locale());
    Map<String, String> values =
        with(
            values(texts.vendors().getFirst(), reader.locale(), reader),
            "site",
            "www." + domain,
            "phone",
            phone(reader.locale()));
    WorldMail mail = new WorldMail("UTF-8");
    mail.mailbox("From", pick(language.list("orgs")), "info@" + domain)
        .field("To", reader.address())
        .text("Subject", pick(language.list("titles")));
    List<Piece> pieces =
        List.of(
            Piece.of('P', fill(pick(language.list("hi")), values)),
            Piece.of('P', fill(pick(language.list("n")), values)),
            Piece.of('P', pick(language.list("bye"))));
    String message = stamp(mail, at, domain).build("plain", pieces, "");
    genuine(at, host, "info@" + domain, reader, message, "small sender", "", reader.locale());
  }

  /** A service that writes as our own domain. */
  private void payslips() {
    Person reader = pick(people);
    Instant at = at(random.nextInt(DAYS));
    WorldMail mail = new WorldMail("UTF-8");
    mail.mailbox("From", "Personnel", "people@" + reader.site())
        .field("To", reader.address())
        .text("Subject", "Your payslip is ready");
    List<Piece> pieces =
        List.of(
            Piece.of('P', "Dear " + reader.name() + ","),
            Piece.of(
                'P',
                "your payslip for this month is ready. Sign in to the staff pages to read it."),
            new Piece('A', "", "Open the staff pages", "https://staff." + reader.site() + "/pay"));
    String message = stamp(mail, at, reader.site()).build("plain", pieces, "");
    genuine(
        at,
        relays.get("stafflane.example").getFirst(),
        "people@" + reader.site(),
        reader,
        sign(message, reader.site(), "staff", at),
        "own service",
        "",
        "en");
  }

  // ---- small change -------------------------------------------------------------------------

  <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  Instant at(int day) {
    return START.plus(Duration.ofDays(day)).plusSeconds(5 * 3600L + random.nextInt(15 * 3600));
  }

  static int day(Instant at) {
    return (int) Duration.between(START, at).toDays();
  }

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
