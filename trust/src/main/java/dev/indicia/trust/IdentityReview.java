package dev.indicia.trust;

import dev.indicia.dns.DomainName;
import dev.indicia.message.Mailbox;
import dev.indicia.trust.identity.HostRelation;
import dev.indicia.trust.identity.Likeness;
import dev.indicia.trust.identity.ProtectedNames;
import dev.indicia.trust.profile.Knowledge;
import dev.indicia.trust.shown.Block;
import dev.indicia.trust.shown.Link;
import dev.indicia.trust.text.Confusables;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the identity shown imitates one that is protected. Pure. */
final class IdentityReview {
  /** The shortest name that says something, in letters. */
  private static final int NAME_LENGTH_MIN = 4;

  private final Prepared delivery;
  private final List<ProtectedNames> names;

  IdentityReview(JudgeOptions options, Prepared delivery, Knowledge known) {
    this.delivery = delivery;
    this.names = List.of(options.names().get(), known.names());
  }

  /**
   * Whether the display name is an address, or begins and ends for at least half as the Author
   * Domain does: nothing else can bear the name of the domain that it is like. It spares most mail
   * a look at the protected names, which are many.
   */
  static boolean resembles(Prepared delivery) {
    List<Mailbox> authors = delivery.observation().authentication().authors().mailboxes();
    String shown = authors.isEmpty() ? null : authors.getFirst().displayName();
    DomainName domain = authors.isEmpty() ? null : authors.getFirst().domain();
    if (shown == null || domain == null) {
      return false;
    }
    String name = Confusables.skeleton(shown).replace(" ", "");
    String label = Confusables.skeleton(HostRelation.organization(domain).firstLabel());
    int most = Math.min(name.length(), label.length());
    int first = 0;
    while (first < most && name.charAt(first) == label.charAt(first)) {
      first++;
    }
    int last = 0;
    while (last < most - first
        && name.charAt(name.length() - 1 - last) == label.charAt(label.length() - 1 - last)) {
      last++;
    }
    return shown.indexOf('@') >= 0
        || (first + last) * 2 >= label.length()
        || first == name.length();
  }

  /** The likeness of the Author Domain to one that it is not; null for none. */
  @Nullable Likeness domain() {
    DomainName domain = authorDomain();
    if (domain == null) {
      return null;
    }
    DomainName organization = organization(domain);
    for (ProtectedNames some : names) {
      Optional<Likeness> likeness = some.likeDomain(domain, organization);
      if (likeness.isPresent()) {
        return likeness.get();
      }
    }
    return null;
  }

  /** The name that the author's display name claims without right; null for none. */
  @Nullable Likeness name() {
    DomainName domain = authorDomain();
    String shown = displayName();
    if (domain == null || shown == null) {
      return null;
    }
    for (ProtectedNames some : names) {
      for (Likeness likeness : some.claims(shown, domain)) {
        if (isClaim(likeness)) {
          return likeness;
        }
      }
    }
    return null;
  }

  /** Being carried or spoken for is what platforms show; being somebody is a claim. */
  private static boolean isClaim(Likeness likeness) {
    return switch (likeness.kind()) {
      case NAME, ADDRESS, EDIT, CONFUSABLE -> likeness.grade() == Likeness.Grade.CLEAR;
      case KEYBOARD, COMBO, WRONG_TLD, SUBDOMAIN, VIA, BEHALF -> false;
    };
  }

  /** Whether what is shown speaks of the one it is like. */
  boolean mentions(Likeness likeness) {
    String name = Confusables.skeleton(likeness.of().name());
    for (Block block : delivery.observation().shown().blocks()) {
      if (Confusables.skeleton(block.plain()).contains(name)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the display name is that of the one it is like, or of its domain. */
  boolean bears(Likeness likeness) {
    String shown = displayName();
    if (shown == null) {
      return false;
    }
    String skeleton = Confusables.skeleton(shown).replace(" ", "");
    if (skeleton.contains(Confusables.skeleton(likeness.of().name()).replace(" ", ""))) {
      return true;
    }
    for (DomainName own : likeness.of().domains()) {
      String label = Confusables.skeleton(HostRelation.organization(own).firstLabel());
      if (label.length() >= NAME_LENGTH_MIN && skeleton.contains(label)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the message leads to a host of the one it is like: then it may speak for it. */
  boolean leadsTo(Likeness likeness) {
    for (Link link : delivery.observation().shown().links()) {
      Optional<DomainName> host =
          link.host() == null ? Optional.empty() : DomainName.parse(link.host());
      if (host.isPresent()) {
        for (DomainName own : likeness.of().domains()) {
          if (HostRelation.between(host.get(), own) != HostRelation.NONE) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /**
   * The name as which the message speaks of an account of the reader's: the first word of the
   * display name, or an address in its place, where the text that wants something names it too and
   * no link leads there. Null for none.
   */
  @Nullable String speaksAs() {
    String shown = displayName();
    if (shown == null) {
      return null;
    }
    String name = firstWord(shown);
    String skeleton = Confusables.skeleton(name);
    if (name.length() < NAME_LENGTH_MIN || isRecipients(skeleton) || leadsToNamed(skeleton)) {
      return null;
    }
    List<Block> blocks = delivery.observation().shown().blocks();
    for (int b = 0; b < blocks.size(); b++) {
      Block block = blocks.get(b);
      if (block.place() != Block.Place.AUTHOR_NAME
          && delivery.wording().claims(b)
          && Confusables.skeleton(block.plain()).contains(skeleton)) {
        return name;
      }
    }
    return null;
  }

  /** The first word of the name; of an address the label of its organization. */
  private static String firstWord(String shown) {
    String text = shown.strip();
    int at = text.indexOf('@');
    if (at > 0) {
      int end = at + 1;
      while (end < text.length()
          && (Character.isLetterOrDigit(text.charAt(end))
              || text.charAt(end) == '.'
              || text.charAt(end) == '-')) {
        end++;
      }
      DomainName domain = DomainName.parse(text.substring(at + 1, end)).orElse(null);
      return domain == null ? "" : HostRelation.organization(domain).firstLabel();
    }
    int end = 0;
    while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
      end++;
    }
    return text.substring(0, end);
  }

  private boolean isRecipients(String skeleton) {
    for (String recipient : delivery.observation().session().rcptTo()) {
      if (Confusables.skeleton(recipient).contains(skeleton)) {
        return true;
      }
    }
    return false;
  }

  private boolean leadsToNamed(String skeleton) {
    for (Link link : delivery.observation().shown().links()) {
      if (link.host() != null && Confusables.skeleton(link.host()).contains(skeleton)) {
        return true;
      }
    }
    return false;
  }

  private @Nullable DomainName authorDomain() {
    return delivery.observation().authentication().authors().authorDomain().orElse(null);
  }

  private @Nullable String displayName() {
    List<Mailbox> authors = delivery.observation().authentication().authors().mailboxes();
    return authors.isEmpty() ? null : authors.getFirst().displayName();
  }

  private DomainName organization(DomainName domain) {
    String sender = delivery.pathway().sender();
    return sender == null ? domain : DomainName.parse(sender).orElse(domain);
  }
}
