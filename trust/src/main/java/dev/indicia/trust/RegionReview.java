package dev.indicia.trust;

import dev.indicia.trust.claim.Claim;
import dev.indicia.trust.claim.ClaimReader;
import dev.indicia.trust.profile.Profiles;
import dev.indicia.trust.profile.SenderProfile;
import dev.indicia.trust.profile.Sightings;
import dev.indicia.trust.shown.Link;
import dev.indicia.trust.shown.Mention;
import dev.indicia.trust.template.Region;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at each region of a message: what it claims, where it leads, what stood there before. */
final class RegionReview {
  /** Uses by different recipients that make a host the sender's own. */
  private static final int HOST_RECIPIENTS = 3;

  private final Profiles profiles;
  private final @Nullable SenderProfile sender;
  private final String organization;
  private final Set<String> recipientOrganizations = new HashSet<>(2);
  private final List<Link> links;

  RegionReview(Prepared delivery, Profiles profiles, @Nullable SenderProfile sender) {
    this.profiles = profiles;
    this.sender = sender;
    String domain = delivery.pathway().sender();
    this.organization = domain == null ? "" : Organization.of(domain);
    this.links = delivery.observation().shown().links();
    for (String recipient : delivery.observation().session().rcptTo()) {
      recipientOrganizations.add(
          Organization.of(recipient.substring(recipient.lastIndexOf('@') + 1)));
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
    boolean foreign = leadsElsewhere(region);
    Claim claim = ClaimReader.read(region.concepts(), region.mentioned(), foreign);
    return new ReadSlot(
        region,
        claim,
        sender == null ? null : sender.slots().slot(region.slot()),
        foreign,
        isAccused(region));
  }

  /** Whether the region leads to a host that is neither the sender's nor the recipient's. */
  private boolean leadsElsewhere(Region region) {
    for (Mention mention : region.mentions()) {
      boolean host =
          mention.kind() == Mention.Kind.URL || mention.kind() == Mention.Kind.DOMAIN;
      if (host && isForeign(mention.value())) {
        return true;
      }
    }
    for (Link link : links) {
      String host = link.host();
      if (host != null
          && link.block() >= region.block()
          && link.block() < region.block() + region.blocks()
          && !link.scheme().equals("mailto")
          && isForeign(host)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the host belongs to neither side and is not known as one the sender links to. */
  boolean isForeign(String host) {
    String other = Organization.of(host);
    if (other.equals(organization) || recipientOrganizations.contains(other)) {
      return false;
    }
    return sender == null || sender.hosts().entries(other) < HOST_RECIPIENTS;
  }

  /** Whether a number or host in the region stood in messages that were accused. */
  private boolean isAccused(Region region) {
    for (Mention mention : region.mentions()) {
      String key = callbackKey(mention);
      Sightings seen = key == null ? null : profiles.callback(key);
      if (seen != null && seen.accused() > 0) {
        return true;
      }
    }
    return false;
  }

  /** What a number or host is remembered by; null for what is no callback. */
  static @Nullable String callbackKey(Mention mention) {
    return switch (mention.kind()) {
      case PHONE -> "tel:" + significant(mention.value());
      case URL, DOMAIN -> "host:" + Organization.of(mention.value());
      case WALLET -> "wallet:" + mention.value();
      case AMOUNT, EMAIL -> null;
    };
  }

  /** The last nine digits, so that a number is one with and without its country's prefix. */
  private static String significant(String digits) {
    return digits.length() <= 9 ? digits : digits.substring(digits.length() - 9);
  }
}
