package dev.indicia.dkim;

import dev.indicia.dns.Resolver;
import dev.indicia.evidence.Evidence;
import dev.indicia.message.HeaderField;
import dev.indicia.message.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Verifies the DKIM signatures of messages (RFC 6376 §6, with RFC 8301, RFC 8463, RFC 8616 and RFC
 * 6541). Remembers key records it has parsed, up to a bound; what a record says is asked for anew
 * with each message. Thread-safe; one instance serves a program.
 */
public final class DkimVerifier {
  private static final int RECORDS_MAX = 1024;

  private final DkimOptions options;
  private final DkimCryptography cryptography;
  private final KeyRecords records;
  private final Pool<Scratch> pool = new Pool<>();

  /** A verifier with these options and this cryptography. */
  public DkimVerifier(DkimOptions options, DkimCryptography cryptography) {
    this.options = Objects.requireNonNull(options, "options");
    this.cryptography = Objects.requireNonNull(cryptography, "cryptography");
    this.records = new KeyRecords(RECORDS_MAX, options.limits());
  }

  /**
   * Verifies every signature of the message: one result for each DKIM-Signature field, top first,
   * up to {@link DkimLimits#signaturesMax}. Where there are more, one last result {@link
   * DkimReason#TOO_MANY_SIGNATURES} stands for all the others. Empty when there is no signature,
   * which is RFC 8601's "none". Never throws for what the message or the DNS holds.
   *
   * @param at the time to judge {@code t=} and {@code x=} by
   */
  public List<DkimResult> verify(Message message, Resolver resolver, Instant at) {
    Objects.requireNonNull(resolver, "resolver");
    Objects.requireNonNull(at, "at");
    List<HeaderField> fields = message.fields();
    int signatures = 0;
    for (HeaderField field : fields) {
      signatures += isSignature(field) ? 1 : 0;
    }
    if (signatures == 0) {
      return List.of();
    }
    Scratch taken = pool.take();
    Scratch scratch = taken == null ? new Scratch() : taken;
    try {
      return verify(message, resolver, at, signatures, scratch);
    } finally {
      scratch.clear();
      pool.give(scratch);
    }
  }

  private List<DkimResult> verify(
      Message message, Resolver resolver, Instant at, int signatures, Scratch scratch) {
    int signaturesMax = options.limits().signaturesMax();
    List<HeaderField> fields = message.fields();
    List<DkimResult> results = new ArrayList<>(Math.min(signatures, signaturesMax + 1));
    Verification verification =
        new Verification(message, resolver, at, options, cryptography, records, scratch);
    for (int i = 0; i < fields.size(); i++) {
      if (!isSignature(fields.get(i))) {
        continue;
      }
      // RFC 6376 §6.1: a verifier may limit the number of signatures it tries.
      if (results.size() == signaturesMax) {
        results.add(tooMany(signatures - signaturesMax));
        break;
      }
      results.add(verification.verify(i));
    }
    return List.copyOf(results);
  }

  private static boolean isSignature(HeaderField field) {
    return field.isNamed("DKIM-Signature");
  }

  private static DkimResult tooMany(int more) {
    DkimReason reason = DkimReason.TOO_MANY_SIGNATURES;
    DkimBasis nothing =
        new DkimBasis(
            null,
            null,
            null,
            null,
            0,
            null,
            null,
            List.of(),
            List.of(),
            List.of(),
            null,
            List.of(),
            new Evidence(List.of(), List.of(reason.section()), List.of()));
    return new DkimResult.PermError(nothing, reason, more + " more were not looked at");
  }
}
