package dev.indicia.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.Authentication;
import dev.indicia.MailVerifier;
import dev.indicia.bimi.BimiEvaluator;
import dev.indicia.bimi.BimiLimits;
import dev.indicia.bimi.BimiResult;
import dev.indicia.dkim.AtpsResult;
import dev.indicia.dkim.DkimBasis;
import dev.indicia.dkim.DkimResult;
import dev.indicia.dmarc.DmarcResult;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.IncludeReader;
import dev.indicia.dns.IpAddress;
import dev.indicia.dns.RecordedAnswer;
import dev.indicia.dns.Zone;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import dev.indicia.spf.SpfResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A message whose every name is written in U-labels, from the session to the zone file (RFC 8616,
 * UTS 46 non-transitional): what IDNA2003 makes of "faß" is another domain, which must not be
 * asked.
 */
class InternationalMailTest {
  private static final DomainName DOMAIN = DomainName.of("xn--fa-hia.example");
  private static final String SVG =
      "<svg xmlns='http://www.w3.org/2000/svg' version='1.2' baseProfile='tiny-ps'"
          + " viewBox='0 0 1 1'><title>Faß</title></svg>";
  private static final String MESSAGE =
      "From: Ölwerk <büro@faß.example>\r\n"
          + "To: ann@straße.example\r\n"
          + "Subject: Grüße\r\n"
          + "BIMI-Selector: v=BIMI1; s=brand;\r\n"
          + "Date: Tue, 12 May 2026 08:00:00 +0000\r\n\r\n"
          + "Hallo\r\n";

  private static String zone(CaseSigner signer) {
    return """
    faß.example TXT "v=spf1 exists:%%{d}.spf.example -all"
    xn--fa-hia.example.spf.example A 127.0.0.2
    größe._domainkey.faß.example TXT "%s"
    _dmarc.faß.example TXT "v=DMARC1; p=reject"
    mx.faß.example A 192.0.2.1
    1.2.0.192.in-addr.arpa PTR mx.faß.example
    xn--fa-hia.example._atps.straße.example TXT "v=ATPS1; d=faß.example"
    brand._bimi.faß.example TXT "v=BIMI1; l=https://bild.example/l.svg"
    """
        .formatted(signer.record());
  }

  private static Authentication verify(String message, Zone zone) {
    BimiEvaluator bimi =
        new BimiEvaluator(
            uri -> Optional.of(SVG.getBytes(StandardCharsets.UTF_8)), Set.of(), BimiLimits.DEFAULT);
    return MailVerifier.builder(zone)
        .bimi(bimi)
        .build()
        .verify(
            Message.of(message.getBytes(StandardCharsets.UTF_8)),
            SmtpSession.of(IpAddress.of("192.0.2.1"), "mx.faß.example", "büro@faß.example"),
            Bomb.AT);
  }

  @Test
  void everyNameInULabels_isTheSameDomain() throws Exception {
    CaseSigner signer = CaseSigner.ed25519().with("atps", "straße.example").with("atpsh", "none");
    Zone zone = Zone.parse("zone", zone(signer), IncludeReader.NONE);
    String signed = signer.sign(MESSAGE, "faß.example", "größe", "from:to:subject:bimi-selector");
    Authentication found = verify(signed, zone);
    assertThat(found.spfMailFrom()).isInstanceOf(SpfResult.Pass.class);
    assertThat(Objects.requireNonNull(found.spfMailFrom()).basis().domain())
        .isEqualTo(DOMAIN.text());
    DkimResult signature = Objects.requireNonNull(found.dkim()).getFirst();
    assertThat(signature).as("%s", signature).isInstanceOf(DkimResult.Pass.class);
    DkimBasis basis = signature.basis();
    assertThat(basis.domain()).isEqualTo(DOMAIN);
    assertThat(basis.selector()).isEqualTo("xn--gre-6ka8i");
    AtpsResult atps = Objects.requireNonNull(basis.atps());
    assertThat(atps.domain()).isEqualTo(DomainName.of("xn--strae-oqa.example"));
    assertThat(atps.outcome()).isEqualTo(AtpsResult.Outcome.PASS);
    DmarcResult dmarc = Objects.requireNonNull(found.dmarc());
    assertThat(dmarc).isInstanceOf(DmarcResult.Pass.class);
    assertThat(dmarc.basis().authorDomain()).isEqualTo(DOMAIN);
    assertThat(Objects.requireNonNull(found.iprev()).word()).isEqualTo("pass");
    BimiResult bimi = Objects.requireNonNull(found.bimi());
    assertThat(bimi).as("%s", bimi).isInstanceOf(BimiResult.Pass.class);
    assertThat(bimi.basis().selector()).isEqualTo("brand");
    assertThat(bimi.basis().domain()).isEqualTo(DOMAIN);
    List<String> asked =
        found.dns().stream()
            .map(RecordedAnswer::answer)
            .map(answer -> answer.question().name().text())
            .toList();
    assertThat(asked).noneMatch(name -> name.contains("fass") || name.contains("strasse"));
    assertThat(asked).allMatch(name -> name.chars().allMatch(c -> c < 0x80));
  }

  @Test
  void unsignedSelector_isIgnored() throws Exception {
    CaseSigner signer = CaseSigner.ed25519();
    Zone zone = Zone.parse("zone", zone(signer), IncludeReader.NONE);
    String signed = signer.sign(MESSAGE, "faß.example", "größe", "from:to:subject");
    BimiResult bimi = Objects.requireNonNull(verify(signed, zone).bimi());
    assertThat(bimi.word()).isEqualTo("none");
    assertThat(bimi.basis().queries()).containsExactly(DomainName.of("default._bimi.faß.example"));
  }
}
