package dev.indicia.trust;

import dev.indicia.dns.DomainName;
import dev.indicia.trust.claim.Claim;
import dev.indicia.trust.identity.HostRelation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether answers go to somebody else than the author and the reader. Pure. */
final class ReplyPath {
  private ReplyPath() {}

  /**
   * What there is to say of Reply-To; null where answers go to the author, to the reader's side, to
   * a list, or where nothing says whose side the author is on. By itself it accuses nobody.
   */
  static @Nullable Finding elsewhere(Prepared delivery, Claim whole) {
    List<DomainName> sides = sides(delivery);
    if (sides.isEmpty() || delivery.addressing().list()) {
      return null;
    }
    for (String address : delivery.addressing().replyTo()) {
      String domain = address.substring(address.lastIndexOf('@') + 1);
      Optional<DomainName> name = DomainName.parse(domain);
      if (name.isPresent() && sides.stream().noneMatch(side -> isRelated(name.get(), side))) {
        boolean asked = whole.channel() == Claim.Channel.REPLY;
        return new Finding(
            FindingCode.REPLY_ELSEWHERE,
            Layer.UI,
            asked ? Strength.MODERATE : Strength.WEAK,
            Direction.AGAINST,
            "An answer would go to "
                + address
                + ", which is not the author's"
                + (asked ? ", and the message asks for one." : "."),
            List.of(Proof.of("reply_to", address)));
      }
    }
    return null;
  }

  private static boolean isRelated(DomainName one, DomainName other) {
    return HostRelation.between(one, other) != HostRelation.NONE;
  }

  /** The author's domain and organization, and those of the recipients. */
  private static List<DomainName> sides(Prepared delivery) {
    Optional<DomainName> author = delivery.observation().authentication().authors().authorDomain();
    if (author.isEmpty()) {
      return List.of();
    }
    List<DomainName> sides = new ArrayList<>();
    sides.add(author.get());
    if (delivery.pathway().sender() != null) {
      DomainName.parse(delivery.pathway().sender()).ifPresent(sides::add);
    }
    for (String recipient : delivery.observation().session().rcptTo()) {
      DomainName.parse(recipient.substring(recipient.lastIndexOf('@') + 1)).ifPresent(sides::add);
    }
    return sides;
  }
}
