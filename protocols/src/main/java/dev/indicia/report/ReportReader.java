package dev.indicia.report;

import dev.indicia.report.ReportOrigin.Wrapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * Reads reports of every form: bare, in gzip or zip, in a mail, several in one input. What an input
 * is, its first octets tell; names and media types are compared with that, and not believed.
 *
 * <p>Memory does not depend on the size of the input, but for mail and TLS reports, which are held
 * (their limits: {@link ReportLimits#messageOctetsMax}, {@link ReportLimits#jsonOctetsMax}).
 * Immutable, thread-safe; each call reads in the thread that makes it.
 */
public final class ReportReader {
  private static final int FIELD_NAME_OCTETS_MAX = 200;

  private final ReportLimits limits;

  /** A reader within the default limits. */
  public ReportReader() {
    this(ReportLimits.DEFAULT);
  }

  /** A reader within these limits. */
  public ReportReader(ReportLimits limits) {
    this.limits = Objects.requireNonNull(limits, "limits");
  }

  /**
   * Reads all reports of one input, giving the sink at least one result. The stream is not closed.
   *
   * @throws IOException what the stream throws; what is wrong with the input is a result
   */
  public void read(InputStream in, ReportSink sink) throws IOException {
    Objects.requireNonNull(sink, "sink");
    Input input = new Input(limits, new Budget(limits), sink);
    Surroundings bare = Surroundings.NONE;
    try {
      content(new OctetSource(input.budget().metered(in)), bare, input);
    } catch (Refusal refusal) {
      sink.result(refused(bare, refusal));
    }
  }

  /**
   * What all of one input shares.
   *
   * @param sink takes what is found
   */
  record Input(ReportLimits limits, Budget budget, ReportSink sink) {}

  static ReportResult refused(Surroundings around, Refusal refusal) {
    return new ReportResult.Refused(around.origin(), refusal.reason(), refusal.detail());
  }

  /** Reads what begins at the source's next octet, and gives its results to the sink. */
  static void content(OctetSource source, Surroundings around, Input input) throws IOException {
    if (!source.has(1)) {
      throw new Refusal(ReportReason.EMPTY, "");
    }
    if (GzipStream.beginsAt(source)) {
      gzip(source, around, input);
    } else if (ZipArchive.beginsAt(source)) {
      ZipReports.read(source, around.in(Wrapper.ZIP, input.limits()), input);
    } else {
      text(source, around, input);
    }
  }

  private static void gzip(OctetSource source, Surroundings around, Input input)
      throws IOException {
    Surroundings inside = around.in(Wrapper.GZIP, input.limits());
    try (GzipStream expanded = new GzipStream(source, input.budget(), inside.deviations())) {
      content(new OctetSource(expanded), inside, input);
    }
  }

  private static void text(OctetSource source, Surroundings around, Input input)
      throws IOException {
    Set<ReportDeviation> deviations = EnumSet.noneOf(ReportDeviation.class);
    boolean marked = TextEncoding.isMarked(source);
    OctetSource text = marked ? new OctetSource(TextEncoding.utf8(source, deviations)) : source;
    boolean spaced = skipSpace(text);
    int first = text.has(1) ? text.at(0) : -1;
    if (first == '<') {
      if (spaced && text.has(2) && text.at(1) == '?') {
        deviations.add(ReportDeviation.XML_LEADING_SPACE);
      }
      InputStream octets = marked ? text : TextEncoding.utf8(text, deviations);
      AggregateReport report =
          new AggregateParser(octets, input.limits(), deviations, input.sink()::record).parse();
      found(report, around, deviations, input);
    } else if (first == '{') {
      found(new TlsParser(text, input.limits(), deviations).parse(), around, deviations, input);
    } else if (!marked && beginsLikeMail(text)) {
      MailReports.read(text, around.in(Wrapper.MAIL, input.limits()), input);
    } else {
      throw new Refusal(first < 0 ? ReportReason.EMPTY : ReportReason.NOT_A_REPORT, "");
    }
  }

  static void found(
      Report report, Surroundings around, Set<ReportDeviation> deviations, Input input) {
    deviations.addAll(around.deviations());
    input.sink().result(new ReportResult.Read(around.origin(), report, deviations));
  }

  /** Passes over white space, of which one buffer is looked at; whether there was any. */
  private static boolean skipSpace(OctetSource text) throws IOException {
    boolean any = false;
    for (int i = 0; i < OctetSource.BUFFER_OCTETS && text.has(1); i++) {
      int octet = text.at(0);
      if (octet != ' ' && octet != '\n' && octet != '\r' && octet != '\t') {
        break;
      }
      text.drop(1);
      any = true;
    }
    return any;
  }

  /** Whether a header field stands there, or the separator line of an mbox. */
  private static boolean beginsLikeMail(OctetSource text) throws IOException {
    int length = text.available(FIELD_NAME_OCTETS_MAX);
    int from = length > 0 && text.at(0) == '>' ? 1 : 0;
    boolean separator = length - from > 5;
    for (int i = 0; i < 5 && separator; i++) {
      separator = text.at(from + i) == "From ".charAt(i);
    }
    if (separator) {
      return true;
    }
    for (int i = 0; i < length; i++) {
      int octet = text.at(i);
      if (octet == ':') {
        return i > 0;
      }
      if (octet <= ' ' || octet > '~') {
        return false;
      }
    }
    return false;
  }
}
