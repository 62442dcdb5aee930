package dev.indicia.trust.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PhraseTableTest {
  @Test
  void sameContent_isWrittenAlike_howeverItCameAbout() throws IOException {
    Random random = new Random(7);
    int[] phrases = random.ints(500).toArray();
    PhraseTable forwards = new PhraseTable();
    IntStream.of(phrases).forEach(phrase -> forwards.learn(phrase, 1, 20000));
    PhraseTable backwards = new PhraseTable();
    for (int i = phrases.length - 1; i >= 0; i--) {
      backwards.learn(phrases[i], 1, 20000);
    }

    assertThat(octets(backwards)).isEqualTo(octets(forwards));
    PhraseTable again =
        PhraseTable.read(new DataInputStream(new ByteArrayInputStream(octets(forwards))));
    assertThat(octets(again)).isEqualTo(octets(forwards));
    assertThat(again.size()).isEqualTo(500);
  }

  private static byte[] octets(PhraseTable table) throws IOException {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    table.write(new DataOutputStream(octets));
    return octets.toByteArray();
  }
}
