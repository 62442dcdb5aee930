package dev.indicia.spf;

import dev.indicia.dns.Answer;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.IpAddress;
import dev.indicia.dns.RecordData;
import dev.indicia.dns.RecordType;
import dev.indicia.evidence.Strictness;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation of check_host() with everything it includes and redirects to (RFC 7208 §4). Not
 * thread-safe: one check, one thread.
 */
final class SpfEvaluation {
  private static final int[] NO_TERMS = {};
  private static final int QUOTED_CHARS_MAX = 120;

  private final SpfLedger ledger;
  private final boolean lenient;
  private final IpAddress client;
  private final SpfMacros macros;
  private final SpfClientNames clientNames;
  private final List<DomainName> active = new ArrayList<>(4);

  /** The directive that matched last, which at the end is the outermost one. */
  private @Nullable String matched;

  private @Nullable DomainName matchedDomain;

  /** The record whose exp= explains a fail, and its domain (RFC 7208 §6.2). */
  private @Nullable SpfScanner failedRecord;

  private @Nullable DomainName failedDomain;

  SpfEvaluation(
      SpfOptions options, SpfSender sender, IpAddress client, SpfLedger ledger, Instant at) {
    this.ledger = ledger;
    this.lenient = options.strictness() == Strictness.LENIENT;
    this.client = client;
    this.clientNames = new SpfClientNames(ledger, client);
    this.macros = new SpfMacros(ledger, clientNames, sender, client, options.receiver(), at);
  }

  /** Whether the name can be the {@code <domain>} of check_host() (RFC 7208 §4.3). */
  static boolean isCheckable(DomainName domain) {
    String text = domain.text();
    int dot = text.lastIndexOf('.');
    return dot > 0 && SpfMacroSyntax.isTopLabel(text, dot + 1, text.length(), false);
  }

  /**
   * check_host() for a domain that {@link #isCheckable} (RFC 7208 §4).
   *
   * @param included whether an include asks, so that no explanation is needed (RFC 7208 §6.2)
   */
  SpfOutcome checkHost(DomainName domain, boolean included) {
    // RFC 7208 §4.4: record look-up
    Answer answer = ledger.ask(domain, RecordType.TXT);
    if (answer instanceof Answer.Failed failure) {
      return ledger.lookupFailed(SpfReason.RECORD_LOOKUP_FAILED, failure, "");
    }
    // RFC 7208 §4.5: selecting records
    String record = select(answer, domain);
    if (ledger.isEnded()) {
      return ended();
    }
    if (record == null) {
      // RFC 7208 §4.3 (no such name), §4.5 (no record)
      return ledger.decide(SpfOutcome.NONE, SpfReason.NO_RECORD);
    }
    if (record.length() > ledger.limits().recordOctetsMax()) {
      return ledger.permanent(
          SpfReason.RECORD_TOO_LONG,
          domain.text() + ": more than " + ledger.limits().recordOctetsMax() + " octets");
    }
    // RFC 7208 §4.6: record evaluation
    active.add(domain);
    SpfOutcome outcome =
        evaluate(new SpfScanner(record, versionAt(record), lenient), domain, included);
    active.removeLast();
    return outcome;
  }

  /** RFC 7208 §4.5: the one TXT record that starts with the version section. */
  private @Nullable String select(Answer answer, DomainName domain) {
    String selected = null;
    List<RecordData> records = answer.recordsOrEmpty();
    for (int i = 0; i < records.size(); i++) {
      if (!(records.get(i) instanceof RecordData.Text txt)
          || !SpfScanner.isSpf(txt.text(), 0, false)) {
        continue;
      }
      if (selected == null) {
        selected = txt.text();
        continue;
      }
      if (selected.equals(txt.text())) {
        ledger.note(SpfDeviation.IDENTICAL_RECORDS);
        if (lenient) {
          continue;
        }
      }
      ledger.permanent(
          SpfReason.SEVERAL_RECORDS, domain.text() + ": more than one TXT record is v=spf1");
      return null;
    }
    return selected == null ? selectLoosely(records) : selected;
  }

  /** The first record that is one but for white space around its version section. */
  private @Nullable String selectLoosely(List<RecordData> records) {
    for (int i = 0; i < records.size(); i++) {
      if (!(records.get(i) instanceof RecordData.Text txt)) {
        continue;
      }
      int version = versionAt(txt.text());
      if (SpfScanner.isSpf(txt.text(), version, true)) {
        ledger.note(version > 0 ? SpfDeviation.LEADING_SPACE : SpfDeviation.WHITE_SPACE);
        return lenient ? txt.text() : null;
      }
    }
    return null;
  }

  /** Offset of the version section: 0, or behind white space that stands before one. */
  private static int versionAt(String text) {
    int at = 0;
    while (at < text.length()
        && (text.charAt(at) == ' ' || SpfScanner.isOtherSpace(text.charAt(at)))) {
      at++;
    }
    return at > 0 && SpfScanner.isSpf(text, at, true) ? at : 0;
  }

  /**
   * Evaluates one record. The first pass reads it to its end, because a syntax error anywhere
   * counts (RFC 7208 §4.6); it compares the networks on its way and remembers the terms with
   * look-ups that stand before the first match. The second pass evaluates only those, in order (RFC
   * 7208 §4.6.2).
   */
  private SpfOutcome evaluate(SpfScanner terms, DomainName domain, boolean included) {
    int[] waiting = NO_TERMS;
    int count = 0;
    int matchAt = -1;
    char byDefault = 0;
    SpfScanner.Kind kind;
    while ((kind = terms.next()) != SpfScanner.Kind.END) {
      if (!ledger.step(1)) {
        return ended();
      }
      switch (kind) {
        case IP4, IP6, ALL -> {
          // RFC 7208 §5.1, §5.6
          if (matchAt < 0 && (kind == SpfScanner.Kind.ALL || terms.holds(client, kind))) {
            matchAt = terms.start;
          }
        }
        case INCLUDE, A, MX, PTR, EXISTS -> {
          if (matchAt < 0) {
            waiting = count < waiting.length ? waiting : Arrays.copyOf(waiting, 2 * count + 6);
            waiting[count++] = terms.start;
          }
        }
        case MALFORMED -> {
          ledger.note(SpfDeviation.of(terms.fault));
          if (!lenient) {
            return malformed(terms, domain);
          }
        }
        case UNKNOWN_MODIFIER -> {
          // RFC 7208 §4.6.3: ignored
          byDefault = byDefault == 0 ? defaultQualifier(terms) : byDefault;
        }
        case REDIRECT, EXP, END -> {}
      }
    }
    noteLooseText(terms);
    for (int i = 0; i < count; i++) {
      terms.seek(waiting[i]);
      if (matches(terms.next(), terms, domain)) {
        return matched(terms, domain, included);
      }
      if (ledger.isEnded()) {
        return ended();
      }
    }
    if (matchAt >= 0) {
      terms.seek(matchAt);
      ledger.applied(terms.next() == SpfScanner.Kind.ALL ? "RFC 7208 §5.1" : "RFC 7208 §5.6");
      return matched(terms, domain, included);
    }
    return unmatched(terms, domain, included, byDefault);
  }

  /** RFC 7208 §4.7: redirect, else neutral. */
  private SpfOutcome unmatched(
      SpfScanner terms, DomainName domain, boolean included, char byDefault) {
    if (terms.redirectAt >= 0) {
      return redirected(terms, domain, included);
    }
    if (byDefault != 0 && lenient) {
      forgetMatch();
      return ledger.decide(outcomeOf(byDefault), SpfReason.DEFAULT_MODIFIER);
    }
    return noMatch();
  }

  /** RFC 7208 §4.7: the default result. */
  private SpfOutcome noMatch() {
    forgetMatch();
    return ledger.decide(SpfOutcome.NEUTRAL, SpfReason.NO_MATCH);
  }

  /** An included record may have matched without making its include match. */
  private void forgetMatch() {
    matched = null;
    matchedDomain = null;
  }

  /** The value of the withdrawn modifier {@code default}, or 0 where this is another one. */
  private char defaultQualifier(SpfScanner terms) {
    if (!terms.isName(terms.start, "default") || terms.specEnd - terms.specStart != 1) {
      return 0;
    }
    char value = terms.text.charAt(terms.specStart);
    if (value != '-' && value != '~' && value != '?' && value != '+') {
      return 0;
    }
    ledger.note(SpfDeviation.DEFAULT_MODIFIER);
    return value;
  }

  private void noteLooseText(SpfScanner terms) {
    if (terms.metWhiteSpace) {
      ledger.note(SpfDeviation.WHITE_SPACE);
    }
    if (terms.metNonAscii) {
      ledger.note(SpfDeviation.NON_ASCII);
    }
  }

  /** RFC 7208 §4.6.2: the qualifier of the directive that matched is the result. */
  private SpfOutcome matched(SpfScanner terms, DomainName domain, boolean included) {
    matched = terms.termText();
    matchedDomain = domain;
    SpfOutcome outcome = outcomeOf(terms.qualifier);
    if (outcome == SpfOutcome.FAIL && !included) {
      failedRecord = terms;
      failedDomain = domain;
    }
    return switch (outcome) {
      case FAIL -> ledger.decide(outcome, SpfReason.MATCHED_FAIL);
      case SOFTFAIL -> ledger.decide(outcome, SpfReason.MATCHED_SOFTFAIL);
      case NEUTRAL -> ledger.decide(outcome, SpfReason.MATCHED_NEUTRAL);
      case PASS, NONE, TEMPERROR, PERMERROR -> outcome;
    };
  }

  private static SpfOutcome outcomeOf(char qualifier) {
    return switch (qualifier) {
      case '-' -> SpfOutcome.FAIL;
      case '~' -> SpfOutcome.SOFTFAIL;
      case '?' -> SpfOutcome.NEUTRAL;
      default -> SpfOutcome.PASS;
    };
  }

  /** Whether a mechanism with look-ups matches (RFC 7208 §5); false after an error too. */
  private boolean matches(SpfScanner.Kind kind, SpfScanner term, DomainName domain) {
    if (!countDnsTerm(term, domain)) {
      return false;
    }
    DomainName target = domain;
    if (term.specStart >= 0) {
      // RFC 7208 §4.8: a target-name that is no domain name finds nothing
      DomainName named = macros.targetName(term.text, term.specStart, term.specEnd, domain);
      if (ledger.isEnded()) {
        return false;
      }
      if (named == null) {
        return kind == SpfScanner.Kind.INCLUDE && includesNothing(term, domain);
      }
      target = named;
    }
    return switch (kind) {
      case INCLUDE -> includes(term, target, domain);
      case A -> {
        ledger.applied("RFC 7208 §5.3");
        yield hasAddress(target, term, domain);
      }
      case MX -> {
        ledger.applied("RFC 7208 §5.4");
        yield hasExchange(target, term, domain);
      }
      case PTR -> {
        ledger.applied("RFC 7208 §5.5");
        yield clientNames.hasValidatedAtOrBelow(target) && !ledger.isEnded();
      }
      default -> {
        ledger.applied("RFC 7208 §5.7");
        yield exists(target, term, domain);
      }
    };
  }

  /** RFC 7208 §5.2. */
  private boolean includes(SpfScanner term, DomainName target, DomainName domain) {
    ledger.applied("RFC 7208 §5.2");
    if (!isCheckable(target)) {
      ledger.permanent(SpfReason.TARGET_NAME, place(term, domain));
      return false;
    }
    if (active.contains(target)) {
      ledger.permanent(SpfReason.LOOP, place(term, domain));
      return false;
    }
    SpfOutcome outcome = checkHost(target, true);
    return switch (outcome) {
      case PASS -> true;
      case FAIL, SOFTFAIL, NEUTRAL, TEMPERROR, PERMERROR -> false;
      case NONE -> {
        ledger.note(SpfDeviation.INCLUDE_WITHOUT_RECORD);
        if (!lenient) {
          ledger.permanent(SpfReason.INCLUDE_WITHOUT_RECORD, place(term, domain));
        }
        yield false;
      }
    };
  }

  /** An include whose target cannot be made: an error, but for RFC 8616 §4. Always false. */
  private boolean includesNothing(SpfScanner term, DomainName domain) {
    if (!macros.lacksLocalPart()) {
      ledger.permanent(SpfReason.TARGET_NAME, place(term, domain));
    }
    return false;
  }

  /** RFC 7208 §6.1. */
  private SpfOutcome redirected(SpfScanner terms, DomainName domain, boolean included) {
    terms.seek(terms.redirectAt);
    terms.next();
    ledger.applied("RFC 7208 §6.1");
    if (!countDnsTerm(terms, domain)) {
      return ended();
    }
    DomainName target = macros.targetName(terms.text, terms.specStart, terms.specEnd, domain);
    if (ledger.isEnded()) {
      return ended();
    }
    if (target == null && macros.lacksLocalPart()) {
      // RFC 8616 §4: such a term has no effect, so the default result stands (RFC 7208 §4.7)
      return noMatch();
    }
    if (target == null || !isCheckable(target)) {
      return ledger.permanent(SpfReason.TARGET_NAME, place(terms, domain));
    }
    if (active.contains(target)) {
      return ledger.permanent(SpfReason.LOOP, place(terms, domain));
    }
    SpfOutcome outcome = checkHost(target, included);
    return outcome == SpfOutcome.NONE
        ? ledger.permanent(SpfReason.REDIRECT_WITHOUT_RECORD, place(terms, domain))
        : outcome;
  }

  /** RFC 7208 §5.3: A for an IPv4 client, AAAA for an IPv6 client (RFC 7208 §5). */
  private boolean hasAddress(DomainName name, SpfScanner term, DomainName domain) {
    Answer answer = ledger.askForTerm(name, client.isV4() ? RecordType.A : RecordType.AAAA);
    if (failed(answer, term, domain)) {
      return false;
    }
    int prefixLength = client.isV4() ? term.prefix4 : term.prefix6;
    List<RecordData> records = answer.recordsOrEmpty();
    for (int i = 0; i < records.size(); i++) {
      if (!ledger.step(1)) {
        return false;
      }
      if (records.get(i) instanceof RecordData.Address found
          && found.address().version() == client.version()
          && client.isInNetwork(found.address(), prefixLength)) {
        return true;
      }
    }
    return false;
  }

  /** RFC 7208 §5.4; the number of names is limited whatever their order (RFC 7208 §4.6.4). */
  private boolean hasExchange(DomainName name, SpfScanner term, DomainName domain) {
    Answer answer = ledger.askForTerm(name, RecordType.MX);
    if (failed(answer, term, domain)) {
      return false;
    }
    List<RecordData> records = answer.recordsOrEmpty();
    if (records.size() > ledger.limits().mxNamesMax()) {
      ledger.permanent(
          SpfReason.MX_LIMIT, place(term, domain) + ": " + records.size() + " MX records");
      return false;
    }
    for (int i = 0; i < records.size(); i++) {
      // RFC 7505 §3: the root stands for "no mail exchanger"
      if (records.get(i) instanceof RecordData.MailExchange mx
          && !mx.exchange().isRoot()
          && hasAddress(mx.exchange(), term, domain)) {
        return true;
      }
      if (ledger.isEnded()) {
        return false;
      }
    }
    return false;
  }

  /** RFC 7208 §5.7: always A, also for an IPv6 client. */
  private boolean exists(DomainName name, SpfScanner term, DomainName domain) {
    Answer answer = ledger.askForTerm(name, RecordType.A);
    return !failed(answer, term, domain) && answer instanceof Answer.Found;
  }

  /**
   * The explanation of a fail (RFC 7208 §6.2), null where there is none; whatever goes wrong is
   * ignored. To be called last.
   */
  @Nullable String explanation() {
    SpfScanner record = failedRecord;
    DomainName domain = failedDomain;
    if (record == null || domain == null || record.expAt < 0) {
      return null;
    }
    ledger.startExplanation();
    record.seek(record.expAt);
    record.next();
    DomainName target = macros.targetName(record.text, record.specStart, record.specEnd, domain);
    if (target == null) {
      return null;
    }
    List<RecordData> records = ledger.ask(target, RecordType.TXT).recordsOrEmpty();
    if (records.size() != 1 || !(records.get(0) instanceof RecordData.Text text)) {
      return null;
    }
    String written = text.text();
    int length = written.length();
    if (length > ledger.limits().recordOctetsMax()
        || SpfMacroSyntax.walk(written, 0, length, SpfMacroSyntax.Place.EXPLANATION) < 0) {
      return null;
    }
    ledger.applied("RFC 7208 §6.2");
    return macros.explanation(written, domain, ledger.limits().explanationCharsMax());
  }

  /** RFC 7208 §4.6.4: at most 10 terms that cause look-ups. */
  private boolean countDnsTerm(SpfScanner term, DomainName domain) {
    ledger.startTerm();
    if (ledger.countDnsTerm()) {
      return true;
    }
    ledger.permanent(SpfReason.DNS_TERM_LIMIT, place(term, domain));
    return false;
  }

  /** RFC 7208 §5: a failed look-up of a mechanism is a temperror. True after any error. */
  private boolean failed(Answer answer, SpfScanner term, DomainName domain) {
    if (answer instanceof Answer.Failed failure) {
      ledger.lookupFailed(SpfReason.TERM_LOOKUP_FAILED, failure, place(term, domain) + ": ");
    }
    return ledger.isEnded();
  }

  private SpfOutcome malformed(SpfScanner terms, DomainName domain) {
    return ledger.permanent(
        terms.fault, place(terms, domain) + ", offset " + terms.faultAt + " of the record");
  }

  private SpfOutcome ended() {
    SpfOutcome error = ledger.error();
    return error == null ? SpfOutcome.PERMERROR : error;
  }

  /** The term and the domain of its record, fit for a log: visible ASCII, bounded. */
  private static String place(SpfScanner term, DomainName domain) {
    int end = Math.min(term.end, term.start + QUOTED_CHARS_MAX);
    StringBuilder text = new StringBuilder(end - term.start + 32);
    for (int i = term.start; i < end; i++) {
      char c = term.text.charAt(i);
      text.append(c > ' ' && c < 0x7f ? c : '?');
    }
    return text.append(end < term.end ? "... in " : " in ").append(domain.text()).toString();
  }

  /** What the result rests on. */
  SpfBasis basis(SpfIdentity identity, DomainName domain) {
    return ledger.isEnded()
        ? ledger.basis(identity, domain.text(), null, null)
        : ledger.basis(identity, domain.text(), matched, matchedDomain);
  }
}
