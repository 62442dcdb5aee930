package dev.indicia.spf;

import dev.indicia.dns.Answer;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.IpAddress;
import dev.indicia.dns.RecordData;
import dev.indicia.dns.RecordType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names of the client's address, validated by looking up whether they lead back to it (RFC 7208
 * §5.5). Each name is looked up at most once a check. Not thread-safe.
 */
final class SpfClientNames {
  private enum State {
    UNTRIED,
    VALIDATED,
    REFUTED
  }

  private static final String UNKNOWN = "unknown";

  private final SpfLedger ledger;
  private final IpAddress client;
  private @Nullable List<DomainName> names;
  private State[] states = {};

  SpfClientNames(SpfLedger ledger, IpAddress client) {
    this.ledger = ledger;
    this.client = client;
  }

  /**
   * Whether a validated name is the target or below it (RFC 7208 §5.5, RFC 7208 erratum 4751). Only
   * names that would match are looked up (RFC 7208 erratum 5227).
   */
  boolean hasValidatedAtOrBelow(DomainName target) {
    return firstValidated(target, Nearness.AT_OR_BELOW) != null;
  }

  /**
   * The value of {@code %{p}} (RFC 7208 §7.3): the domain itself when it is a validated name, else
   * a validated name below it, else any validated name, else "unknown".
   */
  String nameFor(DomainName domain) {
    // RFC 7208 §4.6.4: the macro counts as a term
    if (!ledger.countDnsTerm()) {
      ledger.permanent(SpfReason.DNS_TERM_LIMIT, "%{p} in " + domain.text());
      return UNKNOWN;
    }
    DomainName name = firstValidated(domain, Nearness.AT);
    if (name == null) {
      name = firstValidated(domain, Nearness.AT_OR_BELOW);
    }
    if (name == null) {
      name = firstValidated(domain, Nearness.ANY);
    }
    return name == null ? UNKNOWN : name.text();
  }

  private enum Nearness {
    AT,
    AT_OR_BELOW,
    ANY
  }

  private @Nullable DomainName firstValidated(DomainName target, Nearness nearness) {
    List<DomainName> known = names == null ? lookUpNames() : names;
    for (int i = 0; i < known.size(); i++) {
      DomainName name = known.get(i);
      boolean near =
          switch (nearness) {
            case AT -> name.equals(target);
            case AT_OR_BELOW -> name.isAtOrBelow(target);
            case ANY -> true;
          };
      if (near && isValidated(i, name)) {
        return name;
      }
      if (ledger.isEnded()) {
        return null;
      }
    }
    return null;
  }

  /** RFC 7208 §4.6.4: all names after the first ten are ignored. */
  private List<DomainName> lookUpNames() {
    Answer answer = ledger.askForTerm(client.reverseName(), RecordType.PTR);
    List<DomainName> found = new ArrayList<>(1);
    // RFC 7208 §5.5: where the look-up fails, there is no name
    for (RecordData data : answer.recordsOrEmpty()) {
      if (found.size() == ledger.limits().ptrNamesMax()) {
        break;
      }
      if (data instanceof RecordData.Pointer pointer && !pointer.target().isRoot()) {
        found.add(pointer.target());
      }
    }
    states = new State[found.size()];
    Arrays.fill(states, State.UNTRIED);
    names = found;
    return found;
  }

  private boolean isValidated(int index, DomainName name) {
    if (states[index] == State.UNTRIED) {
      RecordType type = client.isV4() ? RecordType.A : RecordType.AAAA;
      // RFC 7208 §5.5: a name whose look-up fails is skipped
      boolean leadsBack = false;
      for (RecordData data : ledger.askForTerm(name, type).recordsOrEmpty()) {
        leadsBack |=
            ledger.step(1)
                && data instanceof RecordData.Address address
                && address.address().equals(client);
      }
      states[index] = leadsBack ? State.VALIDATED : State.REFUTED;
    }
    return states[index] == State.VALIDATED;
  }
}
