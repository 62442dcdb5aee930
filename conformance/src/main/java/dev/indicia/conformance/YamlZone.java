package dev.indicia.conformance;

import dev.indicia.dns.Answer;
import dev.indicia.dns.DnsFailure;
import dev.indicia.dns.Dnssec;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.IpAddress;
import dev.indicia.dns.Question;
import dev.indicia.dns.RecordData;
import dev.indicia.dns.RecordType;
import dev.indicia.dns.Resolver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The zone data of an openspf.org test scenario. Its rules: a name holds a list of single-entry
 * maps; SPF records count as TXT records unless the name has TXT records of its own, of which the
 * value NONE only says so; the word TIMEOUT makes every other query for the name time out.
 */
final class YamlZone implements Resolver {
  private static final int ALIASES_MAX = 16;
  private static final long TTL_SECONDS = 300;

  private final Map<DomainName, Node> nodes = new HashMap<>();

  private static final class Node {
    final Map<RecordType, List<RecordData>> records = new HashMap<>();
    @Nullable DomainName alias;
    boolean timesOut;
  }

  YamlZone(JsonNode zonedata) {
    for (Map.Entry<String, JsonNode> entry : zonedata.properties()) {
      Optional<DomainName> name = DomainName.parseAnyOctets(entry.getKey());
      if (name.isPresent()) {
        Node node = nodes.computeIfAbsent(name.get(), n -> new Node());
        add(node, entry.getValue());
      }
    }
  }

  private static void add(Node node, JsonNode list) {
    boolean hasTxt = false;
    List<RecordData> spf = new ArrayList<>();
    for (JsonNode record : list) {
      if (record.isString()) {
        node.timesOut |= record.asString().equals("TIMEOUT");
        continue;
      }
      for (Map.Entry<String, JsonNode> entry : record.properties()) {
        JsonNode value = entry.getValue();
        switch (entry.getKey()) {
          case "SPF" -> spf.add(new RecordData.Text(joined(value)));
          case "TXT" -> {
            hasTxt = true;
            if (!value.asString("").equals("NONE")) {
              put(node, RecordType.TXT, new RecordData.Text(joined(value)));
            }
          }
          case "A" -> put(node, RecordType.A, address(value));
          case "AAAA" -> put(node, RecordType.AAAA, address(value));
          case "MX" -> {
            DomainName exchange = name(value.get(1).asString());
            put(node, RecordType.MX, new RecordData.MailExchange(value.get(0).asInt(), exchange));
          }
          case "PTR" -> put(node, RecordType.PTR, new RecordData.Pointer(name(value.asString())));
          case "CNAME" -> node.alias = name(value.asString());
          default -> throw new IllegalArgumentException("record type " + entry.getKey());
        }
      }
    }
    if (!hasTxt && !spf.isEmpty()) {
      node.records.put(RecordType.TXT, spf);
    }
  }

  private static DomainName name(String text) {
    return text.isEmpty()
        ? DomainName.ROOT
        : DomainName.parseAnyOctets(text).orElse(DomainName.ROOT);
  }

  private static RecordData.Address address(JsonNode value) {
    return new RecordData.Address(IpAddress.of(value.asString()));
  }

  private static void put(Node node, RecordType type, RecordData data) {
    node.records.computeIfAbsent(type, t -> new ArrayList<>()).add(data);
  }

  private static String joined(JsonNode value) {
    if (!value.isArray()) {
      return value.asString();
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : value) {
      text.append(part.asString());
    }
    return text.toString();
  }

  @Override
  public Answer resolve(Question question) {
    DomainName name = question.name();
    for (int i = 0; i < ALIASES_MAX; i++) {
      Node node = nodes.get(name);
      if (node == null) {
        return new Answer.NoSuchName(question, TTL_SECONDS, Dnssec.INSECURE);
      }
      List<RecordData> records = node.records.get(question.type());
      if (records != null) {
        return new Answer.Found(question, records, TTL_SECONDS, Dnssec.INSECURE);
      }
      if (node.timesOut) {
        return new Answer.Failed(question, DnsFailure.TIMEOUT, "the scenario says so");
      }
      if (node.alias == null) {
        return new Answer.NoData(question, TTL_SECONDS, Dnssec.INSECURE);
      }
      name = node.alias;
    }
    return new Answer.Failed(question, DnsFailure.SERVFAIL, "alias loop");
  }
}
