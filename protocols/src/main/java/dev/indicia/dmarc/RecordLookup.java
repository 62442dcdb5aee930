package dev.indicia.dmarc;

import dev.indicia.dns.Answer;
import org.jspecify.annotations.Nullable;

/**
 * What stands at one {@code _dmarc} name.
 *
 * @param record the one policy record; null for every other kind
 * @param answer null when the name would be longer than the DNS allows, so nothing was asked
 */
record RecordLookup(Kind kind, @Nullable DmarcRecord record, @Nullable Answer answer) {
  /** Nothing is there, or nothing is known to be there. */
  static final RecordLookup NOTHING = new RecordLookup(Kind.NONE, null, null);

  enum Kind {
    /** One policy record. */
    RECORD,
    /** No policy record. */
    NONE,
    /** Several, which are all discarded (RFC 9989 §4.10 step 2). */
    SEVERAL,
    /** One that cannot be interpreted. */
    MALFORMED,
    /** The look-up failed. */
    FAILED
  }

  /** Whether the answer shows that the name exists, and so every name above it (RFC 8020 §2). */
  boolean showsExistence() {
    return answer instanceof Answer.Found || answer instanceof Answer.NoData;
  }
}
