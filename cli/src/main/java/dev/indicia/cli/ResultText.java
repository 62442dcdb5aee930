package dev.indicia.cli;

import dev.indicia.arc.ArcBasis;
import dev.indicia.arc.ArcResult;
import dev.indicia.arc.ArcSet;
import dev.indicia.arc.ChainStatus;
import dev.indicia.authres.AuthenticationResults;
import dev.indicia.authres.MethodResult;
import dev.indicia.bimi.BimiBasis;
import dev.indicia.bimi.BimiResult;
import dev.indicia.dkim.DkimBasis;
import dev.indicia.dkim.DkimResult;
import dev.indicia.dkim2.Dkim2Basis;
import dev.indicia.dkim2.Dkim2Hop;
import dev.indicia.dkim2.Dkim2Result;
import dev.indicia.dmarc.ComparedIdentifier;
import dev.indicia.dmarc.DmarcBasis;
import dev.indicia.dmarc.DmarcResult;
import dev.indicia.dmarc.Identifier;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.RecordData;
import dev.indicia.dns.RecordedAnswer;
import dev.indicia.events.Details;
import dev.indicia.events.PlainText;
import dev.indicia.evidence.Deviation;
import dev.indicia.evidence.Evidence;
import dev.indicia.evidence.OctetRange;
import dev.indicia.evidence.Reason;
import dev.indicia.iprev.IprevResult;
import dev.indicia.spf.SpfBasis;
import dev.indicia.spf.SpfResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lines about one protocol's result, for people. */
final class ResultText {
  /** Characters of a DNS record that are shown: a key of 8192 bits, and some more. */
  private static final int DNS_TEXT_MAX = 2000;

  private final StringBuilder out;
  private final Style style;
  private final boolean explain;

  /**
   * Writes lines.
   *
   * @param explain whether rules, places in the message and leniencies are shown too
   */
  ResultText(StringBuilder out, Style style, boolean explain) {
    this.out = out;
    this.style = style;
    this.explain = explain;
  }

  void spf(SpfResult result, @Nullable DmarcResult dmarc) {
    SpfBasis basis = result.basis();
    start("SPF", result.word());
    String domain = basis.domain().isEmpty() ? "(no domain)" : PlainText.of(basis.domain());
    out.append(basis.identity().word()).append(' ').append(domain);
    if (dmarc != null) {
      aligned(dmarc, Identifier.Method.SPF, DomainName.parse(basis.domain()).orElse(null));
    }
    String matched = basis.matched();
    if (matched != null) {
      out.append(", by \"").append(PlainText.of(matched)).append('"');
    }
    out.append(explained(result.reason(), Details.of(result))).append('\n');
    if (result instanceof SpfResult.Fail fail && fail.explanation() != null) {
      more("the domain explains: \"" + PlainText.of(fail.explanation()) + "\"");
    }
    if (explain) {
      more("terms with look-ups: " + basis.dnsTerms() + ", void look-ups: " + basis.voidLookups());
    }
    support(basis.deviations(), basis.evidence());
  }

  void dkim(DkimResult result, Instant at, @Nullable DmarcResult dmarc) {
    DkimBasis basis = result.basis();
    DomainName domain = basis.domain();
    String selector = basis.selector();
    start("DKIM", result.word());
    out.append(domain == null ? "(no domain)" : PlainText.of(domain.text()));
    if (selector != null) {
      out.append(", selector ").append(PlainText.of(selector));
    }
    String algorithm = basis.algorithm();
    if (algorithm != null) {
      out.append(", ").append(PlainText.of(algorithm));
    }
    if (basis.keyBits() > 0) {
      out.append(' ').append(basis.keyBits()).append(" bits");
    }
    if (dmarc != null) {
      aligned(dmarc, Identifier.Method.DKIM, domain);
    }
    out.append(explained(result.reason(), Details.of(result))).append('\n');
    Instant signedAt = basis.signedAt();
    if (explain) {
      if (signedAt != null) {
        more("signed " + signedAt + ", " + age(Duration.between(signedAt, at)));
      }
      fields("signed", basis.signedFields());
      fields("signed against additions", basis.oversignedFields());
      fields("not signed", basis.unsignedFields());
    }
    Long limit = basis.bodyLengthLimit();
    if (limit != null) {
      more("only the first " + limit + " octets of the body are signed (l=)");
    }
    support(basis.deviations(), basis.evidence());
  }

  /** Only where there is a chain. */
  void dkim2(Dkim2Result result) {
    Dkim2Basis basis = result.basis();
    if (result instanceof Dkim2Result.None) {
      return;
    }
    start("DKIM2", result.word());
    int hops = basis.hops().size();
    out.append(hops == 1 ? "1 hop" : hops + " hops");
    if (hops > 0) {
      out.append(", first ").append(PlainText.of(basis.hops().getFirst().domain().text()));
    }
    out.append(", draft ").append(basis.draft().word());
    out.append(explained(result.reason(), result.detail())).append('\n');
    if (explain) {
      for (Dkim2Hop hop : basis.hops()) {
        more(
            "i="
                + hop.number()
                + " "
                + PlainText.of(hop.domain().text())
                + (hop.modified() ? " changed the message" : "")
                + ", "
                + hop.outcome().word());
      }
    }
    support(basis.deviations(), basis.evidence());
  }

  /** Only where there is a chain. */
  void arc(ArcResult result) {
    ArcBasis basis = result.basis();
    if (result instanceof ArcResult.None) {
      return;
    }
    start("ARC", result.word());
    int sets = basis.sets().size();
    out.append(sets == 1 ? "1 set" : sets + " sets");
    if (sets > 0) {
      DomainName sealer = basis.sets().getLast().domain();
      out.append(", newest sealed by ");
      out.append(sealer == null ? "(no domain)" : PlainText.of(sealer.text()));
    }
    out.append(explained(result.reason(), Details.of(result))).append('\n');
    if (explain) {
      for (ArcSet set : basis.sets()) {
        arcSet(set);
      }
    }
    support(basis.deviations(), basis.evidence());
  }

  private void arcSet(ArcSet set) {
    DomainName domain = set.domain();
    ChainStatus cv = set.cv();
    StringBuilder text = new StringBuilder("i=").append(set.instance());
    text.append(" cv=").append(cv == null ? "?" : cv.word()).append(' ');
    text.append(domain == null ? "(no domain)" : PlainText.of(domain.text()));
    AuthenticationResults results = set.results();
    if (results != null) {
      text.append(" claims ");
      String separator = "";
      for (MethodResult claim : results.results()) {
        text.append(separator).append(PlainText.of(claim.method() + "=" + claim.result()));
        separator = ", ";
      }
    }
    more(text.toString());
  }

  void dmarc(DmarcResult result) {
    DmarcBasis basis = result.basis();
    start("DMARC", result.word());
    DomainName author = basis.authorDomain();
    out.append(author == null ? "(no single author domain)" : PlainText.of(author.text()));
    var policy = basis.policy();
    DomainName recordDomain = basis.recordDomain();
    if (policy != null && recordDomain != null) {
      out.append(", policy ").append(policy.word());
      if (policy != basis.policyAfterTestMode() && basis.policyAfterTestMode() != null) {
        out.append(" (").append(basis.policyAfterTestMode().word()).append(" in test mode)");
      }
      out.append(" from _dmarc.").append(PlainText.of(recordDomain.text()));
    }
    out.append(explained(result.reason(), Details.of(result))).append('\n');
    if (explain) {
      for (ComparedIdentifier compared : basis.identifiers()) {
        more(
            compared.identifier().method().word()
                + " "
                + PlainText.of(compared.identifier().domain().text())
                + (compared.aligned() ? " is aligned" : " is not aligned")
                + " ("
                + compared.mode().word()
                + "), "
                + compared.identifier().status().name().toLowerCase(Locale.ROOT));
      }
      var record = basis.record();
      if (record != null) {
        more("record: " + PlainText.of(record.text()));
      }
    }
    support(basis.deviations(), basis.evidence());
  }

  void iprev(IprevResult result) {
    start("iprev", result.word());
    if (result instanceof IprevResult.Pass pass) {
      out.append(PlainText.of(pass.name().text()));
    }
    out.append(explained(result.reason(), Details.of(result))).append('\n');
    support(List.of(), result.evidence());
  }

  void bimi(BimiResult result) {
    BimiBasis basis = result.basis();
    start("BIMI", result.word());
    DomainName domain = basis.domain();
    if (domain != null) {
      out.append(PlainText.of(basis.selector() + "._bimi." + domain.text()));
      if (basis.authority() != BimiBasis.Authority.NONE) {
        out.append(", authority ").append(basis.authority().word());
      }
    }
    out.append(explained(result.reason(), Details.of(result))).append('\n');
    support(List.of(), basis.evidence());
  }

  void dns(List<RecordedAnswer> answers) {
    for (RecordedAnswer recorded : answers) {
      var answer = recorded.answer();
      start("DNS", answer.question().type().name());
      out.append(PlainText.of(answer.question().name().text())).append(' ');
      out.append(style.faint(answer.status() + ", ttl " + answer.ttlSeconds()));
      out.append('\n');
      for (RecordData data : answer.recordsOrEmpty()) {
        more(PlainText.of(data.text(), DNS_TEXT_MAX));
      }
    }
  }

  private void start(String what, String word) {
    out.append(String.format(Locale.ROOT, "  %-6s ", what)).append(style.result(word)).append(' ');
  }

  private void more(String text) {
    out.append("                   ").append(style.faint(text)).append('\n');
  }

  private void aligned(DmarcResult dmarc, Identifier.Method method, @Nullable DomainName domain) {
    for (ComparedIdentifier compared : dmarc.basis().identifiers()) {
      Identifier identifier = compared.identifier();
      if (identifier.method() == method && identifier.domain().equals(domain)) {
        out.append(compared.aligned() ? " (aligned)" : " (not aligned)");
        return;
      }
    }
  }

  private void fields(String what, List<String> names) {
    if (!names.isEmpty()) {
      more(what + ": " + PlainText.of(String.join(", ", names)));
    }
  }

  private void support(List<Deviation> deviations, Evidence evidence) {
    for (Deviation deviation : deviations) {
      more(deviation.id() + ": " + deviation.meaning() + " (" + deviation.section() + ")");
    }
    if (!explain) {
      return;
    }
    if (!evidence.sections().isEmpty()) {
      more("by " + String.join(", ", evidence.sections()));
    }
    for (OctetRange range : evidence.octets()) {
      more(
          PlainText.of(range.what())
              + " at octets "
              + range.offset()
              + " to "
              + (range.offset() + (long) range.length()));
    }
  }

  private static String age(Duration age) {
    if (age.isNegative()) {
      return "in the future";
    }
    long days = age.toDays();
    return days > 0 ? days + " days old" : age.toHours() + " h " + age.toMinutesPart() + " min old";
  }

  /** " (why: detail, RFC section)" for a result that is not a pass, else nothing. */
  private static String explained(Optional<? extends Reason> reason, @Nullable String detail) {
    if (reason.isEmpty()) {
      return "";
    }
    Reason why = reason.get();
    String more = detail == null || detail.isEmpty() ? "" : ": " + PlainText.of(detail);
    return " (" + why.meaning() + more + "; " + why.section() + ")";
  }
}
