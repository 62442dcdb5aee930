package dev.indicia.conformance;

import dev.indicia.authres.AuthenticationResults;
import dev.indicia.authres.AuthenticationResults.Parsed;
import dev.indicia.conformance.SuiteResult.Tally;
import dev.indicia.evidence.Deviation;
import dev.indicia.evidence.Strictness;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Genuine Authentication-Results fields of many receivers. A field passes when strict reading takes
 * it; what only lenient reading takes, or not even that, is known under its deviations or reason.
 * What was read has to read the same after it was written.
 */
final class AuthresSuite implements Suite {
  private static final String FILE = "auth-results/real-headers.jsonl.gz";

  private final Corpora corpora;

  AuthresSuite(Corpora corpora) {
    this.corpora = corpora;
  }

  @Override
  public String name() {
    return "authentication-results";
  }

  @Override
  public String about() {
    return "Authentication-Results fields found in real mail: strict reading takes each, or says why not.";
  }

  @Override
  public SuiteResult run() throws IOException {
    Tally tally = new Tally(name());
    JsonMapper json = new JsonMapper();
    int read = 0;
    int all = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(corpora.path(FILE))),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode field = json.readTree(line);
        String name = field.get("name").asString().toLowerCase(Locale.ROOT);
        String body = field.get("raw").asString();
        if (name.equals("arc-authentication-results")) {
          // RFC 8617 §4.1.1: the instance stands in front of what is else the same.
          body = body.substring(body.indexOf(';') + 1);
        } else if (!name.equals("authentication-results")) {
          continue;
        }
        all++;
        read += run(tally, field.get("src").asString() + ":" + all, body) ? 1 : 0;
      }
    }
    tally.note(
        String.format(
            Locale.ROOT,
            "lenient reading takes %d of %d (%.1f %%)",
            read,
            all,
            100.0 * read / Math.max(1, all)));
    return tally.result();
  }

  /** Whether lenient reading takes it. */
  private static boolean run(Tally tally, String id, String body) {
    Parsed strict = AuthenticationResults.parse(body, Strictness.STRICT);
    Parsed lenient = AuthenticationResults.parse(body, Strictness.LENIENT);
    switch (lenient) {
      case Parsed.Malformed malformed -> {
        if (strict instanceof Parsed.Valid) {
          tally.fail(id, "strict takes what lenient refuses");
        } else {
          tally.known("refused " + malformed.why().code());
        }
        return false;
      }
      case Parsed.Valid valid -> {
        String again = differsWrittenAgain(valid.results());
        if (again != null) {
          tally.fail(id, again);
        } else if (strict instanceof Parsed.Valid) {
          tally.pass();
        } else {
          tally.known(valid.deviations().stream().map(Deviation::id).toList());
        }
        return true;
      }
    }
  }

  private static @Nullable String differsWrittenAgain(AuthenticationResults results) {
    boolean expressible =
        results.authservId() != null
            && results.results().stream()
                .flatMap(result -> result.properties().stream())
                .allMatch(property -> property.ptype() != null);
    if (!expressible) {
      return null;
    }
    String written = results.formatInternational();
    String value = written.substring(written.indexOf(':') + 1);
    return switch (AuthenticationResults.parse(value, Strictness.LENIENT)) {
      case Parsed.Malformed malformed -> "written and refused: " + written;
      case Parsed.Valid valid ->
          valid.results().results().size() == results.results().size()
              ? null
              : "written and read otherwise: " + written;
    };
  }
}
