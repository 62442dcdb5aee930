package dev.indicia.conformance;

import dev.indicia.conformance.SuiteResult.Tally;
import dev.indicia.dns.DnsLimits;
import dev.indicia.dns.IpAddress;
import dev.indicia.dns.Lookups;
import dev.indicia.evidence.Deviation;
import dev.indicia.evidence.Strictness;
import dev.indicia.message.SmtpSession;
import dev.indicia.spf.SpfChecker;
import dev.indicia.spf.SpfIdentity;
import dev.indicia.spf.SpfOptions;
import dev.indicia.spf.SpfResult;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Test scenarios in the YAML schema of openspf.org: RFC 7208's suite and that of pyspf. */
final class SpfSuite implements Suite {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  private final String name;
  private final Corpora corpora;
  private final String file;

  /** The scenarios of that file. */
  SpfSuite(String name, Corpora corpora, String file) {
    this.name = name;
    this.corpora = corpora;
    this.file = file;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String about() {
    return "The openspf suite for RFC 7208, and what pyspf adds to it, with their expected results.";
  }

  @Override
  public SuiteResult run() throws IOException {
    Tally tally = new Tally(name);
    SpfChecker strict = new SpfChecker(SpfOptions.DEFAULT);
    SpfChecker lenient = new SpfChecker(SpfOptions.DEFAULT.withStrictness(Strictness.LENIENT));
    try (MappingIterator<JsonNode> scenarios =
        new YAMLMapper().readerFor(JsonNode.class).readValues(corpora.path(file).toFile())) {
      while (scenarios.hasNext()) {
        JsonNode scenario = scenarios.next();
        if (scenario == null || !scenario.has("tests")) {
          continue;
        }
        YamlZone zone = new YamlZone(scenario.get("zonedata"));
        for (Map.Entry<String, JsonNode> test : scenario.get("tests").properties()) {
          // pyspf's word for its lenient mode.
          boolean lax = test.getValue().path("strict").asString("").equals("0");
          run(tally, lax ? lenient : strict, zone, test.getKey(), test.getValue());
        }
      }
    }
    return tally.result();
  }

  private void run(Tally tally, SpfChecker checker, YamlZone zone, String id, JsonNode test) {
    String mailFrom = test.path("mailfrom").asString("");
    SmtpSession session =
        SmtpSession.of(
            IpAddress.of(test.get("host").asString()), test.path("helo").asString(""), mailFrom);
    SpfIdentity identity = mailFrom.isEmpty() ? SpfIdentity.HELO : SpfIdentity.MAIL_FROM;
    Lookups lookups = new Lookups(zone, InstantSource.fixed(AT), DnsLimits.DEFAULT);
    SpfResult result = checker.check(session, identity, lookups, AT);
    String defect = defect(test, result);
    List<Deviation> deviations = result.basis().deviations();
    if (defect == null) {
      tally.pass();
    } else if (!deviations.isEmpty()) {
      tally.known(deviations.stream().map(Deviation::id).toList());
    } else {
      tally.fail(id, defect + ": " + result);
    }
  }

  private static @Nullable String defect(JsonNode test, SpfResult result) {
    List<String> accepted = new ArrayList<>();
    JsonNode expected = test.get("result");
    if (expected.isArray()) {
      expected.forEach(word -> accepted.add(word.asString()));
    } else {
      accepted.add(expected.asString());
    }
    if (!accepted.contains(result.word())) {
      return "expected " + accepted + ", got " + result.word();
    }
    if (test.has("explanation") && result instanceof SpfResult.Fail fail) {
      // DEFAULT stands for the checker's own words: ours has none.
      String text = test.get("explanation").asString();
      String got = fail.explanation() == null ? "DEFAULT" : fail.explanation();
      if (!text.equals(got)) {
        return "expected the explanation \"" + text + "\", got \"" + got + "\"";
      }
    }
    return null;
  }
}
