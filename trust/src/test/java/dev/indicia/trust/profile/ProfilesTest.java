package dev.indicia.trust.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProfilesTest {
  private static final int DAY = 20_000;

  /** Teaches what the numbered deliveries of one sender teach. */
  private static void teach(Profiles profiles, String domain, int from, int to) {
    SenderProfile sender = profiles.senderToLearn(domain);
    for (int i = from; i < to; i++) {
      sender.learn(i % 3 != 0, 0.5, i % 2, i, DAY + i);
      for (int phrase = 1; phrase < 40; phrase++) {
        sender.phrases().learn(phrase * 7919 + (phrase > 30 ? i : 0), i, DAY + i);
      }
      sender.learnPathway("net:192.0.2.0/24", i, DAY + i);
      sender.learnHost("shop.example", i, DAY + i);
      sender.await(i % 3, i, i % 2, DAY + i);
      profiles.learnName(domain, i, DAY);
      String recipient = "r" + i + "@b.test";
      profiles.recipientToLearn(recipient).learnSender(domain, 0, DAY + i);
      profiles.recipientToLearn(recipient).learnWay("net:203.0.113.0/24", "s" + i, DAY + i);
      profiles.signatureToLearn(domain + i).see(i, 0, false, DAY + i);
      profiles.callbackToLearn("tel:55501" + i % 4).see(i, 1, true, DAY + i);
      profiles.keep(
          domain + "-" + i,
          new Lesson(domain, "genuine", i, DAY + i, new int[] {1, 2, 3}, List.of("tel:1")));
    }
  }

  private static byte[] octets(Profiles profiles) throws IOException {
    return Octets.of((DataOutput out) -> profiles.write(out));
  }

  @Test
  void written_isReadAgainOctetForOctet() throws IOException {
    Profiles profiles = new Profiles();
    teach(profiles, "orders.example", 0, 30);
    teach(profiles, "bank.example", 0, 4);
    byte[] octets = octets(profiles);
    Profiles read = Profiles.read(Octets.input(octets));
    assertThat(octets(read)).isEqualTo(octets);
    assertThat(read.counts()).isEqualTo(profiles.counts());
    assertThat(read.sender("orders.example").deliveries()).isEqualTo(30);
    assertThat(read.sender("orders.example").recipients())
        .isEqualTo(profiles.sender("orders.example").recipients());
    assertThat(read.learnedNames(DAY).size()).as("from the next day on").isZero();
    assertThat(read.learnedNames(DAY + 1).size()).isEqualTo(2);
  }

  @Test
  void orderOfKeys_doesNotShowInTheOctets() throws IOException {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      numbers.add(i);
    }
    Profiles one = new Profiles();
    numbers.forEach(i -> teachOne(one, i));
    Collections.shuffle(numbers, new Random(5));
    Profiles other = new Profiles();
    numbers.forEach(i -> teachOne(other, i));
    assertThat(octets(other)).isEqualTo(octets(one));
  }

  private static void teachOne(Profiles profiles, int i) {
    profiles.senderToLearn("s" + i + ".example").learn(true, 0.5, 1, i, DAY);
    profiles.recipientToLearn("r" + i + "@b.test").learnSender("s.example", 0, DAY);
    profiles.signatureToLearn("f" + i).see(i, 0, false, DAY);
  }

  @Test
  void everyCutFile_isRefused() throws IOException {
    Profiles profiles = new Profiles();
    teach(profiles, "orders.example", 0, 3);
    byte[] octets = octets(profiles);
    for (int length = 0; length < octets.length; length += 17) {
      byte[] cut = Arrays.copyOf(octets, length);
      assertThatThrownBy(() -> Profiles.read(Octets.input(cut)))
          .as("cut at " + length)
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void otherFormat_isRefused() {
    assertThatThrownBy(() -> Profiles.read(Octets.input(new byte[] {0, 0, 0, 99})))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("format 99");
  }

  @Test
  void merge_isExactForWhatOneSideKnows() throws IOException {
    Profiles all = new Profiles();
    teach(all, "orders.example", 0, 20);
    teach(all, "bank.example", 100, 120);
    Profiles one = new Profiles();
    teach(one, "orders.example", 0, 20);
    Profiles other = new Profiles();
    teach(other, "bank.example", 100, 120);
    one.merge(other);
    assertThat(octets(one)).isEqualTo(octets(all));
  }

  @Test
  void merge_addsUpWhatBothKnow_fromEitherSide() {
    SenderProfile oneFirst = merged(true);
    SenderProfile otherFirst = merged(false);
    for (SenderProfile merged : List.of(oneFirst, otherFirst)) {
      assertThat(merged.deliveries()).isEqualTo(20);
      assertThat(merged.dkimAligned()).isEqualTo(13);
      assertThat(merged.firstDay()).isEqualTo(DAY);
      assertThat(merged.lastDay()).isEqualTo(DAY + 19);
      assertThat(merged.knownPart()).isEqualTo(0.5);
      assertThat(merged.pathways().entries("net:192.0.2.0/24")).isEqualTo(3);
      assertThat(merged.pathways().uses("net:192.0.2.0/24")).isEqualTo(20);
      assertThat(merged.hosts().uses("shop.example")).isEqualTo(20);
      assertThat(merged.phrases().isKnown(7919, 3, false)).isTrue();
    }
    assertThat(oneFirst.recipients()).isEqualTo(otherFirst.recipients());
    assertThat(oneFirst.authors()).isEqualTo(otherFirst.authors());
  }

  private static SenderProfile merged(boolean first) {
    Profiles one = new Profiles();
    teach(one, "orders.example", 0, 12);
    Profiles other = new Profiles();
    teach(other, "orders.example", 12, 20);
    Profiles into = first ? one : other;
    into.merge(first ? other : one);
    return into.senderToLearn("orders.example");
  }

  @Test
  void lessons_areBounded_oldestGoesFirst() {
    Profiles profiles = new Profiles();
    for (int i = 0; i <= Profiles.LESSONS_MAX; i++) {
      profiles.keep("d" + i, new Lesson("", "genuine", 0, DAY, new int[0], List.of()));
    }
    assertThat(profiles.counts().lessons()).isEqualTo(Profiles.LESSONS_MAX);
    assertThat(profiles.lesson("d0")).isNull();
    assertThat(profiles.lesson("d1")).isNotNull();
  }

  @Test
  void endlessKeys_areCut() throws IOException {
    Profiles profiles = new Profiles();
    String endless = "a".repeat(70_000);
    profiles.recipientToLearn(endless).learnSender("s.example", 0, DAY);
    profiles.callbackToLearn(endless).see(1, 1, true, DAY);
    profiles.keep(
        endless, new Lesson("s.example", "genuine", 0, DAY, new int[0], List.of(endless)));
    Profiles read = Profiles.read(Octets.input(octets(profiles)));
    assertThat(read.recipient(endless)).isNotNull();
    assertThat(read.callback(endless)).isNotNull();
    assertThat(read.lesson(endless)).isNotNull();
  }

  @Test
  void forgotten_isGone() {
    Profiles profiles = new Profiles();
    teach(profiles, "orders.example", 0, 5);
    assertThat(profiles.forget("orders.example")).isTrue();
    assertThat(profiles.forget("orders.example")).isFalse();
    assertThat(profiles.sender("orders.example")).isNull();
    assertThat(profiles.counts().lessons()).isZero();
    assertThat(profiles.forgetRecipient("r1@b.test")).isTrue();
    assertThat(profiles.recipient("r1@b.test")).isNull();
  }

  @Test
  void whatIsNotMetAgain_isForgotten() {
    Profiles profiles = new Profiles();
    long most = 0;
    for (int day = 0; day < 1000; day++) {
      profiles.pass(DAY + day);
      for (int n = 0; n < 3; n++) {
        meetOnce(profiles, day + "x" + n, DAY + day);
      }
      profiles.senderToLearn("often.example").learn(true, 1, 1, day, DAY + day);
      ProfileCounts counts = profiles.counts();
      most = Math.max(most, counts.senders());
      assertThat(counts.senders()).isEqualTo(counts.signatures() + 1);
      assertThat(counts.recipients()).isEqualTo(counts.callbacks());
      assertThat(counts.recipients())
          .isLessThanOrEqualTo(3L * (Profiles.UNUSED_DAYS + Profiles.FORGETTING_DAYS));
    }
    assertThat(most)
        .isBetween(
            3L * Profiles.SELDOM_DAYS, 3L * (Profiles.SELDOM_DAYS + Profiles.FORGETTING_DAYS) + 1);
    assertThat(profiles.sender("often.example")).isNotNull();
  }

  private static void meetOnce(Profiles profiles, String key, int day) {
    profiles.senderToLearn(key).learn(true, 1, 1, 1, day);
    profiles.signatureToLearn(key).see(1, 1, false, day);
    profiles.callbackToLearn(key).see(1, 1, true, day);
    profiles.recipientToLearn(key).learnSender("s.example", 1, day);
  }

  @Test
  void aSenderWhoBearsAName_isKeptLonger_andGoesWithIt() {
    Profiles profiles = new Profiles();
    profiles.pass(DAY);
    for (int recipient = 0; recipient < 3; recipient++) {
      profiles.senderToLearn("bank.example").learn(true, 1, 1, recipient, DAY);
      profiles.learnName("bank.example", recipient, DAY);
    }
    passDays(profiles, DAY, Profiles.SELDOM_DAYS + Profiles.FORGETTING_DAYS);
    assertThat(profiles.learnedNames(DAY + 100).size()).isEqualTo(1);
    passDays(profiles, DAY, Profiles.UNUSED_DAYS + Profiles.FORGETTING_DAYS);
    assertThat(profiles.learnedNames(DAY + 500).size()).isZero();
    assertThat(profiles.namedOn()).isEmpty();
    assertThat(profiles.sender("bank.example")).isNull();
  }

  private static void passDays(Profiles profiles, int from, int days) {
    for (int day = 0; day <= days; day++) {
      profiles.pass(from + day);
    }
  }

  @Test
  void theDay_isKept_andTakenFromLessons() throws IOException {
    Profiles profiles = new Profiles();
    profiles.pass(DAY);
    meetOnce(profiles, "key", DAY);
    passDays(profiles, DAY, Profiles.SELDOM_DAYS);
    Profiles read = Profiles.read(Octets.input(octets(profiles)));
    for (int day = Profiles.SELDOM_DAYS; day < Profiles.SELDOM_DAYS + 8; day++) {
      Profiles lessons = new Profiles();
      lessons.pass(DAY + day);
      read.merge(lessons);
    }
    assertThat(read.sender("key")).isNull();
  }

  @Test
  void oneDateFarAhead_makesNothingOld() {
    Profiles profiles = new Profiles();
    profiles.pass(DAY);
    meetOnce(profiles, "key", DAY);
    profiles.pass(DAY + 10_000);
    profiles.pass(DAY + 1);
    assertThat(profiles.sender("key")).isNotNull();
    for (int i = 0; i < Profiles.SELDOM_DAYS + Profiles.FORGETTING_DAYS; i++) {
      profiles.pass(DAY + 10_000);
    }
    assertThat(profiles.sender("key")).isNull();
  }

  @Test
  void fullProfile_keepsItsBound() throws IOException {
    SenderProfile sender = new SenderProfile();
    for (int i = 0; i < 2000; i++) {
      sender.learn(true, 0.5, i, i, DAY + i);
      sender.learnPathway("net:" + i, i, DAY + i);
      sender.learnHost("host" + i, i, DAY + i);
      sender.await(i, i, i, DAY + i);
      for (int n = 0; n < 20; n++) {
        sender.phrases().learn(i * 1000 + n, i, DAY + i);
      }
    }
    assertThat(Octets.of(sender::write)).hasSizeLessThan(64 * 1024);
    assertThat(sender.recipients()).isEqualTo(200);
  }
}
