package dev.indicia.bimi;

import dev.indicia.bimi.BimiBasis.Authority;
import dev.indicia.dmarc.DmarcBasis;
import dev.indicia.dmarc.DmarcPolicy;
import dev.indicia.dmarc.DmarcRecord;
import dev.indicia.dmarc.DmarcResult;
import dev.indicia.dns.Answer;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.Question;
import dev.indicia.dns.RecordData;
import dev.indicia.dns.RecordType;
import dev.indicia.dns.Resolver;
import dev.indicia.evidence.Evidence;
import dev.indicia.evidence.Strictness;
import java.net.URI;
import java.security.cert.TrustAnchor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One evaluation of BIMI (BIMI §7). One use, one thread. */
final class BimiEvaluation {
  private final BimiMessage message;
  private final Resolver resolver;
  private final BimiAssets assets;
  private final Set<TrustAnchor> authorities;
  private final BimiLimits limits;
  private final Instant at;
  private final List<Answer> answers = new ArrayList<>(3);
  private final List<String> sections = new ArrayList<>(4);
  private final List<DomainName> queries = new ArrayList<>(2);
  private @Nullable DomainName domain;
  private @Nullable String selector;
  private @Nullable BimiRecord record;
  private Authority authority = Authority.NONE;
  private @Nullable String indicatorHash;

  BimiEvaluation(
      BimiMessage message,
      Resolver resolver,
      BimiAssets assets,
      Set<TrustAnchor> authorities,
      BimiLimits limits,
      Instant at) {
    this.message = message;
    this.resolver = resolver;
    this.assets = assets;
    this.authorities = authorities;
    this.limits = limits;
    this.at = at;
  }

  BimiResult run() {
    BimiResult early = authenticated();
    if (early != null) {
      return early;
    }
    BimiResult undiscovered = discovered();
    return undiscovered != null ? undiscovered : validated();
  }

  /** BIMI §7.1: what must have passed; null when it did. */
  private @Nullable BimiResult authenticated() {
    sections.add("BIMI §7.1");
    DmarcBasis dmarc = message.dmarc().basis();
    DomainName author = dmarc.authorDomain();
    if (!message.singleAuthor() || author == null) {
      return skipped(BimiReason.SEVERAL_AUTHORS, "");
    }
    if (message.dmarc() instanceof DmarcResult.TempError error) {
      return new BimiResult.TempError(basis(), BimiReason.DMARC_TEMPERROR, error.detail());
    }
    DmarcRecord policy = dmarc.record();
    DomainName recordDomain = dmarc.recordDomain();
    if (!(message.dmarc() instanceof DmarcResult.Pass) || policy == null || recordDomain == null) {
      return skipped(BimiReason.DMARC_NOT_PASSED, message.dmarc().word());
    }
    if (dmarc.policy() == DmarcPolicy.NONE) {
      return skipped(BimiReason.POLICY_NONE, recordDomain.text());
    }
    BimiResult weak = weak(recordDomain, policy);
    DomainName organization = dmarc.organizationalDomain();
    if (weak != null || organization == null || organization.equals(recordDomain)) {
      return weak;
    }
    // BIMI §1: both domains have a policy; that of a public suffix is not the organization's.
    Optional<DomainName> name = organization.prefixedWith("_dmarc");
    Answer answer =
        name.isEmpty() ? null : resolver.resolve(new Question(name.get(), RecordType.TXT));
    if (answer == null) {
      return skipped(BimiReason.NO_ORGANIZATIONAL_POLICY, organization.text());
    }
    answers.add(answer);
    if (answer instanceof Answer.Failed failed) {
      return new BimiResult.TempError(basis(), BimiReason.DMARC_TEMPERROR, failed.kind().code());
    }
    DmarcRecord above = dmarcRecord(answer);
    return above == null
        ? skipped(BimiReason.NO_ORGANIZATIONAL_POLICY, organization.text())
        : weak(organization, above);
  }

  private static @Nullable DmarcRecord dmarcRecord(Answer answer) {
    DmarcRecord only = null;
    for (RecordData data : answer.recordsOrEmpty()) {
      if (DmarcRecord.parse(data.text(), Strictness.STRICT)
          instanceof DmarcRecord.Parsed.Valid valid) {
        if (only != null) {
          return null;
        }
        only = valid.record();
      }
    }
    return only;
  }

  /** BIMI §7.1 steps 7 to 9; a test mode is what RFC 9989 has instead of {@code pct=0}. */
  private @Nullable BimiResult weak(DomainName where, DmarcRecord policy) {
    Optional<DmarcPolicy> p = policy.p();
    if (p.isEmpty() || p.get() == DmarcPolicy.NONE) {
      return skipped(BimiReason.POLICY_NONE, where.text());
    }
    if (policy.sp().filter(sp -> sp == DmarcPolicy.NONE).isPresent()) {
      return skipped(BimiReason.SUBDOMAIN_POLICY_NONE, where.text());
    }
    String percentage = policy.tags().get("pct");
    if (p.get() == DmarcPolicy.QUARANTINE && percentage != null && !percentage.equals("100")) {
      return skipped(BimiReason.POLICY_IN_PART, where.text());
    }
    return policy.isTestMode() ? skipped(BimiReason.POLICY_IN_TEST_MODE, where.text()) : null;
  }

  /** BIMI §7.2: finds the record; null when it did. */
  private @Nullable BimiResult discovered() {
    sections.add("BIMI §7.2");
    String wanted = BimiSelector.DEFAULT;
    String field = message.selectorField();
    if (field != null) {
      wanted = BimiSelector.parse(field).orElse(wanted);
    }
    DmarcBasis dmarc = message.dmarc().basis();
    List<DomainName> domains = new ArrayList<>(2);
    DomainName author = dmarc.authorDomain();
    DomainName organization = dmarc.organizationalDomain();
    if (author != null) {
      domains.add(author);
    }
    if (organization != null && !domains.contains(organization)) {
      domains.add(organization);
    }
    for (DomainName candidate : domains) {
      Looked looked = look(wanted, candidate);
      if (looked instanceof Looked.Ended ended) {
        return ended.result();
      }
      if (looked instanceof Looked.At found) {
        return preferLocalPart(found, candidate);
      }
    }
    return new BimiResult.None(basis(), BimiReason.NO_RECORD);
  }

  /** What one name gave: nothing, one record as published, or an end. */
  private sealed interface Looked {
    record Nothing() implements Looked {}

    record At(String selector, BimiRecord.Parsed parsed) implements Looked {}

    record Ended(BimiResult result) implements Looked {}
  }

  private Looked look(String wanted, DomainName candidate) {
    Optional<DomainName> name = BimiSelector.nameFor(wanted, candidate);
    if (name.isEmpty() || queries.contains(name.get())) {
      return new Looked.Nothing();
    }
    queries.add(name.get());
    Answer answer = resolver.resolve(new Question(name.get(), RecordType.TXT));
    answers.add(answer);
    if (answer instanceof Answer.Failed failed) {
      String detail = name.get() + ": " + failed.kind().code();
      return new Looked.Ended(new BimiResult.TempError(basis(), BimiReason.LOOKUP_FAILED, detail));
    }
    BimiRecord.Parsed only = null;
    for (RecordData data : answer.recordsOrEmpty()) {
      BimiRecord.Parsed parsed = BimiRecord.parse(data.text());
      if (parsed instanceof BimiRecord.Parsed.NotBimi) {
        continue;
      }
      if (only != null) {
        return new Looked.Ended(
            new BimiResult.Fail(basis(), BimiReason.SEVERAL_RECORDS, name.get().text()));
      }
      only = parsed;
    }
    return only == null ? new Looked.Nothing() : new Looked.At(wanted, only);
  }

  /** BIMI §4.5: a record with {@code lps=true} gives way to that of the local-part, if any. */
  private @Nullable BimiResult preferLocalPart(Looked.At found, DomainName candidate) {
    Looked.At used = found;
    String localPart = message.localPart();
    if (localPart != null
        && found.parsed() instanceof BimiRecord.Parsed.Valid valid
        && valid.record().localPartSelectors()) {
      Optional<String> wanted = BimiSelector.ofLocalPart(localPart);
      Looked other = wanted.isEmpty() ? new Looked.Nothing() : look(wanted.get(), candidate);
      if (other instanceof Looked.Ended ended && ended.result() instanceof BimiResult.TempError) {
        return ended.result();
      }
      if (other instanceof Looked.At at && at.parsed() instanceof BimiRecord.Parsed.Valid) {
        used = at;
      }
    }
    domain = candidate;
    selector = used.selector();
    if (used.parsed() instanceof BimiRecord.Parsed.Malformed malformed) {
      sections.add(malformed.why().section());
      return new BimiResult.Fail(basis(), malformed.why(), "at character " + malformed.offset());
    }
    record = ((BimiRecord.Parsed.Valid) used.parsed()).record();
    return null;
  }

  /** BIMI §7.3 to §7.6: the Indicator, with evidence and without. */
  private BimiResult validated() {
    BimiRecord found = record;
    if (found == null || domain == null || selector == null) {
      throw new AssertionError("a record was discovered");
    }
    if (found.isDeclination()) {
      sections.add("BIMI §4.3.1");
      return new BimiResult.Declined(basis());
    }
    sections.add("BIMI §7.3");
    URI location = found.location();
    if (location == null) {
      return new BimiResult.Fail(basis(), BimiReason.NO_LOCATION, "");
    }
    Optional<byte[]> indicator = assets.at(location);
    URI authorityUri = found.authority();
    Optional<byte[]> evidence = authorityUri == null ? Optional.empty() : assets.at(authorityUri);
    SvgProfile.Checked mark = null;
    if (evidence.isPresent()) {
      sections.add("BIMI §7.4");
      switch (MarkCertificate.validate(evidence.get(), authorities, at, limits)) {
        case MarkCertificate.Validation.Invalid invalid -> {
          authority = Authority.FAIL;
          return new BimiResult.Fail(basis(), invalid.why(), invalid.detail());
        }
        case MarkCertificate.Validation.Valid valid -> {
          if (!valid.certificate().isFor(selector, certified())) {
            authority = Authority.FAIL;
            return new BimiResult.Fail(
                basis(),
                BimiReason.EVIDENCE_DOMAIN,
                String.join(", ", valid.certificate().names()));
          }
          authority = Authority.PASS;
          mark = valid.certificate().mark();
        }
      }
    }
    if (indicator.isEmpty() && mark == null) {
      return skipped(BimiReason.NOT_RETRIEVED, location.toString());
    }
    sections.add("BIMI §7.6");
    SvgProfile.Checked checked =
        indicator.isPresent() ? SvgProfile.check(indicator.get(), limits) : mark;
    if (checked == null || !checked.isValid()) {
      return new BimiResult.Fail(
          basis(), checked == null ? BimiReason.INDICATOR_SYNTAX : checked.why(), detail(checked));
    }
    // BIMI §7.9: what is shown has to be what was certified.
    if (mark != null && !mark.sha256().equals(checked.sha256())) {
      authority = Authority.FAIL;
      return new BimiResult.Fail(basis(), BimiReason.EVIDENCE_OTHER_INDICATOR, "");
    }
    String digest = checked.sha256();
    indicatorHash = digest.substring(digest.length() - 8);
    return new BimiResult.Pass(basis());
  }

  /** The domains that a Mark Certificate may be for: the record's and the organization's. */
  private List<DomainName> certified() {
    List<DomainName> domains = new ArrayList<>(2);
    if (domain != null) {
      domains.add(domain);
    }
    DomainName organization = message.dmarc().basis().organizationalDomain();
    if (organization != null) {
      domains.add(organization);
    }
    return domains;
  }

  private static String detail(SvgProfile.@Nullable Checked checked) {
    return checked == null || checked.complaints().isEmpty()
        ? ""
        : checked.complaints().getFirst().toString();
  }

  private BimiResult skipped(BimiReason why, String detail) {
    return new BimiResult.Skipped(basis(), why, detail);
  }

  private BimiBasis basis() {
    return new BimiBasis(
        message.dmarc().basis().authorDomain(),
        domain,
        selector,
        record,
        authority,
        indicatorHash,
        queries,
        new Evidence(answers, sections, List.of()));
  }
}
