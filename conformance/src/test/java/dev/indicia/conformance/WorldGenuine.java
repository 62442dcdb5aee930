package dev.indicia.conformance;

import dev.indicia.conformance.World.Delivery;
import dev.indicia.conformance.World.Occasion;
import dev.indicia.conformance.World.Person;
import dev.indicia.conformance.World.Truth;
import dev.indicia.conformance.World.Way;
import dev.indicia.conformance.WorldMail.Piece;
import dev.indicia.conformance.WorldNet.Host;
import dev.indicia.conformance.WorldTexts.Language;
import dev.indicia.conformance.WorldTexts.Vendor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The genuine mail of the second world: notifications, and what people, lists and clubs write. */
final class WorldGenuine {
  private final World world;

  WorldGenuine(World world) {
    this.world = world;
  }

  /** About seven deliveries of eight are genuine. */
  void add(int size) {
    for (int i = 0; i < size * 74 / 100; i++) {
      notification();
    }
    for (int i = 0; i < size * 9 / 100; i++) {
      personal();
    }
    for (int i = 0; i < size * 3 / 100; i++) {
      listed();
    }
    for (int i = 0; i < size / 100; i++) {
      smallSender(i);
      payslips();
    }
  }

  private void notification() {
    Occasion occasion = world.occasion(0, World.DAYS);
    Vendor vendor = occasion.vendor();
    Map<String, String> values = world.words.values(occasion.locale(), occasion.reader());
    Person reader = occasion.reader();
    Instant at = occasion.at();
    int kind = world.random.nextInt(100);
    if (hasOldAddress(reader) && kind < 40) {
      forwarded(occasion, values, kind % 8);
      return;
    }
    String to = kind >= 8 && kind < 11 ? "team@" + reader.site() : reader.address();
    Way way = world.way(vendor, at, reader.address());
    String message =
        kind == 11 ? world.unsigned(occasion, values, to) : world.signed(occasion, values, to, way);
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
    return world.people.indexOf(reader) % 5 == 0;
  }

  /**
   * By the reader's own old address: with a new reverse-path, without one, or with one and changed.
   * Where a forwarder breaks both SPF and DKIM, an owner's "reject" stands until it is known.
   */
  private void forwarded(Occasion occasion, Map<String, String> values, int kind) {
    Person reader = occasion.reader();
    Host host = world.forwarders.get(reader.local().length() % 2);
    String domain = host.name().substring(4);
    String alias = reader.local().replace(".", "") + "@" + domain;
    Way way = world.way(occasion.vendor(), occasion.at(), alias);
    String message = world.signed(occasion, values, alias, way);
    String trace =
        "Received: from "
            + way.host().name()
            + " by "
            + host.name()
            + "; "
            + World.DATE.format(occasion.at())
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

  /** What a person writes of: a page of somebody's and a number. */
  private Map<String, String> letterValues(Person reader) {
    return WorldWords.with(
        world.words.values(reader.locale(), reader),
        "site",
        "www." + world.words.syllables(3) + ".example",
        "phone",
        world.words.phone(reader.locale()));
  }

  private void personal() {
    Person reader = world.words.pick(world.people);
    int f =
        Math.floorMod(reader.address().hashCode(), world.friends.size() - 3)
            + world.random.nextInt(3);
    String friend = world.friends.get(f);
    Instant at = world.at(world.random.nextInt(World.DAYS));
    Language language = world.texts.language(reader.locale());
    List<Piece> pieces = new ArrayList<>();
    Map<String, String> values = letterValues(reader);
    pieces.add(Piece.of('P', WorldWords.fill(world.words.pick(language.list("hi")), values)));
    pieces.add(Piece.of('P', WorldWords.fill(world.words.pick(language.list("p")), values)));
    boolean asks = world.random.nextInt(8) == 0;
    if (asks) {
      // "Is this real?", with what came.
      pieces.add(
          Piece.of(
              'Q',
              world.words.lure(
                  world.words.pick(language.lures()).text(), reader.locale(), "www.qu.example")));
    }
    pieces.add(Piece.of('P', world.words.pick(language.list("bye"))));
    WorldMail mail = new WorldMail("UTF-8");
    mail.mailbox("From", world.words.pick(language.list("people")), friend)
        .field("To", reader.address());
    mail.text("Subject", (asks ? "Fwd: " : "") + world.words.pick(language.list("titles")));
    String domain = friend.substring(friend.indexOf('@') + 1);
    String message =
        world
            .stamp(mail, at, domain)
            .build(world.random.nextBoolean() ? "text" : "plain", pieces, "");
    Host host = world.own.get(domain).getFirst();
    genuine(
        at,
        host,
        friend,
        reader,
        world.sign(message, domain, "fm", at),
        asks ? "quotes a lure" : "personal",
        "",
        reader.locale());
  }

  /** A list that marks the subject and adds a footer, which breaks the writer's signature. */
  private void listed() {
    Person reader = world.words.pick(world.people);
    String friend = world.friends.get(world.random.nextInt(8) * 2);
    Instant at = world.at(world.random.nextInt(World.DAYS));
    Map<String, String> values = letterValues(reader);
    Language language = world.texts.language(reader.locale());
    WorldMail mail = new WorldMail("UTF-8");
    mail.mailbox("From", world.words.pick(language.list("people")), friend)
        .field("To", "talk@lists.openhollow.example")
        .text("Subject", "[talk] " + world.words.pick(language.list("titles")));
    String text = WorldWords.fill(world.words.pick(language.list("n")), values);
    String message =
        world.sign(
            world
                .stamp(mail, at, "driftpost.example")
                .build("text", List.of(Piece.of('P', text)), ""),
            "driftpost.example",
            "fm",
            at);
    String list =
        "List-Id: <talk.lists.openhollow.example>\r\nList-Post: <mailto:talk@lists.openhollow.example>\r\n";
    genuine(
        at,
        world.forwarders.get(2),
        "talk-bounces@lists.openhollow.example",
        reader,
        list + message + "\r\n____\r\ntalk mailing list\r\n",
        "list",
        "",
        reader.locale());
  }

  /** A club or a shop that writes once or twice, from a machine that is rented, well or badly. */
  private void smallSender(int number) {
    Person reader = world.words.pick(world.people);
    String domain = world.words.syllables(4) + ".example";
    int network = world.net.network();
    Host host = world.net.host(network, 80, "vps" + number + ".rented.example");
    world.net.domain(
        domain,
        number % 3 == 0 ? "" : world.net.spf(network) + " ~all",
        number % 4 == 0 ? "none" : "");
    Instant at = world.at(world.random.nextInt(World.DAYS));
    Language language = world.texts.language(reader.locale());
    Map<String, String> values =
        WorldWords.with(
            world.words.values(reader.locale(), reader),
            "site",
            "www." + domain,
            "phone",
            world.words.phone(reader.locale()));
    WorldMail mail = new WorldMail("UTF-8");
    mail.mailbox("From", world.words.pick(language.list("orgs")), "info@" + domain)
        .field("To", reader.address())
        .text("Subject", world.words.pick(language.list("titles")));
    List<Piece> pieces =
        List.of(
            Piece.of('P', WorldWords.fill(world.words.pick(language.list("hi")), values)),
            Piece.of('P', WorldWords.fill(world.words.pick(language.list("n")), values)),
            Piece.of('P', world.words.pick(language.list("bye"))));
    String message = world.stamp(mail, at, domain).build("plain", pieces, "");
    genuine(at, host, "info@" + domain, reader, message, "small sender", "", reader.locale());
  }

  /** A service that writes as our own domain. */
  private void payslips() {
    Person reader = world.words.pick(world.people);
    Instant at = world.at(world.random.nextInt(World.DAYS));
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
    String message = world.stamp(mail, at, reader.site()).build("plain", pieces, "");
    genuine(
        at,
        world.relays.get("stafflane.example").getFirst(),
        "people@" + reader.site(),
        reader,
        world.sign(message, reader.site(), "staff", at),
        "own service",
        "",
        "en");
  }

  private void genuine(
      Instant at,
      Host host,
      String mailFrom,
      Person reader,
      String message,
      String what,
      String vendor,
      String locale) {
    world.deliveries.add(
        new Delivery(at, host, mailFrom, reader, message, Truth.genuine(what), vendor, locale));
  }
}
