package dev.indicia.dmarc;

import dev.indicia.dns.Answer;
import dev.indicia.dns.DomainName;
import org.jspecify.annotations.Nullable;

/** One DNS Tree Walk (RFC 9989 §4.10). One use, one thread. */
final class TreeWalk {
  /** A name of this many labels or more goes on with {@link #SHORTCUT_TARGET} (§4.10 step 4). */
  private static final int SHORTCUT_FROM = 8;

  private static final int SHORTCUT_TARGET = 7;

  private final RecordLookups lookups;
  private final DomainName start;
  private final boolean asking;
  private @Nullable DomainName selected;
  private @Nullable DomainName publicSuffix;
  private boolean several;
  private boolean malformed;

  /**
   * A walk from that domain.
   *
   * @param asking whether names not yet looked up are asked, or taken to have no record
   */
  TreeWalk(RecordLookups lookups, DomainName start, boolean asking) {
    this.lookups = lookups;
    this.start = start;
    this.asking = asking;
  }

  /** Walks up, with at most eight queries. */
  PolicyDiscovery run() {
    DomainName target = start;
    while (!target.isRoot()) {
      RecordLookup lookup = asking ? lookups.at(target) : lookups.knownAt(target);
      if (lookup.answer() instanceof Answer.Failed failed) {
        return afterFailure(failed);
      }
      several |= lookup.kind() == RecordLookup.Kind.SEVERAL;
      malformed |= lookup.kind() == RecordLookup.Kind.MALFORMED;
      if (lookup.record() != null && !select(target, lookup.record())) {
        break;
      }
      // RFC 9989 §4.10 steps 4 and 7.
      target =
          target.labelCount() >= SHORTCUT_FROM
              ? target.lastLabels(SHORTCUT_TARGET)
              : target.parent();
    }
    // RFC 9989 §4.10.2: otherwise the initial target is the Organizational Domain.
    return discovered(selected == null ? start : selected);
  }

  /** RFC 9989 §4.10.2, the selection; answers whether the walk goes on (§4.10 steps 2 and 6). */
  private boolean select(DomainName target, DmarcRecord record) {
    return switch (record.psd()) {
      case NO -> {
        selected = target;
        yield false;
      }
      case YES -> {
        if (target.equals(start)) {
          selected = target;
        } else {
          publicSuffix = target;
          selected = start.lastLabels(target.labelCount() + 1);
        }
        yield false;
      }
      case UNSPECIFIED -> {
        selected = target;
        yield true;
      }
    };
  }

  /** RFC 9989 §4.10.1: the Author Domain's record, its Organizational Domain's, its PSD's. */
  private PolicyDiscovery discovered(DomainName organizationalDomain) {
    DomainName domain = start;
    DmarcRecord record = lookups.knownAt(domain).record();
    if (record == null) {
      domain = organizationalDomain;
      record = lookups.knownAt(domain).record();
    }
    if (record == null && publicSuffix != null) {
      domain = publicSuffix;
      record = lookups.knownAt(domain).record();
    }
    return new PolicyDiscovery(
        organizationalDomain, record == null ? null : domain, record, null, several, malformed);
  }

  /** RFC 9989 §4.10.1: the record of the start applies whatever stands above it. */
  private PolicyDiscovery afterFailure(Answer.Failed failed) {
    DmarcRecord record = lookups.knownAt(start).record();
    return new PolicyDiscovery(
        null, record == null ? null : start, record, failed, several, malformed);
  }
}
