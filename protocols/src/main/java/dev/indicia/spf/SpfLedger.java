package dev.indicia.spf;

import dev.indicia.dns.Answer;
import dev.indicia.dns.DnsFailure;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.Question;
import dev.indicia.dns.RecordType;
import dev.indicia.dns.Resolver;
import dev.indicia.evidence.Evidence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The book of one check: asks the DNS, counts what it cost against the limits, keeps the evidence,
 * and holds the error that ends it. Not thread-safe: one check, one thread.
 */
final class SpfLedger {
  private final SpfLimits limits;
  private final Resolver resolver;
  private final List<Answer> answers = new ArrayList<>(8);
  private final List<String> sections = new ArrayList<>(6);
  private final List<SpfDeviation> deviations = new ArrayList<>(0);
  private int dnsTerms;
  private int voidLookups;
  private int steps;
  private boolean voidInTerm;
  private boolean explaining;
  private @Nullable SpfOutcome error;
  private SpfReason why = SpfReason.NO_MATCH;
  private String detail = "";

  SpfLedger(SpfLimits limits, Resolver resolver) {
    this.limits = limits;
    this.resolver = resolver;
  }

  SpfLimits limits() {
    return limits;
  }

  /** Asks without counting: a record or an explanation. */
  Answer ask(DomainName name, RecordType type) {
    Answer answer = resolver.resolve(new Question(name, type));
    if (!answers.contains(answer)) {
      answers.add(answer);
    }
    return answer;
  }

  /** Asks for a mechanism or {@code %{p}} and counts the terms looked up in vain. */
  Answer askForTerm(DomainName name, RecordType type) {
    Answer answer = ask(name, type);
    boolean inVain = answer instanceof Answer.NoData || answer instanceof Answer.NoSuchName;
    // RFC 7208 §4.6.4: terms with void look-ups are counted, so each term once
    if (inVain && !voidInTerm && !explaining) {
      voidInTerm = true;
      if (++voidLookups > limits.voidLookupsMax()) {
        permanent(SpfReason.VOID_LOOKUP_LIMIT, name.text() + " " + type + ": " + answer.status());
      }
    }
    return answer;
  }

  /** A term that causes look-ups begins. */
  void startTerm() {
    voidInTerm = false;
  }

  /** RFC 7208 §4.6.4: at most 10 terms that cause look-ups; explanations do not count. */
  boolean countDnsTerm() {
    return explaining || ++dnsTerms <= limits.dnsTermsMax();
  }

  /** Counts work done; false when there was too much of it, which ends the evaluation. */
  boolean step(int cost) {
    steps += cost;
    if (steps <= limits.stepsMax()) {
      return true;
    }
    permanent(SpfReason.EVALUATION_LIMIT, "more than " + limits.stepsMax() + " steps");
    return false;
  }

  /** From here on nothing that goes wrong changes the result (RFC 7208 §6.2). */
  void startExplanation() {
    explaining = true;
  }

  /** The error that ended the evaluation; null while there is none. */
  @Nullable SpfOutcome error() {
    return error;
  }

  boolean isEnded() {
    return error != null;
  }

  /** Ends the evaluation with a permerror. */
  SpfOutcome permanent(SpfReason reason, String text) {
    return end(SpfOutcome.PERMERROR, reason, text);
  }

  /** Ends the evaluation with a temperror. */
  SpfOutcome lookupFailed(SpfReason reason, Answer.Failed failure, String place) {
    Question question = failure.question();
    // RFC 7208 §4.6.4: running out of time is a temperror too
    boolean budget = failure.kind() == DnsFailure.BUDGET_EXHAUSTED;
    return end(
        SpfOutcome.TEMPERROR,
        budget ? SpfReason.LOOKUP_BUDGET : reason,
        place + question.name() + " " + question.type() + ": " + failure.kind().code());
  }

  private SpfOutcome end(SpfOutcome outcome, SpfReason reason, String text) {
    SpfOutcome earlier = error;
    if (earlier != null || explaining) {
      return earlier == null ? outcome : earlier;
    }
    error = outcome;
    detail = text;
    decide(outcome, reason);
    return outcome;
  }

  /** Names the reason for the result, unless a later step names another. */
  SpfOutcome decide(SpfOutcome outcome, SpfReason reason) {
    why = reason;
    sections.add(reason.section());
    return outcome;
  }

  /** Names a rule that was applied. */
  void applied(String section) {
    sections.add(section);
  }

  /** Notes a deviation once. */
  void note(@Nullable SpfDeviation deviation) {
    if (deviation != null && !deviations.contains(deviation)) {
      deviations.add(deviation);
    }
  }

  SpfReason why() {
    return why;
  }

  String detail() {
    return detail;
  }

  /** What the result rests on. */
  SpfBasis basis(
      SpfIdentity identity,
      String domain,
      @Nullable String matched,
      @Nullable DomainName matchedDomain) {
    return new SpfBasis(
        identity,
        domain,
        matched,
        matchedDomain == null ? null : matchedDomain.text(),
        dnsTerms,
        voidLookups,
        List.copyOf(deviations),
        new Evidence(answers, sections, List.of()));
  }
}
