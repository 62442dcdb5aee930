package dev.indicia.gateway.http;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** The head of a request: read within its limits, or refused with a reason. */
final class HttpRequestFuzzer {
  @FuzzTest(maxDuration = "20s")
  void parse(byte[] input) {
    try {
      HttpRequest request = HttpRequest.parse(input, 0, input.length, HttpLimits.DEFAULT);
      if (!request.path().startsWith("/")
          || request.method().isEmpty()
          || request.bodyOctets() < HttpRequest.CHUNKED) {
        throw new AssertionError("no request: " + request);
      }
    } catch (HttpRefusedException e) {
      if (e.status() < 400 || e.code().isBlank() || String.valueOf(e.getMessage()).isBlank()) {
        throw new AssertionError("refused without a reason", e);
      }
    }
  }
}
