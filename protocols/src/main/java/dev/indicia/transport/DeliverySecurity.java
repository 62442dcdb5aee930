package dev.indicia.transport;

import dev.indicia.dns.Dnssec;
import dev.indicia.dns.DomainName;
import org.jspecify.annotations.Nullable;

/** Which policy governs the delivery of one message to one mail exchanger. */
public sealed interface DeliverySecurity {
  /** DANE: TLS, and one of the records must authenticate the server ({@link DaneResult}). */
  record Dane(TlsaSelection.Usable selection) implements DeliverySecurity {}

  /** MTA-STS, enforced or tested: {@link StsResult} says what it makes of the certificate. */
  record MtaSts(StsPolicy policy) implements DeliverySecurity {}

  /** REQUIRETLS alone: TLS, and an authority that is trusted must vouch for the host's name. */
  record RequireTls(DomainName host) implements DeliverySecurity {}

  /** TLS without authentication: DANE's records cannot be used (RFC 7672 §2.2). */
  record Encrypted(TransportReason why) implements DeliverySecurity {}

  /** TLS if the server offers it (RFC 7435). */
  record Opportunistic(TransportReason why) implements DeliverySecurity {}

  /** No delivery to this host now. */
  record Refused(TransportReason why) implements DeliverySecurity {}

  /**
   * What governs.
   *
   * @param dane what the DNS says for the host; its first answer is the MX answer
   * @param policy the MTA-STS policy of the domain, fresh; null when it has none
   * @param host the mail exchanger
   */
  static DeliverySecurity of(
      TlsaSelection dane, @Nullable StsPolicy policy, DomainName host, TlsRequirement required) {
    if (required == TlsRequirement.NOT_REQUIRED) {
      return new Opportunistic(TransportReason.TLS_REQUIRED_NO);
    }
    // RFC 8461 §2: MTA-STS never overrides DANE, neither its failure nor its demand.
    return switch (dane) {
      case TlsaSelection.Usable usable -> new Dane(usable);
      case TlsaSelection.Failed failed -> new Refused(failed.why());
      case TlsaSelection.Unusable unusable -> {
        DeliverySecurity other = withoutDane(dane, policy, host, required);
        // Mandatory encryption stays, whatever else asks for less.
        yield other instanceof Opportunistic || isTesting(other)
            ? new Encrypted(TransportReason.DANE_UNUSABLE)
            : other;
      }
      case TlsaSelection.None none -> withoutDane(dane, policy, host, required);
    };
  }

  private static boolean isTesting(DeliverySecurity security) {
    return security instanceof MtaSts sts && sts.policy().mode() == StsMode.TESTING;
  }

  private static DeliverySecurity withoutDane(
      TlsaSelection dane, @Nullable StsPolicy policy, DomainName host, TlsRequirement required) {
    StsMode mode = policy == null ? StsMode.NONE : policy.mode();
    boolean named = policy != null && policy.names(host);
    if (mode == StsMode.ENFORCE && !named) {
      return new Refused(TransportReason.STS_MX_MISMATCH);
    }
    if (required == TlsRequirement.REQUIRED && mode != StsMode.ENFORCE) {
      // RFC 8689 §4.2.1: the host itself must be proven to be the domain's.
      boolean secure = dane.answers().getFirst().dnssec() == Dnssec.SECURE;
      return (named && mode == StsMode.TESTING) || secure
          ? new RequireTls(host)
          : new Refused(TransportReason.REQUIRETLS_MX_UNPROVEN);
    }
    if (policy != null && mode != StsMode.NONE) {
      return new MtaSts(policy);
    }
    return new Opportunistic(
        policy != null
            ? TransportReason.STS_MODE_NONE
            : dane instanceof TlsaSelection.None none ? none.why() : TransportReason.DANE_UNUSABLE);
  }
}
