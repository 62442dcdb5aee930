package dev.indicia.trust;

import dev.indicia.Authentication;
import dev.indicia.dkim.DkimBasis;
import dev.indicia.dkim.DkimReason;
import dev.indicia.dkim.DkimResult;
import dev.indicia.dmarc.ComparedIdentifier;
import dev.indicia.dmarc.DmarcBasis;
import dev.indicia.dmarc.DmarcPolicy;
import dev.indicia.dmarc.DmarcResult;
import dev.indicia.dmarc.Identifier;
import dev.indicia.dns.DomainName;
import dev.indicia.message.AuthorAnomaly;
import dev.indicia.message.AuthorFinding;
import dev.indicia.message.Defect;
import dev.indicia.message.DefectKind;
import dev.indicia.message.Mailbox;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The part of authentication in the rule of docs/reference/verdicts.md; its lines are numbered as
 * there.
 */
final class AuthenticationRule {
  private final JudgeOptions options;
  private final Authentication proven;
  private final Message message;
  private final SmtpSession session;
  private final List<Finding> findings = new ArrayList<>(4);
  private final @Nullable Proof vouched;
  private final @Nullable Proof way;
  private boolean hiddenInList;

  /**
   * A run.
   *
   * @param vouched what proves the author by the word of somebody who is trusted; null for nothing
   * @param way what is known of the way that explains a failure; null for nothing
   */
  AuthenticationRule(
      JudgeOptions options,
      Authentication proven,
      Message message,
      SmtpSession session,
      @Nullable Proof vouched,
      @Nullable Proof way) {
    this.options = options;
    this.vouched = vouched;
    this.way = way;
    this.proven = proven;
    this.message = message;
    this.session = session;
  }

  Verdict run() {
    noteSource();
    noteSignatures();
    noteDefects();
    boolean limited = limitHit(); // 3
    boolean anonymous = noAuthor(); // 4
    boolean several = severalAuthors(); // 1
    boolean hidden = hiddenAuthor(); // 2
    if (several || hidden) {
      return verdict(VerdictKind.IMPERSONATED, Layer.UI);
    }
    // What list software may have done excuses, and proves nothing.
    if (limited || anonymous || hiddenInList) {
      return verdict(VerdictKind.UNPROVEN, Layer.NONE);
    }
    return byAuthentication();
  }

  private Verdict byAuthentication() {
    DmarcResult dmarc = proven.dmarc();
    if (dmarc == null) {
      add(
          FindingCode.NOTHING_AUTHENTICATED,
          Layer.DMARC,
          Strength.INFO,
          Direction.AGAINST,
          "DMARC was not evaluated, so nothing ties a proven domain to the author.",
          List.of());
      return verdict(VerdictKind.UNPROVEN, Layer.NONE);
    }
    if (dmarc instanceof DmarcResult.Pass) {
      return genuine(FindingCode.DMARC_PASS, dmarc.basis()); // 5
    }
    if (dmarc instanceof DmarcResult.None && aligned(dmarc.basis()).isPresent()) {
      return genuine(FindingCode.ALIGNED_WITHOUT_POLICY, dmarc.basis()); // 6
    }
    if (vouched != null) {
      return vouchedFor(dmarc.basis(), vouched); // 6
    }
    if (dmarc instanceof DmarcResult.TempError error) {
      return temporary(error.detail()); // 7
    }
    return notProven(
        dmarc.basis(),
        dmarc instanceof DmarcResult.Fail fail ? fail.requestedPolicy() : DmarcPolicy.NONE);
  }

  private Verdict genuine(FindingCode code, DmarcBasis basis) {
    String by =
        aligned(basis)
            .map(c -> word(c.identifier().method()) + " for " + c.identifier().domain().text())
            .orElse("an aligned identifier");
    String domain = text(basis.authorDomain());
    String proof = proven.source() == Authentication.Source.VERIFIED ? "is proven" : "was proven";
    add(
        code,
        Layer.DMARC,
        Strength.MODERATE,
        Direction.FOR,
        code == FindingCode.DMARC_PASS
            ? "The author's domain " + domain + " " + proof + " by " + by + "."
            : domain + " publishes no DMARC policy; it " + proof + " by " + by + ".",
        identities(basis));
    return verdict(VerdictKind.GENUINE, Layer.NONE);
  }

  /** Whoever handed it on proved the author before, and is trusted to say so. */
  private Verdict vouchedFor(DmarcBasis basis, Proof proof) {
    add(
        FindingCode.VOUCHED,
        Layer.DMARC,
        Strength.MODERATE,
        Direction.FOR,
        "The author's domain "
            + text(basis.authorDomain())
            + " was proven to somebody who handed the message on and is trusted to say so.",
        List.of(proof));
    return verdict(VerdictKind.GENUINE, Layer.NONE);
  }

  private Verdict temporary(String detail) {
    add(
        FindingCode.TEMPORARY_FAILURE,
        Layer.DMARC,
        Strength.INFO,
        Direction.AGAINST,
        "A DNS failure kept the sender from being proven; a later try may succeed.",
        List.of(Proof.of("dns", detail)));
    return verdict(VerdictKind.UNPROVEN, Layer.NONE);
  }

  private Verdict notProven(DmarcBasis basis, DmarcPolicy policy) {
    if (temporaryFailure(basis)) { // 7
      return temporary("SPF or DKIM ended in a temporary error");
    }
    DomainName author = basis.authorDomain();
    Optional<DomainName> own =
        author != null && OwnDomain.isOutside(session.clientIp())
            ? OwnDomain.holding(author, session, options)
            : Optional.empty();
    if (excused(basis)) {
      return verdict(VerdictKind.UNPROVEN, Layer.NONE);
    }
    if (policy != DmarcPolicy.NONE) { // 10
      add(
          FindingCode.DMARC_FAIL_ENFORCED,
          Layer.DMARC,
          Strength.CONCLUSIVE,
          Direction.AGAINST,
          "Nothing proves "
              + text(author)
              + ", whose owner asks to "
              + policy.word()
              + " what is not proven.",
          identities(basis));
      return verdict(VerdictKind.IMPERSONATED, Layer.DMARC);
    }
    if (own.isPresent()) { // 11
      add(
          FindingCode.OWN_DOMAIN_FROM_OUTSIDE,
          Layer.DMARC,
          Strength.CONCLUSIVE,
          Direction.AGAINST,
          "The author's domain "
              + text(author)
              + " is our own, but the message came from outside without proof.",
          List.of(
              Proof.of("own_domain", own.get().text()),
              Proof.of("client_ip", String.valueOf(session.clientIp()))));
      return verdict(VerdictKind.IMPERSONATED, Layer.DMARC);
    }
    boolean published = basis.record() != null; // 12
    add(
        published ? FindingCode.DMARC_FAIL_NOT_ENFORCED : FindingCode.NOTHING_AUTHENTICATED,
        Layer.DMARC,
        Strength.WEAK,
        Direction.AGAINST,
        published
            ? "Nothing proves " + text(author) + ", and its owner asks for nothing in that case."
            : "Nothing proves " + text(author) + ", which publishes no DMARC policy.",
        identities(basis));
    return verdict(VerdictKind.UNPROVEN, Layer.NONE);
  }

  /** Whether the failure is explained, or nothing can be said of it. */
  private boolean excused(DmarcBasis basis) {
    String author = text(basis.authorDomain());
    Optional<Proof> indirect =
        Optional.ofNullable(way).or(() -> IndirectFlow.explains(message, session, proven));
    if (indirect.isPresent()) { // 8
      add(
          FindingCode.INDIRECT_FLOW,
          Layer.PATHWAY,
          Strength.WEAK,
          Direction.FOR,
          "Nothing proves " + author + ", which a list or a forwarder explains.",
          List.of(indirect.get()));
      return true;
    }
    if (proven.source() == Authentication.Source.VERIFIED && proven.spf() == null) { // 9
      add(
          FindingCode.ENVELOPE_UNKNOWN,
          Layer.SPF,
          Strength.INFO,
          Direction.AGAINST,
          "Nothing proves "
              + author
              + ", but SPF could not be tried, as the client's address is not known.",
          identities(basis));
      return true;
    }
    return false;
  }

  /** Whether an identifier that could have proven the author is missing for a DNS failure. */
  private static boolean temporaryFailure(DmarcBasis basis) {
    return basis.identifiers().stream()
        .anyMatch(c -> c.aligned() && c.identifier().status() == Identifier.Status.TEMPERROR);
  }

  private static Optional<ComparedIdentifier> aligned(DmarcBasis basis) {
    for (ComparedIdentifier c : basis.identifiers()) {
      if (c.aligned() && c.identifier().status() == Identifier.Status.PASS) {
        return Optional.of(c);
      }
    }
    return Optional.empty();
  }

  private static List<Proof> identities(DmarcBasis basis) {
    List<Proof> proofs = new ArrayList<>(3);
    for (ComparedIdentifier c : basis.identifiers()) {
      String status =
          c.identifier().status() == Identifier.Status.PASS ? "passes" : "does not pass";
      proofs.add(
          Proof.of(
              "identity",
              word(c.identifier().method())
                  + " "
                  + status
                  + " for "
                  + c.identifier().domain().text()
                  + (c.aligned() ? ", aligned (" : ", not aligned (")
                  + c.mode().word()
                  + ")"));
    }
    if (basis.record() != null) {
      proofs.add(
          Proof.of("dns", "_dmarc." + text(basis.recordDomain()) + ": " + basis.record().text()));
    }
    return proofs;
  }

  private static String word(Identifier.Method method) {
    return method.name();
  }

  private static String text(@Nullable DomainName domain) {
    return domain == null ? "the author's domain" : domain.text();
  }

  private boolean limitHit() {
    Optional<Defect> limit = message.limitHit();
    limit.ifPresent(defect ->
        add(
            FindingCode.MESSAGE_LIMIT,
            Layer.NONE,
            Strength.STRONG,
            Direction.AGAINST,
            "The message was not read to its end: " + defect.kind().meaning() + ".",
            List.of(at("limit", defect.kind().code(), defect.offset()))));
    return limit.isPresent();
  }

  private boolean noAuthor() {
    if (!proven.authors().mailboxes().isEmpty()) {
      return false;
    }
    add(
        FindingCode.NO_AUTHOR,
        Layer.NONE,
        Strength.MODERATE,
        Direction.AGAINST,
        "The message names no author.",
        List.of(Proof.of("rule", "RFC 5322 §3.6.2")));
    return true;
  }

  private boolean severalAuthors() {
    if (!proven.authors().has(AuthorAnomaly.Kind.SEVERAL)) {
      return false;
    }
    List<Proof> proofs = new ArrayList<>();
    for (Mailbox mailbox : proven.authors().mailboxes()) {
      if (proofs.size() < 10) {
        proofs.add(new Proof("header", mailbox.address(), mailbox.offset(), mailbox.length()));
      }
    }
    add(
        FindingCode.SEVERAL_AUTHORS,
        Layer.UI,
        Strength.CONCLUSIVE,
        Direction.AGAINST,
        "The message names several authors, of which a reader is shown one.",
        proofs);
    return true;
  }

  /** Anything that hides another author; what list software does is not conclusive. */
  private boolean hiddenAuthor() {
    boolean list = IndirectFlow.list(message).isPresent();
    boolean hidden = false;
    for (AuthorFinding finding : proven.authors().findings()) {
      boolean hides = hides(finding);
      boolean conclusive = !list && hides;
      hiddenInList |= list && hides;
      boolean doubtful =
          finding.anomaly().kind() == AuthorAnomaly.Kind.HIDDEN
              || finding.anomaly().kind() == AuthorAnomaly.Kind.AMBIGUOUS;
      if (conclusive || doubtful) {
        String shown = finding.address() == null ? finding.anomaly().code() : finding.address();
        add(
            conclusive ? FindingCode.HIDDEN_AUTHOR : FindingCode.AMBIGUOUS_AUTHOR,
            Layer.UI,
            conclusive ? Strength.CONCLUSIVE : Strength.WEAK,
            Direction.AGAINST,
            "About the author: " + finding.anomaly().meaning() + ".",
            List.of(at("header", shown, finding.offset())));
      }
      hidden |= conclusive;
    }
    return hidden;
  }

  private boolean hides(AuthorFinding finding) {
    return switch (finding.anomaly()) {
      case ADDRESS_IN_ENCODED_WORD, SHADOW_FROM, FROM_BEHIND_BARE_LINE_END ->
          isForeign(finding.domain());
      case SEVERAL_FROM_FIELDS,
          SEVERAL_DOMAINS,
          SEVERAL_AUTHORS,
          ADDRESS_IN_NAME,
          ADDRESS_IN_COMMENT,
          ADDRESS_IN_LOCAL_PART,
          SPACE_BEFORE_COLON,
          CONTROL_IN_ENCODED_WORD,
          AMBIGUOUS_SYNTAX,
          SYNTAX,
          NOT_ALL_READ,
          NO_FROM_FIELD,
          NO_AUTHOR ->
          false;
    };
  }

  /** Whether the domain belongs to another organisation than the author's, as far as is known. */
  private boolean isForeign(@Nullable DomainName domain) {
    if (domain == null) {
      return false;
    }
    DmarcResult dmarc = proven.dmarc();
    DomainName organization = dmarc == null ? null : dmarc.basis().organizationalDomain();
    if (organization != null && domain.isAtOrBelow(organization)) {
      return false;
    }
    for (Mailbox mailbox : proven.authors().mailboxes()) {
      DomainName author = mailbox.domain();
      if (author != null && (domain.isAtOrBelow(author) || author.isAtOrBelow(domain))) {
        return false;
      }
    }
    return true;
  }

  private void noteSource() {
    if (proven.source() != Authentication.Source.RECORDED) {
      return;
    }
    String by = proven.recordedBy();
    add(
        by == null ? FindingCode.NOTHING_RECORDED : FindingCode.RECORDED_RESULTS,
        Layer.RECEIVER,
        Strength.INFO,
        by == null ? Direction.AGAINST : Direction.FOR,
        by == null
            ? "No results of the receiver that is trusted stand in the message."
            : "The results were recorded by " + by + ", which is trusted, and not verified anew.",
        List.of());
  }

  private void noteSignatures() {
    List<DkimResult> signatures = proven.dkim();
    if (signatures == null) {
      return;
    }
    for (DkimResult signature : signatures) {
      DkimBasis basis = signature.basis();
      if (signature instanceof DkimResult.PermError error
          && error.why() == DkimReason.TOO_MANY_SIGNATURES) {
        add(
            FindingCode.DKIM_TOO_MANY_SIGNATURES,
            Layer.DKIM,
            Strength.WEAK,
            Direction.AGAINST,
            "The message has more signatures than are verified.",
            List.of(Proof.of("limit", error.why().code() + ": " + error.detail())));
      }
      if (basis.appendedOctets() > 0) {
        add(
            FindingCode.DKIM_LENGTH_LIMIT,
            Layer.DKIM,
            Strength.MODERATE,
            Direction.AGAINST,
            "The signature of "
                + text(basis.domain())
                + " covers only the first "
                + basis.bodyLengthLimit()
                + " octets of the body; "
                + basis.appendedOctets()
                + " stand behind them, which anybody may have added.",
            List.of(Proof.of("rule", "RFC 6376 §8.2")));
      }
      if (basis.testing()) {
        add(
            FindingCode.DKIM_TESTING,
            Layer.DKIM,
            Strength.INFO,
            Direction.AGAINST,
            "The key of " + text(basis.domain()) + " says that its owner is testing DKIM.",
            List.of(Proof.of("rule", "RFC 6376 §3.6.1")));
      }
    }
  }

  private void noteDefects() {
    List<Proof> proofs = new ArrayList<>(0);
    for (Defect defect : message.defects()) {
      if (!defect.kind().isLimit()
          && defect.kind() != DefectKind.LF_LINE_ENDS
          && defect.kind() != DefectKind.MBOX_FROM_LINE
          && defect.kind() != DefectKind.NO_FINAL_CRLF) {
        proofs.add(at("defect", defect.kind().code(), defect.offset()));
      }
    }
    for (Defect defect : message.bodyDefects()) {
      proofs.add(at("defect", defect.kind().code(), defect.offset()));
    }
    if (!proofs.isEmpty()) {
      add(
          FindingCode.MESSAGE_MALFORMED,
          Layer.NONE,
          Strength.INFO,
          Direction.AGAINST,
          "The message departs from the standard in ways that readers may read differently.",
          proofs);
    }
  }

  private static Proof at(String kind, String value, int offset) {
    return new Proof(kind, value, offset, null);
  }

  private void add(
      FindingCode code,
      Layer layer,
      Strength strength,
      Direction direction,
      String summary,
      List<Proof> evidence) {
    findings.add(new Finding(code, layer, strength, direction, summary, evidence));
  }

  private Verdict verdict(VerdictKind kind, Layer layer) {
    return new Verdict(kind, null, layer, findings);
  }
}
