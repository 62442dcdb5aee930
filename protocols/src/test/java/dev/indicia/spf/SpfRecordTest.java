package dev.indicia.spf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dns.IpAddress;
import org.junit.jupiter.api.Test;

class SpfRecordTest {

  @Test
  void wellFormedRecord_givesItsTermsInOrder() {
    String text =
        "v=spf1 ?a:b.example/24//64 -mx ip4:192.0.2.0/24 ip6:2001:db8::/32 ptr"
            + " exists:%{i}.x.example include:c.example ~all redirect=d.example"
            + " exp=e.example Other=%{d}";
    SpfRecord record = SpfRecord.parse(text);
    assertThat(record).isInstanceOf(SpfRecord.Parsed.class);
    assertThat(((SpfRecord.Parsed) record).terms())
        .containsExactly(
            directive(
                text,
                "?a:b.example/24//64",
                SpfQualifier.NEUTRAL,
                new SpfMechanism.A("b.example", 24, 64)),
            directive(text, "-mx", SpfQualifier.FAIL, new SpfMechanism.Mx(null, 32, 128)),
            directive(
                text,
                "ip4:192.0.2.0/24",
                SpfQualifier.PASS,
                new SpfMechanism.Ip4(IpAddress.of("192.0.2.0"), 24)),
            directive(
                text,
                "ip6:2001:db8::/32",
                SpfQualifier.PASS,
                new SpfMechanism.Ip6(IpAddress.of("2001:db8::"), 32)),
            directive(text, "ptr", SpfQualifier.PASS, new SpfMechanism.Ptr(null)),
            directive(
                text,
                "exists:%{i}.x.example",
                SpfQualifier.PASS,
                new SpfMechanism.Exists("%{i}.x.example")),
            directive(
                text,
                "include:c.example",
                SpfQualifier.PASS,
                new SpfMechanism.Include("c.example")),
            directive(text, "~all", SpfQualifier.SOFTFAIL, new SpfMechanism.All()),
            new SpfTerm.Redirect(text.indexOf("redirect"), "redirect=d.example", "d.example"),
            new SpfTerm.Explanation(text.indexOf("exp="), "exp=e.example", "e.example"),
            new SpfTerm.UnknownModifier(text.indexOf("Other"), "Other=%{d}", "Other", "%{d}"));
  }

  private static SpfTerm directive(
      String text, String term, SpfQualifier qualifier, SpfMechanism mechanism) {
    return new SpfTerm.Directive(text.indexOf(term), term, qualifier, mechanism);
  }

  @Test
  void otherText_isNotSpf() {
    for (String text : new String[] {"", "v=spf", "v=spf12", "v=spf1\t-all", "v=DKIM1; p="}) {
      assertThat(SpfRecord.parse(text)).as(text).isEqualTo(new SpfRecord.NotSpf());
    }
    assertThat(SpfRecord.parse("V=spf1")).isInstanceOf(SpfRecord.Parsed.class);
  }

  @Test
  void firstSyntaxError_isNamedWithItsPlace() {
    assertThat(SpfRecord.parse("v=spf1 a ip4:1.2.3.999 b"))
        .isEqualTo(new SpfRecord.Malformed(19, "ip4:1.2.3.999", SpfReason.NETWORK_SYNTAX));
  }

  @Test
  void mechanisms_knowWhetherTheyCauseLookUps() {
    SpfRecord record = SpfRecord.parse("v=spf1 a mx ptr include:a.example exists:a.example all");
    long count =
        ((SpfRecord.Parsed) record)
            .terms().stream()
                .map(term -> ((SpfTerm.Directive) term).mechanism())
                .filter(SpfMechanism::causesLookups)
                .count();
    assertThat(count).isEqualTo(5);
  }
}
