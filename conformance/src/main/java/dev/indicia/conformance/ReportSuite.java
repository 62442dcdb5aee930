package dev.indicia.conformance;

import dev.indicia.conformance.SuiteResult.Tally;
import dev.indicia.report.AggregateReport;
import dev.indicia.report.FeedbackReport;
import dev.indicia.report.Report;
import dev.indicia.report.ReportDeviation;
import dev.indicia.report.ReportReader;
import dev.indicia.report.ReportResult;
import dev.indicia.report.TlsReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reports of many reporters, each compared with what the JDK's tree of the same XML, or Jackson's
 * of the same JSON, says of it. What those do not take is known under our deviations or our reason.
 * A mail has to give a report of the kind that its folder holds.
 */
final class ReportSuite implements Suite {
  private final Corpora corpora;

  ReportSuite(Corpora corpora) {
    this.corpora = corpora;
  }

  @Override
  public String name() {
    return "reports";
  }

  @Override
  public String about() {
    return "Reports of many reporters: aggregates against the JDK's reader of XML, TLS reports"
        + " against Jackson, mails by the kind of report they hold.";
  }

  @Override
  public SuiteResult run() throws IOException {
    Tally tally = new Tally(name());
    for (Path file : corpora.files(List.of("dmarc/aggregate", "dmarc/failure", "tlsrpt"))) {
      run(tally, file);
    }
    return tally.result();
  }

  private void run(Tally tally, Path file) throws IOException {
    String id = file.getFileName().toString();
    byte[] octets = Files.readAllBytes(file);
    List<ReportResult> results = new ArrayList<>();
    new ReportReader().read(new ByteArrayInputStream(octets), results::add);
    if (results.size() != 1) {
      tally.fail(id, results.size() + " results");
      return;
    }
    if (id.endsWith(".eml")) {
      mail(tally, file, results.getFirst());
      return;
    }
    String expected = referee(unwrapped(octets));
    switch (results.getFirst()) {
      case ReportResult.Refused refused -> {
        if (expected == null) {
          tally.known("refused " + refused.reason().code());
        } else {
          tally.fail(id, "refused: " + refused.reason().code() + " " + refused.detail());
        }
      }
      case ReportResult.Read read -> {
        if (expected == null) {
          tally.known(read.deviations().stream().map(ReportDeviation::id).toList());
        } else {
          tally.check(id, expected, facts(read.report()));
        }
      }
    }
  }

  private static void mail(Tally tally, Path file, ReportResult result) {
    String folder = file.toString();
    String expected =
        folder.contains("aggregate") ? "aggregate" : folder.contains("failure") ? "failure" : "tls";
    String actual =
        switch (result) {
          case ReportResult.Refused refused -> refused.reason().code();
          case ReportResult.Read read ->
              switch (read.report()) {
                case AggregateReport aggregate -> "aggregate";
                case TlsReport tls -> "tls";
                case FeedbackReport feedback -> feedback.isAuthFailure() ? "failure" : "feedback";
              };
        };
    tally.check(folder, expected, actual);
  }

  private static String facts(Report report) {
    return switch (report) {
      case AggregateReport aggregate ->
          facts(
              aggregate.head().metadata().orgName(),
              aggregate.head().metadata().reportId(),
              aggregate.head().policy().domain(),
              aggregate.records(),
              aggregate.messages());
      case TlsReport tls ->
          facts(
              tls.organizationName(),
              tls.reportId(),
              tls.policies().isEmpty() ? null : tls.policies().getFirst().domain(),
              tls.totalSuccessful(),
              tls.totalFailed());
      case FeedbackReport feedback -> feedback.feedbackType();
    };
  }

  private static String facts(
      @Nullable String who, @Nullable String id, @Nullable String domain, long one, long other) {
    return String.format(
        Locale.ROOT,
        "%s, %s, %s, %d, %d",
        who == null ? "" : who,
        id == null ? "" : id,
        domain == null ? "" : domain,
        one,
        other);
  }

  /** The text inside, by the JDK's own readers. */
  private static byte[] unwrapped(byte[] octets) throws IOException {
    byte[] inside = octets;
    for (int i = 0; i < 2; i++) {
      if (inside.length > 4 && inside[0] == 0x1f && (inside[1] & 0xff) == 0x8b) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(inside))) {
          inside = in.readAllBytes();
        }
      } else if (inside.length > 4 && inside[0] == 'P' && inside[1] == 'K') {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(inside))) {
          in.getNextEntry();
          inside = in.readAllBytes();
        }
      }
    }
    return inside;
  }

  /** What another reader says of it, null when that takes it for broken. */
  private static @Nullable String referee(byte[] text) throws IOException {
    boolean json = text.length > 0 && text[0] == '{';
    return json ? jackson(text) : dom(text);
  }

  private static @Nullable String jackson(byte[] text) {
    JsonNode root;
    try {
      root = new JsonMapper().readTree(text);
    } catch (JacksonException e) {
      return null;
    }
    long successful = 0;
    long failed = 0;
    for (JsonNode policy : root.get("policies")) {
      successful += policy.get("summary").get("total-successful-session-count").asLong();
      failed += policy.get("summary").get("total-failure-session-count").asLong();
    }
    String domain = root.get("policies").get(0).get("policy").get("policy-domain").asString();
    return facts(
        root.get("organization-name").asString(),
        root.get("report-id").asString(),
        domain,
        successful,
        failed);
  }

  private static @Nullable String dom(byte[] text) throws IOException {
    Document document;
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new Silent());
      document = builder.parse(new ByteArrayInputStream(text));
    } catch (SAXException e) {
      return null;
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
    NodeList records = document.getElementsByTagName("record");
    long messages = 0;
    for (int i = 0; i < records.getLength(); i++) {
      messages += Long.parseLong(text((Element) records.item(i), "count"));
    }
    Element root = document.getDocumentElement();
    Element policy = (Element) document.getElementsByTagName("policy_published").item(0);
    return facts(
        text(root, "org_name"),
        text(root, "report_id"),
        text(policy, "domain"),
        records.getLength(),
        messages);
  }

  private static String text(Element element, String name) {
    NodeList found = element.getElementsByTagName(name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
  }

  /** Broken XML is a result here, and nothing to print. */
  private static final class Silent implements ErrorHandler {
    @Override
    public void warning(SAXParseException e) {}

    @Override
    public void error(SAXParseException e) {}

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      throw e;
    }
  }
}
