package dev.indicia;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dkim.DkimResult;
import dev.indicia.dkim2.Dkim2Reason;
import dev.indicia.dkim2.Dkim2Result;
import dev.indicia.dmarc.DmarcPolicy;
import dev.indicia.dmarc.DmarcResult;
import dev.indicia.message.Message;
import dev.indicia.spf.SpfResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordedResultsTest {
  private static final String OUR_TRACE =
      "Received: from a.test (a.test [192.0.2.1]) by mx.in.example";

  private static Optional<Authentication> recorded(String host, String... lines) {
    Authentication a = all(host, lines);
    return Optional.of(a).filter(found -> found.recordedBy() != null);
  }

  private static Authentication all(String host, String... lines) {
    String text = String.join("\r\n", lines) + "\r\nFrom: a@vendor.example\r\n\r\nHello.\r\n";
    return RecordedResults.of(Message.of(text.getBytes(StandardCharsets.UTF_8)), host);
  }

  @Test
  void fieldOfTheNamedReceiver_isBelieved() {
    Authentication a =
        recorded(
                "in.example",
                "Authentication-Results: MX.in.example; spf=pass smtp.mailfrom=b@mail.vendor.example;",
                " dkim=pass header.d=vendor.example header.s=s1; dkim=fail header.d=esp.example;",
                " dmarc=pass (p=REJECT sp=NONE dis=NONE) header.from=vendor.example")
            .orElseThrow();
    assertThat(a.source()).isEqualTo(Authentication.Source.RECORDED);
    assertThat(a.recordedBy()).isEqualTo("MX.in.example");
    assertThat(a.spfMailFrom()).isInstanceOf(SpfResult.Pass.class);
    assertThat(a.dkim()).hasSize(2);
    assertThat(a.dkim().get(1)).isInstanceOf(DkimResult.Fail.class);
    assertThat(a.dmarc()).isInstanceOf(DmarcResult.Pass.class);
    assertThat(a.dmarc().basis().policy()).isEqualTo(DmarcPolicy.REJECT);
    assertThat(((DmarcResult.Pass) a.dmarc()).alignedIdentifiers()).hasSize(2);
  }

  @Test
  void fieldOfAnotherReceiver_isAClaim() {
    assertThat(recorded("in.example", "Authentication-Results: mx.evil.test; dmarc=pass"))
        .isEmpty();
    assertThat(recorded("in.example", "Authentication-Results: notin.example; dmarc=pass"))
        .isEmpty();
  }

  @Test
  void fieldWithoutId_isBelievedAboveOurTraceOnly() {
    String results = "Authentication-Results: spf=fail (sender IP is 192.0.2.1)";
    String rest = " smtp.mailfrom=x.test; dmarc=fail action=oreject header.from=vendor.example";
    assertThat(recorded("in.example", results, rest, OUR_TRACE)).isPresent();
    assertThat(recorded("in.example", OUR_TRACE, results, rest)).isEmpty();
    assertThat(recorded("in.example", results, rest)).isEmpty();
  }

  @Test
  void overriddenReject_keepsItsPolicy() {
    Authentication a =
        recorded(
                "in.example",
                "Authentication-Results: spf=none smtp.mailfrom=x.test;dmarc=fail action=oreject",
                " header.from=vendor.example;compauth=fail reason=000",
                OUR_TRACE)
            .orElseThrow();
    assertThat(a.dmarc()).isInstanceOf(DmarcResult.Fail.class);
    assertThat(((DmarcResult.Fail) a.dmarc()).requestedPolicy()).isEqualTo(DmarcPolicy.REJECT);
  }

  @Test
  void topmostField_countsForEachMethod() {
    Authentication a =
        recorded(
                "in.example",
                "Authentication-Results: mx.in.example; dmarc=fail (p=NONE) header.from=vendor.example",
                OUR_TRACE,
                "Authentication-Results: mx.in.example; dmarc=pass header.from=vendor.example")
            .orElseThrow();
    assertThat(a.dmarc()).isInstanceOf(DmarcResult.Fail.class);
  }

  @Test
  void unsignedMessage_hasNoSignatureResults() {
    Authentication a =
        recorded("in.example", "Authentication-Results: mx.in.example; dkim=none header.d=none")
            .orElseThrow();
    assertThat(a.dkim()).isEmpty();
    assertThat(a.spf()).isNull();
    assertThat(a.dmarc()).isNull();
  }

  @Test
  void bestGuess_isNoPolicyWithAlignedIdentifier() {
    Authentication a =
        recorded(
                "in.example",
                "Authentication-Results: spf=pass smtp.mailfrom=vendor.example;"
                    + " dmarc=bestguesspass action=none header.from=vendor.example",
                OUR_TRACE)
            .orElseThrow();
    assertThat(a.dmarc()).isInstanceOf(DmarcResult.None.class);
    assertThat(a.dmarc().basis().identifiers()).singleElement().matches(c -> c.aligned());
  }

  @Test
  void resultOfAnotherAuthor_provesNothing() {
    Authentication a =
        recorded(
                "in.example",
                "Authentication-Results: mx.in.example; dmarc=pass header.from=evil.test")
            .orElseThrow();
    assertThat(a.dmarc()).isInstanceOf(DmarcResult.PermError.class);
  }

  @Test
  void chainOfHops_isRecordedWithItsFailingHop() {
    Authentication a =
        recorded(
                "in.example",
                "Authentication-Results: mx.in.example; dkim2=fail (hop two) header.d=a.example",
                " header.i=2")
            .orElseThrow();
    assertThat(a.dkim2()).isInstanceOf(Dkim2Result.Fail.class);
    assertThat(a.dkim2().reason()).contains(Dkim2Reason.RECORDED);
    assertThat(a.dkim2().detail()).isEqualTo("hop two");
    assertThat(a.dkim2().basis().failedHop()).isEqualTo(2);
    assertThat(a.dkim2().basis().hops().get(0).domain().text()).isEqualTo("a.example");
    for (String word : new String[] {"pass", "permerror", "temperror", "none"}) {
      assertThat(
              recorded("in.example", "Authentication-Results: mx.in.example; dkim2=" + word)
                  .orElseThrow()
                  .dkim2()
                  .word())
          .isEqualTo(word);
    }
  }
}
