package dev.indicia.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  @TempDir Path directory;

  private Spool spool(long message, int inMemory, long memory, long disk) {
    return new Spool(directory, new SpoolLimits(message, inMemory, memory, disk));
  }

  private static SpooledContent.Append add(SpooledContent content, byte[] octets)
      throws IOException {
    return content.append(octets, 0, octets.length);
  }

  private static byte[] random(int size, long seed) {
    byte[] octets = new byte[size];
    new Random(seed).nextBytes(octets);
    return octets;
  }

  private static byte[] read(MailContent content) throws IOException {
    try (InputStream in = content.open()) {
      return in.readAllBytes();
    }
  }

  @Test
  void smallMessage_staysInMemory() throws IOException {
    Spool spool = spool(1000, 1000, 10_000, 0);
    try (SpooledContent content = spool.begin()) {
      assertThat(add(content, random(600, 1))).isEqualTo(SpooledContent.Append.KEPT);
      assertThat(content.isInFile()).isFalse();
      assertThat(content.size()).isEqualTo(600);
      assertThat(read(content)).isEqualTo(random(600, 1));
      assertThat(spool.memoryOctets()).isPositive();
    }
    assertThat(spool.memoryOctets()).isZero();
  }

  @Test
  void longMessage_goesToAFileWithoutAName() throws IOException {
    Spool spool = spool(1 << 20, 1000, 10_000, 1 << 20);
    byte[] octets = random(100_000, 2);
    try (SpooledContent content = spool.begin()) {
      for (int at = 0; at < octets.length; at += 777) {
        content.append(octets, at, Math.min(777, octets.length - at));
      }
      assertThat(content.isInFile()).isTrue();
      assertThat(read(content)).isEqualTo(octets);
      assertThat(read(content)).as("again").isEqualTo(octets);
      assertThat(spool.memoryOctets()).isZero();
      assertThat(spool.diskOctets()).isEqualTo(100_000);
      try (Stream<Path> files = Files.list(directory)) {
        assertThat(files).isEmpty();
      }
    }
    assertThat(spool.diskOctets()).isZero();
  }

  @Test
  void memoryOfAllIsUsedUp_nextMessageGoesToAFile() throws IOException {
    Spool spool = spool(100_000, 50_000, 10_000, 100_000);
    try (SpooledContent first = spool.begin();
        SpooledContent second = spool.begin()) {
      add(first, random(8000, 1));
      add(second, random(8000, 2));
      assertThat(first.isInFile()).isFalse();
      assertThat(second.isInFile()).isTrue();
      assertThat(read(second)).isEqualTo(random(8000, 2));
    }
  }

  @Test
  void messageOverItsLimit_isTooLong() throws IOException {
    Spool spool = spool(1000, 1000, 10_000, 10_000);
    try (SpooledContent content = spool.begin()) {
      assertThat(add(content, random(1000, 1))).isEqualTo(SpooledContent.Append.KEPT);
      assertThat(add(content, random(1, 1))).isEqualTo(SpooledContent.Append.TOO_LONG);
      assertThat(content.size()).isEqualTo(1000);
    }
  }

  @Test
  void diskOfAllIsUsedUp_thereIsNoRoom() throws IOException {
    Spool spool = spool(100_000, 10, 100, 5000);
    try (SpooledContent content = spool.begin()) {
      assertThat(add(content, random(4000, 1))).isEqualTo(SpooledContent.Append.KEPT);
      assertThat(add(content, random(2000, 1))).isEqualTo(SpooledContent.Append.NO_ROOM);
      assertThat(read(content)).hasSize(4000);
    }
    assertThat(spool.diskOctets()).isZero();
  }

  @Test
  void contentThatIsCut_keepsItsBeginning_andGivesTheRestOfTheDiskBack() throws IOException {
    Spool spool = spool(100_000, 1000, 10_000, 50_000);
    byte[] octets = random(4000, 1);
    for (int size : new int[] {800, 4000}) {
      try (SpooledContent content = spool.begin()) {
        content.append(octets, 0, size);
        content.cutTo(300);
        assertThat(content.size()).isEqualTo(300);
        assertThat(read(content)).isEqualTo(Arrays.copyOf(octets, 300));
        assertThat(spool.diskOctets()).isEqualTo(size > 1000 ? 300 : 0);
        content.cutTo(5000);
        content.append(octets, 300, 100);
        assertThat(read(content)).isEqualTo(Arrays.copyOf(octets, 400));
      }
      assertThat(spool.diskOctets() + spool.memoryOctets()).isZero();
    }
    SpooledContent closed = spool.begin();
    closed.close();
    closed.cutTo(0);
    assertThat(spool.diskOctets()).isZero();
  }

  @Test
  void closedContent_cannotBeRead() throws IOException {
    Spool spool = spool(100_000, 10, 100, 50_000);
    SpooledContent content = spool.begin();
    add(content, random(4000, 1));
    InputStream before = content.open();
    content.close();
    content.close();
    assertThatThrownBy(content::open).isInstanceOf(IOException.class);
    assertThatThrownBy(before::read).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> add(content, random(1, 1))).isInstanceOf(IOException.class);
    assertThat(spool.diskOctets()).isZero();
  }

  @Test
  void directoryIsGone_appendFailsAndNothingIsLeftReserved() throws IOException {
    Spool spool =
        new Spool(directory.resolve("absent"), new SpoolLimits(100_000, 100, 100, 50_000));
    SpooledContent content = spool.begin();
    assertThat(add(content, random(50, 1))).isEqualTo(SpooledContent.Append.KEPT);
    assertThatThrownBy(() -> add(content, random(400, 1))).isInstanceOf(IOException.class);
    content.close();
    assertThat(spool.diskOctets()).isZero();
    assertThat(spool.memoryOctets()).isZero();
  }
}
