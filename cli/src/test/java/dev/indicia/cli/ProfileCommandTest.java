package dev.indicia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileCommandTest {
  private static final int DELIVERIES = 25;

  @TempDir Path folder;
  private final JsonSchema schemas = new JsonSchema(Samples.docs().resolve("schemas"));
  private LearnedStream stream;
  private LearnedStream.Sender shop;
  private Path profiles;

  @BeforeEach
  void stream() {
    stream = new LearnedStream(folder);
    shop = stream.sender("shop.example");
    profiles = folder.resolve("profiles");
  }

  private List<String> harmless(LearnedStream.Sender sender) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < DELIVERIES; i++) {
      lines.add(stream.delivery(sender, i, LearnedStream.harmless(i)));
    }
    return lines;
  }

  private CommandRun learn(Path kept, List<String> lines, String... more) {
    return mail("learn", kept, lines, more);
  }

  private CommandRun mail(String command, Path kept, List<String> lines, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                command,
                "--dns",
                stream.zone(),
                "--profiles",
                kept.toString(),
                stream.file("deliveries.jsonl", lines)));
    args.addAll(List.of(more));
    return CommandRun.of(args.toArray(new String[0]));
  }

  private CommandRun profile(String... args) {
    List<String> all = new ArrayList<>(List.of("profile", "--profiles", profiles.toString()));
    all.addAll(List.of(args));
    return CommandRun.of(all.toArray(new String[0]));
  }

  private Object verdict(int number, String note) {
    String line = stream.delivery(shop, number, note);
    return mail("check", profiles, List.of(line), "--json").json().getFirst().get("verdict");
  }

  private List<Map<String, Object>> trail() throws IOException {
    return Files.readAllLines(profiles.resolve("audit.jsonl")).stream()
        .map(JsonTree::object)
        .toList();
  }

  @Test
  void learn_saysWhatBecameOfTheMessages() throws IOException {
    List<String> lines = harmless(shop);
    lines.add(stream.delivery(shop, DELIVERIES, LearnedStream.NOTE));
    lines.add("{\"id\":\"gone\",\"message\":\"gone.eml\"}");
    CommandRun run = learn(profiles, lines, "--json");
    assertThat(run.code()).isEqualTo(3);
    Map<String, Object> object = run.json().getFirst();
    assertThat(schemas.errors("learn.json", object)).isEmpty();
    assertThat(object.get("messages")).isEqualTo(27L);
    assertThat(object.get("learned")).isEqualTo(25L);
    assertThat(JsonTree.at(object, "held_back", "borrowed")).isEqualTo(1L);
    assertThat(object.get("unreadable")).isEqualTo(1L);
    assertThat(object.get("senders")).isEqualTo(1L);
    assertThat(trail()).hasSize(1);
    assertThat(trail().getFirst().get("action")).isEqualTo("learn");
    assertThat(JsonTree.at(trail().getFirst(), "after", "deliveries")).isEqualTo(25L);
    CommandRun text = learn(profiles, lines.subList(0, 2));
    assertThat(text.code()).isEqualTo(0);
    assertThat(text.out()).contains("messages       2\n").contains("senders known  1 (1 before)\n");
    assertThat(CommandRun.of("learn", "--dns", stream.zone(), "x").err())
        .contains("--profiles DIR");
  }

  @Test
  void correction_turnsTheAccusationAround() throws IOException {
    learn(profiles, harmless(shop));
    assertThat(verdict(30, LearnedStream.NOTE)).isEqualTo("borrowed");
    assertThat(verdict(31, LearnedStream.NOTE)).isEqualTo("borrowed");
    CommandRun run = profile("correct", "shop.example-30", "genuine");
    assertThat(run.code()).as(run.err()).isEqualTo(0);
    assertThat(run.out()).contains("shop.example-30 was judged borrowed and is genuine");
    assertThat(verdict(33, LearnedStream.NOTE)).isEqualTo("genuine");
    String other =
        "Your wallet was locked. Call the fraud department now at +1 (877) 555-0162 and have your"
            + " password and card number ready to stop the transfer of 640.00 USD.";
    assertThat(verdict(34, other)).isEqualTo("borrowed");
    assertThat(trail().getLast().get("action")).isEqualTo("correct");
    assertThat(trail().getLast().get("what")).isEqualTo(List.of("shop.example-30", "genuine"));
  }

  @Test
  void correction_accuses() {
    String note = "our desk at +1 (888) 555-0199 helps you";
    learn(profiles, harmless(shop));
    assertThat(verdict(30, note)).isEqualTo("genuine");
    assertThat(profile("correct", "shop.example-30", "borrowed").code()).isEqualTo(0);
    String line =
        profile("export")
            .out()
            .lines()
            .filter(l -> l.contains("\"callback\""))
            .findFirst()
            .orElse("");
    assertThat(JsonTree.object(line).get("value")).isEqualTo("tel:885550199");
    assertThat(JsonTree.object(line).get("accused")).isEqualTo(3L);
    assertThat(JsonTree.object(line).get("counterparts")).isEqualTo(3L);
  }

  @Test
  void wrongUsage_changesNothing() throws IOException {
    learn(profiles, harmless(shop).subList(0, 3));
    byte[] before = Files.readAllBytes(profiles.resolve("profiles.bin"));
    String dir = profiles.toString();
    record Case(List<String> args, String words) {}
    for (Case c :
        List.of(
            new Case(List.of("correct", "none", "genuine"), "\"none\" is none of the latest 4096"),
            new Case(List.of("correct", "x", "suspicious"), "none of genuine, impersonated"),
            new Case(List.of("correct", "x"), "takes ID and VERDICT"),
            new Case(List.of("forget", "none.example"), "nothing is known of \"none.example\""),
            new Case(List.of("forget", "--recipient", "x@y.test"), "nothing is known of"),
            new Case(List.of("forget"), "takes one SENDER"),
            new Case(List.of("merge"), "takes one DIR"),
            new Case(List.of("merge", dir), "is the folder of --profiles itself"),
            new Case(List.of("merge", "no-such-dir"), "there is no such folder"),
            new Case(List.of("show", "none.example"), "nothing is known of"),
            new Case(List.of("show", "--recipient"), "--recipient is for"),
            new Case(List.of("export", "a", "b"), "takes one FILE"),
            new Case(List.of("export", stream.zone()), "is there already"),
            new Case(List.of("prune"), "none of show, correct, forget, merge, export"))) {
      CommandRun run = profile(c.args().toArray(new String[0]));
      assertThat(run.code()).as(c.args().toString()).isEqualTo(2);
      assertThat(run.err()).contains(c.words());
      assertThat(run.out()).isEmpty();
    }
    assertThat(Files.readAllBytes(profiles.resolve("profiles.bin"))).isEqualTo(before);
    assertThat(trail()).hasSize(1);
    assertThat(CommandRun.of("profile", "show").err()).contains("needs --profiles DIR");
  }

  @Test
  void show_tellsWhatIsKnown() {
    learn(profiles, harmless(shop));
    assertThat(profile("show").out())
        .contains("shop.example")
        .contains("100%")
        .contains("replay window: 25 signatures of all senders, seen from 2026-03-02");
    CommandRun run = profile("show", "orders@mail.shop.example");
    assertThat(run.out())
        .contains("25 from 2026-03-02 to 2026-03-16")
        .contains("192.0.2.0/24")
        .contains("shop.example/s1")
        .contains("‹ ›")
        .contains("Note from the buyer ‹ ›  19 values, 3+ recipients; up to 7 words; phone 0%")
        .doesNotContain("\u001b");
    assertThat(onTerminal("profile", "show", "shop.example", "--profiles", profiles.toString()))
        .contains("\u001b[1m‹ ›\u001b[0m");
    List<Map<String, Object>> objects = profile("show", "--json").json();
    assertThat(objects).hasSize(1);
    assertThat(schemas.errors("profile.json", objects.getFirst())).isEmpty();
    assertThat(objects.getFirst().get("deliveries")).isEqualTo(25L);
  }

  private static String onTerminal(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Indicia.run(
        args,
        new Streams(
            InputStream.nullInputStream(),
            out,
            out,
            true,
            false,
            true,
            InstantSource.fixed(CommandRun.NOW),
            new Interruption()));
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void everyChange_isWrittenDown() throws IOException {
    learn(profiles, harmless(shop));
    Path trail = profiles.resolve("audit.jsonl");
    Files.writeString(trail, Files.readString(trail) + "{\"torn");
    Path other = folder.resolve("other");
    learn(other, harmless(stream.sender("mill.example")));
    assertThat(profile("correct", "shop.example-3", "genuine", "--json").json().getFirst())
        .containsEntry("action", "correct");
    assertThat(profile("merge", other.toString()).code()).isEqualTo(0);
    assertThat(profile("forget", "orders@shop.example").out())
        .isEqualTo("forgot the sender shop.example\n");
    assertThat(profile("forget", "--recipient", "Ada0@b0.test").code()).isEqualTo(0);
    List<String> lines = Files.readAllLines(trail);
    assertThat(lines).hasSize(6);
    assertThat(lines.remove(1)).isEqualTo("{\"torn");
    List<String> actions = new ArrayList<>();
    for (String line : lines) {
      assertThat(schemas.errors("profile-change.json", JsonTree.parse(line))).as(line).isEmpty();
      actions.add((String) JsonTree.object(line).get("action"));
    }
    assertThat(actions).containsExactly("learn", "correct", "merge", "forget", "forget");
    assertThat(JsonTree.at(JsonTree.object(lines.get(2)), "before", "senders")).isEqualTo(1L);
    assertThat(JsonTree.at(JsonTree.object(lines.get(2)), "after", "senders")).isEqualTo(2L);
    assertThat(profile("show", "--json").json())
        .extracting(o -> o.get("sender"))
        .containsExactly("mill.example");
  }

  @Test
  void mergeOfDifferentSenders_isLearningBoth() {
    LearnedStream.Sender mill = stream.sender("mill.example");
    List<String> both = new ArrayList<>(harmless(shop));
    both.addAll(harmless(mill));
    Path one = folder.resolve("one");
    learn(one, both);
    learn(profiles, harmless(shop));
    learn(folder.resolve("other"), harmless(mill));
    assertThat(profile("merge", folder.resolve("other").toString()).code()).isEqualTo(0);
    String all = CommandRun.of("profile", "show", "--json", "--profiles", one.toString()).out();
    assertThat(profile("show", "--json").out()).isEqualTo(all);
    assertThat(verdict(40, LearnedStream.NOTE)).isEqualTo("borrowed");
    String export = profile("export").out();
    for (Map<String, Object> object : export.lines().map(JsonTree::object).toList()) {
      assertThat(schemas.errors("profile-export.json", object)).as(object.toString()).isEmpty();
    }
    Path file = folder.resolve("all.jsonl");
    assertThat(profile("export", file.toString()).code()).isEqualTo(0);
    assertThat(file).hasContent(export);
  }

  @Test
  void mergeOfTheSameSender_addsUp() {
    List<String> lines = harmless(shop);
    learn(profiles, lines.subList(0, 12));
    learn(folder.resolve("other"), lines.subList(12, DELIVERIES));
    profile("merge", folder.resolve("other").toString());
    Map<String, Object> merged = profile("show", "--json").json().getFirst();
    assertThat(merged.get("deliveries")).isEqualTo(25L);
    assertThat(merged.get("dkim_aligned")).isEqualTo(25L);
    assertThat(merged.get("first_day")).isEqualTo("2026-03-02");
    assertThat(merged.get("last_day")).isEqualTo("2026-03-16");
    assertThat(JsonTree.at(merged, "pathways", "networks", 0, "times")).isEqualTo(25L);
  }
}
