package dev.indicia.trust.identity;

import dev.indicia.dns.DomainName;
import dev.indicia.trust.identity.Likeness.Grade;
import dev.indicia.trust.identity.Likeness.Kind;
import dev.indicia.trust.identity.NameEntry.Role;
import dev.indicia.trust.identity.ServiceWords.Word;
import dev.indicia.trust.text.Confusables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whom one domain imitates. */
final class DomainLikeness {
  /** Shortest name that is recognised by its look alone, as weight. */
  private static final int LOOK_MIN = 5;

  /** Shortest name of which one letter may be wrong, but for a key beside the right one. */
  private static final int EDIT_MIN = 6;

  /** Shortest learned name that is not met by chance, as weight. */
  private static final int RARE_MIN = 7;

  private static final int SUBDOMAINS_MAX = 8;

  private final List<NameIndex> levels;
  private final DomainName domain;
  private final DomainName organization;
  private final List<Likeness> found = new ArrayList<>();
  private boolean learned;

  private DomainLikeness(List<NameIndex> levels, DomainName domain, DomainName organizational) {
    this.levels = levels;
    this.domain = domain;
    DomainName approximate = HostRelation.organization(domain);
    boolean closer =
        domain.isAtOrBelow(organizational)
            && organizational.labelCount() > 1
            && organizational.labelCount() < approximate.labelCount();
    organization = closer ? organizational : approximate;
  }

  static Optional<Likeness> of(
      List<NameIndex> levels, DomainName domain, DomainName organizational) {
    DomainLikeness likeness = new DomainLikeness(levels, domain, organizational);
    if (domain.labelCount() < 2 || likeness.isKnown()) {
      return Optional.empty();
    }
    likeness.registered();
    likeness.subdomains();
    return likeness.found.stream().min(DomainLikeness::compare);
  }

  private static int compare(Likeness a, Likeness b) {
    // No chained comparator: making one costs a command that reads one message milliseconds.
    int order = b.grade().compareTo(a.grade());
    order = order != 0 ? order : a.of().kind().compareTo(b.of().kind());
    order = order != 0 ? order : a.kind().compareTo(b.kind());
    return order != 0 ? order : ProtectedName.longerFirst(a.of(), b.of());
  }

  /** Whether it belongs to a protected name itself; one learned only once says less. */
  private boolean isKnown() {
    String text = HostRelation.unicode(domain.text());
    boolean[] known = new boolean[1];
    for (int at = 0; at >= 0; at = text.indexOf('.', at) + 1) {
      String name = text.substring(at);
      if (name.indexOf('.') < 0) {
        break;
      }
      each(
          Role.DOMAIN,
          name,
          entry -> {
            if (entry.raw().equals(name)) {
              learned |= entry.of().kind() == ProtectedName.Kind.LEARNED;
              known[0] |= entry.of().kind() != ProtectedName.Kind.LEARNED;
            }
          });
    }
    return known[0];
  }

  private void each(Role role, String text, java.util.function.Consumer<NameEntry> visitor) {
    String folded = Confusables.letters(text);
    for (NameIndex level : levels) {
      level.find(role, folded, visitor);
    }
  }

  private boolean isForeign(NameEntry entry) {
    return !(learned && entry.of().kind() == ProtectedName.Kind.LEARNED)
        && entry.of().domains().stream()
            .noneMatch(own -> HostRelation.organization(own).equals(organization));
  }

  private boolean isWanted(NameEntry entry) {
    return entry.isLabel() && isForeign(entry);
  }

  private void registered() {
    String label = HostRelation.label(organization);
    List<String> tokens = Tokens.of(label);
    String joined = Tokens.joined(tokens);
    boolean service = isService(organization.text().substring(organization.firstLabel().length()));
    List<Fit> fits = Fitting.of(levels, this::isWanted, tokens);
    for (Fit fit : fits) {
      boolean whole = fit.actions() + fit.neutral() + fit.unknown() == 0;
      if (!whole) {
        combination(fit);
      } else if (fit.near()) {
        edited(fit, joined);
      } else if (fit.isDisguised()) {
        confusable(fit, label);
      } else if (isRegistered(fit.entry(), label) || tokens.size() == 1) {
        otherSuffix(fit, service);
      } else {
        int weight = fit.entry().weight();
        if (weight >= LOOK_MIN) {
          add(Kind.EDIT, weight >= EDIT_MIN, fit, "is \"%s\" with hyphens");
        }
      }
    }
    leet(joined);
  }

  /** Whether one of its domains has this very label. */
  private static boolean isRegistered(NameEntry entry, String label) {
    return entry.of().domains().stream()
        .anyMatch(own -> HostRelation.label(HostRelation.organization(own)).equals(label));
  }

  private static boolean isService(String suffix) {
    for (String label : suffix.split("\\.", -1)) {
      if (label.length() > 2
          && !label.equals("com")
          && ServiceWords.get().kind(Confusables.letters(label)) == Word.ACTION) {
        return true;
      }
    }
    return false;
  }

  private void otherSuffix(Fit fit, boolean service) {
    NameEntry entry = fit.entry();
    if (isUnrelated(entry)) {
      return;
    }
    if (service && !entry.generic()) {
      add(Kind.WRONG_TLD, true, fit, "is \"%s\" under another suffix, which names a service");
    } else if (!entry.generic() && entry.weight() >= LOOK_MIN) {
      add(Kind.WRONG_TLD, false, fit, "is \"%s\" under another suffix");
    }
  }

  /** Whether it is merely the domain where somebody writes from, and not what he is called. */
  private static boolean isUnrelated(NameEntry entry) {
    return entry.of().kind() == ProtectedName.Kind.LEARNED && !entry.brand();
  }

  private void confusable(Fit fit, String label) {
    NameEntry entry = fit.entry();
    boolean foreignLetters = isMixed(label);
    if (entry.weight() >= LOOK_MIN && !entry.generic()) {
      add(Kind.CONFUSABLE, true, fit, "is written with other letters that look like \"%s\"");
    } else if (foreignLetters) {
      add(Kind.CONFUSABLE, true, fit, "mixes alphabets to look like \"%s\"");
    }
  }

  /** Whether Latin letters stand beside those of another alphabet that looks alike. */
  private static boolean isMixed(String text) {
    boolean latin = false;
    boolean other = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isLetter(c)) {
        boolean isLatin = Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN;
        latin |= isLatin;
        other |= !isLatin && !Tokens.isDense(c);
      }
    }
    return latin && other;
  }

  private void edited(Fit fit, String joined) {
    NameEntry entry = fit.entry();
    int weight = entry.weight();
    boolean slip = Nearness.isSlip(joined, entry.raw());
    if (weight < (slip ? LOOK_MIN : EDIT_MIN)) {
      return;
    }
    boolean rare = entry.of().kind() != ProtectedName.Kind.LEARNED || weight >= RARE_MIN;
    int distance = Nearness.distance(Confusables.letters(joined), entry.letters());
    boolean plural = joined.equals(entry.raw() + "s") || entry.raw().equals(joined + "s");
    boolean clear = weight >= EDIT_MIN && rare && !plural && !isRenumbered(joined, entry);
    add(
        slip ? Kind.KEYBOARD : Kind.EDIT,
        clear,
        fit,
        slip
            ? "is \"%s\" with a key hit beside the right one"
            : distance > 1 ? "is \"%s\" with two letters wrong" : "is \"%s\" with a letter wrong");
  }

  /** Whether only a digit differs from another digit: the second of several hosts. */
  private static boolean isRenumbered(String joined, NameEntry entry) {
    return joined.replaceAll("[0-9]", "").equals(entry.raw().replaceAll("[0-9]", ""));
  }

  private void combination(Fit fit) {
    NameEntry entry = fit.entry();
    boolean common = entry.of().kind() == ProtectedName.Kind.LEARNED;
    boolean rare = !common || entry.weight() >= RARE_MIN;
    String how = "has \"%s\" among other words";
    if (isUnrelated(entry)) {
      return;
    }
    if (fit.near()) {
      if (entry.weight() >= EDIT_MIN && fit.actions() > 0) {
        add(Kind.COMBO, rare, fit, "has almost \"%s\" beside words of a service");
      }
    } else if (entry.generic()) {
      if (fit.unknown() == 0 && fit.actions() > 0) {
        add(Kind.COMBO, fit.actions() > 1 && entry.weight() >= LOOK_MIN, fit, how);
      }
    } else if (entry.weight() < LOOK_MIN) {
      if (fit.unknown() == 0 && fit.actions() > 0 && !fit.isDisguised()) {
        add(Kind.COMBO, !common, fit, "has \"%s\" beside words of a service");
      }
    } else if (fit.isDisguised()) {
      add(Kind.COMBO, rare, fit, "has letters that look like \"%s\" among other words");
    } else if (fit.actions() > 0) {
      add(Kind.COMBO, rare && fit.unknown() < 2, fit, "has \"%s\" beside words of a service");
    } else if (rare) {
      add(Kind.COMBO, false, fit, how);
    }
  }

  /** Digits that stand for letters: "micro5oft". */
  private void leet(String joined) {
    String letters =
        joined
            .replace('3', 'e')
            .replace('4', 'a')
            .replace('5', 's')
            .replace('7', 't')
            .replace('8', 'b');
    if (letters.equals(joined) || Tokens.isNumber(joined)) {
      return;
    }
    for (Role role : List.of(Role.LABEL, Role.NAME)) {
      each(
          role,
          letters,
          entry -> {
            if (isWanted(entry) && entry.weight() >= LOOK_MIN && !entry.raw().equals(joined)) {
              Fit fit = new Fit(entry, joined, 0, 0, 0, false);
              add(
                  Kind.CONFUSABLE,
                  !isRenumbered(joined, entry),
                  fit,
                  "has digits that look like letters of \"%s\"");
            }
          });
    }
  }

  private void subdomains() {
    int count = Math.min(SUBDOMAINS_MAX, domain.labelCount() - organization.labelCount());
    String[] labels = HostRelation.unicode(domain.text()).split("\\.", -1);
    if (count <= 0 || labels.length != domain.labelCount()) {
      return;
    }
    String[] suffixes = HostRelation.unicode(organization.text()).split("\\.", -1);
    boolean service = hasService(suffixes[0]);
    for (int i = 0; i < count; i++) {
      service |= hasService(labels[i]);
    }
    for (int from = 0; from < count; from++) {
      StringBuilder run = new StringBuilder(labels[from]);
      for (int to = from + 1; to < Math.min(labels.length - 1, count + 1); to++) {
        run.append('.').append(labels[to]);
        wholeDomain(run.toString());
      }
      for (Fit fit : Fitting.of(levels, this::isWanted, Tokens.of(labels[from]))) {
        inFront(fit, service || fit.actions() > 0);
      }
    }
  }

  private static boolean hasService(String label) {
    for (String token : Tokens.of(label)) {
      if (token.length() > 2
          && ServiceWords.get().wholly(Confusables.letters(token)) == Word.ACTION) {
        return true;
      }
    }
    return false;
  }

  private void wholeDomain(String run) {
    each(
        Role.DOMAIN,
        run,
        entry -> {
          if (isForeign(entry)) {
            Fit fit = new Fit(entry, run, 0, 0, 0, false);
            add(Kind.SUBDOMAIN, true, fit, "puts \"%s\" in front of a foreign domain");
          }
        });
  }

  private void inFront(Fit fit, boolean service) {
    NameEntry entry = fit.entry();
    if (fit.near() || entry.generic() || fit.unknown() > 0 || isUnrelated(entry)) {
      return;
    }
    boolean rare = entry.of().kind() != ProtectedName.Kind.LEARNED || entry.weight() >= RARE_MIN;
    String how = "puts \"%s\" in front of a foreign domain";
    if (entry.weight() < LOOK_MIN) {
      if (service && !fit.isDisguised()) {
        add(Kind.SUBDOMAIN, false, fit, how);
      }
      return;
    }
    add(Kind.SUBDOMAIN, rare && (service || fit.isDisguised()), fit, how);
  }

  private void add(Kind kind, boolean clear, Fit fit, String how) {
    String shown = HostRelation.unicode(domain.text());
    String explanation =
        "The domain "
            + shown
            + " "
            + how.formatted(fit.entry().raw())
            + ", but does not belong to "
            + fit.entry().of().name()
            + ".";
    Grade grade = clear ? Grade.CLEAR : Grade.WEAK;
    found.add(new Likeness(kind, grade, fit.entry().of(), domain.text(), explanation));
  }
}
