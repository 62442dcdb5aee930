package dev.indicia.dmarc;

import dev.indicia.dns.Answer;
import dev.indicia.dns.DnsFailure;
import dev.indicia.dns.Dnssec;
import dev.indicia.dns.DomainName;
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

/** A resolver on a map, which notes what it is asked. A name above a record exists. */
public final class TestDns implements Resolver {
  private final Map<Question, List<RecordData>> records = new HashMap<>();
  private final Set<DomainName> failing = new HashSet<>();
  private final List<String> asked = new ArrayList<>();

  /** Adds TXT records at the {@code _dmarc} name of the domain. */
  public TestDns dmarc(String domain, String... texts) {
    for (String text : texts) {
      add("_dmarc." + domain, RecordType.TXT, new RecordData.Text(text));
    }
    return this;
  }

  /** Adds a record. */
  public TestDns add(String name, RecordType type, RecordData data) {
    records
        .computeIfAbsent(new Question(DomainName.of(name), type), q -> new ArrayList<>())
        .add(data);
    return this;
  }

  /** Lets every question for the name fail. */
  public TestDns failing(String name) {
    failing.add(DomainName.of(name));
    return this;
  }

  /** The names asked, each time. */
  public List<String> asked() {
    return asked;
  }

  @Override
  public Answer resolve(Question question) {
    asked.add(question.name().text());
    if (failing.contains(question.name())) {
      return new Answer.Failed(question, DnsFailure.TIMEOUT, "");
    }
    List<RecordData> found = records.get(question);
    if (found != null) {
      return new Answer.Found(question, found, 60, Dnssec.UNKNOWN);
    }
    boolean exists = records.keySet().stream().anyMatch(q -> q.name().isAtOrBelow(question.name()));
    return exists
        ? new Answer.NoData(question, 60, Dnssec.UNKNOWN)
        : new Answer.NoSuchName(question, 60, Dnssec.UNKNOWN);
  }
}
