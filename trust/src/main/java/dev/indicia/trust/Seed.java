package dev.indicia.trust;

import dev.indicia.dns.DomainName;
import dev.indicia.message.Mailbox;
import dev.indicia.trust.Catalogue.Slot;
import dev.indicia.trust.shown.Block;
import dev.indicia.trust.template.Region;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the catalogue knows of a proven sender, until enough is learned of it. It adds no trust: it
 * says which hosts are the sender's own, and where others may write. Immutable.
 *
 * @param domains the sender's own
 * @param slots what others can fill
 */
record Seed(Set<DomainName> domains, Set<Slot> slots) {
  /** Nothing is known, or enough was learned. */
  static final Seed NONE = new Seed(Set.of(), Set.of());

  Seed {
    domains = Set.copyOf(domains);
    slots = Set.copyOf(slots);
  }

  /** What is known of the author of this delivery, if it is proven. */
  static Seed of(Catalogue catalogue, Prepared delivery, boolean established) {
    List<Mailbox> authors = delivery.observation().authentication().authors().mailboxes();
    if (established || !delivery.pathway().proven() || authors.isEmpty()) {
      return NONE;
    }
    Optional<Catalogue.Sender> sender =
        catalogue.sender(authors.getFirst().address().toLowerCase(Locale.ROOT));
    return sender.map(s -> new Seed(s.domains(), s.slots())).orElse(NONE);
  }

  /** Whether others may have written the region, by where it stands. */
  boolean isSlot(Region region) {
    return switch (region.place()) {
      case AUTHOR_NAME -> hasAny(Slot.AUTHOR_NAME);
      case SUBJECT -> hasAny(Slot.SUBJECT, Slot.BODY);
      case CALENDAR -> hasAny(Slot.TITLE, Slot.DESCRIPTION, Slot.LOCATION, Slot.BODY);
      case BODY -> isSlot(region.role());
    };
  }

  private boolean isSlot(Block.Role role) {
    return switch (role) {
      case QUOTE -> hasAny(Slot.MESSAGE, Slot.NOTE, Slot.COMMENT, Slot.DESCRIPTION, Slot.BODY);
      case HEADING -> hasAny(Slot.TITLE, Slot.TENANT_NAME, Slot.TEAM_NAME, Slot.BODY);
      case ITEM, CELL ->
          hasAny(Slot.ITEM, Slot.DESCRIPTION, Slot.DEVICE, Slot.LOCATION, Slot.ADDRESS, Slot.BODY);
      case PARAGRAPH, BUTTON, FOOTER, PREHEADER -> hasAny(Slot.BODY);
    };
  }

  private boolean hasAny(Slot... some) {
    for (Slot slot : some) {
      if (slots.contains(slot)) {
        return true;
      }
    }
    return false;
  }
}
