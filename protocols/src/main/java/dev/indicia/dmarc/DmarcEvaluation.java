package dev.indicia.dmarc;

import dev.indicia.dns.Answer;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.RecordType;
import dev.indicia.dns.Resolver;
import dev.indicia.evidence.Evidence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One evaluation of RFC 9989 §5.3 for one Author Domain. One use, one thread. */
final class DmarcEvaluation {
  private final DmarcOptions options;
  private final DomainName authorDomain;
  private final List<Identifier> identifiers;
  private final RecordLookups lookups;
  private final List<String> sections = new ArrayList<>(6);
  private final List<DomainName> queries = new ArrayList<>(8);
  private final Alignment[] alignments;

  private @Nullable DmarcPolicy policy;
  private Answer.@Nullable Failed existenceFailure;
  private Answer.@Nullable Failed alignmentFailure;

  /** How an identifier compares with the Author Domain. */
  private enum Alignment {
    ALIGNED,
    NOT_ALIGNED,
    UNKNOWN
  }

  DmarcEvaluation(
      DmarcOptions options,
      DomainName authorDomain,
      List<Identifier> identifiers,
      Resolver resolver) {
    this.options = options;
    this.authorDomain = authorDomain;
    this.identifiers = identifiers;
    this.lookups = new RecordLookups(resolver, options.strictness());
    this.alignments = new Alignment[identifiers.size()];
  }

  DmarcResult run() {
    // RFC 9989 §5.3.2: does DMARC apply?
    sections.add("RFC 9989 §5.3.2");
    PolicyDiscovery discovery = discover();
    noteQueries();
    DmarcRecord record = discovery.record();
    DomainName recordDomain = discovery.recordDomain();
    if (record == null || recordDomain == null) {
      return withoutRecord(discovery);
    }
    // RFC 9989 §4.10.1: without valid policies a record counts as p=none, if it has a valid rua.
    boolean valid = record.hasValidPolicies();
    if (!valid && record.rua().isEmpty()) {
      compare(discovery, false);
      sections.add(DmarcReason.NO_VALID_POLICY.section());
      return new DmarcResult.None(basis(discovery), DmarcReason.NO_VALID_POLICY);
    }
    policy = valid ? requestedPolicy(record, recordDomain) : DmarcPolicy.NONE;
    // RFC 9989 §5.3.4 and §5.3.5.
    sections.add("RFC 9989 §5.3.4");
    boolean pass = compare(discovery, true);
    sections.add("RFC 9989 §5.3.5");
    if (pass) {
      return new DmarcResult.Pass(basis(discovery));
    }
    return withoutPass(discovery);
  }

  private PolicyDiscovery discover() {
    if (options.publicSuffixList() == null) {
      sections.add("RFC 9989 §4.10.1");
      return new TreeWalk(lookups, authorDomain, true).run();
    }
    sections.add("RFC 7489 §6.6.3");
    return discoverByList(options.publicSuffixList());
  }

  /** RFC 7489 §6.6.3: the Author Domain's record, else its Organizational Domain's. */
  private PolicyDiscovery discoverByList(PublicSuffixList list) {
    DomainName organizationalDomain = list.organizationalDomain(authorDomain);
    DomainName domain = authorDomain;
    RecordLookup lookup = lookups.at(domain);
    if (lookup.kind() == RecordLookup.Kind.NONE && !organizationalDomain.equals(domain)) {
      domain = organizationalDomain;
      lookup = lookups.at(domain);
    }
    return new PolicyDiscovery(
        organizationalDomain,
        lookup.record() == null ? null : domain,
        lookup.record(),
        lookup.answer() instanceof Answer.Failed failed ? failed : null,
        lookup.kind() == RecordLookup.Kind.SEVERAL,
        lookup.kind() == RecordLookup.Kind.MALFORMED);
  }

  /** Up to here every answer is one to a {@code _dmarc} name asked for the Author Domain. */
  private void noteQueries() {
    for (Answer answer : lookups.answers()) {
      queries.add(answer.question().name());
    }
  }

  /** RFC 9989 §4.10.1: no record at all, or none that a failed look-up let us see. */
  private DmarcResult withoutRecord(PolicyDiscovery discovery) {
    Answer.Failed failure = discovery.failure();
    if (failure != null) {
      compare(discovery, false);
      sections.add(DmarcReason.POLICY_LOOKUP_FAILED.section());
      return new DmarcResult.TempError(
          basis(discovery), DmarcReason.POLICY_LOOKUP_FAILED, detail(failure));
    }
    compare(discovery, false);
    if (discovery.malformed()) {
      sections.add(DmarcReason.RECORD_MALFORMED.section());
      return new DmarcResult.PermError(
          basis(discovery), DmarcReason.RECORD_MALFORMED, "a tag stands twice in the record");
    }
    return new DmarcResult.None(
        basis(discovery),
        discovery.several() ? DmarcReason.SEVERAL_RECORDS : DmarcReason.NO_RECORD);
  }

  /** RFC 9989 §4.10.1: p for the domain itself, else sp or np, else p. */
  private @Nullable DmarcPolicy requestedPolicy(DmarcRecord record, DomainName recordDomain) {
    DmarcPolicy p = record.p().orElse(null);
    if (recordDomain.equals(authorDomain)) {
      return p;
    }
    DmarcPolicy sp = record.sp().orElse(p);
    // RFC 7489 knows no np.
    boolean np = record.np().isPresent() && options.discovery() == Discovery.TREE_WALK;
    return np && !authorExists() ? record.np().orElse(sp) : sp;
  }

  /** RFC 9989 §3.2.13: a domain does not exist when a query for it is answered NXDOMAIN. */
  private boolean authorExists() {
    sections.add("RFC 9989 §3.2.13");
    if (lookups.knownAt(authorDomain).showsExistence()) {
      return true;
    }
    Answer answer = lookups.ask(authorDomain, RecordType.A);
    if (answer instanceof Answer.Failed failed) {
      existenceFailure = failed;
    }
    return !(answer instanceof Answer.NoSuchName);
  }

  /**
   * Compares each identifier; answers whether one passed and is aligned. Those that passed are
   * compared first: a walk for the others is only worth its queries where it could change the
   * result.
   */
  private boolean compare(PolicyDiscovery discovery, boolean asking) {
    boolean pass = false;
    for (int i = 0; i < alignments.length; i++) {
      if (identifiers.get(i).status() == Identifier.Status.PASS) {
        alignments[i] = align(identifiers.get(i), discovery, asking);
        pass |= alignments[i] == Alignment.ALIGNED;
      }
    }
    for (int i = 0; i < alignments.length; i++) {
      if (identifiers.get(i).status() != Identifier.Status.PASS) {
        boolean temporary = identifiers.get(i).status() == Identifier.Status.TEMPERROR;
        alignments[i] = align(identifiers.get(i), discovery, asking && !pass && temporary);
      }
    }
    return pass;
  }

  /** RFC 9989 §4.10.2. */
  private Alignment align(Identifier identifier, PolicyDiscovery discovery, boolean asking) {
    DomainName domain = identifier.domain();
    if (domain.equals(authorDomain)) {
      return Alignment.ALIGNED;
    }
    if (mode(identifier, discovery.record()) == AlignmentMode.STRICT) {
      return Alignment.NOT_ALIGNED;
    }
    DomainName organizationalDomain = discovery.organizationalDomain();
    // A domain's Organizational Domain is the domain itself or stands above it, so two domains
    // without a common ancestor never share one.
    DomainName common =
        organizationalDomain == null ? authorDomain.lastLabels(1) : organizationalDomain;
    if (!domain.isAtOrBelow(common)) {
      return Alignment.NOT_ALIGNED;
    }
    if (organizationalDomain == null) {
      alignmentFailure = discovery.failure();
      return Alignment.UNKNOWN;
    }
    PublicSuffixList list = options.publicSuffixList();
    if (list != null) {
      return aligned(organizationalDomain.equals(list.organizationalDomain(domain)));
    }
    PolicyDiscovery walk = new TreeWalk(lookups, domain, asking).run();
    if (walk.organizationalDomain() == null) {
      alignmentFailure = walk.failure();
      return Alignment.UNKNOWN;
    }
    return aligned(organizationalDomain.equals(walk.organizationalDomain()));
  }

  private static Alignment aligned(boolean aligned) {
    return aligned ? Alignment.ALIGNED : Alignment.NOT_ALIGNED;
  }

  private static AlignmentMode mode(Identifier identifier, @Nullable DmarcRecord record) {
    if (record == null) {
      return AlignmentMode.RELAXED;
    }
    return switch (identifier.method()) {
      case SPF -> record.aspf();
      case DKIM -> record.adkim();
    };
  }

  /** RFC 9989 §5.3.5 and §5.3.6: fail, unless a failed look-up may have hidden a pass. */
  private DmarcResult withoutPass(PolicyDiscovery discovery) {
    boolean authenticated = false;
    for (int i = 0; i < alignments.length; i++) {
      Identifier identifier = identifiers.get(i);
      if (identifier.status() == Identifier.Status.PASS) {
        authenticated = true;
        if (alignments[i] == Alignment.UNKNOWN) {
          return tempError(discovery, DmarcReason.ALIGNMENT_LOOKUP_FAILED, alignmentFailure);
        }
      }
    }
    for (int i = 0; i < alignments.length; i++) {
      Identifier identifier = identifiers.get(i);
      if (identifier.status() == Identifier.Status.TEMPERROR
          && alignments[i] != Alignment.NOT_ALIGNED) {
        sections.add(DmarcReason.IDENTIFIER_TEMPERROR.section());
        return new DmarcResult.TempError(
            basis(discovery),
            DmarcReason.IDENTIFIER_TEMPERROR,
            identifier.method().word() + " of " + identifier.domain());
      }
    }
    if (existenceFailure != null) {
      return tempError(discovery, DmarcReason.EXISTENCE_LOOKUP_FAILED, existenceFailure);
    }
    return new DmarcResult.Fail(basis(discovery), failure(discovery, authenticated));
  }

  private DmarcReason failure(PolicyDiscovery discovery, boolean authenticated) {
    if (identifiers.isEmpty()) {
      return DmarcReason.NO_IDENTIFIER;
    }
    if (!authenticated) {
      return DmarcReason.NOT_AUTHENTICATED;
    }
    DomainName organizationalDomain = discovery.organizationalDomain();
    for (Identifier identifier : identifiers) {
      if (organizationalDomain != null
          && identifier.status() == Identifier.Status.PASS
          && identifier.domain().isAtOrBelow(organizationalDomain)
          && mode(identifier, discovery.record()) == AlignmentMode.STRICT) {
        return DmarcReason.STRICT_ALIGNMENT;
      }
    }
    return DmarcReason.NOT_ALIGNED;
  }

  private DmarcResult tempError(
      PolicyDiscovery discovery, DmarcReason why, Answer.@Nullable Failed failure) {
    sections.add(why.section());
    return new DmarcResult.TempError(
        basis(discovery), why, failure == null ? why.meaning() : detail(failure));
  }

  private static String detail(Answer.Failed failure) {
    return failure.question().type()
        + " "
        + failure.question().name()
        + ": "
        + failure.kind().code()
        + (failure.detail().isEmpty() ? "" : ", " + failure.detail());
  }

  private DmarcBasis basis(PolicyDiscovery discovery) {
    DmarcRecord record = discovery.record();
    List<ComparedIdentifier> compared = new ArrayList<>(alignments.length);
    for (int i = 0; i < alignments.length; i++) {
      Identifier identifier = identifiers.get(i);
      compared.add(
          new ComparedIdentifier(
              identifier, mode(identifier, record), alignments[i] == Alignment.ALIGNED));
    }
    return new DmarcBasis(
        authorDomain,
        discovery.organizationalDomain(),
        discovery.recordDomain(),
        record,
        policy,
        afterTestMode(record),
        compared,
        options.discovery(),
        queries,
        lookups.deviations(),
        new Evidence(lookups.answers(), sections, List.of()));
  }

  /** RFC 9989 §4.7, tag t, which RFC 7489 does not know. */
  private @Nullable DmarcPolicy afterTestMode(@Nullable DmarcRecord record) {
    DmarcPolicy requested = policy;
    if (requested == null || record == null || options.discovery() != Discovery.TREE_WALK) {
      return requested;
    }
    return record.isTestMode() ? requested.inTestMode() : requested;
  }
}
