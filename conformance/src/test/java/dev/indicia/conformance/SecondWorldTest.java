package dev.indicia.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.MailVerifier;
import dev.indicia.conformance.World.Delivery;
import dev.indicia.content.RenderLimits;
import dev.indicia.content.Renderer;
import dev.indicia.dns.IpAddress;
import dev.indicia.message.Message;
import dev.indicia.message.MessageLimits;
import dev.indicia.message.SmtpSession;
import dev.indicia.trust.Judge;
import dev.indicia.trust.JudgeOptions;
import dev.indicia.trust.Judgement;
import dev.indicia.trust.Observation;
import dev.indicia.trust.Prepared;
import dev.indicia.trust.Verdict;
import dev.indicia.trust.VerdictKind;
import dev.indicia.trust.profile.Profiles;
import dev.indicia.trust.profile.SenderProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The detector meets a world that it was not written with: false alarms and recall stay within
 * their floors. {@code -Dindicia.world=5000} is the full size, {@code -Dindicia.world.seed=N}
 * another world, {@code -Dindicia.world.misses=FILE} lists what went wrong.
 */
class SecondWorldTest {
  private static final int SIZE = Integer.getInteger("indicia.world", 1600);
  private static final long SEED = Long.getLong("indicia.world.seed", 2);

  /** Genuine deliveries of the same vendor and language before an attack counts as warm. */
  private static final int WARM = 20;

  /** Deliveries of one campaign are alike: one of a small world may be missed beyond the floor. */
  private static final int CAMPAIGN = 4;

  /** Percent of each family that have to be detected. */
  private static final Map<String, Integer> FLOORS =
      Map.of("A warm", 80, "A cold", 65, "B", 90, "C", 95, "D", 60, "G", 95);

  private final Judge judge = new Judge(JudgeOptions.DEFAULT);
  private final Renderer renderer = new Renderer(RenderLimits.DEFAULT);

  /** What was found in one row of a table. */
  private static final class Row {
    private int genuine;
    private int accused;
    private int suspicious;
    private int attacks;
    private int detected;

    void genuine(Verdict verdict) {
      genuine++;
      accused += verdict.kind().isAccusation() ? 1 : 0;
      suspicious += verdict.kind() == VerdictKind.SUSPICIOUS ? 1 : 0;
    }

    void attack(boolean found) {
      attacks++;
      detected += found ? 1 : 0;
    }

    double recall() {
      return attacks == 0 ? 100 : 100.0 * detected / attacks;
    }
  }

  @Test
  void anotherWorld_isJudgedWithinTheFloors() throws GeneralSecurityException, IOException {
    World world = World.make(SEED, SIZE);
    List<Judged> judgements = judged(world);
    Map<String, Row> families = new TreeMap<>();
    Map<String, Row> languages = new TreeMap<>();
    Map<String, Row> vendors = new TreeMap<>();
    Map<String, Integer> seen = new HashMap<>();
    List<String> misses = new ArrayList<>();
    Row all = new Row();
    int phish = 0;
    int phishAccused = 0;
    for (int i = 0; i < judgements.size(); i++) {
      Delivery delivery = world.deliveries.get(i);
      Verdict verdict = judgements.get(i).judgement().verdict();
      String stream = delivery.vendor() + "|" + delivery.locale();
      if (delivery.truth().isGenuine()) {
        seen.merge(stream, 1, Integer::sum);
        all.genuine(verdict);
        row(languages, delivery.locale()).genuine(verdict);
        row(vendors, delivery.vendor()).genuine(verdict);
        row(families, delivery.truth().what().isEmpty() ? "notification" : delivery.truth().what())
            .genuine(verdict);
        if (verdict.kind().isAccusation() || verdict.kind() == VerdictKind.SUSPICIOUS) {
          misses.add("FALSE ALARM " + told(delivery, judgements.get(i)));
        }
      } else if (delivery.truth().family().equals("P")) {
        phish++;
        phishAccused += verdict.kind().isAccusation() ? 1 : 0;
        if (verdict.kind().isAccusation()) {
          misses.add("PHISH ACCUSED " + told(delivery, judgements.get(i)));
        }
      } else {
        boolean found = delivery.truth().accept().contains(verdict.kind().word());
        boolean warm = seen.getOrDefault(stream, 0) >= WARM;
        String family =
            delivery.truth().family()
                + (delivery.truth().family().equals("A") ? warm ? " warm" : " cold" : "");
        row(families, family).attack(found);
        row(languages, delivery.locale()).attack(found);
        row(vendors, delivery.vendor()).attack(found);
        if (!found) {
          misses.add("MISS " + family + " " + told(delivery, judgements.get(i)));
        }
      }
    }
    print(all, phish, phishAccused, families, languages, vendors);
    String file = System.getProperty("indicia.world.misses");
    if (file != null) {
      Files.write(Path.of(file), misses, StandardCharsets.UTF_8);
    }
    assertThat(all.accused)
        .as("accused, at most 1 in 10,000")
        .isLessThanOrEqualTo(all.genuine / 10_000);
    assertThat(all.suspicious * 500).as("suspicious, 1 in 500").isLessThanOrEqualTo(all.genuine);
    assertThat(phishAccused * 50).as("plain phish accused, 1 in 50").isLessThanOrEqualTo(phish);
    FLOORS.forEach((family, floor) -> {
      Row row = row(families, family);
      int most = row.attacks * (100 - floor) / 100 + CAMPAIGN;
      assertThat(row.attacks - row.detected).as(family + " missed").isLessThanOrEqualTo(most);
    });
  }

  /** A judgement, and what was known of the sender then. */
  private record Judged(Judgement judgement, String sender) {}

  private List<Judged> judged(World world) {
    MailVerifier verifier = MailVerifier.builder(world.zone()).answersFromRecords().build();
    List<Prepared> prepared =
        world.deliveries.parallelStream().map(d -> prepared(verifier, d)).toList();
    Profiles profiles = new Profiles();
    List<Judged> judged = new ArrayList<>(prepared.size());
    for (int i = 0; i < prepared.size(); i++) {
      String organization = prepared.get(i).pathway().sender();
      SenderProfile sender = organization == null ? null : profiles.sender(organization);
      String known =
          sender == null
              ? "sender new"
              : String.format(
                  Locale.ROOT,
                  "sender of %d to %d, known %.2f",
                  sender.deliveries(),
                  sender.recipients(),
                  sender.knownPart());
      judged.add(new Judged(judge.take("w" + i, prepared.get(i), profiles), known));
    }
    return judged;
  }

  private Prepared prepared(MailVerifier verifier, Delivery delivery) {
    Message message = Message.stored(delivery.octets(), MessageLimits.DEFAULT);
    SmtpSession session =
        new SmtpSession(
            IpAddress.of(delivery.host().ip()),
            delivery.host().name(),
            delivery.mailFrom(),
            List.of(delivery.reader().address()));
    return judge.prepare(
        new Observation(
            message,
            session,
            verifier.verify(message, session, delivery.at()),
            delivery.at(),
            renderer.render(message)));
  }

  private static Row row(Map<String, Row> table, String name) {
    return table.computeIfAbsent(name, n -> new Row());
  }

  private static String told(Delivery delivery, Judged judged) {
    Judgement judgement = judged.judgement();
    StringBuilder out = new StringBuilder();
    Verdict verdict = judgement.verdict();
    out.append(verdict.kind().word()).append(' ').append(verdict.failingLayer());
    out.append(" | ").append(delivery.vendor()).append(' ').append(delivery.locale());
    out.append(" | ").append(delivery.truth().family()).append(' ').append(delivery.truth().what());
    out.append(" | ")
        .append(delivery.truth().campaign())
        .append(" day ")
        .append(World.day(delivery.at()));
    out.append(" | binding ").append(judgement.binding().kind());
    out.append(String.format(Locale.ROOT, " known %.2f", judgement.reading().knownPart()));
    out.append(' ').append(judged.sender());
    verdict.findings().forEach(f -> out.append(" ").append(f.code().code()));
    judgement
        .slots()
        .forEach(slot -> {
          String text = slot.region().text().replace('\n', '/');
          out.append("\n    [").append(slot.claim().grade().word()).append(' ');
          out.append(slot.claim().story()).append(' ').append(slot.claim().channel());
          out.append(' ').append(slot.claim().concepts()).append(slot.mentioned());
          out.append(slot.foreignLink() ? " foreign" : "").append("] ").append(text);
        });
    return out.toString();
  }

  private static void print(
      Row all,
      int phish,
      int phishAccused,
      Map<String, Row> families,
      Map<String, Row> languages,
      Map<String, Row> vendors) {
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            "second world, size %d, seed %d: %d genuine, %d accused, %d suspicious; plain phish"
                + " accused %d of %d%n",
            SIZE,
            SEED,
            all.genuine,
            all.accused,
            all.suspicious,
            phishAccused,
            phish));
    for (Map<String, Row> table : List.of(families, languages, vendors)) {
      out.append(
          String.format(
              Locale.ROOT,
              "%n%-20s %8s %8s %8s %8s %8s %7s%n",
              "",
              "genuine",
              "accused",
              "suspic.",
              "attacks",
              "detected",
              "%"));
      table.forEach((name, row) ->
          out.append(
              String.format(
                  Locale.ROOT,
                  "%-20s %8d %8d %8d %8d %8d %7s%n",
                  name.isEmpty() ? "(people)" : name,
                  row.genuine,
                  row.accused,
                  row.suspicious,
                  row.attacks,
                  row.detected,
                  row.attacks == 0 ? "" : String.format(Locale.ROOT, "%.1f", row.recall()))));
    }
    System.out.print(out);
  }
}
