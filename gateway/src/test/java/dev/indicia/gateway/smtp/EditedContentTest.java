package dev.indicia.gateway.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.indicia.gateway.Edit;
import dev.indicia.gateway.MailContent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EditedContentTest {
  private record Text(String text) implements MailContent {
    @Override
    public long size() {
      return text.length();
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private static String edited(String message, Edit... edits) throws Exception {
    EditedContent content = EditedContent.of(new Text(message), List.of(edits));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    content.writeTo(out::write);
    assertThat(content.size()).isEqualTo(out.size());
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  private static final String MESSAGE =
      "Received: a\r\nSubject: one\r\n two\r\nX: 1\r\nx : 2\r\nX: 3\r\n\r\nbody\r\nX: 1\r\n";

  @Test
  void noEdit_changesNothing() throws Exception {
    assertThat(edited(MESSAGE)).isEqualTo(MESSAGE);
    for (String odd : List.of("", "\r\n", "no field\r\nSubject: x\r\n\r\n", " x\r\n", "A: b\r\n")) {
      assertThat(edited(odd)).isEqualTo(odd);
    }
  }

  @Test
  void insertedFields_standWhereTheyShould() throws Exception {
    assertThat(
            edited(MESSAGE, new Edit.InsertField(0, "A", " 1"), new Edit.InsertField(0, "B", " 2")))
        .isEqualTo("B: 2\r\nA: 1\r\n" + MESSAGE);
    assertThat(edited(MESSAGE, new Edit.InsertField(2, "A", " 1\r\n\tmore")))
        .isEqualTo(MESSAGE.replace("X: 1\r\nx ", "A: 1\r\n\tmore\r\nX: 1\r\nx "));
    assertThat(edited(MESSAGE, new Edit.InsertField(99, "A", " 1")))
        .isEqualTo(MESSAGE.replace("X: 3\r\n", "X: 3\r\nA: 1\r\n"));
    assertThat(edited("A: b\r\n", new Edit.InsertField(1, "C", " d")))
        .isEqualTo("A: b\r\nC: d\r\n");
    assertThat(edited("", new Edit.InsertField(0, "C", " d"))).isEqualTo("C: d\r\n");
    assertThat(edited("\r\nx\r\n", new Edit.InsertField(0, "C", " d")))
        .isEqualTo("C: d\r\n\r\nx\r\n");
    assertThat(edited("no field\r\n", new Edit.InsertField(0, "C", " d")))
        .isEqualTo("C: d\r\nno field\r\n");
    // Else the first line would become part of the new field.
    assertThat(edited(" folded\r\n", new Edit.InsertField(0, "C", " d")))
        .isEqualTo("C: d\r\n\r\n folded\r\n");
  }

  @Test
  void fields_areCountedAsReceived() throws Exception {
    assertThat(
            edited(MESSAGE, new Edit.DeleteField("x", 1), new Edit.ReplaceField("X", 3, " three")))
        .isEqualTo(MESSAGE.replace("X: 1\r\nx ", "x ").replace("X: 3", "X: three"));
    assertThat(edited(MESSAGE, new Edit.DeleteField("subject", 1)))
        .isEqualTo(MESSAGE.replace("Subject: one\r\n two\r\n", ""));
    assertThat(edited(MESSAGE, new Edit.DeleteField("X", 4))).isEqualTo(MESSAGE);
  }

  @Test
  void body_isReplacedWhole() throws Exception {
    byte[] body = "new\r\n".getBytes(StandardCharsets.US_ASCII);
    assertThat(edited("A: b\r\n\r\nold\r\n", new Edit.ReplaceBody(body)))
        .isEqualTo("A: b\r\n\r\nnew\r\n");
    assertThat(edited("A: b\r\n", new Edit.ReplaceBody(body))).isEqualTo("A: b\r\n\r\nnew\r\n");
    assertThat(edited("A: b\r\n\r\nold\r\n", new Edit.ReplaceBody(new byte[0])))
        .isEqualTo("A: b\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a\n.\nb\r\n", "a\r", "\n.\r\n", "a\0\r\n"})
  void body_hasCrlfAlone(String body) {
    assertThatThrownBy(
            () -> edited(MESSAGE, new Edit.ReplaceBody(body.getBytes(StandardCharsets.US_ASCII))))
        .isInstanceOf(EditedContent.InvalidEditException.class);
  }

  @Test
  void longHeaderSection_isReadToItsEnd() throws Exception {
    StringBuilder message = new StringBuilder();
    for (int i = 0; i < 1500; i++) {
      message.append("X-").append(i).append(": ").append("y".repeat(50)).append("\r\n");
    }
    message.append("\r\n").append("body\r\n".repeat(5000));
    assertThat(edited(message.toString(), new Edit.DeleteField("X-1499", 1)))
        .isEqualTo(message.toString().replace("X-1499: " + "y".repeat(50) + "\r\n", ""));
  }

  /** Whatever the message: without edits it is the same, and a field on top is all that changes. */
  @Test
  void anyMessage_keepsItsOctets() throws Exception {
    SplittableRandom random = new SplittableRandom(8);
    String[] pieces = {"A: b", "\r\n", "\r\n", " ", ":", "x", "\r\n\r\n", "\u00e9", "B:"};
    for (int round = 0; round < 5000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i > 0; i--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      String message = text.append("\r\n").toString();
      assertThat(edited(message)).isEqualTo(message);
      String separator = message.startsWith(" ") ? "\r\n" : "";
      assertThat(edited(message, new Edit.InsertField(0, "T", " t")))
          .isEqualTo("T: t\r\n" + separator + message);
    }
  }
}
