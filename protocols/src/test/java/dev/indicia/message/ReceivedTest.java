package dev.indicia.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dns.IpAddress;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 5321 §4.4, and the forms that servers in use write. */
class ReceivedTest {

  private static Received parse(String value) {
    return Received.parse(Octets.field("Received: " + value));
  }

  private static final String BY = " by mx.test with ESMTP id 1; 2 Jan 2023 03:04:05 +0000";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      nullValues = "-",
      value = {
        "from h.example ([192.0.2.1])                           | h.example | -         |"
            + " 192.0.2.1",
        "from h.example (n.example [192.0.2.1])                 | h.example | n.example |"
            + " 192.0.2.1",
        "from h.example (n.example. [192.0.2.1])                | h.example | n.example |"
            + " 192.0.2.1",
        "from h.example (unknown [IPv6:2001:db8::1])            | h.example | -         |"
            + " 2001:db8::1",
        "from h.example (n.example [IPv6:2001:db8::1]) (using TLSv1.3 with cipher X (256/256 bits))"
            + " (No client certificate requested)               | h.example | n.example |"
            + " 2001:db8::1",
        "from h.example (2001:db8::1)                           | h.example | -         |"
            + " 2001:db8::1",
        "from h.example (192.0.2.1)                             | h.example | -         |"
            + " 192.0.2.1",
        "from h.example (u@n.example [192.0.2.1] (may be forged)) | h.example | n.example |"
            + " 192.0.2.1",
        "from n.example (HELO h.example) (192.0.2.1)            | h.example | n.example |"
            + " 192.0.2.1",
        "from unknown (HELO h.example) (u@192.0.2.1)            | h.example | -         |"
            + " 192.0.2.1",
        "from 192.0.2.1 (EHLO h.example)                        | h.example | -         |"
            + " 192.0.2.1",
        "from [192.0.2.1] (helo=h.example)                      | h.example | -         |"
            + " 192.0.2.1",
        "from [192.0.2.1] (port=99 helo=h.example)              | h.example | -         |"
            + " 192.0.2.1",
        "from n.example ([192.0.2.1] helo=h.example)            | h.example | n.example |"
            + " 192.0.2.1",
        "from n.example ([192.0.2.1]:99 helo=h.example)         | h.example | n.example |"
            + " 192.0.2.1",
        "from n.example ([192.0.2.1]:99 \"EHLO h.example\" x)   | h.example | n.example |"
            + " 192.0.2.1",
        "from n.example [192.0.2.1]                             | n.example | -         |"
            + " 192.0.2.1",
        "from [192.0.2.9] (n.example [192.0.2.1])               | [192.0.2.9] | n.example |"
            + " 192.0.2.1",
        "from [192.0.2.9]                                       | [192.0.2.9] | -       | -",
        "from h.example (n.example [192.0.2.1]) (x [192.0.2.2]) | h.example | n.example | -",
        "from h.example ([fe80::1%3])                           | h.example | -         | fe80::1",
        "from by (n.example [192.0.2.1])                        | by        | n.example |"
            + " 192.0.2.1",
      })
  void fromClause_givesGreetingNameAndAddress(String from, String helo, String name, String ip) {
    Received received = parse(from + BY);
    assertThat(received.helo()).isEqualTo(helo);
    assertThat(received.clientName()).isEqualTo(name);
    assertThat(received.clientIp()).isEqualTo(ip == null ? null : IpAddress.of(ip));
    assertThat(received.by()).isEqualTo("mx.test");
    assertThat(received.with()).isEqualTo("ESMTP");
    assertThat(received.id()).isEqualTo("1");
    assertThat(received.date()).isEqualTo(new DateTime(Instant.parse("2023-01-02T03:04:05Z"), 0));
  }

  @Test
  void otherClauses_areRead() {
    Received received =
        parse(
            "from h.example (192.0.2.1) by mx.test (198.51.100.7) with Microsoft SMTP Server"
                + " (version=TLS1_2, cipher=X) id 15.20.1.2 via Frontend Transport;"
                + " Thu, 30 Jan 2025 19:35:37 +0000");
    assertThat(received.byIp()).isEqualTo(IpAddress.of("198.51.100.7"));
    assertThat(received.with()).isEqualTo("Microsoft SMTP Server");
    assertThat(received.via()).isEqualTo("Frontend Transport");
    Received exim =
        parse(
            "from n.example ([192.0.2.1]) by mx.test with esmtps (TLS1.3) tls X (Exim 4.96)"
                + " (envelope-from <a@a.example>) id 1 for b@b.example; 2 Jan 2023 03:04:05 +0000");
    assertThat(exim.envelopeFrom()).isEqualTo("a@a.example");
    assertThat(exim.forAddress()).isEqualTo("b@b.example");
    assertThat(exim.session())
        .isEqualTo(
            new SmtpSession(
                IpAddress.of("192.0.2.1"), "n.example", "a@a.example", List.of("b@b.example")));
    assertThat(parse("by mx.test with SMTP for <a@b.example>, <c@b.example>; x").forAddress())
        .isNull();
    assertThat(parse("x (envelope-sender <>) y").envelopeFrom()).isEmpty();
    Received local = parse("(qmail 1 invoked from network); 2 Jan 2023 03:04:05 -0000");
    assertThat(local.by()).isNull();
    assertThat(local.date()).isNotNull();
  }

  @Test
  void isBy_comparesByLabels() {
    Received received = parse("by MX1.a.example with SMTP; x");
    assertThat(received.isBy("mx1.a.example")).isTrue();
    assertThat(received.isBy("a.example")).isTrue();
    assertThat(received.isBy("x1.a.example")).isFalse();
    assertThat(received.isBy("")).isFalse();
    assertThat(parse("from x").isBy("x")).isFalse();
  }

  @Test
  void traceEnvelope_isWhatOurHostNoted() {
    String path = "Return-Path: <a@a.example>\r\n";
    String top = "Received: from localhost (localhost [127.0.0.1]) by mx.test; x\r\n";
    String edge =
        "Received: from h.example (n.example [192.0.2.1]) by mx.test for <b@b.test>; x\r\n";
    String forged = "Received: from bank.example (bank.example [192.0.2.9]) by mx.test; x\r\n";
    SmtpSession session =
        new SmtpSession(IpAddress.of("192.0.2.1"), "h.example", "a@a.example", List.of("b@b.test"));
    for (String chain : List.of(edge, top + edge, top + edge + forged)) {
      Message message = Octets.message(path + chain + "\r\n");
      assertThat(TraceEnvelope.of(message, "mx.test").session()).isEqualTo(session);
      assertThat(TraceEnvelope.of(message, "x.test").session()).isEqualTo(SmtpSession.UNKNOWN);
    }
    Message below = Octets.message(edge + path + "\r\n");
    assertThat(TraceEnvelope.of(below, "test").session().mailFrom()).isNull();
  }

  @Test
  void brokenFields_neverThrow() {
    for (String value :
        List.of(
            "",
            ";",
            "from",
            "from (",
            "from x (((",
            "by",
            "for <",
            "from [ (] by ) ;",
            "from x (helo=) by y",
            "(envelope-from) by x",
            "from x (\"ehlo ) by y",
            "from x (\\")) {
      assertThat(parse(value).clientIp()).as(value).isNull();
    }
  }

  @Test
  void chain_isTopFirst() {
    Message message = Octets.message("Received: by b.test; x\r\nReceived: by a.test; x\r\n\r\n");
    List<Received> chain = Received.chain(message);
    assertThat(chain).hasSize(2);
    assertThat(chain.get(0).by()).isEqualTo("b.test");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      nullValues = "-",
      value = {
        "<a@a.example>            | a@a.example",
        "<>                       | ~~",
        "a@a.example              | a@a.example",
        "<@b.example:a@a.example> | a@a.example",
        "<\"a b\"@a.example>      | \"a b\"@a.example",
        "<a b@a.example>          | -",
        "<a@a.example             | -",
        "~~                       | -",
        ">a@a.example<            | -",
      })
  void returnPath_isRead(String value, String address) {
    Message message = Octets.message("Return-Path: " + value + "\r\n\r\n");
    assertThat(ReturnPath.of(message).map(ReturnPath::address).orElse(null)).isEqualTo(address);
  }
}
