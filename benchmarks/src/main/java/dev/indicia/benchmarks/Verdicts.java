package dev.indicia.benchmarks;

import dev.indicia.dns.IncludeReader;
import dev.indicia.dns.IpAddress;
import dev.indicia.dns.Zone;
import dev.indicia.dns.ZoneSyntaxException;
import dev.indicia.message.SmtpSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Deliveries in memory, in order of time, to be judged in full. */
record Verdicts(String name, List<Incoming> deliveries, Zone zone) {

  private static final int RECIPIENTS = 977;

  /** One delivery, as it reaches us. */
  record Incoming(String id, byte[] octets, SmtpSession session, Instant at) {}

  /** The corpus of the other parts; its generator writes to these recipients in turn. */
  static Verdicts of(Corpus corpus) {
    List<Incoming> deliveries = new ArrayList<>();
    int number = 0;
    for (Delivery delivery : corpus.deliveries()) {
      String recipient = "user" + number++ % RECIPIENTS + "@rcpt.example";
      SmtpSession session =
          new SmtpSession(
              IpAddress.of(delivery.clientIp()),
              delivery.helo(),
              delivery.mailFrom(),
              List.of(recipient));
      deliveries.add(new Incoming(delivery.file(), delivery.octets(), session, corpus.at()));
    }
    return new Verdicts("mail", List.copyOf(deliveries), corpus.zone());
  }

  /** A stream of deliveries: {@code stream.jsonl}, {@code zone.txt} and the messages named. */
  static Verdicts read(String name, Path stream, int messagesMax) throws IOException {
    List<Incoming> deliveries = new ArrayList<>();
    for (String line : Files.readAllLines(stream.resolve("stream.jsonl"))) {
      if (deliveries.size() == messagesMax) {
        break;
      }
      Map<String, List<String>> values = values(line);
      SmtpSession session =
          new SmtpSession(
              IpAddress.of(first(values, "client_ip")),
              first(values, "helo"),
              first(values, "mail_from"),
              values.getOrDefault("rcpt_to", List.of()));
      deliveries.add(
          new Incoming(
              first(values, "id"),
              Files.readAllBytes(stream.resolve(first(values, "message"))),
              session,
              Instant.parse(first(values, "received_at"))));
    }
    Path zone = stream.resolve("zone.txt");
    try {
      Zone parsed = Zone.parse(zone.toString(), Files.readString(zone), IncludeReader.NONE);
      return new Verdicts(name, List.copyOf(deliveries), parsed);
    } catch (ZoneSyntaxException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static String first(Map<String, List<String>> values, String name) {
    return values.getOrDefault(name, List.of("")).getFirst();
  }

  /** The texts of an object, and of lists in it, by their names. */
  private static Map<String, List<String>> values(String line) {
    Map<String, List<String>> values = new HashMap<>();
    String name = "";
    try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), line)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.PROPERTY_NAME) {
          name = json.currentName();
        } else if (token == JsonToken.VALUE_STRING) {
          values.computeIfAbsent(name, n -> new ArrayList<>()).add(json.getString());
        }
      }
    }
    return values;
  }
}
