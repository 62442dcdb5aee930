package dev.indicia.gateway.inbound;

import dev.indicia.Authentication;
import dev.indicia.arc.ArcResult;
import dev.indicia.authres.AuthenticationResults;
import dev.indicia.authres.MethodResult;
import dev.indicia.authres.MethodResult.Property;
import dev.indicia.bimi.BimiBasis;
import dev.indicia.bimi.BimiResult;
import dev.indicia.dkim.DkimBasis;
import dev.indicia.dkim.DkimResult;
import dev.indicia.dkim2.Dkim2Basis;
import dev.indicia.dkim2.Dkim2Result;
import dev.indicia.dmarc.DmarcResult;
import dev.indicia.dns.DomainName;
import dev.indicia.events.PlainText;
import dev.indicia.iprev.IprevResult;
import dev.indicia.message.SmtpSession;
import dev.indicia.spf.SpfIdentity;
import dev.indicia.spf.SpfResult;
import java.util.ArrayList;
import java.util.List;

/** What an authentication found, as the results of RFC 8601 §2.7. */
public final class FoundResults {
  private FoundResults() {}

  /** The results under that authserv-id, without ARC's. */
  public static AuthenticationResults of(
      Authentication found, SmtpSession session, String authservId) {
    List<MethodResult> results = new ArrayList<>(4);
    SpfResult spf = found.spf();
    if (spf != null) {
      results.add(spf(spf));
    }
    List<DkimResult> signatures = found.dkim();
    if (signatures != null) {
      if (signatures.isEmpty()) {
        results.add(MethodResult.of("dkim", "none"));
      }
      signatures.forEach(signature -> results.add(dkim(signature)));
    }
    Dkim2Result dkim2 = found.dkim2();
    if (dkim2 != null && !(dkim2 instanceof Dkim2Result.None)) {
      results.add(dkim2(dkim2));
    }
    DmarcResult dmarc = found.dmarc();
    // Without SPF a DMARC result that is no pass says nothing.
    if (dmarc != null && (session.clientIp() != null || dmarc instanceof DmarcResult.Pass)) {
      DomainName author = dmarc.basis().authorDomain();
      results.add(
          author == null
              ? MethodResult.of("dmarc", dmarc.word())
              : MethodResult.of(
                  "dmarc", dmarc.word(), new Property("header", "from", author.text())));
    }
    IprevResult iprev = found.iprev();
    if (iprev != null && session.clientIp() != null) {
      results.add(
          MethodResult.of(
              "iprev",
              iprev.word(),
              new Property("policy", "iprev", session.clientIp().toString())));
    }
    BimiResult bimi = found.bimi();
    if (bimi != null) {
      results.add(bimi(bimi));
    }
    return AuthenticationResults.of(authservId, results);
  }

  /** BIMI §7.7: which record was evaluated, and what became of its evidence. */
  private static MethodResult bimi(BimiResult bimi) {
    BimiBasis basis = bimi.basis();
    List<Property> properties = new ArrayList<>(3);
    DomainName domain = basis.domain();
    String selector = basis.selector();
    if (domain != null && selector != null) {
      properties.add(new Property("header", "d", domain.text()));
      properties.add(new Property("header", "selector", selector));
      properties.add(new Property("policy", "authority", basis.authority().word()));
    }
    return MethodResult.of("bimi", bimi.word(), properties.toArray(new Property[0]));
  }

  /** The same with ARC's, for the field of the message itself. */
  public static AuthenticationResults withArc(
      Authentication found, SmtpSession session, String authservId) {
    AuthenticationResults without = of(found, session, authservId);
    ArcResult arc = found.arc();
    if (arc == null) {
      return without;
    }
    List<MethodResult> results = new ArrayList<>(without.results());
    Integer oldestPass = arc.basis().oldestPass();
    results.add(
        oldestPass == null
            ? MethodResult.of("arc", arc.word())
            // RFC 8617 §10
            : MethodResult.of(
                "arc", arc.word(), new Property("header", "oldest-pass", oldestPass.toString())));
    return AuthenticationResults.of(authservId, results);
  }

  private static MethodResult spf(SpfResult spf) {
    boolean helo = spf.basis().identity() == SpfIdentity.HELO;
    return MethodResult.of(
        "spf", spf.word(), new Property("smtp", helo ? "helo" : "mailfrom", spf.basis().domain()));
  }

  /**
   * draft-gondwana-dkim2-authres: the first hop's domain, and the number of the one that failed.
   */
  private static MethodResult dkim2(Dkim2Result result) {
    Dkim2Basis basis = result.basis();
    List<Property> properties = new ArrayList<>(2);
    if (!basis.hops().isEmpty()) {
      properties.add(new Property("header", "d", basis.hops().getFirst().domain().text()));
    }
    if (basis.failedHop() > 0) {
      properties.add(new Property("header", "i", Integer.toString(basis.failedHop())));
    }
    return new MethodResult(
        "dkim2",
        1,
        result.word(),
        null,
        properties,
        result.detail().isEmpty() ? List.of() : List.of(PlainText.of(result.detail())));
  }

  private static MethodResult dkim(DkimResult signature) {
    DkimBasis basis = signature.basis();
    DomainName domain = basis.domain();
    List<Property> properties = new ArrayList<>(2);
    if (domain != null) {
      properties.add(new Property("header", "d", domain.text()));
    }
    String selector = basis.selector();
    if (selector != null) {
      properties.add(new Property("header", "s", selector));
    }
    return MethodResult.of("dkim", signature.word(), properties.toArray(new Property[0]));
  }
}
