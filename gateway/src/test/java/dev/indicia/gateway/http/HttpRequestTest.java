package dev.indicia.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRequestTest {
  private static final HttpLimits LIMITS = new HttpLimits(1, 1, 1, 1, 5, 1000, 1000, 1);

  private static HttpRequest parse(String head) throws HttpRefusedException {
    byte[] octets = head.getBytes(StandardCharsets.ISO_8859_1);
    return HttpRequest.parse(octets, 0, octets.length, LIMITS);
  }

  private static int refusal(String head) {
    return catchThrowableOfType(HttpRefusedException.class, () -> parse(head)).status();
  }

  @Test
  void head_isRead() throws Exception {
    HttpRequest request =
        parse("POST /v1/check?helo=a%20b HTTP/1.1\r\nHost: x\r\ncontent-LENGTH:\t12 \r\n");
    assertThat(request)
        .isEqualTo(new HttpRequest("POST", "/v1/check", "helo=a%20b", true, false, 12));
    assertThat(parse("GET http://x/metrics HTTP/1.1\r\nHost: x\r\n").path()).isEqualTo("/metrics");
    assertThat(parse("GET /health%2Flive HTTP/1.1\r\nHost: [::1]:8460\r\n").path())
        .as("another path than the one with a slash")
        .isEqualTo("/health%2Flive");
  }

  @Test
  void connection_isKept_asVersionAndOptionsSay() throws Exception {
    assertThat(parse("GET / HTTP/1.1\r\nHost: x\r\n").keepsAlive()).isTrue();
    assertThat(parse("GET / HTTP/1.1\r\nHost: x\r\nConnection: te, Close\r\n").keepsAlive())
        .isFalse();
    assertThat(parse("GET / HTTP/1.0\r\n").keepsAlive()).isFalse();
    assertThat(parse("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n").keepsAlive()).isFalse();
    assertThat(
            parse("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nConnection: keep-alive\r\n")
                .keepsAlive())
        .isFalse();
  }

  @Test
  void body_hasALength_orChunks_andMayBeWaitedFor() throws Exception {
    HttpRequest chunked =
        parse(
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: Chunked\r\nExpect: 100-Continue\r\n");
    assertThat(chunked.bodyOctets()).isEqualTo(HttpRequest.CHUNKED);
    assertThat(chunked.awaitsContinue()).isTrue();
    assertThat(parse("POST / HTTP/1.1\r\nHost: x\r\n").bodyOctets()).isZero();
    assertThat(parse("POST / HTTP/1.0\r\nExpect: 100-continue\r\n").awaitsContinue()).isFalse();
  }

  /** RFC 9112: what two programs may read differently. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nHost: x\r\n",
        "GET / HTTP/1.1\nHost: x\r\n",
        "GET / HTTP/1.1\r\nHost: x\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\rY: z\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nA: b\0c\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\n folded\r\n",
        "GET / HTTP/1.1\r\nHost : x\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\n: y\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n",
        "GET  HTTP/1.1\r\nHost: x\r\n",
        "GET /a b HTTP/1.1\r\nHost: x\r\n",
        "G(T / HTTP/1.1\r\nHost: x\r\n",
        "GET * HTTP/1.1\r\nHost: x\r\n",
        "GET x:y HTTP/1.1\r\nHost: x\r\n",
        "GET /% HTTP/1.1\r\nHost: x\r\n",
        "GET //x/metrics HTTP/1.1\r\nHost: x\r\n",
        "GET ///metrics HTTP/1.1\r\nHost: x\r\n",
        "GET file:/metrics HTTP/1.1\r\nHost: x\r\n",
        "GET ftp://x/metrics HTTP/1.1\r\nHost: x\r\n",
        "GET http:/metrics HTTP/1.1\r\nHost: x\r\n",
        "GET /metrics#x HTTP/1.1\r\nHost: x\r\n",
        "GET /metrics?\u00e9 HTTP/1.1\r\nHost: x\r\n",
        "GET / HTTP/1.1\r\nHost: x y\r\n",
        "GET / HTTP/1.1\r\nHost: x/y\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: +1\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1, 1\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length:\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 1\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n",
      })
  void ambiguousHead_isRefused(String head) {
    assertThat(refusal(head)).isEqualTo(400);
  }

  @Test
  void refusals_sayWhatIsNotToBeHad() {
    assertThat(refusal("GET / HTTP/2.0\r\nHost: x\r\n")).isEqualTo(505);
    assertThat(refusal("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n")).isEqualTo(501);
    assertThat(refusal("POST / HTTP/1.1\r\nHost: x\r\nExpect: more\r\n")).isEqualTo(417);
    assertThat(refusal("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + "9".repeat(16) + "\r\n"))
        .isEqualTo(413);
    assertThat(refusal("GET / HTTP/1.1\r\nHost: x\r\n" + "A: b\r\n".repeat(5))).isEqualTo(431);
  }
}
