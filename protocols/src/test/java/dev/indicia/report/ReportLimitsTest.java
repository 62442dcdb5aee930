package dev.indicia.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each limit, hit by an input made for it; the reason names it. */
@Timeout(60)
class ReportLimitsTest {
  /** The default limits, one of them changed. */
  private static ReportLimits with(String name, long value) {
    try {
      RecordComponent[] components = ReportLimits.class.getRecordComponents();
      Object[] values = new Object[components.length];
      Class<?>[] types = new Class<?>[components.length];
      boolean found = false;
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        values[i] = components[i].getAccessor().invoke(ReportLimits.DEFAULT);
        if (components[i].getName().equals(name)) {
          found = true;
          values[i] = types[i] == int.class ? (Object) (int) value : (Object) value;
        }
      }
      assertThat(found).as(name).isTrue();
      return ReportLimits.class.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void assertRefused(byte[] input, String limit, long value, ReportReason reason) {
    assertThat(Found.in(input, with(limit, value)).refusal()).as(limit).isEqualTo(reason);
  }

  @Test
  void inputOctetsMax() {
    assertRefused(Found.minimal(), "inputOctetsMax", 500, ReportReason.INPUT_TOO_LARGE);
  }

  @Test
  void expandedOctetsMax() {
    byte[] gzip = Found.gzip(Found.minimal());
    assertRefused(gzip, "expandedOctetsMax", 500, ReportReason.EXPANDED_TOO_LARGE);
    byte[] zip = Found.zip("a.xml", Found.minimal(), "b.xml", Found.minimal());
    Found found = Found.in(zip, with("expandedOctetsMax", Found.minimal().length + 10));
    assertThat(found.results()).hasSize(2);
    assertThat(found.results().getLast())
        .isInstanceOfSatisfying(
            ReportResult.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(ReportReason.EXPANDED_TOO_LARGE));
  }

  @Test
  void ratioMax_andRatioFreeOctets() {
    String record = Found.MINIMAL.substring(Found.MINIMAL.indexOf("<record>"));
    String one = record.replace("</feedback>", "");
    byte[] many = octets(Found.MINIMAL.replace("<record>", one.repeat(60_000) + "<record>"));
    byte[] gzip = Found.gzip(many);
    assertThat((long) many.length / gzip.length).isBetween(100L, 300L);
    assertThat(Found.in(gzip).aggregate().records()).isEqualTo(60_001);
    assertRefused(gzip, "ratioMax", 50, ReportReason.RATIO_TOO_HIGH);
    assertThat(Found.in(gzip, with("ratioFreeOctets", 1000)).aggregate().records())
        .isEqualTo(60_001);
    byte[] small =
        Found.gzip(octets(Found.MINIMAL.replace("<record>", one.repeat(600) + "<record>")));
    ReportLimits strict = with("ratioMax", 2);
    assertThat(Found.in(small, strict).aggregate().records()).isEqualTo(601);
  }

  @Test
  void wrappersMax() {
    byte[] twice = Found.gzip(Found.gzip(Found.minimal()));
    assertThat(Found.in(twice).deviations()).containsExactly(ReportDeviation.WRAPPED_TWICE);
    assertRefused(twice, "wrappersMax", 1, ReportReason.WRAPPED_TOO_DEEP);
    byte[] deep = Found.minimal();
    for (int i = 0; i < 40; i++) {
      deep = i % 2 == 0 ? Found.gzip(deep) : Found.zip("a.zip", deep);
    }
    assertThat(Found.in(deep).refusal()).isEqualTo(ReportReason.WRAPPED_TOO_DEEP);
  }

  @Test
  void entriesMax() {
    Object[] entries = new Object[40];
    for (int i = 0; i < entries.length; i += 2) {
      entries[i] = i + ".txt";
      entries[i + 1] = octets("no report\n");
    }
    assertThat(Found.in(Found.zip(entries)).refusal()).isEqualTo(ReportReason.NO_REPORT);
    assertRefused(Found.zip(entries), "entriesMax", 19, ReportReason.TOO_MANY_ENTRIES);
  }

  @Test
  void entryNameOctetsMax() {
    byte[] zip = Found.zip("n".repeat(1025) + ".xml", Found.minimal());
    assertThat(Found.in(zip).refusal()).isEqualTo(ReportReason.ENTRY_NAME_TOO_LONG);
    assertThatThrownBy(() -> with("entryNameOctetsMax", 1 << 20))
        .hasRootCauseInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void messageOctetsMax() {
    byte[] mail = octets("Subject: x\r\n\r\n" + "y".repeat(5000));
    assertRefused(mail, "messageOctetsMax", 5000, ReportReason.MESSAGE_TOO_LARGE);
    assertThat(Found.in(mail).refusal()).isEqualTo(ReportReason.NO_REPORT);
  }

  @Test
  void xmlDepthMax() {
    String nested = "<x>".repeat(40) + "</x>".repeat(40);
    assertRefused(
        octets(Found.MINIMAL.replace("<row>", nested + "<row>")),
        "xmlDepthMax",
        32,
        ReportReason.XML_TOO_DEEP);
    byte[] endless = octets("<feedback>" + "<x>".repeat(3_000_000));
    assertThat(Found.in(endless).refusal()).isEqualTo(ReportReason.XML_TOO_DEEP);
  }

  @Test
  void attributesMax() {
    StringBuilder many = new StringBuilder("<row");
    for (int i = 0; i < 33; i++) {
      many.append(" a").append(i).append("='1'");
    }
    byte[] xml = octets(Found.MINIMAL.replace("<row", many));
    assertRefused(xml, "attributesMax", 32, ReportReason.TOO_MANY_ATTRIBUTES);
    assertThat(Found.in(xml, with("attributesMax", 33)).aggregate().messages()).isEqualTo(7);
  }

  @Test
  void attributeOctetsMax() {
    for (String tag :
        new String[] {
          "<row a='" + "x".repeat(4097) + "'>",
          "<row " + "a".repeat(4097) + "='x'>",
          "<" + "r".repeat(4097) + ">",
          "<row" + " ".repeat(5000) + ">"
        }) {
      assertRefused(
          octets(Found.MINIMAL.replace("<row>", tag)),
          "attributeOctetsMax",
          4096,
          ReportReason.NAME_TOO_LONG);
    }
  }

  @Test
  void textOctetsMax() {
    String long1 = "x".repeat(70_000);
    for (String text :
        new String[] {
          "<org_name>" + long1,
          "<org_name><![CDATA[" + long1 + "]]>",
          "<org_name>" + "&amp;".repeat(70_000),
          "<org_name><!--" + long1 + "-->",
          "<?x " + long1 + "?><org_name>",
          " ".repeat(70_000) + "<org_name>"
        }) {
      assertThat(Found.in(Found.MINIMAL.replace("<org_name>", text)).refusal())
          .as(text.substring(0, 30))
          .isEqualTo(ReportReason.TEXT_TOO_LONG);
    }
    assertThat(Found.in("{\"organization-name\": \"" + long1 + "\"}").refusal())
        .isEqualTo(ReportReason.TEXT_TOO_LONG);
  }

  @Test
  void recordsMax_recordOctetsMax_resultsMax() {
    assertRefused(Found.minimal(), "recordsMax", 0, ReportReason.TOO_MANY_RECORDS);
    String result =
        "<dkim><domain>a.example</domain><selector>s</selector><result>pass</result>"
            + "<human_result>"
            + "x".repeat(60_000)
            + "</human_result></dkim>";
    byte[] large =
        octets(Found.MINIMAL.replace("<auth_results>", "<auth_results>" + result.repeat(30)));
    assertRefused(large, "recordOctetsMax", 1 << 20, ReportReason.RECORD_TOO_LARGE);
    String small =
        "<dkim><domain>a.example</domain><selector>s</selector><result>pass</result></dkim>";
    byte[] many =
        octets(Found.MINIMAL.replace("<auth_results>", "<auth_results>" + small.repeat(1001)));
    assertRefused(many, "resultsMax", 1000, ReportReason.TOO_MANY_RESULTS);
    byte[] errors =
        octets(
            Found.MINIMAL.replace(
                "<date_range>", "<error>e</error>".repeat(1001) + "<date_range>"));
    assertRefused(errors, "resultsMax", 1000, ReportReason.TOO_MANY_RESULTS);
  }

  @Test
  void jsonDepthMax_jsonOctetsMax() {
    assertRefused(
        octets("{\"x\":" + "[".repeat(1_000_000)), "jsonDepthMax", 16, ReportReason.JSON_TOO_DEEP);
    byte[] json = octets("{\"x\":[" + "1,".repeat(5000) + "1],\"policies\":[]}");
    assertThat(Found.in(json).tls().policies()).isEmpty();
    assertRefused(json, "jsonOctetsMax", 5000, ReportReason.JSON_TOO_LARGE);
  }

  @Test
  void policiesMax_failuresMax() {
    byte[] policies = octets("{\"policies\":[" + "{},".repeat(100) + "{}]}");
    assertThat(Found.in(policies).tls().policies()).hasSize(101);
    assertRefused(policies, "policiesMax", 100, ReportReason.TOO_MANY_POLICIES);
    byte[] failures =
        octets("{\"policies\":[{\"failure-details\":[" + "{},".repeat(100) + "{}]}]}");
    assertRefused(failures, "failuresMax", 100, ReportReason.TOO_MANY_FAILURES);
  }

  @Test
  void fieldsMax() {
    String mail =
        "Content-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\n"
            + "X: y\r\n".repeat(1000);
    assertRefused(octets(mail), "fieldsMax", 1000, ReportReason.TOO_MANY_FIELDS);
  }

  @Test
  void limits_arePositive() {
    for (RecordComponent component : ReportLimits.class.getRecordComponents()) {
      assertThatThrownBy(() -> with(component.getName(), -1))
          .as(component.getName())
          .hasRootCauseInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void endlessText_endsWithoutMemory() {
    // A gibibyte of one text, made while it is read.
    InputStream endless =
        new InputStream() {
          private final byte[] head = octets("<feedback><report_metadata><org_name>");
          private long given;

          @Override
          public int read() {
            return given < head.length ? head[(int) given++] : given++ < 1L << 30 ? 'x' : -1;
          }
        };
    org.junit.jupiter.api.Assertions.assertTimeout(
        Duration.ofSeconds(10),
        () ->
            assertThat(Found.in(endless, ReportLimits.DEFAULT).refusal())
                .isEqualTo(ReportReason.TEXT_TOO_LONG));
  }
}
