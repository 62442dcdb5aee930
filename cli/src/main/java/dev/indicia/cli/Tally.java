package dev.indicia.cli;

import dev.indicia.dns.Answer;
import dev.indicia.dns.DnsFailure;
import dev.indicia.dns.RecordedAnswer;
import dev.indicia.trust.VerdictKind;
import java.util.EnumMap;
import java.util.Map;

/** Counts results, and knows the exit code they add up to. Used by one thread. */
final class Tally {

  /** From where on a verdict makes the command fail. */
  enum FailOn {
    /** No verdict does. */
    NEVER,
    /** A suspicion or an accusation. */
    SUSPICIOUS,
    /** An accusation. */
    ACCUSED
  }

  private final FailOn failOn;
  private final boolean network;
  private final Map<VerdictKind, Long> verdicts = new EnumMap<>(VerdictKind.class);
  private long unreadable;
  private long judged;
  private long withoutDns;
  private boolean found;

  /**
   * A tally.
   *
   * @param network whether questions go to the network; a zone file never fails as a whole
   */
  Tally(FailOn failOn, boolean network) {
    this.failOn = failOn;
    this.network = network;
  }

  void count(Judged result) {
    if (result instanceof Judged.Judgement judgement) {
      count(judgement);
    } else {
      unreadable++;
    }
  }

  private void count(Judged.Judgement judgement) {
    VerdictKind kind = judgement.verdict().kind();
    judged++;
    verdicts.merge(kind, 1L, Long::sum);
    boolean suspicious = kind == VerdictKind.SUSPICIOUS;
    found |=
        switch (failOn) {
          case NEVER -> false;
          case SUSPICIOUS -> suspicious || kind.isAccusation();
          case ACCUSED -> kind.isAccusation();
        };
    if (network && kind == VerdictKind.UNPROVEN && isCutOff(judgement)) {
      withoutDns++;
    }
  }

  /** Whether it asked, and no server ever said anything. */
  private static boolean isCutOff(Judged.Judgement judgement) {
    boolean asked = false;
    for (RecordedAnswer recorded : judgement.authentication().dns()) {
      boolean silent =
          recorded.answer() instanceof Answer.Failed failed
              && (failed.kind() == DnsFailure.UNREACHABLE || failed.kind() == DnsFailure.TIMEOUT);
      if (!silent) {
        return false;
      }
      asked = true;
    }
    return asked;
  }

  /** Results in all. */
  long total() {
    return judged + unreadable;
  }

  /** Inputs that could not be read. */
  long unreadable() {
    return unreadable;
  }

  /** Messages with that verdict. */
  long of(VerdictKind kind) {
    return verdicts.getOrDefault(kind, 0L);
  }

  /** What the command ends with, unless it was interrupted or used wrongly. */
  ExitCode exitCode() {
    ExitCode code = found ? ExitCode.FOUND : ExitCode.OK;
    if (unreadable > 0) {
      code = code.or(ExitCode.UNREADABLE_INPUT);
    }
    return isWithoutNetwork() ? code.or(ExitCode.NO_NETWORK) : code;
  }

  /** Whether nothing could be judged because no DNS server answered. */
  boolean isWithoutNetwork() {
    return judged > 0 && withoutDns == judged;
  }
}
