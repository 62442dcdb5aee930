package dev.indicia.trust.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.indicia.trust.profile.Profiles.Taking;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What several receivers learned adds up to the same, in whatever order and however often it comes.
 */
class ExchangeTest {
  private static final int DAY = 20_000;
  private static final int ROUNDS = 40;

  /** Lessons of some deliveries, with values that meet those of other receivers. */
  private static Profiles lessons(Random random) {
    Profiles profiles = new Profiles();
    for (int i = 0; i < 30; i++) {
      int recipient = random.nextInt(400);
      int day = DAY + random.nextInt(20);
      String domain = "s" + random.nextInt(3) + ".example";
      SenderProfile sender = profiles.senderToLearn(domain);
      sender.learn(random.nextBoolean(), 0.5, random.nextInt(4), recipient, day);
      int[] phrases = new int[20];
      for (int n = 0; n < phrases.length; n++) {
        phrases[n] = 1 + random.nextInt(60) * 7919;
      }
      sender.phrases().learn(phrases, recipient, day);
      sender.learnPathway("net:" + random.nextInt(20), recipient, day);
      sender.learnHost("host" + random.nextInt(20), recipient, day);
      sender.await(random.nextInt(5), recipient, random.nextInt(6), day);
      profiles.learnName(domain, recipient, day);
      RecipientProfile known = profiles.recipientToLearn("r" + recipient % 9 + "@b.test");
      known.learnSender(domain, 0, day);
      known.learnWay("net:" + random.nextInt(9), "s" + random.nextInt(50), day);
      profiles.signatureToLearn("f" + random.nextInt(9)).see(recipient, recipient % 12, false, day);
      profiles.callbackToLearn("tel:" + random.nextInt(4)).see(recipient, 1, true, day);
    }
    return profiles;
  }

  /** What failures print must stay readable. */
  private static String digest(Profiles profiles) throws IOException {
    return profiles.counts() + " " + Arrays.hashCode(octets(profiles));
  }

  private static byte[] octets(Profiles profiles) throws IOException {
    return Octets.of((DataOutput out) -> profiles.write(out));
  }

  private static Profiles copy(Profiles profiles) throws IOException {
    return Profiles.read(Octets.input(octets(profiles)));
  }

  private static Profiles sum(Profiles one, Profiles other) throws IOException {
    Profiles sum = copy(one);
    sum.merge(copy(other));
    return sum;
  }

  @Test
  void merge_isCommutativeAndAssociative() throws IOException {
    Random random = new Random(41);
    for (int round = 0; round < ROUNDS; round++) {
      Profiles a = lessons(random);
      Profiles b = lessons(random);
      Profiles c = lessons(random);
      assertThat(digest(sum(a, b))).isEqualTo(digest(sum(b, a)));
      assertThat(digest(sum(sum(a, b), c))).isEqualTo(digest(sum(a, sum(b, c))));
      assertThat(digest(sum(a, new Profiles()))).isEqualTo(digest(a));
    }
  }

  /**
   * Three receivers, each of which sends its lessons to the others: in the end all know the same.
   */
  @Test
  void lessonsOfOthers_inAnyOrderAndSeveralTimes_giveTheSame() throws IOException {
    Random random = new Random(43);
    List<List<Profiles>> learned = new ArrayList<>();
    for (int origin = 0; origin < 3; origin++) {
      learned.add(List.of(lessons(random), lessons(random), lessons(random)));
    }
    List<String> ends = new ArrayList<>();
    for (int run = 0; run < 10; run++) {
      ends.add(digest(exchanged(learned, random)));
    }
    assertThat(ends).containsOnly(ends.getFirst());
  }

  /** All lessons, brought in a random order, most of them more than once and too early. */
  private static Profiles exchanged(List<List<Profiles>> learned, Random random)
      throws IOException {
    Profiles into = new Profiles();
    int taken = 0;
    while (taken < 9) {
      int origin = random.nextInt(3);
      int number = random.nextInt(3);
      String before = digest(into);
      Taking taking = into.take("g" + origin, number + 1, copy(learned.get(origin).get(number)));
      taken += taking == Taking.TAKEN ? 1 : 0;
      if (taking != Taking.TAKEN) {
        assertThat(digest(into)).isEqualTo(before);
      }
    }
    return into;
  }

  @Test
  void lessonsTakenTwice_changeNothing_alsoAfterARestart() throws IOException {
    Profiles lessons = lessons(new Random(1));
    Profiles into = new Profiles();
    assertThat(into.take("g1", 2, copy(lessons))).isEqualTo(Taking.EARLY);
    assertThat(into.take("g1", 1, copy(lessons))).isEqualTo(Taking.TAKEN);
    Profiles restarted = copy(into);
    assertThat(restarted.take("g1", 1, copy(lessons))).isEqualTo(Taking.KNOWN);
    assertThat(digest(restarted)).isEqualTo(digest(into));
    assertThat(restarted.take("g2", 1, copy(lessons))).isEqualTo(Taking.TAKEN);
  }

  @Test
  void origins_areBounded() {
    Profiles into = new Profiles();
    for (int i = 0; i < Profiles.ORIGINS_MAX; i++) {
      into.take("g" + i, 1, new Profiles());
    }
    assertThat(into.take("g0", 2, new Profiles())).isEqualTo(Taking.TAKEN);
    assertThatThrownBy(() -> into.take("one more", 1, new Profiles()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> into.take("g0", 0, new Profiles()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void divided_eachKeyIsInOnePart_andAllTogetherAreTheSame() throws IOException {
    Profiles all = lessons(new Random(7));
    String before = digest(all);
    List<Profiles> parts = copy(all).divided(8);
    Profiles again = new Profiles();
    Collections.shuffle(parts, new Random(8));
    for (Profiles part : parts) {
      again.merge(part);
    }
    assertThat(digest(again)).isEqualTo(before);
    assertThat(parts).filteredOn(part -> part.counts().senders() > 0).hasSizeBetween(1, 3);
  }

  @Test
  void extract_holdsThoseKeysOnly() {
    Profiles all = lessons(new Random(9));
    Profiles found =
        all.extract(
            List.of(
                new ProfileKey(ProfileKey.Kind.SENDER, "s1.example"),
                new ProfileKey(ProfileKey.Kind.SIGNATURE, "unknown")));
    assertThat(found.counts().senders()).isEqualTo(1);
    assertThat(found.sender("s1.example")).isSameAs(all.sender("s1.example"));
    assertThat(found.counts().signatures()).isZero();
  }

  @Test
  void part_isStableAndSpreads() {
    int[] counts = new int[8];
    for (int i = 0; i < 8000; i++) {
      counts[new ProfileKey(ProfileKey.Kind.SENDER, "sender" + i + ".example").part(8)]++;
    }
    assertThat(Arrays.stream(counts).boxed()).allMatch(count -> count > 800 && count < 1200);
    // Written down, as workers of other versions must agree.
    assertThat(new ProfileKey(ProfileKey.Kind.RECIPIENT, "a@b.test").part(1000)).isEqualTo(PART);
  }

  private static final int PART = 978;
}
