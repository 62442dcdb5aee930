package dev.indicia.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The decoder works eight octets at a time; one that does not sees the same. */
class QuotedPrintableTest {
  private static final String[] PIECES = {
    "=3D",
    "=\r\n",
    "=\n",
    " ",
    "\t",
    "\r\n",
    "\n",
    "abcdefghijk",
    "=",
    "=zz",
    "=4",
    " \r\n",
    "  =\r\n",
    "x",
    "=20",
    "\r",
    "= \r\n",
    "=é",
    "0123456789012345678901234567890"
  };

  @Test
  void randomText_isDecodedAsOctetByOctet() {
    for (int seed = 0; seed < 30_000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      int count = random.nextInt(14);
      for (int i = 0; i < count; i++) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
      int octetsMax = random.nextInt(3) == 0 ? random.nextInt(40) : 1000;
      byte[] all = octetByOctet(body);
      DecodedBody decoded =
          TransferDecoder.decode(
              TransferEncoding.QUOTED_PRINTABLE, body, 0, body.length, octetsMax);
      assertThat(decoded.octets())
          .as("seed %d", seed)
          .isEqualTo(Arrays.copyOf(all, Math.min(all.length, octetsMax)));
      assertThat(decoded.truncated()).as("seed %d", seed).isEqualTo(all.length > octetsMax);
    }
  }

  /** RFC 2045 §6.7, slowly. */
  private static byte[] octetByOctet(byte[] source) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int i = 0;
    while (i < source.length) {
      int spaces = i;
      while (spaces < source.length && (source[spaces] == ' ' || source[spaces] == '\t')) {
        spaces++;
      }
      if (spaces > i) {
        if (!endsLine(source, spaces)) {
          out.write(source, i, spaces - i);
        }
        i = spaces;
      } else if (source[i] == '=') {
        i = escape(source, i, out);
      } else {
        out.write(source[i++]);
      }
    }
    return out.toByteArray();
  }

  private static boolean endsLine(byte[] source, int at) {
    return at == source.length
        || source[at] == '\n'
        || (source[at] == '\r' && at + 1 < source.length && source[at + 1] == '\n');
  }

  private static int escape(byte[] source, int at, ByteArrayOutputStream out) {
    int i = at + 1;
    while (i < source.length && (source[i] == ' ' || source[i] == '\t')) {
      i++;
    }
    if (endsLine(source, i)) {
      return i == source.length ? i : source[i] == '\r' ? i + 2 : i + 1;
    }
    int high = at + 2 < source.length ? Character.digit(source[at + 1], 16) : -1;
    int low = high < 0 ? -1 : Character.digit(source[at + 2], 16);
    out.write(low < 0 ? '=' : high << 4 | low);
    return low < 0 ? at + 1 : at + 3;
  }
}
