package dev.indicia.transport;

import dev.indicia.dns.Answer;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.RecordData;
import dev.indicia.dns.Resolver;
import java.util.List;

/**
 * What the DNS says of DANE for one mail exchanger (RFC 7672 §2.2): which TLSA records are to be
 * used, if any. The DNSSEC state of the answers decides: an answer that nobody validated is not
 * secure.
 */
public sealed interface TlsaSelection {
  /** The names asked and the answers, in order. */
  List<Answer> answers();

  /**
   * TLS is mandatory and these records authenticate the server.
   *
   * @param records usages 2 and 3, the weaker digests left out (RFC 7671 §9); not empty
   * @param baseDomain the name that the records are published for
   * @param names a certificate that usage 2 vouches for must be for one of them (RFC 7672 §3.2.2)
   */
  record Usable(
      List<RecordData.Tlsa> records,
      DomainName baseDomain,
      List<DomainName> names,
      List<Answer> answers)
      implements TlsaSelection {
    public Usable {
      records = List.copyOf(records);
      names = List.copyOf(names);
      answers = List.copyOf(answers);
    }
  }

  /** Secure records, none of which can be used: TLS is mandatory, authentication impossible. */
  record Unusable(DomainName baseDomain, List<Answer> answers) implements TlsaSelection {
    public Unusable {
      answers = List.copyOf(answers);
    }
  }

  /** DANE does not apply: deliver as without it. */
  record None(TransportReason why, List<Answer> answers) implements TlsaSelection {
    public None {
      answers = List.copyOf(answers);
    }
  }

  /** A look-up failed, which may be an attack: do not deliver to this host now. */
  record Failed(TransportReason why, String detail, List<Answer> answers) implements TlsaSelection {
    public Failed {
      answers = List.copyOf(answers);
    }
  }

  /** Finds the records within {@link TransportLimits#DEFAULT}. */
  static TlsaSelection find(Answer mx, DomainName host, Resolver resolver) {
    return find(mx, host, resolver, TransportLimits.DEFAULT);
  }

  /**
   * Finds the records for a delivery.
   *
   * @param mx the answer for the MX records of the domain that the message goes to; where it has
   *     none, that domain is itself the host (RFC 5321 §5.1)
   * @param host the mail exchanger
   */
  static TlsaSelection find(Answer mx, DomainName host, Resolver resolver, TransportLimits limits) {
    return new TlsaSearch(mx, host, resolver, limits).run();
  }
}
