package dev.indicia.dkim;

import static dev.indicia.dkim.Fixture.TAGS;
import static dev.indicia.dkim.Fixture.signed;
import static dev.indicia.dkim.Fixture.withKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.evidence.Strictness;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AtpsTest {
  private static final String ATPS = TAGS + "; atps=B.example; atpsh=";

  private static AtpsResult.Outcome outcome(Fixture dns, String tags) {
    DkimResult result = dns.verify(signed(tags));
    assertThat(result.word()).isEqualTo("pass");
    AtpsResult atps = result.basis().atps();
    if (atps == null) {
      throw new AssertionError("no ATPS result");
    }
    assertThat(atps.domain()).hasToString("b.example");
    return atps.outcome();
  }

  @Test
  void base32_isThatOfRfc4648() {
    // RFC 4648 §10, without padding
    String[][] cases = {
      {"", ""},
      {"f", "MY"},
      {"fo", "MZXQ"},
      {"foo", "MZXW6"},
      {"foob", "MZXW6YQ"},
      {"fooba", "MZXW6YTB"},
      {"foobar", "MZXW6YTBOI"}
    };
    for (String[] line : cases) {
      byte[] octets = line[0].getBytes(StandardCharsets.US_ASCII);
      assertThat(Atps.base32(octets)).isEqualTo(line[1]);
    }
  }

  @Test
  void recordAtTheNameItself_authorizes() {
    Fixture dns = withKey().put("a.example._atps.b.example", "v=ATPS1; d=a.example");
    assertThat(outcome(dns, ATPS + "none")).isEqualTo(AtpsResult.Outcome.PASS);
    assertThat(dns.asked).contains("a.example._atps.b.example");
  }

  @Test
  void recordAtTheHash_authorizes() {
    for (String hash : new String[] {"sha1", "SHA256"}) {
      Fixture asked = withKey();
      assertThat(outcome(asked, ATPS + hash)).isEqualTo(AtpsResult.Outcome.FAIL);
      String name = asked.asked.get(1);
      assertThat(name).matches("[a-z2-7]{32,52}\\._atps\\.b\\.example");
      assertThat(outcome(withKey().put(name, "v=ATPS1"), ATPS + hash))
          .isEqualTo(AtpsResult.Outcome.PASS);
    }
  }

  @Test
  void otherRecords_doNotAuthorize() {
    for (String text : new String[] {"v=ATPS2", "d=a.example", "v=ATPS1; d=c.example", "", "x"}) {
      Fixture dns = withKey().put("a.example._atps.b.example", text);
      assertThat(outcome(dns, ATPS + "none")).as(text).isEqualTo(AtpsResult.Outcome.FAIL);
    }
  }

  @Test
  void dnsFailureAndUnknownHash_areNamed() {
    Fixture dns = withKey().put("a.example._atps.b.example", "FAIL");
    assertThat(outcome(dns, ATPS + "none")).isEqualTo(AtpsResult.Outcome.TEMPERROR);
    assertThat(outcome(withKey(), ATPS + "md5")).isEqualTo(AtpsResult.Outcome.PERMERROR);
  }

  @Test
  void missingHashTag_countsOnlyInLenient() {
    String tags = TAGS + "; atps=b.example";
    Fixture dns = withKey().put("a.example._atps.b.example", "v=ATPS1");
    assertThat(outcome(dns, tags)).isEqualTo(AtpsResult.Outcome.PERMERROR);
    DkimOptions lenient = DkimOptions.DEFAULT.withStrictness(Strictness.LENIENT);
    DkimBasis basis = dns.verify(signed(tags), lenient).basis();
    assertThat(basis.atps()).extracting(AtpsResult::outcome).isEqualTo(AtpsResult.Outcome.PASS);
    assertThat(basis.deviations()).containsExactly(DkimDeviation.ATPS_HASH_MISSING);
  }

  @Test
  void signatureWithoutAtps_asksNothing() {
    Fixture dns = withKey();
    assertThat(dns.verify(signed(TAGS)).basis().atps()).isNull();
    assertThat(dns.asked).hasSize(1);
  }
}
