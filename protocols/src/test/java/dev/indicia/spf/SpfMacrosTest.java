package dev.indicia.spf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dns.DnsFailure;
import dev.indicia.dns.IpAddress;
import dev.indicia.dns.RecordType;
import dev.indicia.evidence.Strictness;
import dev.indicia.message.SmtpSession;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpfMacrosTest {
  private static final Instant AT = Instant.ofEpochSecond(1_750_000_000);

  private static SpfResult check(SpfZone zone, String ip, String mailFrom) {
    SpfOptions options =
        new SpfOptions(SpfLimits.DEFAULT, Strictness.STRICT, "mx.receiver.example");
    SmtpSession session = SmtpSession.of(IpAddress.of(ip), "helo.client.example", mailFrom);
    return new SpfChecker(options).check(session, SpfIdentity.MAIL_FROM, zone, AT);
  }

  private static String explain(String text, String ip, String mailFrom) {
    SpfZone zone =
        new SpfZone()
            .txt("email.sender.example", "v=spf1 -all exp=exp.example")
            .txt("exp.example", text);
    return ((SpfResult.Fail) check(zone, ip, mailFrom)).explanation();
  }

  // RFC 7208 §7.2, §7.3, §7.4: letters, transformers, delimiters
  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "%{s}, strong-bad@email.sender.example",
    "%{l}, strong-bad",
    "%{o}, email.sender.example",
    "%{d}, email.sender.example",
    "%{d4}, email.sender.example",
    "%{d2}, sender.example",
    "%{d1}, example",
    "%{dr}, example.sender.email",
    "%{d2r}, sender.email",
    "%{d1r}, email",
    "%{D2R}, sender.email",
    "%{l-}, strong.bad",
    "%{lr}, strong-bad",
    "%{lr-}, bad.strong",
    "%{l1-}, bad",
    "%{l1r-}, strong",
    "%{d999999999999}, email.sender.example",
    "%{s2@}, '',",
    "%{i}, 192.0.2.3",
    "%{ir}.%{v}.arpa, 3.2.0.192.in-addr.arpa",
    "%{c}, 192.0.2.3",
    "%{h}, helo.client.example",
    "%{p}, unknown",
    "%{r}, mx.receiver.example",
    "%{t}, 1750000000",
    "%{S}, strong-bad%40email.sender.example",
    "%%%_%-, '% %20'",
    "a%{l-}b%{d1}c, astrong.badbexamplec",
  })
  void macro_isExpandedInAnExplanation(String macro, String value) {
    String expected = value.isEmpty() ? null : value;
    assertThat(explain(macro, "192.0.2.3", "strong-bad@email.sender.example")).isEqualTo(expected);
  }

  @Test
  void ipv6Address_isNibblesInIAndCanonicalInC() {
    assertThat(explain("%{ir}.%{v} %{c}", "2001:db8::cb01", "u@email.sender.example"))
        .isEqualTo(
            "1.0.B.C.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.B.D.0.1.0.0.2.ip6 2001:db8::cb01");
  }

  @Test
  void emptyParts_areKept() {
    assertThat(explain("%{l-}|%{lr-}|%{l2-}", "192.0.2.3", "-a--b-@email.sender.example"))
        .isEqualTo(".a..b.|.b..a.|b.");
  }

  @Test
  void reservedCharacters_areEscapedForUpperCase() {
    assertThat(explain("%{L}", "192.0.2.3", "~a_b.c-d&e=f/g+h@email.sender.example"))
        .isEqualTo("~a_b.c-d%26e%3Df%2Fg%2Bh");
  }

  // RFC 7208 §7.3: %{d} is the domain of the record that is evaluated, %{o} stays the sender's
  @Test
  void domainMacro_isTheIncludedDomainInsideAnInclude() {
    SpfZone zone =
        new SpfZone()
            .txt("a.example", "v=spf1 include:b.example -all")
            .txt("b.example", "v=spf1 exists:%{d}.%{o}.check.example -all")
            .address("b.example.a.example.check.example", "127.0.0.2");
    assertThat(check(zone, "192.0.2.3", "u@a.example").word()).isEqualTo("pass");
  }

  // RFC 7208 §7.3: at most 253 characters, whole labels cut off the left
  @Test
  void longTargetName_losesLabelsOnTheLeft() {
    String label = "x".repeat(50);
    String kept = String.join(".", label, label, label, label, "exists.example");
    SpfZone zone =
        new SpfZone()
            .txt("a.example", "v=spf1 exists:%{l}." + kept + " -all")
            .address(kept, "127.0.0.2");
    assertThat(kept).hasSize(218);
    assertThat(check(zone, "192.0.2.3", "y".repeat(40) + "@a.example").word()).isEqualTo("pass");
    assertThat(check(zone, "192.0.2.3", "y".repeat(20) + "@a.example").word()).isEqualTo("fail");
  }

  // RFC 8616 §4: a local-part outside ASCII matches nothing
  @Test
  void localPartOutsideAscii_matchesNothing() {
    SpfZone zone =
        new SpfZone()
            .txt("a.example", "v=spf1 exists:%{l}.b.example include:%{s}.c.example ?all")
            .txt("r.example", "v=spf1 redirect=%{l}.b.example");
    SpfResult result = check(zone, "192.0.2.3", "j\u00f6rg@a.example");
    assertThat(result.word()).isEqualTo("neutral");
    assertThat(zone.asked).hasSize(1);
    assertThat(check(zone, "192.0.2.3", "j\u00f6rg@r.example").word()).isEqualTo("neutral");
    assertThat(explain("%{l} is not allowed", "192.0.2.3", "\u00f6@email.sender.example")).isNull();
  }

  // RFC 7208 §5.5, §7.3
  @Test
  void validatedName_prefersTheDomainThenItsSubdomains() {
    SpfZone zone =
        new SpfZone()
            .txt("a.example", "v=spf1 exists:%{p}.check.example -all")
            .ptr("192.0.2.3", "forged.a.example")
            .ptr("192.0.2.3", "other.example")
            .ptr("192.0.2.3", "mail.a.example")
            .address("forged.a.example", "192.0.2.99")
            .address("other.example", "192.0.2.3")
            .address("mail.a.example", "192.0.2.3")
            .address("mail.a.example.check.example", "127.0.0.2");
    SpfResult result = check(zone, "192.0.2.3", "u@a.example");
    assertThat(result.word()).isEqualTo("pass");
    // RFC 7208 §4.6.4: exists and the macro
    assertThat(result.basis().dnsTerms()).isEqualTo(2);
  }

  @Test
  void ptr_matchesValidatedNamesAtOrBelowTheTarget() {
    SpfZone zone =
        new SpfZone()
            .txt("a.example", "v=spf1 ptr -all")
            .txt("b.example", "v=spf1 ptr:a.example -all")
            .txt("c.example", "v=spf1 ptr:mail.a.example.evil.example -all")
            .ptr("192.0.2.3", "mail.a.example")
            .address("mail.a.example", "192.0.2.3")
            .ptr("192.0.2.4", "mail.a.example");
    assertThat(check(zone, "192.0.2.3", "u@a.example").word()).isEqualTo("pass");
    assertThat(check(zone, "192.0.2.3", "u@b.example").word()).isEqualTo("pass");
    assertThat(check(zone, "192.0.2.3", "u@c.example").word()).isEqualTo("fail");
    assertThat(check(zone, "192.0.2.4", "u@a.example").word()).isEqualTo("fail");
  }

  // RFC 7208 §5.5: a failing look-up is no match, never a temperror
  @Test
  void failingReverseLookUps_areNoMatch() {
    SpfZone zone = new SpfZone().txt("a.example", "v=spf1 ptr -all");
    zone.fail("3.2.0.192.in-addr.arpa", RecordType.PTR, DnsFailure.TIMEOUT);
    assertThat(check(zone, "192.0.2.3", "u@a.example").word()).isEqualTo("fail");
    SpfZone names = new SpfZone().txt("a.example", "v=spf1 ptr -all");
    names.ptr("192.0.2.3", "x.a.example").ptr("192.0.2.3", "y.a.example");
    names.fail("x.a.example", RecordType.A, DnsFailure.SERVFAIL);
    names.address("y.a.example", "192.0.2.3");
    assertThat(check(names, "192.0.2.3", "u@a.example").word()).isEqualTo("pass");
  }

  // RFC 2181 §11: a target-name may hold any octet
  @Test
  void spacesInATargetName_areLookedUp() {
    SpfZone zone =
        new SpfZone()
            .txt("a.example", "v=spf1 a:x%%y%_z%-.example -all")
            .address("x%y z%20.example", "192.0.2.3");
    assertThat(check(zone, "192.0.2.3", "u@a.example").word()).isEqualTo("pass");
  }
}
