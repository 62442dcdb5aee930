package dev.indicia.dkim;

import dev.indicia.dns.Answer;
import org.jspecify.annotations.Nullable;

/**
 * What the DNS holds at a selector (RFC 6376 §3.6.2), for protocols that share DKIM's keys.
 * Immutable.
 *
 * @param answer null when nothing could be asked
 * @param records how many records there are; the first one was read
 * @param key null when there is a problem
 * @param problem why there is no usable key; null when there is one
 * @param detail more on the problem; may be empty
 */
public record KeyLookup(
    @Nullable Answer answer,
    int records,
    @Nullable DkimPublicKey key,
    @Nullable DkimReason problem,
    String detail) {

  static KeyLookup unusable(
      @Nullable Answer answer, int records, DkimReason problem, String detail) {
    return new KeyLookup(answer, records, null, problem, detail);
  }
}
