package dev.indicia.gateway.learned;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.MailVerifier;
import dev.indicia.content.RenderLimits;
import dev.indicia.content.Renderer;
import dev.indicia.dns.Answer;
import dev.indicia.dns.Dnssec;
import dev.indicia.dns.IpAddress;
import dev.indicia.dns.RecordData;
import dev.indicia.dns.RecordType;
import dev.indicia.gateway.inbound.Examiner;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import dev.indicia.trust.Judge;
import dev.indicia.trust.JudgeOptions;
import dev.indicia.trust.Prepared;
import dev.indicia.trust.profile.Profiles;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptProfilesTest {
  private static final Instant NOW = Instant.parse("2026-05-12T08:30:00Z");
  private static final Duration WAIT = Duration.ofSeconds(20);
  private static final Examiner EXAMINER =
      new Examiner(
          MailVerifier.builder(question ->
                  question.type() == RecordType.TXT && !question.name().text().startsWith("_dmarc")
                      ? new Answer.Found(
                          question,
                          List.of(new RecordData.Text("v=spf1 +all")),
                          300,
                          Dnssec.INSECURE)
                      : new Answer.NoSuchName(question, 300, Dnssec.INSECURE))
              .build(),
          new Renderer(RenderLimits.DEFAULT),
          new Judge(JudgeOptions.DEFAULT));

  @TempDir Path folder;

  private static Prepared delivery(int number) {
    String sender = "s" + number % 5 + ".example";
    String text =
        "From: a@"
            + sender
            + "\r\nTo: r"
            + number % 7
            + "@b.example\r\nSubject: Order "
            + number
            + "\r\n\r\nYour order number "
            + number
            + " was sent today.\r\n";
    return EXAMINER.examine(
        Message.of(text.getBytes(StandardCharsets.UTF_8)),
        new SmtpSession(
            IpAddress.of("192.0.2.1"),
            "mx." + sender,
            "a@" + sender,
            List.of("r" + number % 7 + "@b.example")),
        NOW.plusSeconds(number));
  }

  private static void judge(KeptProfiles kept, int from, int to) throws InterruptedException {
    for (int i = from; i < to; i++) {
      assertThat(kept.judge(EXAMINER.judge(), "m" + i, delivery(i), WAIT)).isPresent();
    }
  }

  /** Has snapshots made, each in the smallest pieces, until it is closed. */
  private record Compacting(Thread thread, AtomicBoolean ended) implements AutoCloseable {
    static Compacting of(KeptProfiles kept) {
      AtomicBoolean ended = new AtomicBoolean();
      Thread thread =
          Thread.startVirtualThread(() -> {
            while (!ended.get()) {
              kept.compactWhenLong();
              Thread.onSpinWait();
            }
          });
      return new Compacting(thread, ended);
    }

    @Override
    public void close() {
      ended.set(true);
      while (thread.isAlive()) {
        Thread.onSpinWait();
      }
    }
  }

  private static byte[] octets(Profiles profiles) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    profiles.write(new DataOutputStream(out));
    return out.toByteArray();
  }

  private byte[] snapshot(Path in) throws Exception {
    return octets(ProfilesFile.read(in.resolve("profiles.bin")));
  }

  /** What the same deliveries teach where nothing is kept or interrupted. */
  private static byte[] straight(int to) throws IOException {
    Profiles profiles = new Profiles();
    for (int i = 0; i < to; i++) {
      var judgement = EXAMINER.judge().judge(delivery(i), profiles);
      EXAMINER.judge().learn("m" + i, judgement, profiles);
    }
    return octets(profiles);
  }

  @Test
  void learned_isWhatJudgingInOneGoTeaches_overRestartsAndCompaction() throws Exception {
    for (int round = 0; round < 4; round++) {
      // A small limit: the log is compacted within a round.
      KeptProfiles kept = KeptProfiles.open(folder, false, 5000, 1);
      for (int i = round * 25; i < round * 25 + 25; i++) {
        judge(kept, i, i + 1);
        kept.compactWhenLong();
      }
      assertThat(Files.size(folder.resolve("profiles.log"))).isLessThan(60_000);
      kept.close();
      assertThat(kept.trouble()).isNull();
    }
    assertThat(snapshot(folder)).isEqualTo(straight(100));
  }

  @Test
  void snapshotsBetweenDeliveries_loseAndDoubleNothing() throws Exception {
    KeptProfiles kept = KeptProfiles.open(folder, false, 5000, 1);
    try (var _ = Compacting.of(kept)) {
      judge(kept, 0, 150);
    }
    assertThat(kept.trouble()).isNull();
    // As after the end of the process at this moment: snapshot and log as they are.
    Path other = Files.createDirectories(folder.resolve("other"));
    for (String file : List.of("profiles.bin", "profiles.log")) {
      Files.copy(folder.resolve(file), other.resolve(file));
    }
    KeptProfiles.open(other, false).close();
    assertThat(snapshot(other)).isEqualTo(straight(150));
    kept.close();
    assertThat(snapshot(folder)).isEqualTo(straight(150));
  }

  @Test
  void endBetweenSnapshotAndItsLog_isMadeUpFor() throws Exception {
    KeptProfiles kept = KeptProfiles.open(folder, false, 0, 1);
    judge(kept, 0, 10);
    byte[] old = Files.readAllBytes(folder.resolve("profiles.log"));
    kept.compactWhenLong();
    judge(kept, 10, 20);
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.copy(folder.resolve("profiles.bin"), other.resolve("profiles.bin"));
    Files.copy(folder.resolve("profiles.log"), other.resolve("profiles.log.next"));
    Files.write(other.resolve("profiles.log"), old);
    kept.close();
    KeptProfiles.open(other, false).close();
    assertThat(snapshot(other)).isEqualTo(straight(20));
    assertThat(other.resolve("profiles.log.next")).doesNotExist();
  }

  @Test
  void deliveryThatComesAgain_isJudged_andTeachesNothing_afterACrashToo() throws Exception {
    KeptProfiles crashed = KeptProfiles.open(folder, true);
    judge(crashed, 0, 10);
    KeptProfiles kept = KeptProfiles.open(folder, true);
    judge(kept, 5, 10);
    judge(kept, 7, 12);
    assertThat(kept.publish().orElseThrow().profiles().counts().lessons()).isEqualTo(12);
    kept.close();
    assertThat(snapshot(folder)).isEqualTo(straight(12));
  }

  @Test
  void logWithoutItsSnapshot_isNotReplayedTwice() throws Exception {
    KeptProfiles kept = KeptProfiles.open(folder, false);
    judge(kept, 0, 10);
    byte[] log = Files.readAllBytes(folder.resolve("profiles.log"));
    kept.close();
    // As after a crash between the snapshot and its new log.
    Files.write(folder.resolve("profiles.log"), log);
    KeptProfiles.open(folder, false).close();
    assertThat(snapshot(folder)).isEqualTo(straight(10));
  }

  @Test
  void tornLog_isReadToItsLastWholeRecord() throws Exception {
    KeptProfiles kept = KeptProfiles.open(folder, false);
    judge(kept, 0, 3);
    byte[] log = Files.readAllBytes(folder.resolve("profiles.log"));
    kept.close();
    Random random = new Random(5);
    for (int i = 0; i < 40; i++) {
      Path other = Files.createDirectories(folder.resolve("torn" + i));
      byte[] torn = java.util.Arrays.copyOf(log, random.nextInt(log.length));
      Files.write(other.resolve("profiles.log"), torn);
      KeptProfiles again = KeptProfiles.open(other, false);
      again.close();
      byte[] snapshot = snapshot(other);
      assertThat(List.of(0, 1, 2, 3))
          .anyMatch(n -> {
            try {
              return java.util.Arrays.equals(snapshot, straight(n));
            } catch (IOException e) {
              return false;
            }
          });
    }
  }

  /** Judges for ever; prints the number of each delivery that was judged. */
  public static void main(String[] args) throws Exception {
    KeptProfiles kept = KeptProfiles.open(Path.of(args[0]), false, 20_000, 1);
    Compacting.of(kept);
    for (int i = Integer.parseInt(args[1]); i < 1_000_000; i++) {
      judge(kept, i, i + 1);
      System.out.println(i);
      System.out.flush();
    }
  }

  @Test
  void killedAtRandomMoments_knowsWhatItJudged() throws Exception {
    Random random = new Random(3);
    int next = 0;
    for (int round = 0; round < 5; round++) {
      Process child =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  KeptProfilesTest.class.getName(),
                  folder.toString(),
                  String.valueOf(next))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      int wanted = next + 20 + random.nextInt(60);
      int last = next - 1;
      try (BufferedReader out =
          new BufferedReader(
              new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))) {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
          last = Integer.parseInt(line);
          if (last == wanted) {
            break;
          }
        }
        child.destroyForcibly();
        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
      }
      // The child may have gone on a little between its line and its end.
      KeptProfiles kept = KeptProfiles.open(folder, false);
      long known = kept.counts().lessons();
      kept.close();
      assertThat(known).isGreaterThan(last);
      next = (int) known;
      assertThat(snapshot(folder)).as("round " + round).isEqualTo(straight(next));
    }
  }

  @Test
  void twoGateways_exchangeWhatTheyLearned_once() throws Exception {
    Path shared = folder.resolve("shared");
    Path one = Files.createDirectories(folder.resolve("one"));
    Path two = Files.createDirectories(folder.resolve("two"));
    KeptProfiles first = KeptProfiles.open(one, true);
    KeptProfiles second = KeptProfiles.open(two, true);
    Exchange ofFirst = new Exchange(shared, "mx1.example", first);
    Exchange ofSecond = new Exchange(shared, "mx2.example", second);
    judge(first, 0, 10);
    judge(second, 100, 105);
    ofFirst.run();
    assertThat(ofSecond.run()).isEqualTo(1);
    assertThat(ofFirst.run()).isEqualTo(1);
    assertThat(ofFirst.run()).as("nothing new").isZero();
    assertThat(first.counts()).isEqualTo(second.counts());
    assertThat(first.counts().lessons()).isEqualTo(15);
    judge(first, 10, 12);
    first.close();
    first = KeptProfiles.open(one, true);
    ofFirst = new Exchange(shared, "mx1.example", first);
    ofFirst.run();
    assertThat(ofSecond.run()).isEqualTo(1);
    assertThat(second.counts().lessons()).isEqualTo(17);
    second.close();
    second = KeptProfiles.open(two, true);
    assertThat(new Exchange(shared, "mx2.example", second).run())
        .as("taken before the restart")
        .isZero();
    assertThat(second.counts().lessons()).isEqualTo(17);
    first.close();
    second.close();
  }
}
