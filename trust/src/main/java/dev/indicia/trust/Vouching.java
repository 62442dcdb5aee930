package dev.indicia.trust;

import dev.indicia.Authentication;
import dev.indicia.RecordedResults;
import dev.indicia.arc.ArcBasis;
import dev.indicia.arc.ArcResult;
import dev.indicia.arc.ArcSet;
import dev.indicia.authres.MethodResult;
import dev.indicia.dmarc.DmarcResult;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.IpAddress;
import dev.indicia.dns.IpNetwork;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What those whom the operator trusts vouch for: a forwarder that connects to us, and sealers of a
 * chain that we validated ourselves. Immutable.
 *
 * @param proven what proves the author by their word; null for nothing
 * @param way what explains that somebody else than the sender delivers; null for nothing
 * @param handlers domains that provably handed the message on, in the order found
 */
record Vouching(@Nullable Proof proven, @Nullable Proof way, List<DomainName> handlers) {
  /** Nobody vouches for anything. */
  static final Vouching NONE = new Vouching(null, null, List.of());

  Vouching {
    handlers = List.copyOf(handlers);
  }

  /** Whether mail written to an address of that domain was handed on by its owner. */
  boolean isHandler(String domain) {
    for (DomainName handler : handlers) {
      if (Organization.isSame(handler.text(), domain)) {
        return true;
      }
    }
    return false;
  }

  /** What is vouched for of this delivery. */
  static Vouching of(JudgeOptions options, Prepared delivery) {
    Vouching forwarder = forwarder(options.trusted(), delivery);
    Vouching sealer = sealer(options, delivery);
    List<DomainName> handlers = new ArrayList<>(forwarder.handlers());
    handlers.addAll(sealer.handlers());
    return new Vouching(
        forwarder.proven() != null ? forwarder.proven() : sealer.proven(),
        forwarder.way() != null ? forwarder.way() : sealer.way(),
        handlers);
  }

  private static Vouching forwarder(TrustedPeers trusted, Prepared delivery) {
    String host = delivery.pathway().host();
    DomainName name = host == null ? null : DomainName.parse(host).orElse(null);
    Optional<DomainName> domain =
        name == null
            ? Optional.empty()
            : trusted.forwarders().stream()
                .filter(name::isAtOrBelow)
                .min((a, b) -> a.text().compareTo(b.text()));
    if (domain.isPresent()) {
      String of = domain.get().text();
      Authentication recorded = RecordedResults.of(delivery.observation().message(), of);
      boolean proven =
          recorded.dmarc() instanceof DmarcResult.Pass pass
              && pass.basis().authorDomain() != null
              && isAuthor(delivery, pass.basis().authorDomain());
      return new Vouching(
          proven ? Proof.of("forwarder", recorded.recordedBy() + " recorded dmarc=pass") : null,
          Proof.of("forwarder", host + " is of " + of + ", which is trusted to forward"),
          List.of(domain.get()));
    }
    IpAddress client = delivery.observation().session().clientIp();
    for (IpNetwork network : trusted.networks()) {
      if (client != null && network.contains(client)) {
        return new Vouching(
            null, Proof.of("forwarder", client + " is in a network trusted to forward"), List.of());
      }
    }
    return NONE;
  }

  private static boolean isAuthor(Prepared delivery, DomainName domain) {
    return delivery
        .observation()
        .authentication()
        .authors()
        .authorDomain()
        .filter(domain::equals)
        .isPresent();
  }

  /**
   * What the sealers vouch for. A set counts where the message is as that sealer left it, or where
   * everybody who changed it since is trusted as well (RFC 8617 §5.2).
   */
  private static Vouching sealer(JudgeOptions options, Prepared delivery) {
    if (!(delivery.observation().authentication().arc() instanceof ArcResult.Pass pass)) {
      return NONE;
    }
    ArcBasis basis = pass.basis();
    int intact = basis.oldestPass() == null ? basis.instance() : basis.oldestPass();
    Proof proven = null;
    Proof way = null;
    List<DomainName> handlers = new ArrayList<>(1);
    boolean unbroken = true;
    for (ArcSet set : basis.sets().reversed()) {
      DomainName domain = set.domain();
      boolean trusted = domain != null && isBelow(domain, options.trusted().sealers());
      boolean counts = set.instance() >= intact || unbroken;
      unbroken &= trusted;
      if (domain == null || !counts) {
        continue;
      }
      if (trusted && proven == null && saysPass(set, delivery)) {
        proven = Proof.of("arc", domain.text() + " sealed dmarc=pass, instance " + set.instance());
      }
      if (trusted || isOwn(domain, options, delivery)) {
        way = Proof.of("arc", domain.text() + " sealed it, instance " + set.instance());
        handlers.add(domain);
      }
    }
    return way == null ? NONE : new Vouching(proven, way, handlers);
  }

  private static boolean isBelow(DomainName domain, Collection<DomainName> domains) {
    return domains.stream().anyMatch(domain::isAtOrBelow);
  }

  private static boolean isOwn(DomainName domain, JudgeOptions options, Prepared delivery) {
    return OwnDomain.holding(domain, delivery.observation().session(), options).isPresent();
  }

  private static boolean saysPass(ArcSet set, Prepared delivery) {
    if (set.results() == null) {
      return false;
    }
    Optional<MethodResult> dmarc = set.results().first("dmarc");
    return dmarc.isPresent()
        && dmarc.get().result().equalsIgnoreCase("pass")
        && dmarc
            .get()
            .value("header", "from")
            .flatMap(DomainName::parse)
            .filter(domain -> isAuthor(delivery, domain))
            .isPresent();
  }
}
