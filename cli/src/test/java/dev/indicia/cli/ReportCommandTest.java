package dev.indicia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** report show, as a whole. */
class ReportCommandTest {
  @TempDir Path folder;

  private static final String RECORD =
      """
      <record><row><source_ip>192.0.2.1</source_ip><count>7</count><policy_evaluated>
      <disposition>none</disposition><dkim>pass</dkim><spf>fail</spf></policy_evaluated></row>
      <identifiers><header_from>a.example</header_from></identifiers><auth_results>
      <spf><domain>a.example</domain><result>fail</result></spf></auth_results></record>
      """;

  private static final String HEAD =
      """
      <feedback><report_metadata><org_name>B \u001b[31m</org_name><email>r@b.example</email>
      <report_id>1</report_id><date_range><begin>1767225600</begin><end>1767311999</end></date_range>
      </report_metadata><policy_published><domain>A.Example.</domain><p>reject</p></policy_published>
      """;

  private static final String AGGREGATE =
      HEAD
          + RECORD
          + RECORD
              .replace("192.0.2.1", "2001:db8::1")
              .replace("pass", "fail")
              .replace(">none<", ">reject<")
          + "</feedback>";

  private static final String TLS =
      "{\"organization-name\":\"B\",\"report-id\":\"t1\",\"policies\":["
          + "{\"policy\":{\"policy-type\":\"sts\",\"policy-domain\":\"a.example\"},\"summary\":"
          + "{\"total-successful-session-count\":5,\"total-failure-session-count\":2},"
          + "\"failure-details\":[{\"result-type\":\"certificate-expired\","
          + "\"failed-session-count\":2}]},{\"policy\":{\"policy-type\":\"no-policy-found\","
          + "\"policy-domain\":\"c.example\"},\"summary\":{\"total-successful-session-count\":1,"
          + "\"total-failure-session-count\":0}}]}";

  private static final String FAILURE =
      """
      From: r@b.example
      Content-Type: multipart/report; report-type=feedback-report; boundary=b

      --b
      Content-Type: message/feedback-report

      Feedback-Type: auth-failure
      Auth-Failure: dmarc
      Source-IP: 192.0.2.9
      Reported-Domain: A.Example

      --b--
      """;

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(byte[] octets) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(octets);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private String file(String name, byte[] octets) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, octets);
    return file.toString();
  }

  private static Map<String, Object> one(CommandRun run) {
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.json()).hasSize(1);
    return run.json().getFirst();
  }

  @Test
  void everyKind_isOneFlatObject_withEveryKey() throws IOException {
    List<String> keys =
        List.of(
            "file",
            "kind",
            "org_name",
            "report_id",
            "policy_domain",
            "messages",
            "rows",
            "policies",
            "total_successful",
            "total_failed",
            "feedback_type",
            "source_ip",
            "reported_domain");
    String aggregate = file("r.xml.gz", gzip(octets(AGGREGATE)));
    Map<String, Object> object = one(CommandRun.of("report", "show", "--json", aggregate));
    assertThat(object.keySet()).containsExactlyElementsOf(keys);
    assertThat(object)
        .containsEntry("file", aggregate)
        .containsEntry("kind", "aggregate")
        .containsEntry("report_id", "1")
        .containsEntry("policy_domain", "a.example")
        .containsEntry("feedback_type", null)
        .containsEntry("policies", null);
    assertThat(number(object, "messages")).isEqualTo(14);
    assertThat(number(object, "rows")).isEqualTo(2);
    Map<String, Object> tls =
        one(CommandRun.of("report", "show", file("t.json", octets(TLS)), "--json"));
    assertThat(tls.keySet()).containsExactlyElementsOf(keys);
    assertThat(tls).containsEntry("kind", "tls").containsEntry("policy_domain", "a.example");
    assertThat(number(tls, "policies")).isEqualTo(2);
    assertThat(number(tls, "total_successful")).isEqualTo(6);
    assertThat(number(tls, "total_failed")).isEqualTo(2);
    assertThat(tls).containsEntry("messages", null).containsEntry("rows", null);
    Map<String, Object> failure =
        one(CommandRun.of("report", "show", "--json", file("f.eml", octets(FAILURE))));
    assertThat(failure.keySet()).containsExactlyElementsOf(keys);
    assertThat(failure)
        .containsEntry("kind", "failure")
        .containsEntry("feedback_type", "auth-failure")
        .containsEntry("source_ip", "192.0.2.9")
        .containsEntry("reported_domain", "a.example")
        .containsEntry("org_name", null);
    Map<String, Object> complaint =
        one(
            CommandRun.reading(
                FAILURE.replace("auth-failure", "abuse"), "report", "show", "--json", "-"));
    assertThat(complaint).containsEntry("kind", "feedback").containsEntry("file", "-");
  }

  private static long number(Map<String, Object> object, String key) {
    return ((Number) object.get(key)).longValue();
  }

  @Test
  void text_isForPeople_andSafe() throws IOException {
    CommandRun run =
        CommandRun.of(
            "report",
            "show",
            file("r.xml", octets(AGGREGATE)),
            file("t.json", octets(TLS)),
            file("f.eml", octets(FAILURE)));
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains(
            "AGGREGATE",
            "a.example",
            "2026-01-01T00:00:00Z to 2026-01-01T23:59:59Z",
            "p=reject",
            "14 in 2 rows: 7 pass, 7 fail, 7 quarantined or rejected",
            "2001:db8::1",
            "TLS",
            "5 secured, 2 failed",
            "2 certificate-expired",
            "FAILURE",
            "192.0.2.9",
            "aggregate.namespace-missing")
        .doesNotContain("\u001b");
  }

  @Test
  void manySources_areSummedUpBehindTheLargest() throws IOException {
    StringBuilder xml = new StringBuilder(HEAD);
    for (int i = 0; i < 300; i++) {
      xml.append(RECORD.replace("192.0.2.1", "10.1." + i / 250 + "." + i % 250));
    }
    xml.append(RECORD.replace(">7<", ">70<"));
    CommandRun run = CommandRun.of("report", "show", file("r.xml", octets(xml + "</feedback>")));
    assertThat(run.out().lines().filter(line -> line.startsWith("  10.1."))).hasSize(19);
    assertThat(run.out())
        .containsPattern("192\\.0\\.2\\.1 +70 +70")
        .containsPattern("others +1,967");
  }

  @Test
  void folderMboxAndZip_giveEachReport_inOrder() throws IOException {
    file("in/b.xml", octets(AGGREGATE));
    file("in/a.json", octets(TLS));
    file("in/.hidden", octets("x"));
    file("in/readme.md", octets("x"));
    file(
        "in/c/box",
        octets(("From r@b.example Thu Jan  1 10:00:00 2026\n" + FAILURE + "\n").repeat(2)));
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(zipped)) {
      for (String name : new String[] {"1.xml", "2.xml"}) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(octets(AGGREGATE));
      }
    }
    file("in/d.zip", zipped.toByteArray());
    String in = folder.resolve("in").toString();
    CommandRun run = CommandRun.of("report", "show", "--json", in);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.json().stream().map(object -> object.get("file")))
        .containsExactly(
            in + "/a.json",
            in + "/b.xml",
            in + "/c/box#1",
            in + "/c/box#2",
            in + "/d.zip",
            in + "/d.zip");
  }

  @Test
  void whatCannotBeRead_isAnObjectAndExit3() throws IOException {
    String good = file("good.xml", octets(AGGREGATE));
    String bad = file("bad.xml", octets("<!DOCTYPE x><feedback/>"));
    CommandRun run = CommandRun.of("report", "show", "--json", bad, good, "missing", "");
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.json()).hasSize(4);
    assertThat(run.json().getFirst().keySet()).containsExactly("file", "error");
    assertThat(run.json().getFirst()).containsEntry("file", bad);
    assertThat(JsonTree.at(run.json().getFirst(), "error", "code")).isEqualTo("xml-doctype");
    assertThat(run.json().get(1)).containsEntry("kind", "aggregate");
    assertThat(JsonTree.at(run.json().get(2), "error", "code")).isEqualTo("not-found");
    assertThat(JsonTree.at(run.json().get(3), "error", "code")).isEqualTo("not-found");
    assertThat(run.err()).contains("bad.xml: a document type declaration is not accepted");
    CommandRun text = CommandRun.of("report", "show", bad);
    assertThat(text.code()).isEqualTo(3);
    assertThat(text.out()).isEmpty();
    CommandRun mail = CommandRun.reading("Subject: x\n\nhello\n", "report", "show", "--json", "-");
    assertThat(JsonTree.at(mail.json().getFirst(), "error", "code")).isEqualTo("no-report");
  }

  @Test
  void usage_isExit2() {
    assertThat(CommandRun.of("report").code()).isEqualTo(2);
    assertThat(CommandRun.of("report", "show").code()).isEqualTo(2);
    CommandRun unknown = CommandRun.of("report", "shout", "x");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("ACTION: \"shout\" is not show");
    assertThat(CommandRun.of("report", "show", "--nope", "x").code()).isEqualTo(2);
    assertThat(CommandRun.of("report", "--help").out()).contains("indicia report [OPTIONS] ACTION");
  }

  @Test
  void manyRows_takeTheSameMemory() {
    // 200 MB of rows, made while they are read.
    byte[] rows = octets(RECORD.repeat(1000));
    InputStream in =
        new SequenceInputStream(
            Collections.enumeration(
                java.util.stream.Stream.of(
                        java.util.stream.Stream.of(octets(HEAD)),
                        IntStream.range(0, 500).mapToObj(i -> rows),
                        java.util.stream.Stream.of(octets("</feedback>")))
                    .flatMap(part -> part)
                    .map(part -> (InputStream) new ByteArrayInputStream(part))
                    .toList()));
    Map<String, Object> object = one(CommandRun.of(in, "report", "show", "--json", "-"));
    assertThat(number(object, "rows")).isEqualTo(500_000);
    assertThat(number(object, "messages")).isEqualTo(3_500_000);
  }

  @Test
  void interruption_isExit130() {
    Interruption interruption = new Interruption();
    interruption.request();
    CommandRun run =
        CommandRun.of(
            new ByteArrayInputStream(octets(AGGREGATE)), interruption, "report", "show", "-");
    assertThat(run.code()).isEqualTo(130);
  }

  @Test
  void objects_fitTheSchema() throws IOException {
    JsonSchema schemas = new JsonSchema(Samples.docs().resolve("schemas"));
    CommandRun run =
        CommandRun.of(
            "report",
            "show",
            "--json",
            file("r.xml", octets(AGGREGATE)),
            file("t.json", octets(TLS)),
            file("f.eml", octets(FAILURE)),
            file("g.eml", octets(FAILURE.replace("auth-failure", "abuse"))),
            "missing");
    assertThat(run.json()).hasSize(5);
    for (Map<String, Object> object : run.json()) {
      assertThat(schemas.errors("report.json", object)).as(object.toString()).isEmpty();
    }
    assertThat(schemas.errors("report.json", JsonTree.parse("{\"file\":\"x\"}"))).isNotEmpty();
  }
}
