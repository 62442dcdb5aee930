package dev.indicia.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.message.HeaderField;
import dev.indicia.message.Message;
import dev.indicia.signed.SigningInput;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CanonicalizationTest {
  // RFC 6376 §3.4.5 (examples)
  private static final String EXAMPLE = "A: X\r\nB : Y\t\r\n\tZ  \r\n\r\n C \r\nD \t E\r\n\r\n\r\n";

  @Test
  void exampleOfRfc6376_relaxed() {
    assertThat(header(EXAMPLE, true)).isEqualTo("a:X\r\nb:Y Z\r\n");
    assertThat(body(" C \r\nD \t E\r\n\r\n\r\n", true)).isEqualTo(" C\r\nD E\r\n");
  }

  @Test
  void exampleOfRfc6376_simple() {
    assertThat(header(EXAMPLE, false)).isEqualTo("A: X\r\nB : Y\t\r\n\tZ  \r\n");
    assertThat(body(" C \r\nD \t E\r\n\r\n\r\n", false)).isEqualTo(" C \r\nD \t E\r\n");
  }

  @Test
  void emptyBody_isCrlfInSimpleAndNothingInRelaxed() {
    // RFC 6376 §3.4.3 and §3.4.4
    for (String empty : new String[] {"", "\r\n", "\r\n\r\n\r\n"}) {
      assertThat(body(empty, false)).isEqualTo("\r\n");
      assertThat(body(empty, true)).isEmpty();
    }
    assertThat(body(" \t\r\n \r\n", true)).isEmpty();
    assertThat(body(" ", true)).isEmpty();
    assertThat(body(" \r\n", false)).isEqualTo(" \r\n");
  }

  @Test
  void missingFinalCrlf_isAdded() {
    assertThat(body("abc", false)).isEqualTo("abc\r\n");
    assertThat(body("abc \t", true)).isEqualTo("abc\r\n");
    assertThat(body("abc\n", true)).isEqualTo("abc\n\r\n");
    assertThat(body("abc\r", false)).isEqualTo("abc\r\r\n");
  }

  @Test
  void bareCrAndLf_areContent() {
    assertThat(body("a \r b \n c\r\r\n", true)).isEqualTo("a \r b \n c\r\r\n");
    assertThat(body("a \r", true)).isEqualTo("a \r\r\n");
  }

  @Test
  void hostileBodies_equalTheNaiveForm() {
    Random random = new Random(6376);
    String[] alphabets = {
      " \t\r\na", "  \r\n()!", " a", "\t \r", "abcdefgh \r\n", "\u0000\u00e9 \r\n"
    };
    for (int round = 0; round < 4000; round++) {
      String alphabet = alphabets[round % alphabets.length];
      int length = random.nextInt(80);
      String text = text(random, alphabet, length);
      assertThat(body(text, true)).as("body %s", quoted(text)).isEqualTo(Fixture.relaxedBody(text));
      assertThat(body(text, false)).as("body %s", quoted(text)).isEqualTo(Fixture.simpleBody(text));
    }
  }

  @Test
  void hostileFields_equalTheNaiveForm() {
    Random random = new Random(342);
    String[] alphabets = {" \t;=a", "abcdefgh ", "ab  \t", "abcdefghijklmno\u0001\r\u00e9 "};
    for (int round = 0; round < 4000; round++) {
      String alphabet = alphabets[round % alphabets.length];
      String value = text(random, alphabet, random.nextInt(60));
      for (int folds = random.nextInt(4); folds > 0; folds--) {
        int at = random.nextInt(value.length() + 1);
        // Two line ends in a row would end the header section.
        if (at == 0 || value.charAt(at - 1) >= ' ') {
          value = value.substring(0, at) + "\r\n " + value.substring(at);
        }
      }
      String field = "X-Field:" + value + "x \r\n";
      assertThat(header(field, true)).as(quoted(field)).isEqualTo(Fixture.relaxedField(field));
    }
  }

  @Test
  void bodiesAcrossChunks_equalTheNaiveForm() {
    Random random = new Random(3);
    int chunk = BodyCanonicalizer.SCRATCH_LENGTH;
    for (int round = 0; round < 60; round++) {
      int near = chunk * (1 + random.nextInt(2)) - 40 + random.nextInt(48);
      String text =
          "x".repeat(near)
              + text(random, " \t\r\nab", 60 + random.nextInt(40))
              + text(random, "abcd  \r\n", random.nextInt(2 * chunk));
      assertThat(body(text, true)).isEqualTo(Fixture.relaxedBody(text));
    }
    String spaces = "a" + " ".repeat(3 * chunk) + "b" + "\t".repeat(2 * chunk) + "\r\nc";
    assertThat(body(spaces, true)).isEqualTo("a b\r\nc\r\n");
  }

  @Test
  void relaxed_isIdempotent() {
    Random random = new Random(4);
    for (int round = 0; round < 500; round++) {
      String once = body(text(random, " \t\r\nab", 60), true);
      assertThat(body(once, true)).isEqualTo(once);
    }
  }

  @Test
  void lengthLimit_cutsTheCanonicalForm() {
    Collected collected = new Collected();
    byte[] octets = Fixture.octets("a  b\r\nc\r\n\r\n");
    BodyHashes.BodyHash hash = hashes(octets, collected).hash(true, HashAlgorithm.SHA256, 5);
    assertThat(collected.octets.toString(StandardCharsets.ISO_8859_1)).isEqualTo("a b\r\n");
    assertThat(hash.length()).isEqualTo(8);
  }

  @Test
  void sameHashTwice_readsTheBodyOnce() {
    Collected collected = new Collected();
    BodyHashes hashes = hashes(Fixture.octets("abc\r\n"), collected);
    assertThat(hashes.hash(true, HashAlgorithm.SHA256, -1))
        .isSameAs(hashes.hash(true, HashAlgorithm.SHA256, -1));
    assertThat(collected.octets.size()).isEqualTo(5);
  }

  private static String text(Random random, String alphabet, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private static String quoted(String text) {
    return text.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t");
  }

  private static String header(String text, boolean relaxed) {
    Message message = Message.of(Fixture.octets(text));
    SigningInput input = new SigningInput();
    for (HeaderField field : message.fields()) {
      input.addField(
          relaxed,
          message.octets(),
          field.start(),
          field.nameEnd(),
          field.valueStart(),
          field.end());
    }
    return new String(input.octets(), 0, input.length(), StandardCharsets.ISO_8859_1);
  }

  private static String body(String text, boolean relaxed) {
    Collected collected = new Collected();
    hashes(Fixture.octets(text), collected).hash(relaxed, HashAlgorithm.SHA256, -1);
    return collected.octets.toString(StandardCharsets.ISO_8859_1);
  }

  private static BodyHashes hashes(byte[] octets, Collected collected) {
    return new BodyHashes(
        octets,
        0,
        octets.length,
        BodyCanonicalizer.plain(),
        collected,
        new byte[BodyCanonicalizer.SCRATCH_LENGTH]);
  }

  /** Keeps what would be hashed. */
  private static final class Collected implements DkimCryptography {
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

    @Override
    public Digest digest(HashAlgorithm algorithm) {
      return new Digest() {
        @Override
        public void update(byte[] piece, int from, int length) {
          octets.write(piece, from, length);
        }

        @Override
        public byte[] finish() {
          return new byte[0];
        }
      };
    }

    @Override
    public boolean verifyRsa(
        DkimPublicKey.Rsa key, HashAlgorithm algorithm, byte[] input, int length, byte[] sig) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean verifyEd25519(DkimPublicKey.Ed25519 key, byte[] message, byte[] signature) {
      throw new UnsupportedOperationException();
    }

    @Override
    public byte[] signRsa(
        java.security.PrivateKey key, HashAlgorithm algorithm, byte[] input, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public byte[] signEd25519(java.security.PrivateKey key, byte[] message) {
      throw new UnsupportedOperationException();
    }
  }
}
