package dev.indicia.report;

import static dev.indicia.report.AggregateElement.*;

import dev.indicia.dmarc.AlignmentMode;
import dev.indicia.dmarc.DmarcPolicy;
import dev.indicia.dns.IpAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one aggregate report from UTF-8 octets, giving its records as they come. What stands above
 * the records may stand below them too.
 */
final class AggregateParser {
  private final XmlScanner scanner;
  private final ReportLimits limits;
  private final Set<ReportDeviation> deviations;
  private final Consumer<AggregateRecord> records;
  private final AggregateValues value;

  /** The elements open, from NOWHERE on, and what has been seen in each. */
  private final AggregateElement[] path;

  private final long[] seen;
  private int depth;
  private String prefix = "";
  private AggregateForm form = AggregateForm.RFC_7489;
  private AggregateRequired required = AggregateRequired.of(form);
  private boolean ended;

  private @Nullable String version;
  private @Nullable String orgName;
  private @Nullable String email;
  private @Nullable String extraContactInfo;
  private @Nullable String reportId;
  private @Nullable Instant begin;
  private @Nullable Instant end;
  private final List<String> errors = new ArrayList<>();
  private @Nullable String generator;

  private @Nullable String policyDomain;
  private @Nullable DiscoveryMethod discovery;
  private @Nullable DmarcPolicy p;
  private @Nullable DmarcPolicy sp;
  private @Nullable DmarcPolicy np;
  private @Nullable AlignmentMode adkim;
  private @Nullable AlignmentMode aspf;
  private @Nullable String fo;
  private @Nullable Boolean testing;
  private @Nullable Integer pct;

  private @Nullable IpAddress sourceIp;
  private long count;
  private @Nullable Disposition disposition;
  private @Nullable Boolean dkimAligned;
  private @Nullable Boolean spfAligned;
  private final List<PolicyOverride> overrides = new ArrayList<>();
  private @Nullable String headerFrom;
  private @Nullable String envelopeFrom;
  private @Nullable String envelopeTo;
  private final List<AggregateRecord.Dkim> dkim = new ArrayList<>();
  private final List<AggregateRecord.Spf> spf = new ArrayList<>();

  private PolicyOverride.@Nullable Type overrideType;
  private @Nullable String comment;
  private @Nullable String domain;
  private @Nullable String selector;
  private AggregateRecord.@Nullable Scope scope;
  private @Nullable ReportedResult result;
  private @Nullable String humanResult;

  /** Where the metadata, or the record, begins. */
  private long partStart;

  private long recordCount;
  private long messageCount;

  AggregateParser(
      InputStream in,
      ReportLimits limits,
      Set<ReportDeviation> deviations,
      Consumer<AggregateRecord> records) {
    this.scanner = new XmlScanner(in, limits, deviations);
    this.limits = limits;
    this.deviations = deviations;
    this.records = records;
    this.value = new AggregateValues(deviations);
    this.path = new AggregateElement[limits.xmlDepthMax() + 2];
    this.seen = new long[limits.xmlDepthMax() + 2];
    path[0] = NOWHERE;
  }

  /** Reads it to the end of the stream. */
  AggregateReport parse() throws IOException {
    while (!ended) {
      switch (scanner.next()) {
        case START -> start();
        case END -> end();
        case END_OF_DOCUMENT ->
            throw new Refusal(ReportReason.NOT_A_REPORT, "there is no element feedback");
      }
    }
    if (scanner.drain()) {
      deviations.add(ReportDeviation.XML_TRAILING);
    }
    return report();
  }

  private AggregateReport report() throws Refusal {
    if (!has(seen[1], REPORT_METADATA) && !has(seen[1], POLICY_PUBLISHED)) {
      throw new Refusal(ReportReason.NO_METADATA, "");
    }
    if (recordCount == 0) {
      deviations.add(ReportDeviation.NO_RECORDS);
    }
    if (begin != null && end != null && end.isBefore(begin)) {
      deviations.add(ReportDeviation.PERIOD_REVERSED);
    }
    return new AggregateReport(
        new AggregateHead(
            form,
            version,
            new AggregateHead.Metadata(
                orgName, email, extraContactInfo, reportId, begin, end, errors, generator),
            new AggregateHead.Policy(
                policyDomain, discovery, p, sp, np, adkim, aspf, fo, testing, pct)),
        recordCount,
        messageCount);
  }

  private void start() throws IOException {
    AggregateElement parent = path[depth];
    if (parent == NOWHERE) {
      root();
      return;
    }
    AggregateElement element = element(parent);
    if (element != UNKNOWN) {
      boolean again = has(seen[depth], element);
      seen[depth] |= element.bit();
      if (again && !mayRepeat(element, parent)) {
        deviations.add(ReportDeviation.ELEMENT_REPEATED);
        element = UNKNOWN;
      } else if (isOfOtherForm(element)) {
        deviations.add(ReportDeviation.ELEMENT_OTHER_FORM);
      }
    }
    push(element);
    switch (element) {
      case REPORT_METADATA -> partStart = scanner.offset();
      case RECORD -> {
        clearRecord();
        partStart = scanner.offset();
      }
      case REASON -> {
        overrideType = null;
        comment = null;
      }
      case DKIM, SPF -> clearResult();
      default -> {}
    }
  }

  private void push(AggregateElement element) {
    path[++depth] = element;
    seen[depth] = 0;
  }

  /** RFC 9990 §2.1.1.1: the root, by its local name and its namespace. */
  private void root() throws IOException {
    byte[] window = scanner.window();
    int from = scanner.nameStart();
    int colon = colon();
    AggregateElement element = named(colon < 0 ? from : colon + 1);
    if (element != FEEDBACK) {
      if (scanner.depth() > 1) {
        throw new Refusal(ReportReason.NOT_A_REPORT, "the root element is not feedback");
      }
      deviations.add(ReportDeviation.XML_NOT_ROOT);
      return;
    }
    prefix = colon < 0 ? "" : new String(window, from, colon + 1 - from, StandardCharsets.UTF_8);
    String declared =
        scanner.attribute(
            colon < 0 ? "xmlns" : "xmlns:" + prefix.substring(0, prefix.length() - 1));
    String namespace = declared == null ? "" : declared.strip();
    if (namespace.equals(AggregateForm.RFC_9990.namespace())) {
      form = AggregateForm.RFC_9990;
      required = AggregateRequired.of(form);
    } else if (namespace.isEmpty()) {
      deviations.add(ReportDeviation.NAMESPACE_MISSING);
    } else if (!namespace.equals(AggregateForm.RFC_7489.namespace())) {
      deviations.add(ReportDeviation.NAMESPACE_UNKNOWN);
    }
    push(FEEDBACK);
  }

  private int colon() {
    byte[] window = scanner.window();
    for (int i = scanner.nameStart(); i < scanner.nameEnd(); i++) {
      if (window[i] == ':') {
        return i;
      }
    }
    return -1;
  }

  /** The element of the name from there on; other letters are noted. */
  private AggregateElement named(int from) {
    byte[] window = scanner.window();
    AggregateElement element = AggregateElement.of(window, from, scanner.nameEnd());
    if (element == UNKNOWN) {
      element = AggregateElement.inAnyLetters(window, from, scanner.nameEnd());
      if (element != UNKNOWN) {
        deviations.add(ReportDeviation.ELEMENT_CASE);
      }
    }
    return element;
  }

  /** The element that begins in its parent; UNKNOWN where it is none, or does not belong there. */
  private AggregateElement element(AggregateElement parent) {
    if (parent == UNKNOWN || parent == EXTENSION) {
      return UNKNOWN;
    }
    int from = scanner.nameStart();
    AggregateElement element = AggregateElement.of(scanner.window(), from, scanner.nameEnd());
    if (element == UNKNOWN) {
      int colon = colon();
      if (colon >= 0 && !isPrefix(from, colon + 1)) {
        // RFC 9990 §4: extensions, which who does not know them passes over.
        if (parent != RECORD) {
          deviations.add(ReportDeviation.ELEMENT_UNKNOWN);
        }
        return UNKNOWN;
      }
      element = named(colon < 0 ? from : colon + 1);
    }
    if (element == UNKNOWN || !element.isIn(parent)) {
      deviations.add(ReportDeviation.ELEMENT_UNKNOWN);
      return UNKNOWN;
    }
    return element;
  }

  private boolean isPrefix(int from, int to) {
    byte[] window = scanner.window();
    if (prefix.length() != to - from) {
      return false;
    }
    for (int i = 0; i < prefix.length(); i++) {
      if (window[from + i] != prefix.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean mayRepeat(AggregateElement element, AggregateElement parent) {
    return switch (element) {
      case RECORD, ERROR, REASON -> true;
      case DKIM, SPF -> parent == AUTH_RESULTS;
      default -> false;
    };
  }

  private boolean isOfOtherForm(AggregateElement element) {
    return switch (element) {
      case PCT -> form == AggregateForm.RFC_9990;
      case DISCOVERY_METHOD, NP, TESTING, GENERATOR, EXTENSION -> form == AggregateForm.RFC_7489;
      default -> false;
    };
  }

  private void end() throws Refusal {
    AggregateElement element = path[depth];
    if (element == NOWHERE) {
      throw new Refusal(ReportReason.NOT_A_REPORT, "there is no element feedback");
    }
    long children = seen[depth];
    AggregateElement parent = path[--depth];
    long missing = required.in(element, parent) & ~children;
    if (missing != 0) {
      deviations.add(ReportDeviation.ELEMENT_MISSING);
    }
    if (element == UNKNOWN) {
      return;
    }
    value.read(scanner);
    switch (parent) {
      case REPORT_METADATA, DATE_RANGE -> metadata(element);
      case POLICY_PUBLISHED -> policy(element);
      case RECORD, ROW, POLICY_EVALUATED, IDENTIFIERS -> row(element);
      case REASON -> reason(element);
      case AUTH_RESULTS -> authResult(element);
      case DKIM, SPF -> result(element, parent);
      case FEEDBACK -> top(element);
      default -> ended = element == FEEDBACK;
    }
  }

  private void top(AggregateElement element) throws Refusal {
    if (element == VERSION) {
      version = text();
    } else if (element == RECORD) {
      record();
    }
  }

  /** A leaf's text; null where it is empty or has elements in it. */
  private @Nullable String text() {
    if (!scanner.isLeaf()) {
      deviations.add(ReportDeviation.ELEMENT_UNKNOWN);
      return null;
    }
    return value.textOrNull();
  }

  /** A required leaf's text. */
  private @Nullable String required() {
    String text = text();
    if (text == null) {
      deviations.add(ReportDeviation.ELEMENT_MISSING);
    }
    return text;
  }

  private void metadata(AggregateElement element) throws Refusal {
    switch (element) {
      case ORG_NAME -> orgName = required();
      case EMAIL -> email = required();
      case EXTRA_CONTACT_INFO -> extraContactInfo = text();
      case REPORT_ID -> reportId = required();
      case GENERATOR -> generator = text();
      case BEGIN -> begin = value.time();
      case END -> end = value.time();
      case ERROR -> {
        String error = text();
        if (error != null) {
          add(errors, error);
        }
      }
      default -> {}
    }
  }

  private void policy(AggregateElement element) {
    switch (element) {
      case DOMAIN -> policyDomain = required();
      case DISCOVERY_METHOD -> discovery = value.discovery();
      case P -> p = value.policy();
      case SP -> sp = value.policy();
      case NP -> np = value.policy();
      case ADKIM -> adkim = value.mode();
      case ASPF -> aspf = value.mode();
      case FO -> fo = text();
      case TESTING -> testing = value.testing();
      case PCT -> pct = value.percentage();
      default -> {}
    }
  }

  private void row(AggregateElement element) throws Refusal {
    switch (element) {
      case SOURCE_IP -> sourceIp = value.address();
      case COUNT -> count = value.number();
      case DISPOSITION -> {
        disposition = value.disposition();
        if (disposition == Disposition.PASS && form == AggregateForm.RFC_7489) {
          deviations.add(ReportDeviation.ELEMENT_OTHER_FORM);
        }
      }
      case DKIM -> dkimAligned = value.aligned();
      case SPF -> spfAligned = value.aligned();
      case REASON -> add(overrides, new PolicyOverride(overrideType, comment));
      case HEADER_FROM -> headerFrom = required();
      case ENVELOPE_FROM -> envelopeFrom = scanner.isLeaf() ? value.text() : null;
      case ENVELOPE_TO -> envelopeTo = text();
      default -> {}
    }
  }

  private void reason(AggregateElement element) {
    if (element == COMMENT) {
      comment = text();
      return;
    }
    overrideType = value.override();
    if (overrideType != null && !overrideType.isIn(form)) {
      deviations.add(ReportDeviation.ELEMENT_OTHER_FORM);
    }
  }

  private void authResult(AggregateElement element) throws Refusal {
    if (element == DKIM) {
      add(dkim, new AggregateRecord.Dkim(domain, selector, result, humanResult));
    } else {
      add(spf, new AggregateRecord.Spf(domain, scope, result, humanResult));
    }
  }

  private void result(AggregateElement element, AggregateElement method) {
    switch (element) {
      case DOMAIN -> domain = required();
      case SELECTOR -> selector = text();
      case SCOPE -> scope = value.scope();
      case RESULT -> result = method == DKIM ? value.dkim() : value.spf();
      case HUMAN_RESULT -> humanResult = text();
      default -> {}
    }
  }

  private <T> void add(List<T> list, T one) throws Refusal {
    if (scanner.offset() - partStart > limits.recordOctetsMax()) {
      throw new Refusal(
          ReportReason.RECORD_TOO_LARGE, "more than " + limits.recordOctetsMax() + " octets");
    }
    if (list.size() == limits.resultsMax()) {
      throw new Refusal(
          ReportReason.TOO_MANY_RESULTS,
          "more than " + limits.resultsMax() + ", octet " + scanner.offset());
    }
    list.add(one);
  }

  private void record() throws Refusal {
    if (++recordCount > limits.recordsMax()) {
      throw new Refusal(ReportReason.TOO_MANY_RECORDS, "more than " + limits.recordsMax());
    }
    messageCount += count;
    if (count < 0 || messageCount < 0) {
      throw new Refusal(ReportReason.COUNT, "record " + recordCount);
    }
    records.accept(
        new AggregateRecord(
            sourceIp,
            count,
            disposition,
            dkimAligned,
            spfAligned,
            overrides,
            headerFrom,
            envelopeFrom,
            envelopeTo,
            dkim,
            spf));
  }

  private void clearRecord() {
    sourceIp = null;
    count = -1;
    disposition = null;
    dkimAligned = null;
    spfAligned = null;
    overrides.clear();
    headerFrom = null;
    envelopeFrom = null;
    envelopeTo = null;
    dkim.clear();
    spf.clear();
  }

  private void clearResult() {
    domain = null;
    selector = null;
    scope = null;
    result = null;
    humanResult = null;
  }

  private static boolean has(long elements, AggregateElement element) {
    return (elements & element.bit()) != 0;
  }
}
