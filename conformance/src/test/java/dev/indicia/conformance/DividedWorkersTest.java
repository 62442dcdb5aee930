package dev.indicia.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.MailVerifier;
import dev.indicia.content.RenderLimits;
import dev.indicia.content.Renderer;
import dev.indicia.dns.IncludeReader;
import dev.indicia.dns.IpAddress;
import dev.indicia.dns.Zone;
import dev.indicia.dns.ZoneSyntaxException;
import dev.indicia.message.Message;
import dev.indicia.message.MessageLimits;
import dev.indicia.message.SmtpSession;
import dev.indicia.trust.Judge;
import dev.indicia.trust.JudgeOptions;
import dev.indicia.trust.Judgement;
import dev.indicia.trust.Observation;
import dev.indicia.trust.Prepared;
import dev.indicia.trust.VerdictKind;
import dev.indicia.trust.profile.Knowledge;
import dev.indicia.trust.profile.ProfileKey;
import dev.indicia.trust.profile.Profiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Eight workers, each of which holds the profiles of its own keys and is asked and told about them
 * in messages, give the verdicts of one: in any order that keeps that of each key, with the names
 * learned broadcast once a day.
 */
class DividedWorkersTest {
  private static final int WORKERS = 8;

  /** Deliveries of the labelled stream that are run; all with -Dindicia.divided=30000. */
  private static final int LABELLED = Integer.getInteger("indicia.divided", 3000);

  private static final Path EXAMPLES = Checkout.root().resolve("examples");
  private static final JsonMapper JSON = new JsonMapper();

  private final Judge judge = new Judge(JudgeOptions.DEFAULT);
  private final Renderer renderer = new Renderer(RenderLimits.DEFAULT);

  @Test
  void examples_areJudgedAlike() throws IOException {
    assertDividedIsOne(
        stream(EXAMPLES.resolve("deliveries.jsonl"), EXAMPLES.resolve("zone.txt"), 100));
  }

  @Test
  void goldenCases_areJudgedAlike() throws IOException {
    List<Prepared> all = new ArrayList<>();
    try (Stream<Path> cases = Files.list(Checkout.root().resolve("conformance/cases"))) {
      // The others are cases of other commands.
      for (Path folder :
          cases.filter(f -> Files.exists(f.resolve("delivery.json"))).sorted().toList()) {
        JsonNode delivery = JSON.readTree(folder.resolve("delivery.json").toFile());
        all.add(prepared(verifier(zone(folder.resolve("zone.txt"))), delivery, folder));
      }
    }
    assertThat(all).hasSizeGreaterThan(20);
    assertDividedIsOne(all);
  }

  @Test
  void generatedStream_isJudgedAlike() {
    List<Judgement> found = assertDividedIsOne(generated());
    assertThat(found)
        .as("the stream is worth dividing")
        .anyMatch(judgement -> judgement.verdict().kind() == VerdictKind.BORROWED)
        .anyMatch(
            judgement -> judgement.verdict().kind() == VerdictKind.GENUINE && judgement.known());
  }

  @Test
  void labelledStream_isJudgedAlike() throws IOException {
    Optional<Path> notify = Data.notify(Checkout.root(), System::getenv);
    Assumptions.assumeTrue(notify.isPresent(), Data.NOTIFY_SKIPPED);
    Path stream = notify.orElseThrow().resolve("stream");
    assertDividedIsOne(
        stream(stream.resolve("stream.jsonl"), stream.resolve("zone.txt"), LABELLED));
  }

  private List<Judgement> assertDividedIsOne(List<Prepared> stream) {
    List<Judgement> one = byOne(stream);
    List<Judgement> divided = new Divided(new Random(20)).run(stream);
    for (int i = 0; i < stream.size(); i++) {
      Judgement expected = one.get(i);
      Judgement found = divided.get(i);
      assertThat(found.verdict()).as("verdict of delivery " + i).isEqualTo(expected.verdict());
      assertThat(found.binding()).as("binding of delivery " + i).isEqualTo(expected.binding());
      assertThat(found.template()).as("template of delivery " + i).isEqualTo(expected.template());
      assertThat(found.known()).isEqualTo(expected.known());
      assertThat(found.slots()).hasSameSizeAs(expected.slots());
    }
    return one;
  }

  private List<Judgement> byOne(List<Prepared> stream) {
    Profiles profiles = new Profiles();
    List<Judgement> judgements = new ArrayList<>(stream.size());
    for (int i = 0; i < stream.size(); i++) {
      judgements.add(judge.take("d" + i, stream.get(i), profiles));
    }
    return judgements;
  }

  /** The workers, and what stands between them. */
  private final class Divided {
    private final List<Profiles> workers = new ArrayList<>();
    private final Profiles board = new Profiles();
    private final Random random;

    Divided(Random random) {
      this.random = random;
      IntStream.range(0, WORKERS).forEach(i -> workers.add(new Profiles()));
    }

    List<Judgement> run(List<Prepared> stream) {
      List<Judgement> judgements = new ArrayList<>(Collections.nCopies(stream.size(), null));
      int from = 0;
      while (from < stream.size()) {
        int day = stream.get(from).day();
        int to = from;
        while (to < stream.size() && stream.get(to).day() == day) {
          to++;
        }
        broadcast(day);
        for (int i : order(stream, from, to)) {
          judgements.set(i, judge(i, stream.get(i)));
        }
        from = to;
      }
      return judgements;
    }

    /** Everybody is told which day it is, and the names that the others found. */
    private void broadcast(int day) {
      workers.forEach(worker -> worker.pass(day));
      Map<String, Integer> names = new TreeMap<>();
      workers.forEach(worker -> names.putAll(worker.namedOn()));
      board.learnNames(names);
    }

    /** A random order in which the deliveries of each key stay in theirs. */
    private List<Integer> order(List<Prepared> stream, int from, int to) {
      Map<ProfileKey, Deque<Integer>> queues = new HashMap<>();
      for (int i = from; i < to; i++) {
        for (ProfileKey key : stream.get(i).keys()) {
          queues.computeIfAbsent(key, k -> new ArrayDeque<>()).add(i);
        }
      }
      List<Integer> order = new ArrayList<>(to - from);
      List<Integer> waiting = new ArrayList<>(IntStream.range(from, to).boxed().toList());
      while (!waiting.isEmpty()) {
        // Of the first few in the line a random one that no other comes before.
        int next = random.nextInt(Math.min(waiting.size(), 40));
        while (!isFirst(stream.get(waiting.get(next)), waiting.get(next), queues)) {
          next--;
        }
        int chosen = waiting.remove(next);
        stream.get(chosen).keys().forEach(key -> queues.get(key).remove());
        order.add(chosen);
      }
      return order;
    }

    private static boolean isFirst(
        Prepared delivery, int number, Map<ProfileKey, Deque<Integer>> queues) {
      return delivery.keys().stream().allMatch(key -> queues.get(key).element() == number);
    }

    private Judgement judge(int number, Prepared delivery) {
      List<ProfileKey> keys = List.copyOf(delivery.keys());
      Profiles known = new Profiles();
      for (int k = 0; k < keys.size(); k++) {
        ProfileKey key = keys.get(k);
        Profiles found = workers.get(key.part(WORKERS)).extract(List.of(key));
        // The first key is that of the worker that judges: its own need not be sent.
        known.merge(k == 0 ? found : sent(found));
      }
      Judgement judgement =
          judge.judge(delivery, new Knowledge(known, board.learnedNames(delivery.day())));
      Profiles lessons = new Profiles();
      judge.learn("d" + number, judgement, known, lessons);
      List<Profiles> parts = lessons.divided(WORKERS);
      for (int w = 0; w < WORKERS; w++) {
        workers.get(w).merge(sent(parts.get(w)));
      }
      return judgement;
    }
  }

  /** As it arrives at another machine. */
  private static Profiles sent(Profiles profiles) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      profiles.write(new DataOutputStream(out));
      return Profiles.read(new DataInputStream(new ByteArrayInputStream(out.toByteArray())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Prepared> stream(Path deliveries, Path zone, int most) throws IOException {
    MailVerifier verifier = verifier(zone(zone));
    List<String> lines = Files.readAllLines(deliveries, StandardCharsets.UTF_8);
    return lines.stream()
        .limit(most)
        .parallel()
        .map(line -> prepared(verifier, JSON.readTree(line), deliveries.getParent()))
        .toList();
  }

  private static MailVerifier verifier(Zone zone) {
    return MailVerifier.builder(zone).answersFromRecords().build();
  }

  private static Zone zone(Path file) throws IOException {
    IncludeReader none =
        (including, path) -> {
          throw new IOException("no files are included");
        };
    try {
      return Zone.parse(file.toString(), Files.readString(file), none);
    } catch (ZoneSyntaxException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private Prepared prepared(MailVerifier verifier, JsonNode delivery, Path folder) {
    JsonNode to = delivery.path("rcpt_to");
    List<String> rcptTo = new ArrayList<>();
    if (to.isArray()) {
      to.forEach(each -> rcptTo.add(each.asString()));
    } else if (to.isString()) {
      rcptTo.add(to.asString());
    }
    SmtpSession session =
        new SmtpSession(
            delivery.has("client_ip") ? IpAddress.of(delivery.get("client_ip").asString()) : null,
            delivery.has("helo") ? delivery.get("helo").asString() : null,
            delivery.has("mail_from") ? delivery.get("mail_from").asString() : null,
            rcptTo);
    try {
      byte[] octets = Files.readAllBytes(folder.resolve(delivery.get("message").asString()));
      return prepared(
          verifier,
          Message.stored(octets, MessageLimits.DEFAULT),
          session,
          Instant.parse(delivery.get("received_at").asString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Prepared prepared(
      MailVerifier verifier, Message message, SmtpSession session, Instant at) {
    return judge.prepare(
        new Observation(
            message, session, verifier.verify(message, session, at), at, renderer.render(message)));
  }

  /** Three services that write by template, their customers, and somebody who fills in a scam. */
  private List<Prepared> generated() {
    Random random = new Random(12);
    Zone.Builder zone = Zone.builder();
    for (int s = 0; s < 3; s++) {
      zone.txt("forms" + s + ".example", "v=spf1 ip4:192.0.2.1" + s + " -all")
          .txt("_dmarc.forms" + s + ".example", "v=DMARC1; p=reject");
    }
    MailVerifier verifier = verifier(zone.build());
    List<Prepared> stream = new ArrayList<>();
    for (int i = 0; i < 900; i++) {
      int service = random.nextInt(3);
      boolean scam = i > 450 && random.nextInt(20) == 0;
      stream.add(generated(verifier, service, "r" + random.nextInt(40), i, scam));
    }
    return stream;
  }

  private Prepared generated(
      MailVerifier verifier, int service, String reader, int number, boolean scam) {
    String recipient = reader + "@b" + number % 4 + ".test";
    String text =
        String.format(
            Locale.ROOT,
            "From: Forms %1$d <no-reply@forms%1$d.example>\r\n"
                + "To: %2$s\r\n"
                + "Subject: A new answer arrived\r\n\r\n"
                + "Hello, somebody has filled in form %1$d of yours today.\r\n\r\n"
                + "The person left this message for you to read:\r\n\r\n"
                + "%3$s\r\n\r\n"
                + "You can see all answers on the page of your form, where you can also switch"
                + " these messages off whenever you want.\r\n",
            service,
            recipient,
            scam
                ? "Your account was charged USD 899.00. If you did not authorize this payment, call"
                    + " our support team at +1 202-555-0147 to cancel and get a refund."
                : "Please send number "
                    + number
                    + " of the "
                    + "abcdefg".charAt(number % 7)
                    + " row");
    Message message = Message.of(text.getBytes(StandardCharsets.UTF_8));
    SmtpSession session =
        new SmtpSession(
            IpAddress.of("192.0.2.1" + service),
            "mx.forms" + service + ".example",
            "bounce@forms" + service + ".example",
            List.of(recipient));
    Instant at = Instant.parse("2026-03-02T09:00:00Z").plusSeconds(3600L * number);
    return prepared(verifier, message, session, at);
  }
}
