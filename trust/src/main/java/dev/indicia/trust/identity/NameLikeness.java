package dev.indicia.trust.identity;

import dev.indicia.dns.DomainName;
import dev.indicia.trust.identity.Likeness.Grade;
import dev.indicia.trust.identity.Likeness.Kind;
import dev.indicia.trust.identity.NameEntry.Role;
import dev.indicia.trust.identity.NameParts.Part;
import dev.indicia.trust.identity.ServiceWords.Word;
import dev.indicia.trust.text.Confusables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Whom one display name claims to be. */
final class NameLikeness {
  /** Characters of a display name that are looked at. */
  private static final int LENGTH_MAX = 200;

  private static final int SHORT = 5;
  private static final int EDIT_MIN = 6;
  private static final int RARE_MIN = 8;

  private final List<NameIndex> levels;
  private final Predicate<ProtectedName> wanted;
  private final String shown;
  private final Map<ProtectedName, Likeness> found = new LinkedHashMap<>();

  private NameLikeness(List<NameIndex> levels, Predicate<ProtectedName> wanted, String shown) {
    this.levels = levels;
    this.wanted = wanted;
    this.shown = shown;
  }

  private static int compare(Likeness a, Likeness b) {
    // No chained comparator: making one costs a command that reads one message milliseconds.
    int order = b.grade().compareTo(a.grade());
    order = order != 0 ? order : Integer.compare(order(a.kind()), order(b.kind()));
    order = order != 0 ? order : a.of().kind().compareTo(b.of().kind());
    return order != 0 ? order : ProtectedName.longerFirst(a.of(), b.of());
  }

  /** All claims, the clearest first; one for each protected name. */
  static List<Likeness> of(
      List<NameIndex> levels, Predicate<ProtectedName> wanted, String displayName) {
    String shown =
        displayName.length() > LENGTH_MAX ? displayName.substring(0, LENGTH_MAX) : displayName;
    NameLikeness likeness = new NameLikeness(levels, wanted, shown);
    for (Part part : NameParts.of(shown)) {
      likeness.part(part);
    }
    return likeness.found.values().stream().sorted(NameLikeness::compare).toList();
  }

  private static int order(Kind kind) {
    return switch (kind) {
      case NAME -> 0;
      case ADDRESS -> 1;
      case BEHALF -> 2;
      case VIA -> 3;
      default -> 4;
    };
  }

  private void part(Part part) {
    addresses(part);
    boolean whole = true;
    for (String segment : NameParts.segments(part.text())) {
      List<String> tokens = Tokens.of(segment);
      if (!tokens.isEmpty()) {
        person(part, tokens);
        brands(part, segment, tokens, whole);
      }
      whole = false;
    }
  }

  private void person(Part part, List<String> tokens) {
    List<String> words = new ArrayList<>();
    for (String token : tokens) {
      Word word = ServiceWords.get().kind(Confusables.letters(token));
      boolean title = word == Word.TITLE || word == Word.ACTION;
      if (!title && Tokens.weight(token) > 1) {
        words.add(NameIndex.lower(token));
      }
    }
    for (List<String> name :
        words.size() == tokens.size() ? List.of(tokens) : List.of(tokens, words)) {
      if (name.size() > 1) {
        String key = NameIndex.sorted(name.stream().map(NameIndex::lower).toList());
        for (NameIndex level : levels) {
          level.find(
              Role.PERSON,
              key,
              entry -> {
                boolean clear = entry.of().kind() == ProtectedName.Kind.PERSON;
                add(Kind.NAME, clear, entry, part, "is the name of %s");
              });
        }
      }
    }
  }

  private void brands(Part part, String segment, List<String> tokens, boolean whole) {
    List<String> lower = tokens.stream().map(NameIndex::lower).toList();
    List<Fit> fits = Fitting.of(levels, NameLikeness::isName, lower);
    boolean exact = fits.stream().anyMatch(fit -> !fit.near() && fit.unknown() == 0);
    for (Fit fit : fits) {
      if (fit.near()) {
        if (!exact) {
          nearly(fit, part);
        }
      } else if (fit.unknown() == 0) {
        alone(fit, part, segment, whole);
      } else if (whole && isAmongOthers(fit)) {
        add(Kind.NAME, false, fit.entry(), part, "has the name of %s among other words");
      }
    }
  }

  private static boolean isName(NameEntry entry) {
    return entry.role() == Role.NAME || entry.role() == Role.LABEL && entry.brand();
  }

  private static boolean isAmongOthers(Fit fit) {
    NameEntry entry = fit.entry();
    return entry.of().kind() != ProtectedName.Kind.LEARNED
        && entry.of().kind() != ProtectedName.Kind.PERSON
        && !entry.generic()
        && entry.weight() >= SHORT
        && (fit.actions() > 0 || fit.isDisguised() && !isAscii(fit.written()));
  }

  /** A claim without any foreign word. */
  private void alone(Fit fit, Part part, String segment, boolean whole) {
    NameEntry entry = fit.entry();
    boolean service = fit.actions() > 0;
    boolean clear;
    if (entry.of().kind() == ProtectedName.Kind.PERSON) {
      clear = entry.of().name().strip().indexOf(' ') > 0;
    } else if (entry.of().kind() == ProtectedName.Kind.LEARNED) {
      clear = entry.brand() && !entry.generic() && entry.weight() >= SHORT;
    } else if (entry.generic()) {
      clear = service;
    } else if (entry.weight() < SHORT) {
      boolean same = segment.strip().equals(entry.of().name());
      clear = service || whole && same || fit.isDisguised() && !isAscii(fit.written());
      if (!clear && fit.isDisguised()) {
        return;
      }
    } else {
      clear = true;
    }
    boolean disguised = fit.isDisguised() && !isAscii(fit.written());
    add(
        Kind.NAME,
        clear,
        entry,
        part,
        disguised
            ? "is written with other letters that look like the name of %s"
            : "is the name of %s");
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private void nearly(Fit fit, Part part) {
    NameEntry entry = fit.entry();
    int weight = entry.weight();
    boolean learned = entry.of().kind() == ProtectedName.Kind.LEARNED;
    if (weight < EDIT_MIN || learned || entry.of().kind() == ProtectedName.Kind.PERSON) {
      return;
    }
    boolean plural = fit.written().equals(entry.raw() + "s");
    boolean clear = !plural && (weight >= RARE_MIN || fit.actions() > 0);
    add(Kind.EDIT, clear, entry, part, "is almost the name of %s");
  }

  /** Addresses and domains written out in the name. */
  private void addresses(Part part) {
    for (String word : part.text().split("[\\s<>()\\[\\]\"',;|]+", -1)) {
      String host = word.substring(word.lastIndexOf('@') + 1);
      boolean address = word.indexOf('@') >= 0;
      if (host.indexOf('.') <= 0 || host.length() > DomainName.LENGTH_MAX) {
        continue;
      }
      DomainName domain = DomainName.parse(host).orElse(null);
      for (DomainName name = domain; name != null && name.labelCount() > 1; name = name.parent()) {
        String text = HostRelation.unicode(name.text());
        for (NameIndex level : levels) {
          level.find(
              Role.DOMAIN,
              Confusables.letters(text),
              entry ->
                  add(
                      Kind.ADDRESS,
                      true,
                      entry,
                      part,
                      (address ? "has an address at " : "names ")
                          + entry.raw()
                          + ", which is of %s"));
        }
      }
    }
  }

  private void add(Kind kind, boolean clear, NameEntry entry, Part part, String how) {
    if (!wanted.test(entry.of())) {
      return;
    }
    Kind role =
        switch (part.role()) {
          case SPEAKER -> kind;
          case VIA -> Kind.VIA;
          case BEHALF -> Kind.BEHALF;
        };
    Grade grade = clear && part.role() != NameParts.Role.VIA ? Grade.CLEAR : Grade.WEAK;
    String where =
        switch (part.role()) {
          case SPEAKER -> "The display name \"" + shown + "\" ";
          case VIA -> "The display name \"" + shown + "\" says who carries it; that part ";
          case BEHALF -> "The display name \"" + shown + "\" says whom it speaks for; that part ";
        };
    Likeness likeness =
        new Likeness(
            role, grade, entry.of(), shown, where + how.formatted(entry.of().name()) + ".");
    @Nullable Likeness before = found.get(entry.of());
    if (before == null || compare(likeness, before) < 0) {
      found.put(entry.of(), likeness);
    }
  }
}
