package dev.indicia.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.indicia.authres.AuthenticationResults;
import dev.indicia.authres.AuthenticationResults.Parsed;
import dev.indicia.authres.ForgedResults;
import dev.indicia.evidence.Strictness;
import dev.indicia.message.Message;
import java.nio.charset.StandardCharsets;

/** An Authentication-Results field: read, written, read again; and removed where it is forged. */
final class AuthresFuzzer {
  @FuzzTest(maxDuration = "20s")
  void parse(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    Oracle.bounded(
        input.length,
        () -> {
          for (Strictness strictness : Strictness.values()) {
            parse(text, strictness);
          }
          remove(text);
        });
  }

  private static void parse(String text, Strictness strictness) {
    switch (AuthenticationResults.parse(text, strictness)) {
      case Parsed.Malformed malformed ->
          Oracle.check(
              0 <= malformed.offset() && malformed.offset() <= text.length(),
              "error outside the field");
      case Parsed.Valid valid -> {
        AuthenticationResults results = valid.results();
        boolean expressible =
            results.authservId() != null
                && results.results().stream()
                    .flatMap(result -> result.properties().stream())
                    .allMatch(property -> property.ptype() != null);
        if (expressible) {
          results.format();
          again(results);
        }
      }
    }
  }

  private static void again(AuthenticationResults results) {
    String written = results.formatInternational();
    // No value may open a new field: every line but the first begins with white space.
    for (String line : written.split("\r\n", -1)) {
      Oracle.check(line.indexOf('\n') < 0 && line.indexOf('\r') < 0, "a bare line end is written");
    }
    String value = written.substring(written.indexOf(':') + 1);
    if (AuthenticationResults.parse(value, Strictness.LENIENT) instanceof Parsed.Valid again) {
      Oracle.check(
          again.results().results().size() == results.results().size(),
          "another number of results: " + written);
    } else {
      throw new AssertionError("written, and not readable: " + written);
    }
  }

  private static void remove(String text) {
    byte[] octets =
        ("Authentication-Results: mx.a.test; spf=pass\r\nAuthentication-Results:"
                + text
                + "\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8);
    byte[] left = ForgedResults.remove(Message.of(octets), "mx.a.test");
    Oracle.check(
        ForgedResults.find(Message.of(left), "mx.a.test").isEmpty(), "a forged field is left");
  }
}
