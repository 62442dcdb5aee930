package dev.indicia.trust.profile;

import dev.indicia.dns.DomainName;
import dev.indicia.trust.identity.ProtectedName;
import dev.indicia.trust.identity.ProtectedNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The names that senders have proven to bear, by day. A name protects from the day after it was
 * learned, so that those who divide the work need tell each other of names once a day. Not
 * thread-safe.
 */
final class NamesLearned {
  /** Found, and not protected yet: domains and days. */
  private final Map<String, Integer> found = new HashMap<>();

  private final Map<String, ProtectedName> all = new HashMap<>();
  private ProtectedNames learned = ProtectedNames.NONE;
  private int today = -1;

  /** Notes when a domain's name was learned: -1 for not yet. */
  void note(String domain, int before, int day) {
    if (day >= 0 && day != before && !all.containsKey(domain)) {
      found.put(domain, day);
    }
  }

  void forget(String domain) {
    found.remove(domain);
    if (all.remove(domain) != null) {
      learned = ProtectedNames.of(new TreeMap<>(all).values());
    }
  }

  /** Those learned before that day. */
  ProtectedNames until(int day) {
    if (day > today) {
      today = day;
      List<ProtectedName> more = new ArrayList<>();
      for (Map.Entry<String, Integer> entry : new TreeMap<>(found).entrySet()) {
        if (entry.getValue() < day) {
          found.remove(entry.getKey());
          DomainName.parse(entry.getKey()).ifPresent(domain -> more.add(protect(domain)));
        }
      }
      learned = learned.with(more);
    }
    return learned;
  }

  private ProtectedName protect(DomainName domain) {
    ProtectedName name =
        new ProtectedName(domain.firstLabel(), Set.of(domain), ProtectedName.Kind.LEARNED);
    all.put(domain.text(), name);
    return name;
  }
}
