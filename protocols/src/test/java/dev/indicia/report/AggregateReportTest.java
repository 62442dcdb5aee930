package dev.indicia.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dmarc.AlignmentMode;
import dev.indicia.dmarc.DmarcPolicy;
import dev.indicia.dns.IpAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Aggregate reports as reporters write them, and as they must not. */
class AggregateReportTest {
  private static Found with(String from, String to) {
    assertThat(Found.MINIMAL).contains(from);
    return Found.in(Found.MINIMAL.replace(from, to));
  }

  @Test
  void minimalReport_isReadWithoutDeviation() {
    Found found = Found.in(Found.MINIMAL);
    AggregateReport report = found.aggregate();
    assertThat(found.deviations()).isEmpty();
    assertThat(report.messages()).isEqualTo(7);
    assertThat(report.records()).isEqualTo(1);
    AggregateHead head = report.head();
    assertThat(head.form()).isEqualTo(AggregateForm.RFC_9990);
    assertThat(head.metadata().orgName()).isEqualTo("b.example");
    assertThat(head.metadata().begin()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(head.policy().p()).isEqualTo(DmarcPolicy.REJECT);
    assertThat(head.policy().sp()).isNull();
    AggregateRecord record = found.records().getFirst();
    assertThat(record.sourceIp()).isEqualTo(IpAddress.of("192.0.2.1"));
    assertThat(record.disposition()).isEqualTo(Disposition.PASS);
    assertThat(record.passes()).isTrue();
    assertThat(record.dkim())
        .containsExactly(new AggregateRecord.Dkim("a.example", "s", ReportedResult.PASS, null));
    assertThat(record.spf()).isEmpty();
  }

  @Test
  void olderForm_isReadWithAndWithoutItsNamespace() {
    String body = Found.MINIMAL.replace(" xmlns=\"urn:ietf:params:xml:ns:dmarc-2.0\"", "");
    Found bare = Found.in(body);
    assertThat(bare.aggregate().head().form()).isEqualTo(AggregateForm.RFC_7489);
    assertThat(bare.deviations())
        .contains(
            ReportDeviation.NAMESPACE_MISSING,
            ReportDeviation.ELEMENT_MISSING,
            ReportDeviation.ELEMENT_OTHER_FORM);
    Found prefixed =
        Found.in(
            body.replace("<feedback>", "<n:feedback xmlns:n='http://dmarc.org/dmarc-xml/0.1'>")
                .replace("</feedback>", "</n:feedback>"));
    assertThat(prefixed.aggregate().messages()).isEqualTo(7);
    assertThat(prefixed.deviations()).doesNotContain(ReportDeviation.NAMESPACE_MISSING);
    Found everywhere =
        Found.in(
            body.replaceAll("<(/?)([a-z])", "<$1n:$2")
                .replace(
                    "<n:feedback>", "<n:feedback xmlns:n='urn:ietf:params:xml:ns:dmarc-2.0'>"));
    assertThat(everywhere.aggregate().messages()).isEqualTo(7);
    assertThat(everywhere.deviations()).isEmpty();
  }

  @Test
  void unknownNamespace_isOverlooked() {
    assertThat(with("ns:dmarc-2.0", "ns:dmarc-9").deviations())
        .contains(ReportDeviation.NAMESPACE_UNKNOWN);
  }

  @Test
  void extensions_arePassedOver_andUnknownElementsNoted() {
    Found found =
        with(
            "</auth_results>",
            "</auth_results><x:arc xmlns:x='urn:x'><x:row><count>9</count></x:row></x:arc>");
    assertThat(found.aggregate().messages()).isEqualTo(7);
    assertThat(found.deviations()).isEmpty();
    Found file = with("<record>", "<extension><x:y><record>z</record></x:y></extension><record>");
    assertThat(file.aggregate().records()).isEqualTo(1);
    assertThat(file.deviations()).isEmpty();
    Found unknown = with("<count>", "<colour><count>3</count></colour><count>");
    assertThat(unknown.aggregate().messages()).isEqualTo(7);
    assertThat(unknown.deviations()).containsExactly(ReportDeviation.ELEMENT_UNKNOWN);
    Found misplaced = with("<row>", "<count>5</count><row>");
    assertThat(misplaced.aggregate().messages()).isEqualTo(7);
    assertThat(misplaced.deviations()).containsExactly(ReportDeviation.ELEMENT_UNKNOWN);
  }

  @Test
  void repeatedElement_theFirstCounts() {
    Found found = with("</count>", "</count><count>100</count>");
    assertThat(found.aggregate().messages()).isEqualTo(7);
    assertThat(found.deviations()).containsExactly(ReportDeviation.ELEMENT_REPEATED);
  }

  @Test
  void otherLetters_areReadAndNoted() {
    Found found = with("<dkim>pass</dkim>", "<dkim>Pass</dkim>");
    assertThat(found.records().getFirst().dkimAligned()).isTrue();
    assertThat(found.deviations()).containsExactly(ReportDeviation.VALUE_CASE);
    assertThat(with("<p>reject</p>", "<P>reject</P>").deviations())
        .containsExactly(ReportDeviation.ELEMENT_CASE);
    assertThat(with("<p>reject</p>", "<p> reject\n</p>").deviations())
        .containsExactly(ReportDeviation.VALUE_SPACE);
  }

  @Test
  void olderWords_standForTheirSuccessors() {
    String spf = "<spf><domain>a.example</domain><result>%s</result></spf></auth_results>";
    for (String[] pair :
        new String[][] {{"hardfail", "FAIL"}, {"unknown", "TEMPERROR"}, {"error", "PERMERROR"}}) {
      Found found = with("</auth_results>", String.format(spf, pair[0]));
      assertThat(found.records().getFirst().spf().getFirst().result())
          .isEqualTo(ReportedResult.valueOf(pair[1]));
      assertThat(found.deviations()).containsExactly(ReportDeviation.VALUE_OLD);
    }
    Found mode = with("<p>", "<adkim>strict</adkim><p>");
    assertThat(mode.aggregate().head().policy().adkim()).isEqualTo(AlignmentMode.STRICT);
  }

  @Test
  void unknownWord_isAbsentAndNoted() {
    Found found = with("<disposition>pass", "<disposition>shrug");
    assertThat(found.records().getFirst().disposition()).isNull();
    assertThat(found.deviations()).containsExactly(ReportDeviation.VALUE_UNKNOWN);
    Found source = with("192.0.2.1", "mail.a.example");
    assertThat(source.records().getFirst().sourceIp()).isNull();
    assertThat(source.deviations()).containsExactly(ReportDeviation.SOURCE_SYNTAX);
  }

  @Test
  void numbersAndTimes_areReadOrNoted() {
    assertThat(with("1767225600", "1767225600.0").deviations())
        .containsExactly(ReportDeviation.NUMBER_FORM);
    Found none = with("1767225600", "yesterday");
    assertThat(none.aggregate().head().metadata().begin()).isNull();
    assertThat(none.deviations()).containsExactly(ReportDeviation.TIME_SYNTAX);
    assertThat(with("1767311999", "1767000000").deviations())
        .containsExactly(ReportDeviation.PERIOD_REVERSED);
    assertThat(with(">7<", "> 007 <").aggregate().messages()).isEqualTo(7);
  }

  @Test
  void countThatCannotBeRead_isRefused() {
    for (String count : new String[] {"", "-1", "seven", "1e3", "9999999999999999999", "7.5"}) {
      assertThat(with(">7<", ">" + count + "<").refusal()).as(count).isEqualTo(ReportReason.COUNT);
    }
    assertThat(with("<count>7</count>", "").refusal()).isEqualTo(ReportReason.COUNT);
    // No single count overflows, but a sum may.
    String record = Found.MINIMAL.substring(Found.MINIMAL.indexOf("<record>"));
    String large = record.replace("</feedback>", "").replace(">7<", ">999999999999999999<");
    assertThat(with("<record>", large.repeat(10) + "<record>").refusal())
        .isEqualTo(ReportReason.COUNT);
  }

  @Test
  void missingParts_areOverlookedWhereSomethingIsLeft() {
    Found found = with("<email>reports@b.example</email>", "");
    assertThat(found.aggregate().head().metadata().email()).isNull();
    assertThat(found.deviations()).containsExactly(ReportDeviation.ELEMENT_MISSING);
    Found empty = with("<org_name>b.example</org_name>", "<org_name/>");
    assertThat(empty.aggregate().head().metadata().orgName()).isNull();
    assertThat(empty.deviations()).containsExactly(ReportDeviation.ELEMENT_MISSING);
    Found none = Found.in("<feedback><policy_published><p>none</p></policy_published></feedback>");
    assertThat(none.aggregate().records()).isZero();
    assertThat(none.deviations()).contains(ReportDeviation.NO_RECORDS);
    assertThat(Found.in("<feedback><version>1.0</version></feedback>").refusal())
        .isEqualTo(ReportReason.NO_METADATA);
  }

  @Test
  void emptyEnvelopeFrom_isTheNullReversePath() {
    Found found = with("<identifiers>", "<identifiers><envelope_from/>");
    assertThat(found.records().getFirst().envelopeFrom()).isEmpty();
    assertThat(found.deviations()).isEmpty();
    assertThat(Found.in(Found.MINIMAL).records().getFirst().envelopeFrom()).isNull();
  }

  @Test
  void policyAndOverrides_areReadWhole() {
    Found found =
        with(
            "<p>reject</p>",
            "<discovery_method>treewalk</discovery_method><p>reject</p><sp>none</sp><np>quarantine"
                + "</np><fo>1:d</fo><adkim>s</adkim><aspf>r</aspf><testing>y</testing>");
    assertThat(found.deviations()).isEmpty();
    assertThat(found.aggregate().head().policy())
        .isEqualTo(
            new AggregateHead.Policy(
                "a.example",
                DiscoveryMethod.TREEWALK,
                DmarcPolicy.REJECT,
                DmarcPolicy.NONE,
                DmarcPolicy.QUARANTINE,
                AlignmentMode.STRICT,
                AlignmentMode.RELAXED,
                "1:d",
                true,
                null));
    Found overrides =
        with(
            "<spf>fail</spf>",
            "<spf>fail</spf><reason><type>mailing_list</type><comment>a &amp; b</comment></reason>"
                + "<reason><type>policy_test_mode</type></reason>");
    assertThat(overrides.records().getFirst().overrides())
        .isEqualTo(
            List.of(
                new PolicyOverride(PolicyOverride.Type.MAILING_LIST, "a & b"),
                new PolicyOverride(PolicyOverride.Type.POLICY_TEST_MODE, null)));
  }

  @Test
  void wrapperElement_isPassedOver_evenWhereItDoesNotEnd() {
    String schema = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>";
    Found found = Found.in(Found.MINIMAL.replace("<feedback", schema + "<feedback"));
    assertThat(found.aggregate().messages()).isEqualTo(7);
    assertThat(found.deviations()).contains(ReportDeviation.XML_NOT_ROOT);
    assertThat(Found.in("<html><body><feedback/></body></html>").refusal())
        .isEqualTo(ReportReason.NOT_A_REPORT);
    assertThat(Found.in("<html></html>").refusal()).isEqualTo(ReportReason.NOT_A_REPORT);
  }

  @Test
  void whatFollows_isNoted() {
    assertThat(Found.in(Found.MINIMAL + "<more/>").deviations())
        .containsExactly(ReportDeviation.XML_TRAILING);
    assertThat(Found.in("\n  " + Found.MINIMAL + "\n\n").deviations())
        .containsExactly(ReportDeviation.XML_LEADING_SPACE);
  }

  @Test
  void encodings_areReadAsDeclared() {
    String text = Found.MINIMAL.replace("<org_name>b", "<org_name>Bücher €uro").replace("€", "");
    for (String name : new String[] {"ISO-8859-1", "windows-1252", "ISO-8859-15"}) {
      byte[] octets =
          text.replace("encoding=\"UTF-8\"", "encoding=\"" + name + "\"")
              .getBytes(Charset.forName(name));
      Found found = Found.in(octets);
      assertThat(found.aggregate().head().metadata().orgName()).startsWith("Bücher");
      assertThat(found.deviations()).as(name).isEmpty();
    }
    for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      String declared = text.replace("UTF-8", "UTF-16").replace("Bücher", "Bücher 😀");
      for (String mark : new String[] {"\ufeff", ""}) {
        Found found = Found.in((mark + declared).getBytes(charset));
        assertThat(found.aggregate().head().metadata().orgName()).startsWith("Bücher 😀");
        assertThat(found.deviations()).isEmpty();
      }
    }
    assertThat(Found.in("\ufeff" + text).deviations()).isEmpty();
    assertThat(Found.in(text.replace("UTF-8", "utf-16")).deviations())
        .containsExactly(ReportDeviation.ENCODING_DECLARED);
    assertThat(Found.in(text.getBytes(StandardCharsets.ISO_8859_1)).deviations())
        .containsExactly(ReportDeviation.ENCODING_BROKEN);
    assertThat(Found.in(text.replace("UTF-8", "EBCDIC-CP-US")).refusal())
        .isEqualTo(ReportReason.ENCODING);
  }

  @Test
  void documentTypesAndEntities_areRefused() {
    String bomb =
        "<?xml version=\"1.0\"?><!DOCTYPE feedback [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>";
    assertThat(Found.in(bomb + "<feedback>&b;</feedback>").refusal())
        .isEqualTo(ReportReason.XML_DOCTYPE);
    assertThat(
            Found.in("<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><feedback>&x;</feedback>")
                .refusal())
        .isEqualTo(ReportReason.XML_DOCTYPE);
    assertThat(with("b.example</org_name>", "&own;</org_name>").refusal())
        .isEqualTo(ReportReason.XML_ENTITY);
  }

  @Test
  void brokenMarkup_isRefused() {
    for (String[] pair :
        new String[][] {
          {"</record>", "</recoil>"},
          {"<record>", "<record"},
          {"<record>", "<record a>"},
          {"<record>", "<record a=b>"},
          {"<record>", "<record a='<'>"},
          {"<record>", "<!ELEMENT x><record>"}
        }) {
      assertThat(with(pair[0], pair[1]).refusal()).as(pair[1]).isEqualTo(ReportReason.XML_SYNTAX);
    }
    for (int i = 60; i < Found.MINIMAL.length() - 4; i += 7) {
      assertThat(Found.in(Found.MINIMAL.substring(0, i)).refusal())
          .as("cut at " + i)
          .isIn(ReportReason.XML_TRUNCATED, ReportReason.NOT_A_REPORT);
    }
  }
}
