package dev.indicia.events;

import dev.indicia.Authentication;
import dev.indicia.arc.ArcBasis;
import dev.indicia.arc.ArcResult;
import dev.indicia.arc.ArcSet;
import dev.indicia.arc.ChainStatus;
import dev.indicia.authres.AuthenticationResults;
import dev.indicia.bimi.BimiBasis;
import dev.indicia.bimi.BimiRecord;
import dev.indicia.bimi.BimiResult;
import dev.indicia.dkim.AtpsResult;
import dev.indicia.dkim.DkimBasis;
import dev.indicia.dkim.DkimReason;
import dev.indicia.dkim.DkimResult;
import dev.indicia.dkim2.Dkim2Basis;
import dev.indicia.dkim2.Dkim2Depth;
import dev.indicia.dkim2.Dkim2Hop;
import dev.indicia.dkim2.Dkim2Result;
import dev.indicia.dmarc.ComparedIdentifier;
import dev.indicia.dmarc.DmarcBasis;
import dev.indicia.dmarc.DmarcResult;
import dev.indicia.dmarc.Identifier;
import dev.indicia.dns.Answer;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.RecordData;
import dev.indicia.dns.RecordedAnswer;
import dev.indicia.evidence.Deviation;
import dev.indicia.evidence.Evidence;
import dev.indicia.evidence.Reason;
import dev.indicia.iprev.IprevResult;
import dev.indicia.spf.SpfBasis;
import dev.indicia.spf.SpfResult;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The JSON object of each protocol's result (docs/reference/schemas). */
public final class ResultJson {
  private ResultJson() {}

  /** The members of {@code authentication}. */
  public static void authentication(Json json, Authentication authentication, Instant at) {
    Authentication.Source source = authentication.source();
    SpfResult spf = authentication.spf();
    if (spf == null) {
      json.none("spf");
    } else {
      json.object(
          "spf", o -> spf(o, spf, authentication.spfMailFrom(), authentication.spfHelo(), source));
    }
    json.objects("dkim", perField(authentication), (o, result) -> dkim(o, result, source, at));
    Dkim2Result dkim2 = authentication.dkim2();
    if (dkim2 == null) {
      json.none("dkim2");
    } else {
      json.object("dkim2", o -> dkim2(o, dkim2, source));
    }
    ArcResult arc = authentication.arc();
    if (arc == null) {
      json.none("arc");
    } else {
      json.object("arc", o -> arc(o, arc, source));
    }
    DmarcResult dmarc = authentication.dmarc();
    if (dmarc == null) {
      json.none("dmarc");
    } else {
      json.object("dmarc", o -> dmarc(o, dmarc, source));
    }
    IprevResult iprev = authentication.iprev();
    if (iprev == null) {
      json.none("iprev");
    } else {
      json.object("iprev", o -> iprev(o, iprev, source));
    }
    BimiResult bimi = authentication.bimi();
    if (bimi == null) {
      json.none("bimi");
    } else {
      json.object("bimi", o -> bimi(o, bimi, source));
    }
  }

  /** The members of {@code spf}. */
  public static void spf(
      Json json,
      SpfResult result,
      @Nullable SpfResult mailFrom,
      @Nullable SpfResult helo,
      Authentication.Source source) {
    spf(json, result, source);
    identity(json, "mail_from", mailFrom, source);
    identity(json, "helo", helo, source);
  }

  private static void identity(
      Json json, String name, @Nullable SpfResult result, Authentication.Source source) {
    if (result == null) {
      json.none(name);
    } else {
      json.object(name, o -> spf(o, result, source));
    }
  }

  private static void spf(Json json, SpfResult result, Authentication.Source source) {
    SpfBasis basis = result.basis();
    outcome(json, result.word(), result.reason(), source);
    json.string("detail", Details.of(result))
        .string("identity", basis.identity().word())
        .string("domain", basis.domain())
        .string("explanation", result instanceof SpfResult.Fail fail ? fail.explanation() : null)
        .string("matched", basis.matched())
        .string("matched_domain", basis.matchedDomain())
        .number("dns_terms", (long) basis.dnsTerms())
        .number("void_lookups", (long) basis.voidLookups());
    support(json, basis.deviations(), basis.evidence());
  }

  /** The members of one element of {@code dkim}. */
  public static void dkim(Json json, DkimResult result, Authentication.Source source, Instant at) {
    DkimBasis basis = result.basis();
    outcome(json, result.word(), result.reason(), source);
    Instant signedAt = basis.signedAt();
    json.string("detail", Details.of(result))
        .string("domain", text(basis.domain()))
        .string("selector", basis.selector())
        .string("auid", basis.auid())
        .string("algorithm", basis.algorithm())
        .number("key_bits", basis.keyBits() == 0 ? null : (long) basis.keyBits())
        .time("signed_at", signedAt)
        .time("expires_at", basis.expiresAt())
        .number("age_seconds", signedAt == null ? null : Duration.between(signedAt, at).toSeconds())
        .strings("signed_fields", basis.signedFields())
        .strings("oversigned_fields", basis.oversignedFields())
        .strings("unsigned_fields", basis.unsignedFields())
        .number("body_length_limit", basis.bodyLengthLimit())
        .number("appended_octets", basis.appendedOctets())
        .bool("testing", basis.testing());
    AtpsResult atps = basis.atps();
    if (atps == null) {
      json.none("atps");
    } else {
      json.object(
          "atps",
          o -> o.string("domain", atps.domain().text()).string("result", atps.outcome().word()));
    }
    support(json, basis.deviations(), basis.evidence());
  }

  /** The members of {@code dkim2}. */
  public static void dkim2(Json json, Dkim2Result result, Authentication.Source source) {
    Dkim2Basis basis = result.basis();
    Dkim2Depth depth = basis.depth();
    outcome(json, result.word(), result.reason(), source);
    json.string("detail", result.detail().isEmpty() ? null : result.detail())
        .string("draft", basis.draft().word())
        .object(
            "depth",
            o ->
                o.number("signatures", (long) depth.signatures())
                    .number("headers", (long) depth.headers())
                    .number("bodies", (long) depth.bodies())
                    .bool("mail_from", depth.mailFrom())
                    .bool("rcpt_to", depth.rcptTo()))
        .number("instances", (long) basis.instances())
        .number("failed_hop", basis.failedHop() == 0 ? null : (long) basis.failedHop())
        .objects("hops", basis.hops(), ResultJson::hop);
    support(json, basis.deviations(), basis.evidence());
  }

  private static void hop(Json json, Dkim2Hop hop) {
    json.number("i", (long) hop.number())
        .number("m", (long) hop.instance())
        .string("domain", hop.domain().text())
        .objects(
            "signatures",
            hop.signatures(),
            (o, value) ->
                o.string("selector", value.selector())
                    .string("algorithm", value.algorithm())
                    .number("key_bits", value.keyBits() == 0 ? null : (long) value.keyBits())
                    .string("result", value.outcome().word()))
        .time("signed_at", hop.signedAt())
        .string("mail_from", hop.mailFrom())
        .strings("rcpt_to", hop.rcptTo())
        .string("next_domain", text(hop.nextDomain()))
        .strings("flags", hop.flags())
        .string("nonce", hop.nonce())
        .bool("modified", hop.modified())
        .string("result", hop.outcome().word());
  }

  /** The members of {@code arc}. */
  public static void arc(Json json, ArcResult result, Authentication.Source source) {
    ArcBasis basis = result.basis();
    Integer oldestPass = basis.oldestPass();
    outcome(json, result.word(), result.reason(), source);
    json.string("detail", Details.of(result))
        .number("instance", basis.instance() == 0 ? null : (long) basis.instance())
        .number("oldest_pass", oldestPass == null ? null : (long) oldestPass)
        .objects("sets", basis.sets(), ResultJson::arcSet)
        .strings("errors", basis.errors().stream().map(Reason::code).toList());
    support(json, basis.deviations(), basis.evidence());
  }

  private static void arcSet(Json json, ArcSet set) {
    ChainStatus cv = set.cv();
    DkimResult messageSignature = set.messageSignature();
    DkimResult seal = set.seal();
    AuthenticationResults results = set.results();
    json.number("instance", (long) set.instance())
        .string("cv", cv == null ? null : cv.word())
        .string("domain", text(set.domain()))
        .string("selector", set.selector())
        .time("signed_at", set.signedAt())
        .strings("signed_fields", set.signedFields())
        .string("message_signature", messageSignature == null ? null : messageSignature.word())
        .string("seal", seal == null ? null : seal.word())
        .string("authserv_id", results == null ? null : results.authservId())
        .objects(
            "claims",
            results == null ? null : results.results(),
            (o, claim) -> o.string("method", claim.method()).string("result", claim.result()));
  }

  /** The members of {@code dmarc}. */
  public static void dmarc(Json json, DmarcResult result, Authentication.Source source) {
    DmarcBasis basis = result.basis();
    outcome(json, result.word(), result.reason(), source);
    var record = basis.record();
    Map<String, String> tags = record == null ? Map.of() : record.tags();
    var policy = basis.policy();
    var afterTestMode = basis.policyAfterTestMode();
    json.string("detail", Details.of(result))
        .string("author_domain", text(basis.authorDomain()))
        .string("organizational_domain", text(basis.organizationalDomain()))
        .string("record_domain", text(basis.recordDomain()))
        .string("record", record == null ? null : record.text())
        .object("tags", o -> tags.forEach(o::string))
        .string("policy", policy == null ? null : policy.word())
        .string("policy_after_test_mode", afterTestMode == null ? null : afterTestMode.word())
        .bool("spf_aligned", basis.isAligned(Identifier.Method.SPF))
        .bool("dkim_aligned", basis.isAligned(Identifier.Method.DKIM))
        .objects("identifiers", basis.identifiers(), ResultJson::identifier)
        .string("discovery", basis.discovery().word())
        .strings("queries", basis.queries().stream().map(DomainName::text).toList());
    support(json, basis.deviations(), basis.evidence());
  }

  private static void identifier(Json json, ComparedIdentifier compared) {
    Identifier identifier = compared.identifier();
    json.string("method", identifier.method().word())
        .string("domain", identifier.domain().text())
        .string("mode", compared.mode().word())
        .bool("aligned", compared.aligned())
        .bool("passed", identifier.status() == Identifier.Status.PASS);
  }

  private static void iprev(Json json, IprevResult result, Authentication.Source source) {
    outcome(json, result.word(), result.reason(), source);
    json.string("detail", Details.of(result))
        .string("name", result instanceof IprevResult.Pass pass ? pass.name().text() : null);
    support(json, List.of(), result.evidence());
  }

  /** BIMI's result. */
  public static void bimi(Json json, BimiResult result, Authentication.Source source) {
    BimiBasis basis = result.basis();
    BimiRecord record = basis.record();
    outcome(json, result.word(), result.reason(), source);
    json.string("detail", Details.of(result))
        .string("domain", text(basis.domain()))
        .string("selector", basis.selector())
        .string("record", record == null ? null : record.text())
        .string("location", record == null ? null : uri(record.location()))
        .string("authority", basis.authority().word())
        .string("authority_location", record == null ? null : uri(record.authority()))
        .string("logo_preference", record == null ? null : record.logoPreference())
        .string("indicator_hash", basis.indicatorHash())
        .strings("queries", basis.queries().stream().map(DomainName::text).toList());
    support(json, List.of(), basis.evidence());
  }

  private static @Nullable String uri(@Nullable URI uri) {
    return uri == null ? null : uri.toString();
  }

  /** The results that stand for one field each; those past the limit are a finding. */
  private static @Nullable List<DkimResult> perField(Authentication authentication) {
    List<DkimResult> results = authentication.dkim();
    if (results == null
        || results.isEmpty()
        || results.getLast().reason().orElse(null) != DkimReason.TOO_MANY_SIGNATURES) {
      return results;
    }
    return results.subList(0, results.size() - 1);
  }

  /** The array {@code dns}: every answer used. */
  public static void dns(Json json, List<RecordedAnswer> answers) {
    json.objects("dns", answers, ResultJson::answer);
  }

  private static void answer(Json json, RecordedAnswer recorded) {
    Answer answer = recorded.answer();
    List<String> texts = new ArrayList<>(answer.recordsOrEmpty().size());
    for (RecordData data : answer.recordsOrEmpty()) {
      texts.add(data.text());
    }
    boolean failed = answer instanceof Answer.Failed;
    json.string("name", answer.question().name().text())
        .string("type", answer.question().type().name())
        .string("status", answer.status())
        .strings("answers", texts)
        .number("ttl", failed ? null : answer.ttlSeconds())
        .string("dnssec", answer.dnssec().word())
        .time("at", recorded.at());
  }

  private static void outcome(
      Json json, String word, Optional<? extends Reason> reason, Authentication.Source source) {
    json.string("result", word)
        .string("reason", reason.map(Reason::code).orElse(null))
        .string("section", reason.map(Reason::section).orElse(null))
        .string("source", source.word());
  }

  private static void support(Json json, List<Deviation> deviations, Evidence evidence) {
    json.strings("deviations", deviations.stream().map(Deviation::id).toList())
        .strings("rules", evidence.sections())
        .objects(
            "octets",
            evidence.octets(),
            (o, range) ->
                o.string("what", range.what())
                    .number("offset", (long) range.offset())
                    .number("length", (long) range.length()));
  }

  private static @Nullable String text(@Nullable DomainName name) {
    return name == null ? null : name.text();
  }
}
