package dev.indicia.dmarc;

import dev.indicia.dns.Answer;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.Question;
import dev.indicia.dns.RecordData;
import dev.indicia.dns.RecordType;
import dev.indicia.dns.Resolver;
import dev.indicia.evidence.Deviation;
import dev.indicia.evidence.Strictness;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The look-ups of one evaluation: each name asked and read once. One thread. */
final class RecordLookups {
  private static final String LABEL = "_dmarc";

  private final Resolver resolver;
  private final Strictness strictness;
  private final Map<DomainName, RecordLookup> known = HashMap.newHashMap(8);
  private final List<Answer> answers = new ArrayList<>(6);
  private final List<Deviation> deviations = new ArrayList<>(0);

  RecordLookups(Resolver resolver, Strictness strictness) {
    this.resolver = resolver;
    this.strictness = strictness;
  }

  /** What stands at the {@code _dmarc} name of that domain. */
  RecordLookup at(DomainName domain) {
    RecordLookup lookup = known.get(domain);
    if (lookup == null) {
      Optional<DomainName> name = queryName(domain);
      lookup = name.isEmpty() ? RecordLookup.NOTHING : read(ask(name.get(), RecordType.TXT));
      known.put(domain, lookup);
    }
    return lookup;
  }

  /** The same without asking: a name not looked up so far has nothing. */
  RecordLookup knownAt(DomainName domain) {
    return known.getOrDefault(domain, RecordLookup.NOTHING);
  }

  /** The name to ask for the policy record of that domain (RFC 9989 §4.5). */
  static Optional<DomainName> queryName(DomainName domain) {
    return domain.prefixedWith(LABEL);
  }

  /** Asks a question of which the answer becomes evidence. */
  Answer ask(DomainName name, RecordType type) {
    Answer answer = resolver.resolve(new Question(name, type));
    answers.add(answer);
    return answer;
  }

  /** RFC 9989 §4.10 steps 2 and 6: what is not DMARC's is discarded, and so are several. */
  private RecordLookup read(Answer answer) {
    if (answer instanceof Answer.Failed) {
      return new RecordLookup(RecordLookup.Kind.FAILED, null, answer);
    }
    DmarcRecord.Parsed only = null;
    for (RecordData data : answer.recordsOrEmpty()) {
      if (!(data instanceof RecordData.Text text)) {
        continue;
      }
      DmarcRecord.Parsed parsed = DmarcRecord.parse(text.text(), strictness);
      if (parsed instanceof DmarcRecord.Parsed.NotDmarc) {
        continue;
      }
      if (only != null) {
        return new RecordLookup(RecordLookup.Kind.SEVERAL, null, answer);
      }
      only = parsed;
    }
    if (only instanceof DmarcRecord.Parsed.Malformed malformed) {
      deviate(malformed.why());
      return new RecordLookup(RecordLookup.Kind.MALFORMED, null, answer);
    }
    if (only instanceof DmarcRecord.Parsed.Valid valid) {
      for (DmarcDeviation deviation : valid.deviations()) {
        deviate(deviation);
      }
      return new RecordLookup(RecordLookup.Kind.RECORD, valid.record(), answer);
    }
    return new RecordLookup(RecordLookup.Kind.NONE, null, answer);
  }

  private void deviate(Deviation deviation) {
    if (!deviations.contains(deviation)) {
      deviations.add(deviation);
    }
  }

  List<Answer> answers() {
    return answers;
  }

  List<Deviation> deviations() {
    return deviations;
  }
}
