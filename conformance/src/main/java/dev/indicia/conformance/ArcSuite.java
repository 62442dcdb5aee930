package dev.indicia.conformance;

import dev.indicia.arc.ArcDeviation;
import dev.indicia.arc.ArcOptions;
import dev.indicia.arc.ArcResult;
import dev.indicia.arc.ArcVerifier;
import dev.indicia.conformance.SuiteResult.Tally;
import dev.indicia.dkim.DkimCryptography;
import dev.indicia.dkim.DkimDeviation;
import dev.indicia.dkim.DkimOptions;
import dev.indicia.dkim.DkimVerifier;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.RecordData;
import dev.indicia.dns.RecordType;
import dev.indicia.dns.Zone;
import dev.indicia.evidence.Deviation;
import dev.indicia.evidence.Strictness;
import dev.indicia.message.Message;
import dev.indicia.message.MessageLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The validation cases of the arc_test_suite of 2018, which was written along the drafts of RFC
 * 8617. Where the drafts said otherwise, a case is known under what changed.
 */
final class ArcSuite implements Suite {
  private static final String FILE = "arc/arc_test_suite/arc-draft-validation-tests.yml";
  private static final long TTL_SECONDS = 300;

  /** The suite's signatures carry t=12345. */
  private static final Instant AT = Instant.ofEpochSecond(12_400);

  /** Cases older than RFC 8617, and what it changed. */
  private static final Map<String, String> OLDER =
      Map.of(
          "ams_fields_c_na", "without c= it is simple/simple (RFC 8617 §4.1.2), not relaxed",
          "ams_fields_h_empty", "From is signed (RFC 8617 §4.1.2 by RFC 6376 §5.4)",
          "cv_fail_i1_as_cv_fail", "cv=fail gives fail (RFC 8617 §5.2), not nothing",
          "cv_fail_i2_as2_fail", "cv=fail gives fail (RFC 8617 §5.2), not nothing",
          "cv_fail_i2_as1_fail", "cv=fail gives fail (RFC 8617 §5.2), not nothing");

  private final Corpora corpora;
  private final Strictness strictness;

  ArcSuite(Corpora corpora, Strictness strictness) {
    this.corpora = corpora;
    this.strictness = strictness;
  }

  @Override
  public String name() {
    return strictness == Strictness.LENIENT ? "arc validation, lenient" : "arc validation, strict";
  }

  /** The verifier of that strictness. */
  static ArcVerifier verifier(Strictness strictness) {
    DkimOptions options =
        strictness == Strictness.LENIENT ? DkimOptions.lenient() : DkimOptions.DEFAULT;
    return new ArcVerifier(
        ArcOptions.DEFAULT.withStrictness(strictness),
        new DkimVerifier(options, DkimCryptography.jdk()));
  }

  @Override
  public SuiteResult run() throws IOException {
    Tally tally = new Tally(name());
    ArcVerifier verifier = verifier(strictness);
    // The file has empty texts in a form that YAML 1.2 does not allow.
    String yaml = Files.readString(corpora.path(FILE)).replaceAll("(cv: +\\|)\n +\n", "$1\n\n");
    try (MappingIterator<JsonNode> scenarios =
        new YAMLMapper().readerFor(JsonNode.class).readValues(yaml)) {
      while (scenarios.hasNext()) {
        JsonNode scenario = scenarios.next();
        if (scenario == null || !scenario.has("tests")) {
          continue;
        }
        Zone zone = zone(scenario.path("txt-records"));
        for (Map.Entry<String, JsonNode> test : scenario.get("tests").properties()) {
          run(tally, verifier, zone, test.getKey(), test.getValue());
        }
      }
    }
    return tally.result();
  }

  private static Zone zone(JsonNode records) {
    Zone.Builder zone = Zone.builder();
    for (Map.Entry<String, JsonNode> entry : records.properties()) {
      String text = entry.getValue().asString("").replaceAll("\\s*\\n\\s*", "");
      zone.record(
          DomainName.of(entry.getKey()), RecordType.TXT, TTL_SECONDS, new RecordData.Text(text));
    }
    return zone.build();
  }

  /** Whether strict and lenient reading treat it otherwise. */
  private static boolean matters(Deviation deviation) {
    return deviation instanceof DkimDeviation || deviation == ArcDeviation.SEAL_SIGNED;
  }

  private void run(Tally tally, ArcVerifier verifier, Zone zone, String id, JsonNode test) {
    byte[] octets = test.get("message").asString("").getBytes(StandardCharsets.UTF_8);
    ArcResult result = verifier.verify(Message.stored(octets, MessageLimits.DEFAULT), zone, AT);
    String expected = test.path("cv").asString("").toLowerCase(Locale.ROOT);
    String older = OLDER.get(id);
    List<Deviation> deviations = result.basis().deviations();
    // Strict reading refuses, or lenient reading overlooks, what the suite does not.
    boolean stricter = strictness == Strictness.STRICT && result instanceof ArcResult.Fail;
    boolean looser = strictness == Strictness.LENIENT && result instanceof ArcResult.Pass;
    if (expected.equals(result.word())) {
      tally.pass();
    } else if (older != null) {
      tally.known(id + ": " + older);
    } else if ((stricter || looser) && deviations.stream().anyMatch(ArcSuite::matters)) {
      tally.known(deviations.stream().filter(ArcSuite::matters).map(Deviation::id).toList());
    } else {
      tally.fail(id, "expected " + expected + ", got " + result);
    }
  }
}
