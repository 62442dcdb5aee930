package dev.indicia.gateway.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImapReaderTest {
  private static final ImapLimits SMALL = new ImapLimits(200, 8, 2, 5, 1, 1, 1, 1, 1);

  private static final class Kept implements ImapReader.Sink {
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

    @Override
    public boolean begin(long length) {
      return length < 1000;
    }

    @Override
    public void write(byte[] more, int offset, int length) {
      octets.write(more, offset, length);
    }
  }

  private static ImapReader reader(String text, int piece, ImapLimits limits) {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    int[] at = {0};
    return new ImapReader(
        (buffer, offset, length) -> {
          int count = Math.min(Math.min(length, piece), octets.length - at[0]);
          System.arraycopy(octets, at[0], buffer, offset, count);
          at[0] += count;
          return count == 0 ? -1 : count;
        },
        limits);
  }

  private static ImapResponse read(String text) throws IOException {
    return reader(text, 3, ImapLimits.DEFAULT).next(ImapReader.NOTHING);
  }

  private static ImapReason failure(String text, ImapLimits limits) {
    try {
      reader(text, 4, limits).next(new Kept());
    } catch (ImapException e) {
      return e.reason();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return null;
  }

  @Test
  void conditions_haveTagCodeAndText() throws Exception {
    assertThat(read("* OK [UIDVALIDITY 3857529045] UIDs valid\r\n"))
        .isInstanceOfSatisfying(
            ImapResponse.Condition.class,
            condition -> {
              assertThat(condition.tag()).isNull();
              assertThat(condition.argument("UIDVALIDITY")).contains("3857529045");
              assertThat(condition.argument("UIDNEXT")).isEmpty();
              assertThat(condition.text()).isEqualTo("UIDs valid");
            });
    assertThat(read("i7 no\r\n"))
        .isEqualTo(new ImapResponse.Condition("i7", ImapResponse.Status.NO, null, ""));
    assertThat(read("* BYE Gr\u00fc\u00dfe [x\r\n"))
        .isInstanceOfSatisfying(
            ImapResponse.Condition.class,
            c -> assertThat(c.status()).isEqualTo(ImapResponse.Status.BYE));
    assertThat(read("+ \r\n")).isEqualTo(new ImapResponse.Continuation(""));
    assertThat(read("+\r\n")).isEqualTo(new ImapResponse.Continuation(""));
  }

  @Test
  void data_haveNumbersListsAndStrings() throws Exception {
    assertThat(read("* 23 exists\r\n")).isEqualTo(new ImapResponse.Data(23, "EXISTS", List.of()));
    assertThat(read("* SEARCH 2 84 \r\n"))
        .isEqualTo(
            new ImapResponse.Data(
                -1, "SEARCH", List.of(new ImapValue.Atom("2"), new ImapValue.Atom("84"))));
    assertThat(read("* LIST (\\Noselect) \"/\" \"a \\\"b\\\\\"\r\n"))
        .isEqualTo(
            new ImapResponse.Data(
                -1,
                "LIST",
                List.of(
                    new ImapValue.Values(List.of(new ImapValue.Atom("\\Noselect"))),
                    new ImapValue.Text("/"),
                    new ImapValue.Text("a \"b\\"))));
    assertThat(read("* X ((a b)(c)) {3}\r\na\r\n ~{2}\r\nbc\r\n"))
        .isEqualTo(
            new ImapResponse.Data(
                -1,
                "X",
                List.of(
                    new ImapValue.Values(
                        List.of(
                            new ImapValue.Values(
                                List.of(new ImapValue.Atom("a"), new ImapValue.Atom("b"))),
                            new ImapValue.Values(List.of(new ImapValue.Atom("c"))))),
                    new ImapValue.Text("a\r\n"),
                    new ImapValue.Text("bc"))));
  }

  @Test
  void message_goesToTheSink_whateverItHolds() throws Exception {
    String message = "From: a\r\n\r\n)* 1 EXISTS\r\n\0\u00ff";
    for (String form : List.of("{" + message.length() + "}\r\n" + message, "\"short\"")) {
      Kept kept = new Kept();
      ImapResponse response =
          reader("* 4 FETCH (FLAGS (\\Seen) BODY[] " + form + " UID 17)\r\n", 5, ImapLimits.DEFAULT)
              .next(kept);
      assertThat(FetchedMessage.of((ImapResponse.Data) response))
          .contains(new FetchedMessage(17, -1, null, true));
      assertThat(kept.octets.toString(StandardCharsets.ISO_8859_1))
          .isEqualTo(form.startsWith("{") ? message : "short");
    }
  }

  @Test
  void fetch_hasSizeAndDate() throws Exception {
    assertThat(
            FetchedMessage.of(
                (ImapResponse.Data)
                    read(
                        "* 1 FETCH (UID 9 RFC822.SIZE 44827 "
                            + "INTERNALDATE \" 7-Jul-2026 02:44:25 -0700\")\r\n")))
        .contains(new FetchedMessage(9, 44827, Instant.parse("2026-07-07T09:44:25Z"), false));
    assertThat(
            FetchedMessage.of(
                (ImapResponse.Data) read("* 1 FETCH (UID 9 INTERNALDATE \"yesterday\")\r\n")))
        .contains(new FetchedMessage(9, -1, null, false));
    for (String none :
        List.of(
            "* 1 FETCH (FLAGS ())",
            "* 1 FETCH (UID 0)",
            "* 1 FETCH (UID 4294967296)",
            "* 1 FETCH x")) {
      assertThat(FetchedMessage.of((ImapResponse.Data) read(none + "\r\n"))).as(none).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', CLOSED",
    "'* OK', CLOSED",
    "'* 1 FETCH (BODY[] {10}|abc', CLOSED",
    "'* OK x^', SYNTAX",
    "'i1 MAYBE|', SYNTAX",
    "'*|', SYNTAX",
    "'* |', SYNTAX",
    "'* 1 |', SYNTAX",
    "'* X (a|', SYNTAX",
    "'* X \"a|', SYNTAX",
    "'* X a\"b\"|', SYNTAX",
    "'* X {a}|', SYNTAX",
    "'* X {}|', SYNTAX",
    "'* X {1+}|', SYNTAX",
    "'* X {99999999999}|', SYNTAX",
    "'* X ~a|', SYNTAX",
    "'* X (a(b)c)|', SYNTAX",
    "'* 1 FETCH (BODY[] {1000}|', LITERAL_TOO_LARGE",
  })
  void whatIsNoResponse_isNamed(String text, ImapReason reason) {
    String wire = text.replace("|", "\r\n").replace("^", "\n");
    assertThat(failure(wire, ImapLimits.DEFAULT)).isEqualTo(reason);
  }

  @Test
  void limits_areNamed() {
    assertThat(failure("* OK " + "x".repeat(200) + "\r\n", SMALL))
        .isEqualTo(ImapReason.RESPONSE_TOO_LARGE);
    assertThat(failure("* X {190}\r\n", SMALL)).isEqualTo(ImapReason.RESPONSE_TOO_LARGE);
    assertThat(failure("* X 1 2 3 4 5 6 7 8 9\r\n", SMALL)).isEqualTo(ImapReason.TOO_MANY_VALUES);
    assertThat(failure("* X (((1)))\r\n", SMALL)).isEqualTo(ImapReason.NESTED_TOO_DEEP);
    assertThatThrownBy(() -> new ImapLimits(1, 1, 1, 1, 1, 1, 1, 2, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void messages_doNotCountAsText() throws Exception {
    Kept kept = new Kept();
    reader("* 1 FETCH (BODY[] {900}\r\n" + "x".repeat(900) + ")\r\n", 7, SMALL).next(kept);
    assertThat(kept.octets.size()).isEqualTo(900);
  }

  @Test
  void anyPieces_giveTheSameResponses() throws Exception {
    Random random = new Random(11);
    String[] tokens = {
      "* ", "i1 ", "OK ", "1 ", "FETCH ", "(", ")", " ", "\"", "{3}\r\n", "abc", "BODY[] ", "\r\n",
      "+", "[X]"
    };
    for (int i = 0; i < 2000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(12); n >= 0; n--) {
        text.append(tokens[random.nextInt(tokens.length)]);
      }
      assertThat(all(text.toString(), 1 + random.nextInt(5)))
          .isEqualTo(all(text.toString(), 10_000));
    }
  }

  private static List<String> all(String text, int piece) throws IOException {
    List<String> all = new ArrayList<>();
    ImapReader reader = reader(text, piece, SMALL);
    try {
      while (true) {
        all.add(reader.next(new Kept()).toString());
      }
    } catch (ImapException e) {
      all.add(e.reason() + " " + e.getMessage());
      return all;
    }
  }

  @Test
  void saslResponses_areAsTheirDescriptionsHaveThem() {
    assertThat(decoded(SaslResponses.plain("bob", "pw"))).isEqualTo("\0bob\0pw");
    assertThat(decoded(SaslResponses.xoauth2("bob@b.example", "t0k")))
        .isEqualTo("user=bob@b.example\1auth=Bearer t0k\1\1");
    assertThat(decoded(SaslResponses.oauthBearer("b,=@b.example", "imap.b.example", 993, "t0k")))
        .isEqualTo("n,a=b=2C=3D@b.example,\1host=imap.b.example\1port=993\1auth=Bearer t0k\1\1");
    assertThat(SaslResponses.oauthFailure()).isEqualTo("AQ==");
  }

  private static String decoded(String base64) {
    return new String(java.util.Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }
}
