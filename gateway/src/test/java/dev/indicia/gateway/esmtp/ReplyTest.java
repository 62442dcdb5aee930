package dev.indicia.gateway.esmtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTest {
  private static byte[] octets(String line) {
    return line.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void lines_arePutTogether() throws Exception {
    ReplyParser parser = new ReplyParser(10);
    assertThat(parser.line(octets("250-a"))).isEmpty();
    assertThat(parser.line(octets("250-"))).isEmpty();
    assertThat(parser.line(octets("250 b"))).hasValue(new Reply(250, List.of("a", "", "b")));
    assertThat(parser.line(octets("354"))).hasValue(new Reply(354, List.of("")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "25", "2500", "250x", "ab", "100 x", "600 x", "-50 x", " 250 x"})
  void otherLines_areRefused(String line) {
    assertThatThrownBy(() -> new ReplyParser(10).line(octets(line)))
        .isInstanceOf(ReplyParser.SyntaxException.class);
  }

  @Test
  void changingCode_isRefused() throws Exception {
    ReplyParser parser = new ReplyParser(10);
    parser.line(octets("250-a"));
    assertThatThrownBy(() -> parser.line(octets("550 b")))
        .isInstanceOf(ReplyParser.SyntaxException.class);
  }

  @Test
  void tooManyLines_areRefused() throws Exception {
    ReplyParser parser = new ReplyParser(2);
    parser.line(octets("250-a"));
    parser.line(octets("250-b"));
    assertThatThrownBy(() -> parser.line(octets("250 c")))
        .isInstanceOf(ReplyParser.SyntaxException.class);
  }

  @Test
  void relayed_hasAStatusOnEachLineAndPrintableText() {
    assertThat(new Reply(550, List.of("5.1.1 no", "really\u0001\u00e9")).relayed("1.5").lines())
        .containsExactly("5.1.1 no", "5.1.5 really??");
    assertThat(Reply.of(250, "queued").relayed("0.0").lines()).containsExactly("2.0.0 queued");
    // A status of another class is not one.
    assertThat(Reply.of(450, "5.1.1 no").relayed("1.5").lines()).containsExactly("4.1.5 5.1.1 no");
    assertThat(Reply.of(250, "x".repeat(9000)).relayed("0.0").octets().length).isLessThan(512);
  }

  @Test
  void octets_haveTheCodeOnEachLine() {
    assertThat(new String(new Reply(250, List.of("a", "b")).octets(), StandardCharsets.US_ASCII))
        .isEqualTo("250-a\r\n250 b\r\n");
  }

  @Test
  void offer_isReadWithoutCase() {
    Offer offer = Offer.of(new Reply(250, List.of("CHUNKING", "8bitmime", "XFORWARD name ADDR")));
    assertThat(offer.has("8BITMIME")).isTrue();
    // The first line is the server's name.
    assertThat(offer.has("CHUNKING")).isFalse();
    assertThat(offer.words("XFORWARD")).containsExactlyInAnyOrder("NAME", "ADDR");
    assertThat(Optional.of(offer.words("SIZE"))).hasValue(java.util.Set.of(""));
  }
}
