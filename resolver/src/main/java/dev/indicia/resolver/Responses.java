package dev.indicia.resolver;

import dev.indicia.dns.Answer;
import dev.indicia.dns.DnsFailure;
import dev.indicia.dns.Dnssec;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.IpAddress;
import dev.indicia.dns.Question;
import dev.indicia.dns.RecordData;
import dev.indicia.dns.RecordType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TLSARecord;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** Turns dnsjava's messages into our answers. All knowledge of its types but sending is here. */
final class Responses {
  /** CNAME records followed for one question. */
  static final int CNAME_HOPS_MAX = 16;

  private Responses() {}

  /** What a response says about one name. */
  sealed interface Reading {
    /** The answer. */
    record Done(Answer answer) implements Reading {}

    /**
     * The response ends in an alias whose target it says nothing about.
     *
     * @param ttlSeconds lowest TTL of the aliases so far
     * @param hops aliases followed so far
     * @param secure whether the response is validated
     */
    record Alias(Name target, long ttlSeconds, int hops, boolean secure) implements Reading {}
  }

  static int typeCode(RecordType type) {
    return switch (type) {
      case A -> Type.A;
      case AAAA -> Type.AAAA;
      case MX -> Type.MX;
      case CNAME -> Type.CNAME;
      case PTR -> Type.PTR;
      case TLSA -> Type.TLSA;
      case TXT -> Type.TXT;
    };
  }

  /** The name in dnsjava's form, made of the octets: its text form would read escapes. */
  static Name name(DomainName name) {
    String text = name.text();
    byte[] wire = new byte[name.isRoot() ? 1 : text.length() + 2];
    int labelStart = 0;
    for (int i = 0; i < text.length() && !name.isRoot(); i++) {
      if (text.charAt(i) == '.') {
        wire[labelStart] = (byte) (i - labelStart);
        labelStart = i + 1;
      } else {
        wire[i + 1] = (byte) text.charAt(i);
      }
    }
    if (!name.isRoot()) {
      wire[labelStart] = (byte) (text.length() - labelStart);
    }
    try {
      return new Name(wire);
    } catch (IOException e) {
      throw new AssertionError("a DomainName is a name of the DNS: " + name, e);
    }
  }

  /** The name, unless it holds octets that a DomainName cannot: then nobody can ask for it. */
  static Optional<DomainName> domainName(Name name) {
    StringBuilder text = new StringBuilder(name.length());
    for (int i = 0; i < name.labels(); i++) {
      byte[] label = name.getLabel(i);
      for (int k = 1; k < label.length; k++) {
        if (label[k] == '.' || label[k] < 0) {
          return Optional.empty();
        }
        text.append((char) label[k]);
      }
      if (label.length > 1) {
        text.append('.');
      }
    }
    return DomainName.parse(text.isEmpty() ? "." : text.toString());
  }

  /**
   * Reads a response.
   *
   * @param asked the name the response is for: that of the question or an alias's target
   * @param ttlSeconds lowest TTL of the aliases followed before
   * @param hops aliases followed before
   */
  static Reading read(
      Question question,
      Name asked,
      Message response,
      DnssecTrust trust,
      long ttlSeconds,
      int hops,
      boolean secureBefore) {
    int code = response.getRcode();
    if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
      return new Reading.Done(failure(question, response));
    }
    if (response.getQuestion() == null
        || !response.getQuestion().getName().equals(asked)
        || response.getQuestion().getType() != typeCode(question.type())) {
      return bad(question, "the response is to another question");
    }
    boolean secure = secureBefore && response.getHeader().getFlag(Flags.AD);
    Dnssec dnssec =
        trust == DnssecTrust.NONE ? Dnssec.UNKNOWN : secure ? Dnssec.SECURE : Dnssec.INSECURE;
    List<Record> answers = response.getSection(Section.ANSWER);
    Name name = asked;
    long ttl = ttlSeconds;
    for (int hop = hops; hop <= CNAME_HOPS_MAX; hop++) {
      List<RecordData> found = new ArrayList<>(4);
      boolean present = false;
      CNAMERecord alias = null;
      for (Record record : answers) {
        if (!record.getName().equals(name)) {
          continue;
        }
        if (record.getType() == typeCode(question.type())) {
          present = true;
          ttl = Math.min(ttl, ttlOf(record));
          data(record).ifPresent(found::add);
        } else if (record instanceof CNAMERecord cname) {
          alias = cname;
        }
      }
      if (!found.isEmpty()) {
        return new Reading.Done(new Answer.Found(question, found, ttl, dnssec));
      }
      if (present || alias == null) {
        return hop > hops && !present && code == Rcode.NOERROR && soa(response) == null
            ? new Reading.Alias(name, ttl, hop, secure)
            : new Reading.Done(negative(question, response, ttl, dnssec));
      }
      ttl = Math.min(ttl, ttlOf(alias));
      name = alias.getTarget();
    }
    return bad(question, "more than " + CNAME_HOPS_MAX + " CNAME records, or a loop");
  }

  private static Reading bad(Question question, String detail) {
    return new Reading.Done(new Answer.Failed(question, DnsFailure.BAD_RESPONSE, detail));
  }

  private static Answer negative(Question question, Message response, long ttl, Dnssec dnssec) {
    // RFC 2308 §5: the lower of the SOA record's TTL and its MINIMUM; without one nothing is kept.
    SOARecord soa = soa(response);
    long kept = soa == null ? 0 : Math.min(ttlOf(soa), bounded(soa.getMinimum()));
    return response.getRcode() == Rcode.NXDOMAIN
        ? new Answer.NoSuchName(question, Math.min(ttl, kept), dnssec)
        : new Answer.NoData(question, Math.min(ttl, kept), dnssec);
  }

  private static @Nullable SOARecord soa(Message response) {
    for (Record record : response.getSection(Section.AUTHORITY)) {
      if (record instanceof SOARecord soa) {
        return soa;
      }
    }
    return null;
  }

  private static long ttlOf(Record record) {
    return bounded(record.getTTL());
  }

  // RFC 2181 §8: a TTL with the most significant bit set is 0.
  private static long bounded(long ttl) {
    return ttl < 0 || ttl > Integer.MAX_VALUE ? 0 : ttl;
  }

  private static Optional<RecordData> data(Record record) {
    return switch (record) {
      case ARecord a -> Optional.of(new RecordData.Address(IpAddress.of(a.getAddress())));
      case AAAARecord a -> Optional.of(new RecordData.Address(IpAddress.of(a.getAddress())));
      case MXRecord mx ->
          domainName(mx.getTarget()).map(n -> new RecordData.MailExchange(mx.getPriority(), n));
      case PTRRecord ptr -> domainName(ptr.getTarget()).map(RecordData.Pointer::new);
      case CNAMERecord cname -> domainName(cname.getTarget()).map(RecordData.Pointer::new);
      case TLSARecord tlsa ->
          Optional.of(
              new RecordData.Tlsa(
                  tlsa.getCertificateUsage(),
                  tlsa.getSelector(),
                  tlsa.getMatchingType(),
                  HexFormat.of().formatHex(tlsa.getCertificateAssociationData())));
      case TXTRecord txt -> {
        StringBuilder text = new StringBuilder();
        for (Object string : txt.getStringsAsByteArrays()) {
          text.append(new String((byte[]) string, StandardCharsets.ISO_8859_1));
        }
        yield Optional.of(new RecordData.Text(text.toString()));
      }
      default -> Optional.empty();
    };
  }

  private static Answer.Failed failure(Question question, Message response) {
    int code = response.getRcode();
    String word = Rcode.string(code);
    if (code == Rcode.REFUSED) {
      return new Answer.Failed(question, DnsFailure.REFUSED, "the server answered " + word);
    }
    if (code != Rcode.SERVFAIL) {
      return new Answer.Failed(question, DnsFailure.BAD_RESPONSE, "the server answered " + word);
    }
    OPTRecord opt = response.getOPT();
    if (opt != null) {
      for (EDNSOption option : opt.getOptions()) {
        if (option instanceof ExtendedErrorCodeOption error) {
          String detail = word + ", extended error " + error.getErrorCode();
          boolean bogus = isBogus(error.getErrorCode());
          return new Answer.Failed(
              question, bogus ? DnsFailure.BOGUS : DnsFailure.SERVFAIL, detail);
        }
      }
    }
    return new Answer.Failed(question, DnsFailure.SERVFAIL, "the server answered " + word);
  }

  // RFC 8914 §4.7 to §4.13.
  private static boolean isBogus(int extendedError) {
    return extendedError >= ExtendedErrorCodeOption.DNSSEC_BOGUS
        && extendedError <= ExtendedErrorCodeOption.NSEC_MISSING;
  }
}
