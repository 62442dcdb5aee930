package dev.indicia.gateway.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** The query of a check: read within its limits, or refused with a reason. */
final class CheckRequestFuzzer {
  @FuzzTest(maxDuration = "20s")
  void parse(byte[] input) {
    HttpLimits limits = HttpLimits.DEFAULT;
    String query = new String(input, StandardCharsets.UTF_8);
    try {
      CheckRequest request = CheckRequest.parse(query, limits);
      if (request.session().rcptTo().size() > limits.recipientsMax()
          || query.length() > limits.queryCharactersMax()) {
        throw new AssertionError("past its limits");
      }
    } catch (CheckRequest.MalformedException e) {
      if (String.valueOf(e.getMessage()).isBlank()) {
        throw new AssertionError("refused without a reason", e);
      }
    }
  }
}
