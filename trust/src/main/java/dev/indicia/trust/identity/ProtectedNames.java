package dev.indicia.trust.identity;

import dev.indicia.dns.DomainName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names that others like to borrow, and who looks like them. Immutable, thread-safe.
 *
 * <p>Built of levels, each about twice as large as the next: {@link #with} builds only as much anew
 * as it adds, on average times the logarithm of all, so names can be learned one by one. A name
 * given twice counts with the domains of both.
 *
 * <p>Work of one question: bounded by the length of what is shown (a domain 253 characters, of a
 * display name the first 200) and the number of levels, not by the number of names.
 */
public final class ProtectedNames {
  /** No name at all. */
  public static final ProtectedNames NONE = new ProtectedNames(List.of());

  /** Largest first. */
  private final List<NameIndex> levels;

  private ProtectedNames(List<NameIndex> levels) {
    this.levels = List.copyOf(levels);
  }

  /** The names of the collection. */
  public static ProtectedNames of(Collection<ProtectedName> names) {
    return names.isEmpty() ? NONE : new ProtectedNames(List.of(new NameIndex(names)));
  }

  /** These names and more; this object stays as it is. */
  public ProtectedNames with(Collection<ProtectedName> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<NameIndex> kept = new ArrayList<>(levels);
    List<ProtectedName> added = new ArrayList<>(more);
    while (!kept.isEmpty() && kept.get(kept.size() - 1).names().size() < 2 * added.size()) {
      added.addAll(0, kept.remove(kept.size() - 1).names());
    }
    kept.add(new NameIndex(added));
    return new ProtectedNames(kept);
  }

  /** How many names there are. */
  public int size() {
    return levels.stream().mapToInt(level -> level.names().size()).sum();
  }

  /** The names, in no particular order. */
  public List<ProtectedName> names() {
    List<ProtectedName> names = new ArrayList<>(size());
    levels.forEach(level -> names.addAll(level.names()));
    return names;
  }

  /**
   * The protected name that the domain imitates; nothing for a domain of a protected name itself,
   * or one of the same organisation. A learned domain is never compared with other learned ones.
   *
   * @param organizational its Organizational Domain (RFC 9989), or the domain itself
   */
  public Optional<Likeness> likeDomain(DomainName domain, DomainName organizational) {
    return levels.isEmpty() ? Optional.empty() : DomainLikeness.of(levels, domain, organizational);
  }

  /**
   * The protected name that the display name claims, whoever sends it: compare {@link
   * ProtectedName#holds} with the proven domain, or use {@link #claims}.
   */
  public Optional<Likeness> likeName(String displayName) {
    return levels.isEmpty()
        ? Optional.empty()
        : NameLikeness.of(levels, name -> true, displayName).stream().findFirst();
  }

  /**
   * Every protected name that the display name claims and that the sender's domain does not entitle
   * it to, the clearest first. When the domain entitles it to one reading of who speaks, the other
   * readings are left out (two owners may bear one name); what was only learned entitles to nothing
   * but what was only learned.
   *
   * @param sender null when it entitles to nothing, as a domain where anybody gets an address
   */
  public List<Likeness> claims(String displayName, @Nullable DomainName sender) {
    if (levels.isEmpty()) {
      return List.of();
    }
    List<Likeness> all = NameLikeness.of(levels, name -> true, displayName);
    if (sender == null) {
      return all;
    }
    boolean known = false;
    boolean learned = false;
    for (Likeness likeness : all) {
      if (isOwnVoice(likeness) && likeness.of().holds(sender)) {
        learned |= likeness.of().kind() == ProtectedName.Kind.LEARNED;
        known |= likeness.of().kind() != ProtectedName.Kind.LEARNED;
      }
    }
    List<Likeness> claims = new ArrayList<>();
    for (Likeness likeness : all) {
      boolean weaker = known || learned && likeness.of().kind() == ProtectedName.Kind.LEARNED;
      if (!likeness.of().holds(sender) && !(weaker && isOwnVoice(likeness))) {
        claims.add(likeness);
      }
    }
    return claims;
  }

  /** Whether it says who speaks, and not by whom or for whom. */
  private static boolean isOwnVoice(Likeness likeness) {
    return likeness.kind() != Likeness.Kind.VIA && likeness.kind() != Likeness.Kind.BEHALF;
  }
}
