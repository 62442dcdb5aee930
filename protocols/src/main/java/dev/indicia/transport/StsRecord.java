package dev.indicia.transport;

import dev.indicia.dns.Answer;
import dev.indicia.dns.DomainName;
import java.util.List;
import java.util.Optional;

/**
 * The TXT record at {@code _mta-sts} (RFC 8461 §3.1): a domain has a policy, and whether it is
 * still the one that is kept. Immutable.
 *
 * @param id of the policy, 1 to 32 letters and digits; a new policy has another
 * @param ignored names of fields that mean nothing here or stand there again, in order
 */
public record StsRecord(String id, List<String> ignored) {
  private static final int ID_LENGTH_MAX = 32;
  private static final FieldList.Reasons REASONS =
      new FieldList.Reasons(
          TransportReason.STS_NO_RECORD,
          TransportReason.STS_SEVERAL_RECORDS,
          TransportReason.STS_RECORD_MALFORMED,
          TransportReason.STS_LOOKUP_FAILED);

  public StsRecord {
    ignored = List.copyOf(ignored);
  }

  /** The name to ask for the record; nothing when it would be longer than a name can be. */
  public static Optional<DomainName> nameFor(DomainName domain) {
    return domain.prefixedWith("_mta-sts");
  }

  /** Reads the text of a TXT record. Takes any text; time and memory are linear in its length. */
  public static RecordParse<StsRecord> parse(String text) {
    FieldList list = FieldList.parse(text, "STSv1");
    if (list == null) {
      return new RecordParse.Other<>();
    }
    if (list.defect() >= 0) {
      return malformed(list.defect());
    }
    for (FieldList.Field field : list.fields()) {
      if (!FieldList.isVisible(field.value(), "=")) {
        return malformed(field.valueStart());
      }
    }
    FieldList.Field id = list.first("id");
    if (id == null) {
      return malformed(text.length());
    }
    if (id.value().length() > ID_LENGTH_MAX
        || !id.value().chars().allMatch(c -> FieldList.isAlphanumeric((char) c))) {
      return malformed(id.valueStart());
    }
    List<String> ignored =
        list.fields().stream().filter(f -> !f.equals(id)).map(FieldList.Field::name).toList();
    return new RecordParse.Valid<>(new StsRecord(id.value(), ignored));
  }

  private static RecordParse<StsRecord> malformed(int offset) {
    return new RecordParse.Malformed<>(offset, TransportReason.STS_RECORD_MALFORMED);
  }

  /**
   * The record that applies. That there is none is no reason to forget a policy that is kept and
   * has not expired (RFC 8461 §3.1).
   */
  public static RecordSelection<StsRecord> select(Answer answer) {
    return FieldList.select(answer, StsRecord::parse, REASONS);
  }
}
