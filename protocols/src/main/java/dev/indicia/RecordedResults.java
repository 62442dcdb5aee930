package dev.indicia;

import dev.indicia.authres.AuthenticationResults;
import dev.indicia.authres.MethodResult;
import dev.indicia.dkim.DkimBasis;
import dev.indicia.dkim.DkimReason;
import dev.indicia.dkim.DkimResult;
import dev.indicia.dkim2.Dkim2Basis;
import dev.indicia.dkim2.Dkim2Reason;
import dev.indicia.dkim2.Dkim2Result;
import dev.indicia.dmarc.AlignmentMode;
import dev.indicia.dmarc.ComparedIdentifier;
import dev.indicia.dmarc.Discovery;
import dev.indicia.dmarc.DmarcBasis;
import dev.indicia.dmarc.DmarcPolicy;
import dev.indicia.dmarc.DmarcReason;
import dev.indicia.dmarc.DmarcResult;
import dev.indicia.dmarc.Identifier;
import dev.indicia.dns.DomainName;
import dev.indicia.evidence.Evidence;
import dev.indicia.evidence.OctetRange;
import dev.indicia.message.Authors;
import dev.indicia.message.HeaderField;
import dev.indicia.message.Message;
import dev.indicia.spf.SpfBasis;
import dev.indicia.spf.SpfIdentity;
import dev.indicia.spf.SpfReason;
import dev.indicia.spf.SpfResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The results that a trusted receiver recorded in its Authentication-Results fields, for messages
 * whose keys and routes are gone. What comes out is marked {@link Authentication.Source#RECORDED}:
 * it is as good as that receiver was, and nothing of it is verified.
 *
 * <p>Alignment is not recorded. Two domains are taken as aligned when one is the other or below it;
 * the Organizational Domain would need the DNS of that day.
 */
public final class RecordedResults {
  /** The policy as receivers note it beside their result: "(p=REJECT sp=NONE dis=NONE)". */
  private static final Pattern POLICY =
      Pattern.compile("(?i)(?:^|[\\s;,(])p=(none|quarantine|reject)\\b");

  /** Microsoft's action=, where "oreject" is a reject that the receiver overrode. */
  private static final Pattern ACTION = Pattern.compile("(?i)(?:o\\.?|pct\\.)?(quarantine|reject)");

  private final @Nullable String recordedBy;
  private final Authors authors;
  private final Evidence spfEvidence;
  private final Evidence dkimEvidence;
  private final Evidence dkim2Evidence;
  private final Evidence dmarcEvidence;
  private final Optional<MethodResult> spf;
  private final List<MethodResult> dkim;
  private final Optional<MethodResult> dkim2;
  private final Optional<MethodResult> dmarc;

  private RecordedResults(Message message, List<TrustedFields.Trusted> fields) {
    this.recordedBy = fields.isEmpty() ? null : fields.get(0).by();
    this.authors = Authors.of(message);
    this.spf = first(fields, "spf");
    this.dkim2 = first(fields, "dkim2");
    this.dmarc = first(fields, "dmarc");
    this.dkim =
        TrustedFields.topmostWith(fields, "dkim").map(f -> all(f, "dkim")).orElse(List.of());
    this.spfEvidence = evidence(fields, "spf");
    this.dkimEvidence = evidence(fields, "dkim");
    this.dkim2Evidence = evidence(fields, "dkim2");
    this.dmarcEvidence = evidence(fields, "dmarc");
  }

  /**
   * What the receiver recorded; where no field of its can be believed, nothing is evaluated and
   * {@link Authentication#recordedBy} is null.
   *
   * @param host an authserv-id, or a host name that ends with this one on a label boundary,
   *     compared without case. A field without authserv-id is believed where it stands above the
   *     Received field that such a host wrote. Where several fields report a method, the topmost
   *     counts.
   */
  public static Authentication of(Message message, String host) {
    List<TrustedFields.Trusted> fields = TrustedFields.of(message, host);
    return new RecordedResults(message, fields).authentication();
  }

  private Authentication authentication() {
    if (recordedBy == null) {
      return new Authentication(
          Authentication.Source.RECORDED,
          null,
          authors,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          List.of());
    }
    List<DkimResult> signatures = new ArrayList<>(dkim.size());
    for (MethodResult result : dkim) {
      if (!result.result().equalsIgnoreCase("none")) {
        signatures.add(dkimResult(result));
      }
    }
    SpfResult sender = spf.map(this::spfResult).orElse(null);
    boolean helo = sender != null && sender.basis().identity() == SpfIdentity.HELO;
    return new Authentication(
        Authentication.Source.RECORDED,
        recordedBy,
        authors,
        helo ? null : sender,
        helo ? sender : null,
        signatures,
        dkim2.map(this::dkim2Result).orElse(null),
        null,
        dmarc.map(result -> dmarcResult(result, sender, signatures)).orElse(null),
        null,
        null,
        List.of());
  }

  private static Optional<MethodResult> first(List<TrustedFields.Trusted> fields, String method) {
    return TrustedFields.topmostWith(fields, method).flatMap(f -> f.results().first(method));
  }

  private static List<MethodResult> all(TrustedFields.Trusted field, String method) {
    return field.results().results().stream()
        .filter(result -> result.method().equalsIgnoreCase(method))
        .toList();
  }

  private static Evidence evidence(List<TrustedFields.Trusted> fields, String method) {
    return TrustedFields.topmostWith(fields, method)
        .map(TrustedFields.Trusted::field)
        .map((HeaderField field) ->
            new Evidence(
                List.of(),
                List.of("RFC 8601 §2.2"),
                List.of(
                    new OctetRange(
                        AuthenticationResults.FIELD_NAME,
                        field.start(),
                        field.end() - field.start()))))
        .orElse(Evidence.NONE);
  }

  private SpfResult spfResult(MethodResult recorded) {
    Optional<String> mailFrom = recorded.value("smtp", "mailfrom").filter(v -> !v.isEmpty());
    Optional<String> helo = recorded.value("smtp", "helo");
    boolean byHelo = mailFrom.isEmpty() && helo.isPresent();
    String domain = domainPart(mailFrom.or(() -> helo).orElse(""));
    SpfBasis basis =
        new SpfBasis(
            byHelo ? SpfIdentity.HELO : SpfIdentity.MAIL_FROM,
            DomainName.parse(domain).map(DomainName::text).orElse(domain),
            null,
            null,
            0,
            0,
            List.of(),
            spfEvidence);
    String detail = detail(recorded);
    return switch (recorded.result().toLowerCase(Locale.ROOT)) {
      case "pass" -> new SpfResult.Pass(basis);
      case "fail", "hardfail" -> new SpfResult.Fail(basis, SpfReason.RECORDED, null);
      case "softfail" -> new SpfResult.SoftFail(basis, SpfReason.RECORDED);
      case "neutral", "policy" -> new SpfResult.Neutral(basis, SpfReason.RECORDED);
      case "temperror" -> new SpfResult.TempError(basis, SpfReason.RECORDED, detail);
      case "permerror" -> new SpfResult.PermError(basis, SpfReason.RECORDED, detail);
      default -> new SpfResult.None(basis, SpfReason.RECORDED);
    };
  }

  private DkimResult dkimResult(MethodResult recorded) {
    Optional<String> auid = recorded.value("header", "i");
    Optional<DomainName> domain =
        recorded
            .value("header", "d")
            .or(() -> auid.map(RecordedResults::domainPart))
            .flatMap(DomainName::parse);
    DkimBasis basis =
        DkimBasis.recorded(
            domain.orElse(null),
            recorded.value("header", "s").orElse(null),
            auid.orElse(null),
            recorded.value("header", "a").map(a -> a.toLowerCase(Locale.ROOT)).orElse(null),
            dkimEvidence);
    String detail = detail(recorded);
    return switch (recorded.result().toLowerCase(Locale.ROOT)) {
      case "pass" -> new DkimResult.Pass(basis);
      case "fail", "hardfail" -> new DkimResult.Fail(basis, DkimReason.RECORDED, detail);
      case "policy" -> new DkimResult.Policy(basis, DkimReason.RECORDED, detail);
      case "temperror", "timeout" -> new DkimResult.TempError(basis, DkimReason.RECORDED, detail);
      case "permerror" -> new DkimResult.PermError(basis, DkimReason.RECORDED, detail);
      default -> new DkimResult.Neutral(basis, DkimReason.RECORDED, detail);
    };
  }

  /** draft-gondwana-dkim2-authres: header.d is the first hop's, header.i the one that failed. */
  private Dkim2Result dkim2Result(MethodResult recorded) {
    Dkim2Basis basis =
        Dkim2Basis.recorded(
            recorded.value("header", "d").flatMap(DomainName::parse).orElse(null),
            recorded.value("header", "i").map(RecordedResults::hop).orElse(0),
            dkim2Evidence);
    String detail = detail(recorded);
    return switch (recorded.result().toLowerCase(Locale.ROOT)) {
      case "pass" -> new Dkim2Result.Pass(basis);
      case "fail" -> new Dkim2Result.Fail(basis, Dkim2Reason.RECORDED, detail);
      case "temperror" -> new Dkim2Result.TempError(basis, Dkim2Reason.RECORDED, detail);
      case "permerror" -> new Dkim2Result.PermError(basis, Dkim2Reason.RECORDED, detail);
      default -> new Dkim2Result.None(basis);
    };
  }

  private static int hop(String text) {
    return text.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(text) : 0;
  }

  private DmarcResult dmarcResult(
      MethodResult recorded, @Nullable SpfResult sender, List<DkimResult> signatures) {
    Optional<DomainName> shown = authors.authorDomain();
    Optional<DomainName> author =
        recorded
            .value("header", "from")
            .map(RecordedResults::domainPart)
            .flatMap(DomainName::parse)
            .or(() -> shown);
    // What was recorded of another author says nothing of the one that is shown.
    boolean sameAuthor = shown.isPresent() && shown.equals(author);
    DmarcPolicy policy = policy(recorded);
    DmarcBasis basis =
        new DmarcBasis(
            author.orElse(null),
            null,
            null,
            null,
            policy,
            policy,
            author.map(domain -> compared(domain, sender, signatures)).orElse(List.of()),
            Discovery.TREE_WALK,
            List.of(),
            List.of(),
            dmarcEvidence);
    String detail = detail(recorded);
    if (!sameAuthor) {
      return new DmarcResult.PermError(basis, DmarcReason.RECORDED, "recorded of another author");
    }
    return switch (recorded.result().toLowerCase(Locale.ROOT)) {
      case "pass" -> new DmarcResult.Pass(basis);
      case "fail" -> new DmarcResult.Fail(basis, DmarcReason.RECORDED);
      case "temperror" -> new DmarcResult.TempError(basis, DmarcReason.RECORDED, detail);
      case "permerror" -> new DmarcResult.PermError(basis, DmarcReason.RECORDED, detail);
      default -> new DmarcResult.None(basis, DmarcReason.RECORDED);
    };
  }

  private static List<ComparedIdentifier> compared(
      DomainName author, @Nullable SpfResult sender, List<DkimResult> signatures) {
    List<ComparedIdentifier> compared = new ArrayList<>(signatures.size() + 1);
    if (sender != null) {
      DomainName.parse(sender.basis().domain())
          .map(domain -> new Identifier(Identifier.Method.SPF, Identifiers.status(sender), domain))
          .ifPresent(identifier -> compared.add(compare(author, identifier)));
    }
    for (DkimResult signature : signatures) {
      DomainName domain = signature.basis().domain();
      if (domain != null) {
        compared.add(
            compare(
                author,
                new Identifier(Identifier.Method.DKIM, Identifiers.status(signature), domain)));
      }
    }
    return compared;
  }

  private static ComparedIdentifier compare(DomainName author, Identifier identifier) {
    DomainName domain = identifier.domain();
    boolean aligned =
        domain.equals(author)
            || (author.labelCount() >= 2 && domain.isAtOrBelow(author))
            || (domain.labelCount() >= 2 && author.isAtOrBelow(domain));
    return new ComparedIdentifier(identifier, AlignmentMode.RELAXED, aligned);
  }

  private static @Nullable DmarcPolicy policy(MethodResult recorded) {
    for (String comment : recorded.comments()) {
      Matcher matcher = POLICY.matcher(comment);
      if (matcher.find()) {
        return DmarcPolicy.valueOf(matcher.group(1).toUpperCase(Locale.ROOT));
      }
    }
    for (MethodResult.Property property : recorded.properties()) {
      Matcher matcher = ACTION.matcher(property.value());
      if (property.name().equalsIgnoreCase("action") && matcher.matches()) {
        return DmarcPolicy.valueOf(matcher.group(1).toUpperCase(Locale.ROOT));
      }
    }
    return null;
  }

  private static String detail(MethodResult recorded) {
    String reason = recorded.reason();
    return reason != null ? reason : String.join("; ", recorded.comments());
  }

  private static String domainPart(String address) {
    return address.substring(address.lastIndexOf('@') + 1);
  }
}
