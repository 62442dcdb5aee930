package dev.indicia.gateway.esmtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OctetReaderTest {
  private static OctetReader reader(String text) {
    return new OctetReader(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1))::read);
  }

  private static String line(OctetReader reader, int max) throws IOException {
    return switch (reader.line(max)) {
      case OctetReader.Line.Text text -> new String(text.octets(), StandardCharsets.ISO_8859_1);
      case OctetReader.Line.Bad bad -> bad.refusal().name();
      case OctetReader.Line.End end -> "END";
    };
  }

  @Test
  void lines_endWithCrlf() throws IOException {
    OctetReader reader = reader("NOOP\r\n\r\nx\ny\rz\r\n\0\r\na\r\r\nlast");
    assertThat(line(reader, 100)).isEqualTo("NOOP");
    assertThat(line(reader, 100)).isEmpty();
    assertThat(line(reader, 100)).isEqualTo("LINE_END");
    assertThat(line(reader, 100)).isEqualTo("LINE_END");
    assertThat(line(reader, 100)).isEqualTo("LINE_END");
    assertThat(line(reader, 100)).isEqualTo("LINE_END");
    assertThat(line(reader, 100)).isEqualTo("END");
  }

  @Test
  void line_hasABoundWithItsCrlf() throws IOException {
    assertThat(line(reader("x".repeat(98) + "\r\n"), 100)).hasSize(98);
    OctetReader reader = reader("x".repeat(99) + "\r\nNOOP\r\n");
    assertThat(line(reader, 100)).isEqualTo("LINE_TOO_LONG");
    assertThat(line(reader, 100)).isEqualTo("NOOP");
    assertThat(line(reader("x".repeat(1000)), 100)).isEqualTo("END");
  }

  @Test
  void discarded_isGone() throws IOException {
    OctetReader reader = reader("STARTTLS\r\nMAIL FROM:<evil@x.test>\r\n");
    assertThat(line(reader, 100)).isEqualTo("STARTTLS");
    assertThat(reader.buffered()).isPositive();
    reader.discard();
    assertThat(reader.buffered()).isZero();
    assertThat(line(reader, 100)).isEqualTo("END");
  }
}
