package dev.indicia.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Random;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.junit.jupiter.api.Test;

/** The structure and the decoded bodies of generated messages, as Apache mime4j finds them. */
class MimeRefereeTest {
  private static final int ROUNDS = 2000;

  private static final class Generator {
    private final Random random;
    private final StringBuilder text = new StringBuilder();
    private int boundaries;

    Generator(long seed) {
      this.random = new Random(seed);
    }

    String message() {
      text.append("From: a@a.example\r\nMIME-Version: 1.0\r\n");
      entity(0);
      return text.toString();
    }

    private void entity(int depth) {
      int kind = random.nextInt(depth > 4 ? 3 : 6);
      switch (kind) {
        case 0 -> text.append("\r\n").append(lines());
        case 1 -> leaf("base64", base64());
        case 2 -> leaf("quoted-printable", quotedPrintable());
        case 3 -> {
          text.append("Content-Type: message/rfc822\r\n\r\nSubject: x\r\n");
          entity(depth + 1);
        }
        default -> multipart(depth);
      }
    }

    private void leaf(String encoding, String body) {
      text.append("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: ");
      text.append(encoding).append("\r\n\r\n").append(body);
    }

    private void multipart(int depth) {
      String boundary = "b" + boundaries++ + (random.nextBoolean() ? "=_x" : "");
      text.append("Content-Type: multipart/")
          .append(random.nextBoolean() ? "mixed" : "alternative");
      text.append(";\r\n boundary=\"").append(boundary).append("\"\r\n\r\n").append(lines());
      int parts = 1 + random.nextInt(3);
      for (int i = 0; i < parts; i++) {
        text.append("\r\n--").append(boundary).append(random.nextInt(5) == 0 ? " \t" : "");
        text.append("\r\n");
        entity(depth + 1);
      }
      text.append("\r\n--").append(boundary).append("--\r\n");
      if (random.nextBoolean()) {
        text.append(lines());
      }
    }

    /**
     * Lines that are no delimiters for anyone. A boundary followed by "-" is left out: mime4j takes
     * it for a delimiter, we report {@link DefectKind#MIME_BOUNDARY_PREFIX}.
     */
    private String lines() {
      String[] pieces = {"x", "-- ", "--", "--b", "\r\n", "\r\n", "--b0x", "--bx", " ", "a: b"};
      StringBuilder lines = new StringBuilder();
      for (int i = random.nextInt(8); i > 0; i--) {
        lines.append(pieces[random.nextInt(pieces.length)]);
      }
      return lines.toString();
    }

    private String base64() {
      byte[] octets = new byte[random.nextInt(200)];
      random.nextBytes(octets);
      return Base64.getMimeEncoder().encodeToString(octets);
    }

    private String quotedPrintable() {
      String[] pieces = {"x", "=3D", "=C3=A9", "=\r\n", "\r\n", " y", "=0D=0A", "=20"};
      StringBuilder lines = new StringBuilder();
      for (int i = random.nextInt(12); i > 0; i--) {
        lines.append(pieces[random.nextInt(pieces.length)]);
      }
      return lines.append('.').toString();
    }
  }

  private static void describe(MimePart part, StringBuilder out) {
    out.append('<');
    if (!part.contentType().isMessage()) {
      out.append(part.contentType().name());
    }
    if (part.children().isEmpty()) {
      DecodedBody body = part.decode(1 << 20);
      out.append(' ').append(Base64.getEncoder().encodeToString(body.octets()));
    }
    for (MimePart child : part.children()) {
      describe(child, out);
    }
    out.append('>');
  }

  private static String describedByMime4j(byte[] octets) throws IOException, MimeException {
    MimeConfig config = MimeConfig.custom().setMaxLineLen(-1).build();
    MimeTokenStream stream = new MimeTokenStream(config);
    stream.parse(new ByteArrayInputStream(octets));
    StringBuilder out = new StringBuilder();
    for (EntityState state = stream.getState();
        state != EntityState.T_END_OF_STREAM;
        state = stream.next()) {
      switch (state) {
        case T_START_MESSAGE, T_START_BODYPART -> out.append('<');
        case T_START_MULTIPART -> out.append(type(stream));
        case T_BODY -> {
          out.append(type(stream));
          ByteArrayOutputStream body = new ByteArrayOutputStream();
          stream.getDecodedInputStream().transferTo(body);
          out.append(' ').append(Base64.getEncoder().encodeToString(body.toByteArray()));
        }
        case T_END_MESSAGE, T_END_BODYPART -> out.append('>');
        default -> {
          // Other events say nothing that is compared.
        }
      }
    }
    return out.toString();
  }

  private static String type(MimeTokenStream stream) {
    return stream.getBodyDescriptor().getMimeType().toLowerCase(Locale.ROOT);
  }

  @Test
  void generatedMessages_areReadAsMime4jReadsThem() throws IOException, MimeException {
    for (int seed = 0; seed < ROUNDS; seed++) {
      String text = new Generator(seed).message();
      byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
      MimeStructure structure = MimeStructure.of(Message.of(octets));
      StringBuilder ours = new StringBuilder();
      describe(structure.root(), ours);
      assertThat(ours.toString())
          .as("seed %d:%n%s", seed, text)
          .isEqualTo(describedByMime4j(octets));
    }
  }
}
