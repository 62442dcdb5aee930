package dev.indicia.spf;

import dev.indicia.dns.Answer;
import dev.indicia.dns.DnsFailure;
import dev.indicia.dns.Dnssec;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.IpAddress;
import dev.indicia.dns.Question;
import dev.indicia.dns.RecordData;
import dev.indicia.dns.RecordType;
import dev.indicia.dns.Resolver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Answers from memory and counts the questions. */
final class SpfZone implements Resolver {
  private final Map<Question, List<RecordData>> records = new HashMap<>();
  private final Map<Question, DnsFailure> failures = new HashMap<>();
  private final Set<DomainName> names = new HashSet<>();
  final List<Question> asked = new ArrayList<>();

  SpfZone txt(String name, String text) {
    return put(name, RecordType.TXT, new RecordData.Text(text));
  }

  SpfZone address(String name, String address) {
    IpAddress ip = IpAddress.of(address);
    return put(name, ip.isV4() ? RecordType.A : RecordType.AAAA, new RecordData.Address(ip));
  }

  SpfZone mx(String name, String exchange) {
    return put(name, RecordType.MX, new RecordData.MailExchange(10, DomainName.of(exchange)));
  }

  SpfZone ptr(String address, String target) {
    String name = IpAddress.of(address).reverseName().text();
    return put(name, RecordType.PTR, new RecordData.Pointer(DomainName.of(target)));
  }

  SpfZone fail(String name, RecordType type, DnsFailure kind) {
    failures.put(new Question(name(name), type), kind);
    return this;
  }

  private SpfZone put(String name, RecordType type, RecordData data) {
    names.add(name(name));
    records.computeIfAbsent(new Question(name(name), type), q -> new ArrayList<>()).add(data);
    return this;
  }

  private static DomainName name(String text) {
    return DomainName.parseAnyOctets(text).orElseThrow();
  }

  @Override
  public Answer resolve(Question question) {
    asked.add(question);
    DnsFailure failure = failures.get(question);
    if (failure != null) {
      return new Answer.Failed(question, failure, "as told");
    }
    List<RecordData> found = records.get(question);
    if (found != null) {
      return new Answer.Found(question, found, 300, Dnssec.UNKNOWN);
    }
    return names.contains(question.name())
        ? new Answer.NoData(question, 300, Dnssec.UNKNOWN)
        : new Answer.NoSuchName(question, 300, Dnssec.UNKNOWN);
  }
}
