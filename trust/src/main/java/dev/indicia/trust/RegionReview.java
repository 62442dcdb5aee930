package dev.indicia.trust;

import dev.indicia.dns.DomainName;
import dev.indicia.message.Mailbox;
import dev.indicia.trust.claim.ClaimReader;
import dev.indicia.trust.identity.HostRelation;
import dev.indicia.trust.profile.Profiles;
import dev.indicia.trust.profile.SenderProfile;
import dev.indicia.trust.profile.Sightings;
import dev.indicia.trust.profile.SlotTable;
import dev.indicia.trust.shown.Block;
import dev.indicia.trust.shown.Link;
import dev.indicia.trust.shown.Mention;
import dev.indicia.trust.template.Region;
import dev.indicia.trust.template.Wording;
import dev.indicia.trust.words.Concept;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at each region of a message: what it claims, where it leads, what stood there before. */
final class RegionReview {
  /** Uses by different recipients that make a host the sender's own. */
  private static final int HOST_RECIPIENTS = 3;

  private static final int MOST_USES = 200;

  /** Letters from which on a label in an address says something. */
  private static final int LABEL_MIN = 5;

  /** Last labels of names within a network. */
  private static final Set<String> PRIVATE =
      Set.of("internal", "local", "localhost", "localdomain", "lan", "intranet", "corp", "home");

  private final Thresholds thresholds;
  private final Wording wording;
  private final Profiles profiles;
  private final @Nullable SenderProfile sender;

  /** The sender's domain and the recipients'. */
  private final List<DomainName> sides = new ArrayList<>(2);

  /** Blocks that link to a foreign host. */
  private final BitSet foreignLinks = new BitSet();

  private final Map<String, Boolean> foreignHosts = new HashMap<>();

  /** Local part of the author's address in lower case. */
  private final String author;

  RegionReview(
      Thresholds thresholds,
      Prepared delivery,
      Profiles profiles,
      @Nullable SenderProfile sender,
      Seed seed) {
    this.thresholds = thresholds;
    this.wording = delivery.wording();
    this.profiles = profiles;
    this.sender = sender;
    add(delivery.pathway().sender());
    sides.addAll(seed.domains());
    List<Mailbox> authors = delivery.observation().authentication().authors().mailboxes();
    this.author = authors.isEmpty() ? "" : authors.getFirst().localPart().toLowerCase(Locale.ROOT);
    for (String recipient : delivery.observation().session().rcptTo()) {
      add(recipient.substring(recipient.lastIndexOf('@') + 1));
    }
    index(delivery.observation().shown().links());
  }

  private void index(List<Link> links) {
    for (Link link : links) {
      String host = link.host();
      if (host != null && link.block() >= 0 && !link.scheme().equals("mailto") && isForeign(host)) {
        foreignLinks.set(link.block());
      }
    }
  }

  private void add(@Nullable String domain) {
    if (domain != null) {
      DomainName.parse(domain).ifPresent(sides::add);
    }
  }

  List<ReadSlot> run(List<Region> regions) {
    List<ReadSlot> slots = new ArrayList<>(regions.size());
    for (Region region : regions) {
      slots.add(slot(region));
    }
    return slots;
  }

  private ReadSlot slot(Region region) {
    boolean linked = linksElsewhere(region);
    boolean foreign = linked || namesElsewhere(region);
    Set<Mention.Kind> mentioned = mentioned(region);
    SlotTable.Slot known = sender == null ? null : sender.slots().slot(region.slot());
    Set<Concept> concepts = region.concepts();
    if (region.place() == Block.Place.AUTHOR_NAME
        || ReadSlot.isForNames(region, known, thresholds)) {
      // No name quotes a scam to warn of it.
      concepts.remove(Concept.SCAM_TALK);
    } else if (wording.isQuotedInWarning(region.block(), region.blocks())) {
      concepts.add(Concept.SCAM_TALK);
    }
    return new ReadSlot(
        region,
        mentioned,
        concepts,
        ClaimReader.read(concepts, mentioned, foreign),
        known,
        foreign,
        linked,
        isAccused(region),
        thresholds);
  }

  /** What is mentioned, but for telephone numbers that the sender is known to give. */
  private Set<Mention.Kind> mentioned(Region region) {
    Set<Mention.Kind> kinds = EnumSet.noneOf(Mention.Kind.class);
    for (Mention mention : region.mentions()) {
      String key = mention.kind() == Mention.Kind.PHONE ? callbackKey(mention) : null;
      if (key == null || !isOwn(key)) {
        kinds.add(mention.kind());
      }
    }
    return kinds;
  }

  /** Whether the region links to a host that is neither the sender's nor the recipient's. */
  private boolean linksElsewhere(Region region) {
    for (Mention mention : region.mentions()) {
      if (mention.kind() == Mention.Kind.URL && isForeign(mention.value())) {
        return true;
      }
    }
    return region.linked()
        && foreignLinks.nextSetBit(region.block()) >= 0
        && foreignLinks.nextSetBit(region.block()) < region.block() + region.blocks();
  }

  /** Whether the region names such a host, for the reader to go there. */
  private boolean namesElsewhere(Region region) {
    for (Mention mention : region.mentions()) {
      if (mention.kind() == Mention.Kind.DOMAIN
          && isLedTo(region, mention)
          && isForeign(mention.value())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a domain is led to, and is no name: "confirm on shop.example", not "shop.example Ltd".
   */
  private static boolean isLedTo(Region region, Mention mention) {
    String text = region.text();
    int after = mention.end();
    while (after < text.length() && (text.charAt(after) == ' ' || text.charAt(after) == ',')) {
      after++;
    }
    if (after > mention.end()
        && after < text.length()
        && Character.isUpperCase(text.charAt(after))) {
      return false;
    }
    for (int i = 0; i < mention.start(); i++) {
      if (Character.isLetter(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** Whether the host belongs to neither side and is not known as one the sender links to. */
  boolean isForeign(String host) {
    Boolean known = foreignHosts.get(host);
    if (known == null) {
      known = looksForeign(host);
      foreignHosts.put(host, known);
    }
    return known;
  }

  private boolean looksForeign(String host) {
    DomainName name = DomainName.parse(host).orElse(null);
    if (name == null) {
      return true;
    }
    if (PRIVATE.contains(name.text().substring(name.text().lastIndexOf('.') + 1))) {
      return false; // "db3.internal": nobody outside can be led there.
    }
    if (isNamedBy(author, name)) {
      return false;
    }
    for (DomainName own : sides) {
      if (HostRelation.between(name, own) != HostRelation.NONE) {
        return false;
      }
    }
    return !isOwn(Organization.site(host));
  }

  /** Whether an address names the host's owner, as relays do that hide addresses. */
  private static boolean isNamedBy(String localPart, DomainName host) {
    String label = HostRelation.organization(host).firstLabel();
    return label.length() >= LABEL_MIN && localPart.contains(label);
  }

  /** Whether a good part of the sender's mail holds that host or number. */
  private boolean isOwn(String key) {
    return sender != null
        && sender.hosts().entries(key) >= HOST_RECIPIENTS
        && sender.hosts().uses(key)
            >= Math.min(MOST_USES, sender.deliveries() * thresholds.of(Threshold.OWN_PART));
  }

  /** Whether a number or host in the region stood in messages that were accused. */
  private boolean isAccused(Region region) {
    for (Mention mention : region.mentions()) {
      String key = callbackKey(mention);
      Sightings seen = key == null ? null : profiles.callback(key);
      if (seen != null && seen.accused() > 1 && seen.counterparts() > 1) {
        return true;
      }
    }
    return false;
  }

  /** What a number or host is remembered by; null for what is no callback. */
  static @Nullable String callbackKey(Mention mention) {
    return switch (mention.kind()) {
      case PHONE -> "tel:" + significant(mention.value());
      case URL, DOMAIN -> "host:" + Organization.site(mention.value());
      case WALLET -> "wallet:" + mention.value();
      case AMOUNT, EMAIL -> null;
    };
  }

  /** The last nine digits, so that a number is one with and without its country's prefix. */
  private static String significant(String digits) {
    return digits.length() <= 9 ? digits : digits.substring(digits.length() - 9);
  }
}
