package dev.indicia.spf;

import dev.indicia.dns.DomainName;
import dev.indicia.dns.IpAddress;
import dev.indicia.dns.Resolver;
import dev.indicia.evidence.Evidence;
import dev.indicia.message.SmtpSession;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether the client of an SMTP session may use the domain of RFC5321.MailFrom or
 * RFC5321.HELO: the function check_host() of RFC 7208 §4 with its inputs prepared (RFC 7208 §2.3,
 * §2.4, §4.1, §4.3).
 *
 * <p>A session that lacks what is needed has the result none, never an exception. Immutable,
 * thread-safe.
 */
public final class SpfChecker {
  private final SpfOptions options;

  /** A checker that works with the options. */
  public SpfChecker(SpfOptions options) {
    this.options = Objects.requireNonNull(options, "options");
  }

  /**
   * The result for one identity. A null reverse-path makes MAIL FROM "postmaster" at the HELO
   * domain (RFC 7208 §2.4).
   *
   * @param resolver the look-ups go through it one after the other; the same question may be asked
   *     twice, so one without a cache is best wrapped in {@link dev.indicia.dns.Lookups}
   * @param at the time of the check, for the macro {@code %{t}}
   */
  public SpfResult check(SmtpSession session, SpfIdentity identity, Resolver resolver, Instant at) {
    Objects.requireNonNull(resolver, "resolver");
    Objects.requireNonNull(at, "at");
    String helo = session.helo();
    String given =
        switch (identity) {
          case HELO -> helo;
          // RFC 7208 §2.4: a null reverse-path is postmaster at the HELO domain
          case MAIL_FROM -> "".equals(session.mailFrom()) ? helo : session.mailFrom();
        };
    if (given == null) {
      return none(identity, "", SpfReason.IDENTITY_UNKNOWN);
    }
    int max = options.limits().identityCharsMax();
    if (given.length() > max || (helo != null && helo.length() > max)) {
      return none(
          identity, given.substring(0, Math.min(max, given.length())), SpfReason.IDENTITY_TOO_LONG);
    }
    // A HELO name has no local-part, whatever it looks like
    boolean address = identity == SpfIdentity.MAIL_FROM && !"".equals(session.mailFrom());
    int sign = address ? given.lastIndexOf('@') : -1;
    String written = given.substring(sign + 1);
    // RFC 7208 §4.3: no domain, a malformed one, or a single label is none; RFC 8616 §4: U-labels
    DomainName domain = DomainName.parse(written).orElse(null);
    if (domain == null || !SpfEvaluation.isCheckable(domain)) {
      return none(identity, domain == null ? written : domain.text(), SpfReason.NO_DOMAIN);
    }
    IpAddress client = session.clientIp();
    if (client == null) {
      return none(identity, domain.text(), SpfReason.CLIENT_UNKNOWN);
    }
    // RFC 7208 §4.3: no local-part is "postmaster"
    String localPart = sign > 0 ? given.substring(0, sign) : "postmaster";
    SpfSender sender = new SpfSender(localPart, domain, heloName(helo, domain, address));
    SpfLedger ledger = new SpfLedger(options.limits(), resolver);
    ledger.applied(identity == SpfIdentity.MAIL_FROM ? "RFC 7208 §2.4" : "RFC 7208 §2.3");
    SpfEvaluation evaluation = new SpfEvaluation(options, sender, client, ledger, at);
    SpfOutcome outcome = evaluation.checkHost(domain, false);
    // The explanation adds its own look-up to the evidence, so it comes first
    String explanation = outcome == SpfOutcome.FAIL ? evaluation.explanation() : null;
    SpfBasis basis = evaluation.basis(identity, domain);
    return switch (outcome) {
      case PASS -> new SpfResult.Pass(basis);
      case FAIL -> new SpfResult.Fail(basis, ledger.why(), explanation);
      case SOFTFAIL -> new SpfResult.SoftFail(basis, ledger.why());
      case NEUTRAL -> new SpfResult.Neutral(basis, ledger.why());
      case NONE -> new SpfResult.None(basis, ledger.why());
      case TEMPERROR -> new SpfResult.TempError(basis, ledger.why(), ledger.detail());
      case PERMERROR -> new SpfResult.PermError(basis, ledger.why(), ledger.detail());
    };
  }

  private static String heloName(@Nullable String helo, DomainName domain, boolean address) {
    if (!address) {
      return domain.text();
    }
    if (helo == null) {
      return "unknown";
    }
    return DomainName.parse(helo).map(DomainName::text).orElse(helo);
  }

  private static SpfResult none(SpfIdentity identity, String domain, SpfReason why) {
    Evidence evidence = new Evidence(List.of(), List.of(why.section()), List.of());
    SpfBasis basis = new SpfBasis(identity, domain, null, null, 0, 0, List.of(), evidence);
    return new SpfResult.None(basis, why);
  }
}
