package dev.indicia.dns;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The answer to one {@link Question}. Immutable; closed by the DNS itself (RFC 2308 §2). */
public sealed interface Answer {

  /** What was asked. */
  Question question();

  /** DNSSEC state of the answer. */
  Dnssec dnssec();

  /** How long the answer may be kept, in seconds, 0 to 2147483647; 0 for a failure. */
  long ttlSeconds();

  /** The word used for the kind of answer in evidence and JSON. */
  String status();

  /** The records, or an empty list for every other answer than {@link Found}. */
  default List<RecordData> recordsOrEmpty() {
    return this instanceof Found found ? found.records() : List.of();
  }

  /**
   * At least one record of the type asked for (after following CNAME records).
   *
   * @param records in the order received, not empty, all of the type asked for
   */
  record Found(Question question, List<RecordData> records, long ttlSeconds, Dnssec dnssec)
      implements Answer {
    public Found {
      Objects.requireNonNull(question, "question");
      records = List.copyOf(records);
      if (records.isEmpty()) {
        throw new IllegalArgumentException("records is empty; use NoData");
      }
    }

    @Override
    public String status() {
      return "found";
    }

    // By hand, as with questions: a record's own would be made when it is first used.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Found found
          && question.equals(found.question)
          && ttlSeconds == found.ttlSeconds
          && dnssec == found.dnssec
          && records.equals(found.records);
    }

    @Override
    public int hashCode() {
      return 31 * question.hashCode() + records.hashCode();
    }
  }

  /** The name exists, without a record of the type asked for: a void look-up (RFC 7208 §4.6.4). */
  record NoData(Question question, long ttlSeconds, Dnssec dnssec) implements Answer {
    @Override
    public String status() {
      return "nodata";
    }
  }

  /** The name does not exist (NXDOMAIN): a void look-up too (RFC 7208 §4.6.4). */
  record NoSuchName(Question question, long ttlSeconds, Dnssec dnssec) implements Answer {
    @Override
    public String status() {
      return "nxdomain";
    }
  }

  /**
   * There is no answer.
   *
   * @param detail a sentence for people, for instance the server and the time waited
   */
  record Failed(Question question, DnsFailure kind, String detail) implements Answer {
    public Failed {
      Objects.requireNonNull(kind, "kind");
    }

    @Override
    public String status() {
      return kind.code();
    }

    @Override
    public Dnssec dnssec() {
      return Dnssec.UNKNOWN;
    }

    @Override
    public long ttlSeconds() {
      return 0;
    }
  }
}
