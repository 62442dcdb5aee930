package dev.indicia.trust.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A snapshot and what it lacks are what the profiles know, however the two were interleaved. */
class SnapshotTest {
  private static final int DAY = 20_000;
  private static final int ROUNDS = 200;

  private static byte[] octets(Profiles profiles) throws IOException {
    return Octets.of((DataOutput out) -> profiles.write(out));
  }

  private static Profiles copy(Profiles profiles) throws IOException {
    return Profiles.read(Octets.input(octets(profiles)));
  }

  /** What one delivery teaches: some entries met before, some new ones. */
  private static Profiles lesson(Random random, int number) {
    Profiles lesson = new Profiles();
    // Signatures are forgotten after 90 days, so some are while a snapshot is written.
    int day = DAY + number;
    int recipient = random.nextInt(90);
    String domain = "s" + random.nextInt(12) + ".example";
    lesson.pass(day);
    lesson
        .senderToLearn(domain)
        .learn(random.nextBoolean(), 0.5, random.nextInt(4), recipient, day);
    lesson.senderToLearn(domain).phrases().learn(new int[] {random.nextInt(40)}, recipient, day);
    lesson.learnName(domain, recipient, day);
    lesson.recipientToLearn("r" + random.nextInt(12) + "@b.test").learnSender(domain, 0, day);
    lesson.signatureToLearn("f" + random.nextInt(60)).see(recipient, 1, false, day);
    lesson.callbackToLearn("tel:" + random.nextInt(9)).see(recipient, 1, true, day);
    lesson.keep("m" + number, new Lesson(domain, "genuine", recipient, day, new int[0], List.of()));
    return lesson;
  }

  @Test
  void snapshotAndWhatItLacks_areWhatIsKnown() throws IOException {
    Random random = new Random(53);
    for (int round = 0; round < ROUNDS; round++) {
      Profiles profiles = new Profiles();
      int number = 0;
      int before = random.nextInt(200);
      while (number < before) {
        profiles.merge(lesson(random, number++));
      }
      Snapshot snapshot = profiles.snapshot();
      ByteArrayOutputStream written = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(written);
      List<Profiles> missing = new ArrayList<>();
      boolean more = true;
      while (more) {
        if (random.nextInt(3) == 0) {
          Profiles lesson = lesson(random, number++);
          missing.add(copy(snapshot.missing(lesson)));
          profiles.merge(lesson);
        }
        more = snapshot.next(out);
      }
      Profiles lesson = lesson(random, number++);
      missing.add(copy(snapshot.missing(lesson)));
      profiles.merge(lesson);
      Profiles again = Profiles.read(Octets.input(written.toByteArray()));
      for (Profiles part : missing) {
        again.merge(part);
      }
      assertThat(octets(again)).as("round " + round).isEqualTo(octets(profiles));
    }
  }

  @Test
  void writing_changesNothing() throws IOException {
    Random random = new Random(59);
    Profiles profiles = new Profiles();
    for (int i = 0; i < 100; i++) {
      profiles.merge(lesson(random, i));
    }
    byte[] first = octets(profiles);
    assertThat(octets(profiles)).isEqualTo(first);
    assertThat(octets(copy(profiles))).isEqualTo(first);
  }
}
