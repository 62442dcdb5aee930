package dev.indicia.iprev;

import dev.indicia.dns.Answer;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.IpAddress;
import dev.indicia.dns.Question;
import dev.indicia.dns.RecordData;
import dev.indicia.dns.RecordType;
import dev.indicia.dns.Resolver;
import dev.indicia.evidence.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The check of a client's address by reverse and forward look-up (RFC 8601 §3). Thread-safe. */
public final class Iprev {
  /** Names tried by default; RFC 8601 §3 asks for a limit, RFC 7208 §4.6.4 has the same. */
  public static final int NAMES_MAX = 10;

  private static final List<String> SECTIONS = List.of("RFC 8601 §3");

  private Iprev() {}

  /** Checks the address, trying {@link #NAMES_MAX} names. */
  public static IprevResult check(IpAddress address, Resolver resolver) {
    return check(address, resolver, NAMES_MAX);
  }

  /**
   * Checks the address: asks for its names, and for the addresses of each until one is the address
   * itself.
   *
   * @param namesMax how many names are tried, at least 1; one PTR query and at most this many
   *     address queries are made
   */
  public static IprevResult check(IpAddress address, Resolver resolver, int namesMax) {
    Objects.requireNonNull(resolver, "resolver");
    if (namesMax < 1) {
      throw new IllegalArgumentException("namesMax is " + namesMax);
    }
    List<Answer> answers = new ArrayList<>(2);
    Answer pointers = resolver.resolve(new Question(address.reverseName(), RecordType.PTR));
    answers.add(pointers);
    if (pointers instanceof Answer.Failed failed) {
      return new IprevResult.TempError(
          IprevReason.NAME_LOOKUP_FAILED, detail(failed), evidence(answers));
    }
    RecordType type = address.isV4() ? RecordType.A : RecordType.AAAA;
    List<DomainName> names = new ArrayList<>(2);
    Answer.@Nullable Failed failure = null;
    boolean more = false;
    for (RecordData data : pointers.recordsOrEmpty()) {
      if (!(data instanceof RecordData.Pointer pointer) || names.contains(pointer.target())) {
        continue;
      }
      if (names.size() == namesMax) {
        more = true;
        break;
      }
      names.add(pointer.target());
      Answer answer = resolver.resolve(new Question(pointer.target(), type));
      answers.add(answer);
      if (answer.recordsOrEmpty().contains(new RecordData.Address(address))) {
        return new IprevResult.Pass(pointer.target(), evidence(answers));
      }
      if (failure == null && answer instanceof Answer.Failed failed) {
        failure = failed;
      }
    }
    if (names.isEmpty()) {
      // RFC 8601 §2.7.3: permerror is for an address without a PTR record.
      return new IprevResult.PermError(IprevReason.NO_NAME, evidence(answers));
    }
    if (failure != null) {
      return new IprevResult.TempError(
          IprevReason.ADDRESS_LOOKUP_FAILED, detail(failure), evidence(answers));
    }
    return new IprevResult.Fail(
        more ? IprevReason.TOO_MANY_NAMES : IprevReason.NOT_CONFIRMED,
        List.copyOf(names),
        evidence(answers));
  }

  private static Evidence evidence(List<Answer> answers) {
    return new Evidence(answers, SECTIONS, List.of());
  }

  private static String detail(Answer.Failed failed) {
    return failed.question().type() + " " + failed.question().name() + ": " + failed.kind().code();
  }
}
