package dev.indicia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilesFolderTest {
  private static final int DELIVERIES = 30;

  @TempDir Path folder;
  private final List<String> lines = new ArrayList<>();
  private String zone;
  private Path profiles;
  private Path file;

  @BeforeEach
  void stream() {
    LearnedStream stream = new LearnedStream(folder);
    LearnedStream.Sender shop = stream.sender("shop.example");
    LearnedStream.Sender mill = stream.sender("mill.example");
    for (int i = 0; i < DELIVERIES; i++) {
      String note = i > 24 ? LearnedStream.NOTE : LearnedStream.harmless(i);
      lines.add(stream.delivery(i % 5 == 4 ? mill : shop, i, note));
    }
    zone = stream.zone();
    profiles = folder.resolve("profiles");
    file = profiles.resolve("profiles.bin");
  }

  private CommandRun check(List<String> some, Path kept, String... more) {
    String deliveries =
        Samples.write(folder, "some.jsonl", String.join("\n", some) + "\n").toString();
    List<String> args =
        new ArrayList<>(List.of("check", "--dns", zone, "--profiles", kept.toString(), deliveries));
    args.addAll(List.of(more));
    return CommandRun.of(args.toArray(new String[0]));
  }

  private CommandRun profile(String... args) {
    List<String> all = new ArrayList<>(List.of("profile", "--profiles", profiles.toString()));
    all.addAll(List.of(args));
    return CommandRun.of(all.toArray(new String[0]));
  }

  @Test
  void stream_cutAnywhere_hasTheVerdictsOfOneRun() throws IOException {
    String deliveries =
        Samples.write(folder, "all.jsonl", String.join("\n", lines) + "\n").toString();
    String whole = CommandRun.of("check", "--json", "--dns", zone, deliveries).out();
    assertThat(whole).contains("\"borrowed\"").contains("\"genuine\"");
    Path once = folder.resolve("once");
    assertThat(check(lines, once, "--json").out()).isEqualTo(whole);
    String all = CommandRun.of("profile", "export", "--profiles", once.toString()).out();
    for (int cut : new int[] {0, 1, 7, 15, 24, 26, DELIVERIES}) {
      Path kept = folder.resolve("cut" + cut);
      String first = check(lines.subList(0, cut), kept, "--json").out();
      String second = check(lines.subList(cut, DELIVERIES), kept, "--json").out();
      assertThat(first + second).as("cut at " + cut).isEqualTo(whole);
      assertThat(CommandRun.of("profile", "export", "--profiles", kept.toString()).out())
          .as("cut at " + cut)
          .isEqualTo(all);
    }
    assertThat(Files.exists(once.resolve("audit.jsonl"))).isFalse();
    assertThat(once.resolve("profiles.bin.new")).doesNotExist();
  }

  @Test
  void everyDeliveryAlone_asText() {
    String text = check(lines, folder.resolve("once")).out();
    StringBuilder each = new StringBuilder();
    for (String line : lines) {
      CommandRun run = check(List.of(line), profiles);
      assertThat(run.code()).isEqualTo(0);
      each.append(run.out(), 0, run.out().indexOf(' ')).append('\n');
    }
    List<String> verdicts = text.lines().map(line -> line.substring(0, line.indexOf(' '))).toList();
    assertThat(each.toString().lines().toList()).isEqualTo(verdicts);
  }

  private void assertRefused(byte[] octets, String words) throws IOException {
    Files.write(file, octets);
    for (CommandRun run :
        List.of(
            check(lines, profiles, "--json"),
            profile("show"),
            profile("forget", "shop.example"),
            CommandRun.of(
                "learn", "--dns", zone, "--profiles", profiles.toString(), folder.toString()))) {
      assertThat(run.code()).as(words).isEqualTo(2);
      assertThat(run.err()).contains("profiles.bin: ", words).doesNotContain("bug");
      assertThat(run.out()).isEmpty();
    }
    assertThat(Files.readAllBytes(file)).as(words).isEqualTo(octets);
  }

  @Test
  void brokenFiles_areRefusedAndKept() throws IOException {
    check(lines.subList(0, 5), profiles);
    byte[] good = Files.readAllBytes(file);
    assertRefused(new byte[0], "is empty");
    assertRefused("PK\u0003\u0004 something else".getBytes(), "is no file of profiles");
    assertRefused(Arrays.copyOf(good, 20), "is cut short");
    assertRefused(Arrays.copyOf(good, good.length - 1), "is cut short");
    assertRefused(Arrays.copyOf(good, good.length + 3), "3 octets too many");
    byte[] newer = good.clone();
    newer[11] = 2;
    assertRefused(newer, "is of format 2, and this version of indicia reads format 1");
    for (int at = 52; at < good.length; at += 97) {
      byte[] damaged = good.clone();
      damaged[at] ^= 1;
      Files.write(file, damaged);
      assertThat(profile("show").err()).contains("does not match its SHA-256");
    }
    Files.write(file, good);
    assertThat(profile("show").code()).isEqualTo(0);
    Files.delete(file);
    Files.createDirectory(file);
    assertThat(profile("show").err()).contains("profiles.bin: ");
    assertThat(profile("show").code()).isEqualTo(2);
  }

  @Test
  void missingFolder_isMadeByThoseWhoLearn() {
    CommandRun show = profile("show");
    assertThat(show.code()).isEqualTo(2);
    assertThat(show.err()).contains("there is no such folder");
    assertThat(profile("correct", "x", "genuine").code()).isEqualTo(2);
    assertThat(profiles).doesNotExist();
    assertThat(check(lines.subList(0, 1), profiles.resolve("deeper")).code()).isEqualTo(0);
    assertThat(profiles.resolve("deeper/profiles.bin")).isRegularFile();
    assertThat(check(lines, Path.of(zone)).err()).contains("is no folder");
  }

  @Test
  void secondProcess_isToldWhoHoldsTheFolder() throws Exception {
    Session session =
        new Session(
            Streams.of(InputStream.nullInputStream(), System.out, System.err),
            new Output(System.out),
            new Diagnostics(System.err));
    try (ProfilesFolder held = ProfilesFolder.hold(profiles, "learn", true, session)) {
      assertThat(held.load().senders()).isEmpty();
      CommandRun run = check(lines, profiles);
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err())
          .contains("is in use by process " + ProcessHandle.current().pid() + ", indicia learn")
          .contains("since ");
      assertThat(run.out()).isEmpty();
    }
    assertThat(check(lines, profiles).code()).isEqualTo(0);
  }

  @Test
  void interruptedRun_keepsWhatWasJudged() {
    Interruption interruption = new Interruption();
    byte[] message =
        ("From a@a.example Tue May 12 08:00:00 2026\n" + Samples.plain("a@a.example") + "\r\n")
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    InputStream endless =
        new InputStream() {
          private long count;

          @Override
          public int read() {
            throw new AssertionError("read one by one");
          }

          @Override
          public int read(byte[] target, int from, int length) {
            if (++count == 2000) {
              interruption.request();
            }
            int size = Math.min(length, message.length);
            System.arraycopy(message, 0, target, from, size);
            return size;
          }
        };
    CommandRun run =
        CommandRun.of(
            endless,
            interruption,
            "check",
            "--json",
            "--dns",
            zone,
            "--profiles",
            profiles.toString(),
            "-");
    assertThat(run.code()).isEqualTo(130);
    assertThat(run.err()).isEmpty();
    CommandRun exported = profile("export");
    assertThat(exported.code()).isEqualTo(0);
    assertThat(
            exported.out().lines().filter(line -> line.contains("\"kind\":\"delivery\"")).count())
        .isEqualTo(Math.min(4096, run.json().size()));
  }

  @Test
  void endlessId_canBeKept() {
    String id = "x".repeat(100_000);
    String line = lines.getFirst().replace("shop.example-0\",", id + "\",");
    assertThat(check(List.of(line), profiles, "--json").code()).isEqualTo(0);
    assertThat(profile("correct", id, "genuine").code()).isEqualTo(0);
  }
}
