package dev.indicia.trust;

import dev.indicia.dns.DomainName;
import dev.indicia.trust.identity.ProtectedName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What is generally known of senders: data that an operator can read and edit, never code. That
 * somebody stands here adds no trust. Immutable.
 *
 * @param senders addresses of notifications that people trust
 * @param platforms addresses that say nothing about a brand, because anybody writes there
 * @param freemail domains where anybody gets an address
 * @param brands names that are widely imitated
 */
public record Catalogue(
    List<Sender> senders, List<Platform> platforms, Set<DomainName> freemail, List<Brand> brands) {
  /** Nothing is known. */
  public static final Catalogue EMPTY = new Catalogue(List.of(), List.of(), Set.of(), List.of());

  public Catalogue {
    senders = List.copyOf(senders);
    platforms = List.copyOf(platforms);
    freemail = Set.copyOf(freemail);
    brands = List.copyOf(brands);
  }

  /**
   * A trusted address of notifications.
   *
   * @param address an address, or a pattern: see {@link AddressPattern}
   * @param name who sends
   * @param domains of that organisation
   * @param kind what it sends
   * @param slots what others can fill in
   */
  public record Sender(
      AddressPattern address, String name, Set<DomainName> domains, Kind kind, Set<Slot> slots) {
    public Sender {
      domains = Set.copyOf(domains);
      slots = Set.copyOf(slots);
    }

    /** What a sender sends. */
    public enum Kind {
      ACCOUNT,
      SECURITY,
      PAYMENT,
      INVITATION,
      SHARE,
      SIGNATURE,
      CALENDAR,
      ALERT,
      SOCIAL,
      SURVEY,
      SUPPORT,
      /** Whatever its users make it send. */
      RELAY;

      /** The word in files: lower-case. */
      public String word() {
        return name().toLowerCase(Locale.ROOT);
      }
    }
  }

  /** A place in a notification that others than the sender can fill. */
  public enum Slot {
    /** What a user calls an organisation on the platform. */
    TENANT_NAME,
    TEAM_NAME,
    PERSON_NAME,
    BUSINESS_NAME,
    APP_NAME,
    /** The display name of the author. */
    AUTHOR_NAME,
    SUBJECT,
    TITLE,
    MESSAGE,
    NOTE,
    COMMENT,
    DESCRIPTION,
    ITEM,
    ADDRESS,
    LOCATION,
    URL,
    DEVICE,
    /** The whole text. */
    BODY,
    /** A user says to whom it goes. */
    RECIPIENT;

    /** The word in files: lower-case with hyphens. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Addresses that make no statement for a brand. */
  public record Platform(AddressPattern address, String name) {}

  /**
   * A name that is widely imitated.
   *
   * @param also other names of the same owner
   * @param domains of the owner
   */
  public record Brand(String name, List<String> also, Set<DomainName> domains) {
    public Brand {
      also = List.copyOf(also);
      domains = Set.copyOf(domains);
    }
  }

  /** The sender that has the address; an exact address comes before a pattern. */
  public Optional<Sender> sender(String address) {
    return best(senders, Sender::address, address);
  }

  /** The platform that the address belongs to. */
  public Optional<Platform> platform(String address) {
    return best(platforms, Platform::address, address);
  }

  private static <T> Optional<T> best(
      List<T> entries, Function<T, AddressPattern> pattern, String address) {
    T found = null;
    for (T entry : entries) {
      AddressPattern candidate = pattern.apply(entry);
      if (candidate.matches(address)) {
        if (candidate.isExact()) {
          return Optional.of(entry);
        }
        found = found == null ? entry : found;
      }
    }
    return Optional.ofNullable(found);
  }

  /** Whether anybody gets an address there. */
  public boolean isFreemail(DomainName domain) {
    return freemail.contains(domain);
  }

  /** The brands as names to protect, each of their names for itself. */
  public List<ProtectedName> protectedNames() {
    List<ProtectedName> names = new ArrayList<>();
    for (Brand brand : brands) {
      names.add(new ProtectedName(brand.name(), brand.domains(), ProtectedName.Kind.CATALOGUE));
      for (String also : brand.also()) {
        names.add(new ProtectedName(also, brand.domains(), ProtectedName.Kind.CATALOGUE));
      }
    }
    return names;
  }

  /** This and more; an entry of the same address or name takes the place of the one here. */
  public Catalogue with(Catalogue more) {
    List<DomainName> domains = new ArrayList<>(freemail);
    domains.addAll(more.freemail);
    return new Catalogue(
        merged(senders, more.senders, s -> s.address().text()),
        merged(platforms, more.platforms, p -> p.address().text()),
        Set.copyOf(domains),
        merged(brands, more.brands, b -> b.name().toLowerCase(Locale.ROOT)));
  }

  private static <T> List<T> merged(List<T> here, List<T> more, Function<T, String> key) {
    Map<String, T> all = new LinkedHashMap<>();
    here.forEach(entry -> all.put(key.apply(entry), entry));
    more.forEach(entry -> all.put(key.apply(entry), entry));
    return List.copyOf(all.values());
  }

  /** This without the senders and platforms of these addresses, these domains and brands. */
  public Catalogue without(Removed removed) {
    return new Catalogue(
        senders.stream().filter(s -> !removed.senders().contains(s.address().text())).toList(),
        platforms.stream().filter(p -> !removed.platforms().contains(p.address().text())).toList(),
        Set.copyOf(freemail.stream().filter(d -> !removed.freemail().contains(d)).toList()),
        brands.stream()
            .filter(b -> removed.brands().stream().noneMatch(b.name()::equalsIgnoreCase))
            .toList());
  }

  /** What is to be taken out: addresses as written, domains, names. */
  public record Removed(
      Set<String> senders, Set<String> platforms, Set<DomainName> freemail, Set<String> brands) {
    /** Nothing. */
    public static final Removed NOTHING = new Removed(Set.of(), Set.of(), Set.of(), Set.of());

    public Removed {
      senders = Set.copyOf(senders);
      platforms = Set.copyOf(platforms);
      freemail = Set.copyOf(freemail);
      brands = Set.copyOf(brands);
    }
  }
}
