package dev.indicia.conformance;

import dev.indicia.dns.DomainName;
import dev.indicia.dns.RecordData;
import dev.indicia.dns.RecordType;
import dev.indicia.dns.Zone;
import dev.indicia.message.Message;
import dev.indicia.message.MessageLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The cases of the arc_test_suite. */
final class ArcCases {
  /** The suite's signatures carry t=12345. */
  static final Instant AT = Instant.ofEpochSecond(12_400);

  private static final String FOLDER = "arc/arc_test_suite/";
  private static final long TTL_SECONDS = 300;

  /**
   * One case.
   *
   * @param texts TXT records by name
   * @param test its members in the file
   */
  record Case(String id, Map<String, String> texts, JsonNode test) {
    Message message() {
      byte[] octets = test.get("message").asString("").getBytes(StandardCharsets.UTF_8);
      return Message.stored(octets, MessageLimits.DEFAULT);
    }

    Zone zone() {
      Zone.Builder zone = Zone.builder();
      texts.forEach((name, text) ->
          zone.record(DomainName.of(name), RecordType.TXT, TTL_SECONDS, new RecordData.Text(text)));
      return zone.build();
    }
  }

  private ArcCases() {}

  /** Those of {@code validation} or {@code sign}. */
  static List<Case> read(Corpora corpora, String kind) throws IOException {
    String file = FOLDER + "arc-draft-" + kind + "-tests.yml";
    // The file has empty texts in a form that YAML 1.2 does not allow.
    String yaml = Files.readString(corpora.path(file)).replaceAll("(: +\\|)\n +\n", "$1\n\n");
    List<Case> cases = new ArrayList<>();
    try (MappingIterator<JsonNode> scenarios =
        new YAMLMapper().readerFor(JsonNode.class).readValues(yaml)) {
      while (scenarios.hasNext()) {
        JsonNode scenario = scenarios.next();
        if (scenario == null || !scenario.has("tests")) {
          continue;
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> record : scenario.path("txt-records").properties()) {
          texts.put(record.getKey(), record.getValue().asString("").replaceAll("\\s*\\n\\s*", ""));
        }
        for (Map.Entry<String, JsonNode> test : scenario.get("tests").properties()) {
          cases.add(new Case(test.getKey(), texts, test.getValue()));
        }
      }
    }
    return cases;
  }
}
