package dev.indicia.conformance;

import dev.indicia.conformance.SuiteResult.Tally;
import dev.indicia.dmarc.DmarcBasis;
import dev.indicia.dmarc.DmarcEvaluator;
import dev.indicia.dmarc.DmarcOptions;
import dev.indicia.dmarc.DmarcPolicy;
import dev.indicia.dmarc.DmarcResult;
import dev.indicia.dmarc.Identifier;
import dev.indicia.dmarc.PublicSuffixList;
import dev.indicia.dns.DnsFailure;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.RecordType;
import dev.indicia.dns.Zone;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * DMARC evaluations recorded from another program, which finds Organizational Domains by public
 * suffix: so do we here. Compared: result, requested policy, record as published.
 */
final class DmarcSuite implements Suite {
  private final Corpora corpora;

  DmarcSuite(Corpora corpora) {
    this.corpora = corpora;
  }

  @Override
  public String name() {
    return "dmarc recorded";
  }

  @Override
  public String about() {
    return "Messages with a DMARC result recorded by their receiver and a recorded policy.";
  }

  @Override
  public SuiteResult run() throws IOException {
    Tally tally = new Tally(name());
    PublicSuffixList list =
        PublicSuffixList.parse(corpora.text("psl/public_suffix_list.dat", StandardCharsets.UTF_8));
    DmarcEvaluator evaluator = new DmarcEvaluator(DmarcOptions.DEFAULT.withPublicSuffixList(list));
    JsonMapper json = new JsonMapper();
    JsonNode verify = json.readTree(corpora.path("dmarc/vectors/verify-observed.json").toFile());
    for (JsonNode vector : verify.get("vectors")) {
      verify(tally, evaluator, vector);
    }
    JsonNode discovery =
        json.readTree(corpora.path("dmarc/vectors/discovery-observed.json").toFile());
    for (JsonNode vector : discovery.get("vectors")) {
      discover(tally, evaluator, vector);
    }
    return tally.result();
  }

  private static void verify(Tally tally, DmarcEvaluator evaluator, JsonNode vector) {
    List<DomainName> authors = new ArrayList<>();
    JsonNode from = vector.get("header_from");
    for (JsonNode address : from.isArray() ? from : List.of(from)) {
      String text = address.asString();
      authors.add(DomainName.of(text.substring(text.indexOf('@') + 1)));
    }
    List<Identifier> identifiers = new ArrayList<>();
    addIdentifiers(identifiers, Identifier.Method.SPF, vector.get("spf"));
    addIdentifiers(identifiers, Identifier.Method.DKIM, vector.get("dkim"));
    DmarcResult result = evaluator.evaluate(authors, identifiers, zone(vector));
    JsonNode observed = vector.get("observed");
    String id = vector.get("id").asString();
    if (observed.isNull()) {
      // Two mailboxes of one domain: the other program gives up, RFC 9989 §5.3.1 does not.
      if (result instanceof DmarcResult.PermError || authors.stream().distinct().count() > 1) {
        tally.pass();
      } else {
        tally.known("several mailboxes of one Author Domain");
      }
      return;
    }
    DmarcPolicy policy = result.basis().policy();
    String got = result.word() + " " + (policy == null ? "null" : policy.word());
    tally.check(
        id, observed.get("result").asString() + " " + observed.get("policy").asString("null"), got);
  }

  private static void addIdentifiers(
      List<Identifier> identifiers, Identifier.Method method, JsonNode domains) {
    for (JsonNode entry : domains) {
      String domain = entry.isString() ? entry.asString() : entry.get("domain").asString();
      identifiers.add(new Identifier(method, Identifier.Status.PASS, DomainName.of(domain)));
    }
  }

  private static void discover(Tally tally, DmarcEvaluator evaluator, JsonNode vector) {
    String id = vector.get("id").asString() + " (discovery)";
    DmarcResult result =
        evaluator.evaluate(
            List.of(DomainName.of(vector.get("domain").asString())), List.of(), zone(vector));
    JsonNode observed = vector.get("observed");
    if (!vector.get("error").isNull()) {
      tally.check(id, "temperror", result.word());
      return;
    }
    if (!observed.isObject()) {
      tally.check(id, "none", result.word());
      return;
    }
    DmarcBasis basis = result.basis();
    Map<String, String> tags = basis.record() == null ? Map.of() : basis.record().tags();
    String expected = observed.get("p").asString("").toLowerCase(Locale.ROOT);
    tally.check(id, expected, tags.getOrDefault("p", "no record"));
  }

  private static Zone zone(JsonNode vector) {
    Zone.Builder zone = Zone.builder();
    for (JsonNode trace : vector.get("dns_trace")) {
      String name = trace.get("name").asString();
      if (trace.path("error").asString("").equals("ETIMEOUT")) {
        zone.fail(name, RecordType.TXT, DnsFailure.TIMEOUT);
      }
      for (JsonNode record : trace.path("answer")) {
        StringBuilder text = new StringBuilder();
        record.forEach(part -> text.append(part.asString()));
        zone.txt(name, text.toString());
      }
    }
    return zone.build();
  }
}
