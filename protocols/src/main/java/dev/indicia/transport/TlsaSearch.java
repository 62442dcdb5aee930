package dev.indicia.transport;

import dev.indicia.dns.Answer;
import dev.indicia.dns.Dnssec;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.Question;
import dev.indicia.dns.RecordData;
import dev.indicia.dns.RecordType;
import dev.indicia.dns.Resolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One search for TLSA records (RFC 7672 §2.2). One use, one thread. */
final class TlsaSearch {
  /** SMTP's port; RFC 7672 is about nothing else. */
  private static final String SERVICE = "_25._tcp";

  private final DomainName destination;
  private final DomainName host;
  private final Resolver resolver;
  private final TransportLimits limits;
  private final Answer mx;
  private final List<Answer> answers = new ArrayList<>(5);

  TlsaSearch(Answer mx, DomainName host, Resolver resolver, TransportLimits limits) {
    this.mx = mx;
    this.destination = mx.question().name();
    this.host = host;
    this.resolver = resolver;
    this.limits = limits;
  }

  TlsaSelection run() {
    answers.add(mx);
    // RFC 7672 §2.2.1: without a secure MX answer anybody may name the host.
    if (mx instanceof Answer.Failed) {
      return failed(mx);
    }
    if (mx.dnssec() != Dnssec.SECURE) {
      return new TlsaSelection.None(TransportReason.DANE_MX_INSECURE, answers);
    }
    List<DomainName> bases = new ArrayList<>(2);
    TlsaSelection end = bases(bases);
    for (DomainName base : bases) {
      if (end != null) {
        break;
      }
      end = recordsAt(base);
    }
    return end != null ? end : new TlsaSelection.None(TransportReason.DANE_NO_RECORD, answers);
  }

  /**
   * RFC 7672 §2.2.2, §2.2.3: the TLSA base domain is where the host's aliases end, if the whole way
   * is secure; else, and where no records stand there, the host's own name.
   */
  private @Nullable TlsaSelection bases(List<DomainName> bases) {
    DomainName name = host;
    boolean ownIsSecure = false;
    for (int hops = 0; ; hops++) {
      Answer alias = ask(name, RecordType.CNAME);
      if (alias instanceof Answer.Failed) {
        return failed(alias);
      }
      boolean secure = alias.dnssec() == Dnssec.SECURE;
      ownIsSecure |= hops == 0 && secure;
      if (!secure || !(alias instanceof Answer.Found found)) {
        break;
      }
      if (hops == limits.aliasesMax()) {
        return new TlsaSelection.Failed(
            TransportReason.DANE_LIMIT, "more than " + hops + " aliases", answers);
      }
      name = ((RecordData.Pointer) found.records().getFirst()).target();
    }
    Boolean secure = addressesAreSecure();
    if (secure == null) {
      return failed(answers.getLast());
    }
    if (secure && !name.equals(host)) {
      bases.add(name);
    }
    // An insecure end of a secure alias leaves the alias itself, whose zone is signed.
    if (secure || (ownIsSecure && !name.equals(host))) {
      bases.add(host);
      return null;
    }
    return new TlsaSelection.None(TransportReason.DANE_ADDRESS_INSECURE, answers);
  }

  /** Whether what is known of the addresses is secure; null when a look-up failed. */
  private @Nullable Boolean addressesAreSecure() {
    boolean secure = false;
    for (RecordType type : List.of(RecordType.A, RecordType.AAAA)) {
      Answer addresses = ask(host, type);
      if (addresses instanceof Answer.Failed) {
        return null;
      }
      secure |= addresses instanceof Answer.Found && addresses.dnssec() == Dnssec.SECURE;
    }
    return secure;
  }

  /** What the records for that name mean; null when there are none that are secure. */
  private @Nullable TlsaSelection recordsAt(DomainName base) {
    Optional<DomainName> name = base.prefixedWith(SERVICE);
    if (name.isEmpty()) {
      return null;
    }
    Answer answer = ask(name.get(), RecordType.TLSA);
    // RFC 7672 §2.1.2: an attacker who lets the look-up fail must not switch TLS off.
    if (answer instanceof Answer.Failed) {
      return failed(answer);
    }
    if (answer.dnssec() != Dnssec.SECURE || !(answer instanceof Answer.Found found)) {
      return null;
    }
    if (found.records().size() > limits.tlsaRecordsMax()) {
      return new TlsaSelection.Failed(
          TransportReason.DANE_LIMIT, found.records().size() + " TLSA records", answers);
    }
    List<RecordData.Tlsa> usable = new ArrayList<>(found.records().size());
    for (RecordData data : found.records()) {
      if (data instanceof RecordData.Tlsa record && TlsaMatch.isUsable(record)) {
        usable.add(record);
      }
    }
    if (usable.isEmpty()) {
      return new TlsaSelection.Unusable(base, answers);
    }
    List<DomainName> names = new ArrayList<>(3);
    names.add(base);
    names.add(host);
    names.add(destination);
    return new TlsaSelection.Usable(
        TlsaMatch.strongest(usable), base, names.stream().distinct().toList(), answers);
  }

  private Answer ask(DomainName name, RecordType type) {
    Answer answer = resolver.resolve(new Question(name, type));
    answers.add(answer);
    return answer;
  }

  private TlsaSelection failed(Answer answer) {
    return new TlsaSelection.Failed(
        TransportReason.DANE_LOOKUP_FAILED,
        answer.question().type() + " " + answer.question().name() + ": " + answer.status(),
        answers);
  }
}
