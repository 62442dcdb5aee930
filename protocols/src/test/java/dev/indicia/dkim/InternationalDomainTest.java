package dev.indicia.dkim;

import static dev.indicia.dkim.Fixture.TAGS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Domains and selectors in U-labels (RFC 8616 §5), which are compared and asked for as A-labels.
 */
class InternationalDomainTest {
  private static final String U_LABEL = "b\u00fccher";
  private static final String A_LABEL = "xn--bcher-kva";

  private static DkimResult verify(String tags) {
    // The fixture signs one octet a character, so the octets of UTF-8 are made characters.
    String octets = new String(tags.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    Fixture dns =
        new Fixture()
            .put("s1._domainkey." + A_LABEL + ".example", Fixture.RSA.recordText())
            .put(A_LABEL + "._domainkey.a.example", Fixture.RSA.recordText());
    return dns.verify(Fixture.signed(octets));
  }

  @Test
  void domainInEitherForm_isReportedInALabels() {
    for (String label : List.of(U_LABEL, A_LABEL, "B\u00dcCHER")) {
      DkimResult result = verify(TAGS.replace("d=a.", "d=" + label + "."));
      assertThat(result.word()).as(label).isEqualTo("pass");
      assertThat(result.basis().domain()).hasToString(A_LABEL + ".example");
    }
  }

  @Test
  void auidInTheOtherForm_isWithinTheDomain() {
    String tags = TAGS.replace("d=a.", "d=" + A_LABEL + ".");
    DkimResult result = verify(tags + "; i=j\u00f6rg@sub." + U_LABEL + ".example");
    assertThat(result.word()).isEqualTo("pass");
    assertThat(result.basis().auid()).isEqualTo("j\u00f6rg@sub." + A_LABEL + ".example");
  }

  @Test
  void selectorInULabels_isAskedForInALabels() {
    DkimResult result = verify(TAGS.replace("s=s1", "s=" + U_LABEL));
    assertThat(result.word()).isEqualTo("pass");
    assertThat(result.basis().selector()).isEqualTo(A_LABEL);
  }

  @Test
  void labelThatIsNoUtf8_isNoDomainName() {
    String tags = TAGS.replace("d=a.", "d=b\u00fccher.");
    Message message = Message.of(Fixture.octets(Fixture.signed(tags)));
    assertThat(
            new DkimVerifier(DkimOptions.DEFAULT, Fixture.JDK)
                .verify(message, Fixture.withKey().resolver(), Fixture.NOW)
                .get(0)
                .reason())
        .hasValue(DkimReason.DOMAIN_SYNTAX);
  }
}
