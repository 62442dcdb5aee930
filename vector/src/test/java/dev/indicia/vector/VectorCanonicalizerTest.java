package dev.indicia.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dkim.BodyCanonicalizer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VectorCanonicalizerTest {
  private static final byte[] HOSTILE =
      " \t\r\n a=\0\u00a0\r\n".getBytes(StandardCharsets.ISO_8859_1);

  @Test
  void everyKindOfWhiteSpace_givesTheOctetsOfThePlainOne() {
    assertThat(vector("a \t b\tc  \r\nd \r e\t\re \r\n\r\n \t\nf"))
        .isEqualTo("a b c\r\nd \r e \re\r\n\r\n \nf");
  }

  @Test
  void randomHostileBodies_giveTheOctetsOfThePlainOne() {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      byte[] body = body(random, random.nextInt(1, 700), random.nextInt(1, 20));
      int from = random.nextInt(body.length);
      int to = from + random.nextInt(body.length - from + 1);
      check(body, from, to, BodyCanonicalizer.SCRATCH_LENGTH);
    }
  }

  @Test
  void longBodies_giveTheOctetsOfThePlainOne() {
    Random random = new Random(4);
    for (int i = 0; i < 200; i++) {
      byte[] body = body(random, 70_000, 1 << random.nextInt(14));
      check(body, random.nextInt(100), body.length - random.nextInt(100), scratch(random));
    }
  }

  /** An event at each place around the ends of vectors, blocks and the scratch array. */
  @Test
  void eventsAtEveryBoundary_giveTheOctetsOfThePlainOne() {
    String[] events = {
      " ", "\t", "  ", " \t ", " \r\n", "\t\r\n", " \r", "\t\r ", "   \r\n", "\r\n"
    };
    int[] ends = {64, 128, 4096, 8192, BodyCanonicalizer.SCRATCH_LENGTH};
    byte[] body = new byte[2 * BodyCanonicalizer.SCRATCH_LENGTH + 300];
    for (String event : events) {
      byte[] octets = event.getBytes(StandardCharsets.ISO_8859_1);
      for (int end : ends) {
        for (int place = end - 70; place < end + 10; place++) {
          if (place < 0) {
            continue;
          }
          Arrays.fill(body, (byte) 'x');
          System.arraycopy(octets, 0, body, place, octets.length);
          // Cut behind, inside and well behind the event.
          for (int to = place + 1; to <= place + octets.length; to++) {
            check(body, 0, to, BodyCanonicalizer.SCRATCH_LENGTH);
          }
          check(body, 0, body.length, BodyCanonicalizer.SCRATCH_LENGTH);
        }
      }
    }
  }

  private static int scratch(Random random) {
    return BodyCanonicalizer.SCRATCH_LENGTH + random.nextInt(200);
  }

  /** Mostly letters, with a hostile octet every so many. */
  private static byte[] body(Random random, int length, int letters) {
    byte[] body = new byte[length];
    for (int i = 0; i < length; i++) {
      body[i] =
          random.nextInt(letters) == 0
              ? HOSTILE[random.nextInt(HOSTILE.length)]
              : (byte) random.nextInt('a', 'z');
    }
    return body;
  }

  private static void check(byte[] body, int from, int to, int scratch) {
    byte[] expected = canonical(BodyCanonicalizer.plain(), body, from, to, scratch);
    byte[] actual = canonical(VectorCanonicalizer.INSTANCE, body, from, to, scratch);
    if (!Arrays.equals(expected, actual)) {
      assertThat(actual).as("from %d to %d of %d", from, to, body.length).isEqualTo(expected);
    }
  }

  private static String vector(String body) {
    byte[] octets = body.getBytes(StandardCharsets.ISO_8859_1);
    return new String(
        canonical(
            VectorCanonicalizer.INSTANCE,
            octets,
            0,
            octets.length,
            BodyCanonicalizer.SCRATCH_LENGTH),
        StandardCharsets.ISO_8859_1);
  }

  private static byte[] canonical(
      BodyCanonicalizer canonicalizer, byte[] body, int from, int to, int scratch) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    canonicalizer.relaxed(body, from, to, new byte[scratch], out::write);
    return out.toByteArray();
  }
}
