package dev.indicia.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.indicia.dns.IpAddress;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckRequestTest {
  private static CheckRequest parse(String query) throws CheckRequest.MalformedException {
    return CheckRequest.parse(query, HttpLimits.DEFAULT);
  }

  @Test
  void everyParameter_isRead() throws Exception {
    CheckRequest request =
        parse(
            "client_ip=2001:db8::1&helo=mx.a.example&mail_from=%3Cann%40a.example%3E"
                + "&rcpt_to=bob+tag@b.example&rcpt_to=%3Ccarl@c.example%3E"
                + "&received_at=2026-05-12T08:30:00Z&later=1");
    assertThat(request.session().clientIp()).isEqualTo(IpAddress.of("2001:db8::1"));
    assertThat(request.session().helo()).isEqualTo("mx.a.example");
    assertThat(request.session().mailFrom()).isEqualTo("ann@a.example");
    assertThat(request.session().rcptTo()).containsExactly("bob+tag@b.example", "carl@c.example");
    assertThat(request.receivedAt()).isEqualTo(Instant.parse("2026-05-12T08:30:00Z"));
  }

  @Test
  void nothing_isKnownOfASessionThatIsNotTold() throws Exception {
    for (String query : new String[] {null, "", "&&", "other=x", "=x"}) {
      CheckRequest request = parse(query);
      assertThat(request.session().clientIp()).isNull();
      assertThat(request.session().mailFrom()).isNull();
      assertThat(request.session().rcptTo()).isEmpty();
      assertThat(request.receivedAt()).isNull();
    }
  }

  @Test
  void emptySender_isTheNullReversePath() throws Exception {
    assertThat(parse("mail_from=").session().mailFrom()).isEmpty();
    assertThat(parse("mail_from=%3C%3E").session().mailFrom()).isEmpty();
  }

  @Test
  void percentEncodedUtf8_isRead_andWrongUtf8Replaced() throws Exception {
    assertThat(parse("helo=%C3%A9%2B").session().helo()).isEqualTo("\u00e9+");
    assertThat(parse("helo=%C3").session().helo()).isEqualTo("\ufffd");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "client_ip=nonsense | client_ip: is no IP address",
        "client_ip= | client_ip: is no IP address",
        "received_at=yesterday | received_at: is no time",
        "helo=%4 | percent sign without two digits",
        "helo=% | percent sign without two digits",
        "%zz=1 | percent sign without two digits",
      })
  void whatCannotBeRead_isSaid(String query, String complaint) {
    assertThatThrownBy(() -> parse(query))
        .isInstanceOf(CheckRequest.MalformedException.class)
        .hasMessageContaining(complaint.strip());
  }

  @Test
  void limits_areNamed() throws Exception {
    HttpLimits limits = new HttpLimits(1, 1, 1, 1, 1, 1, 40, 2);
    assertThat(CheckRequest.parse("rcpt_to=a@b.example&rcpt_to=c@d.example", limits)).isNotNull();
    assertThatThrownBy(() -> CheckRequest.parse("rcpt_to=a&rcpt_to=b&rcpt_to=c", limits))
        .hasMessage("rcpt_to: more than 2");
    assertThatThrownBy(() -> CheckRequest.parse("x".repeat(41), limits))
        .hasMessage("the query is too long");
  }
}
