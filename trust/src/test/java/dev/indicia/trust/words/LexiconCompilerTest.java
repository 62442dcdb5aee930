package dev.indicia.trust.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StreamCorruptedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The compiled lists and the readable ones are the same. */
class LexiconCompilerTest {
  private static final int OCTETS_MAX = 2_800_000;

  private static byte[] resource() throws IOException {
    try (InputStream in = Lexicon.class.getResourceAsStream(Lexicon.COMPILED)) {
      assertThat(in).as("the build wrote " + Lexicon.COMPILED).isNotNull();
      return in.readAllBytes();
    }
  }

  private static void assertUnreadable(byte[] octets, String problem) {
    assertThatThrownBy(() -> Lexicon.load(new ByteArrayInputStream(octets)))
        .isInstanceOf(StreamCorruptedException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void resource_isTheListsCompiled() throws Exception {
    byte[] compiled = Lexicon.parse(Lexicon.standardSources()).compiled();

    assertThat(Arrays.equals(resource(), compiled)).isTrue();
    assertThat(compiled.length).as("a large resource loads slowly").isLessThan(OCTETS_MAX);
  }

  @Test
  void loadedLists_findWhatParsedOnesFind() throws Exception {
    Lexicon parsed = Lexicon.parse(Lexicon.standardSources());
    Lexicon loaded = Lexicon.load(new ByteArrayInputStream(parsed.compiled()));

    String samples;
    try (InputStream in = LexiconCompilerTest.class.getResourceAsStream("samples.txt")) {
      samples = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<Hit> hits = parsed.find(samples);
    assertThat(hits).hasSizeGreaterThan(500);
    assertThat(loaded.find(samples)).isEqualTo(hits);
    assertThat(loaded.phraseCount()).isEqualTo(parsed.phraseCount());
    assertThat(loaded.compiled()).isEqualTo(parsed.compiled());
  }

  @Test
  void ownLists_compileToo() throws Exception {
    LexiconSource own =
        new LexiconSource("own.txt", "xx", "[CALL]\ncall (us|me) .. now\n取消 (订单|单)");
    Lexicon loaded = Lexicon.load(new ByteArrayInputStream(Lexicon.parse(List.of(own)).compiled()));

    assertThat(loaded.find("Call me right now; 取消单"))
        .containsExactly(new Hit(Concept.CALL, 0, 17, "xx"), new Hit(Concept.CALL, 19, 22, "xx"));
  }

  @Test
  void damage_isReported() throws IOException {
    byte[] whole = resource();

    assertUnreadable(new byte[0], "cut off");
    assertUnreadable(new byte[100], "no compiled lexicon");
    assertUnreadable(Arrays.copyOf(whole, whole.length - 1), "cut off");
    for (int at = 4; at < whole.length; at += 1 + whole.length / 300) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x10;
      assertThatThrownBy(() -> Lexicon.load(new ByteArrayInputStream(damaged)))
          .as("octet " + at)
          .isInstanceOf(StreamCorruptedException.class);
    }
  }
}
