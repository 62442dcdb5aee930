package dev.indicia.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.indicia.dkim.BodyCanonicalizer;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** The fast relaxed body canonicalization against its definition, octet by octet. */
final class CanonicalizationFuzzer {
  @FuzzTest(maxDuration = "20s")
  void relaxed(byte[] input) {
    // Few different octets, so that the rules meet each other.
    byte[] octets = new byte[input.length];
    for (int i = 0; i < input.length; i++) {
      octets[i] = input[i] >= 0 ? (byte) " \t\r\nab".charAt(input[i] % 6) : input[i];
    }
    int from = octets.length == 0 ? 0 : (octets[0] & 0xff) % (octets.length + 1);
    compare(octets, 0, octets.length);
    compare(octets, from, octets.length);
    compare(octets, 0, from);
    compare(input, 0, input.length);
  }

  private static void compare(byte[] octets, int from, int to) {
    ByteArrayOutputStream fast = new ByteArrayOutputStream();
    byte[] scratch = new byte[BodyCanonicalizer.SCRATCH_LENGTH];
    BodyCanonicalizer.plain().relaxed(octets, from, to, scratch, fast::write);
    Oracle.check(
        Arrays.equals(naive(octets, from, to), fast.toByteArray()),
        "another form of " + Oracle.latin1(Arrays.copyOfRange(octets, from, to)));
  }

  /** As the interface defines it (RFC 6376 §3.4.4 for a part without its end). */
  private static byte[] naive(byte[] octets, int from, int to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = from; i < to; i++) {
      if (isSpace(octets[i])) {
        boolean beforeSpace = i + 1 < to && isSpace(octets[i + 1]);
        boolean beforeEnd = i + 2 < to && octets[i + 1] == 0x0d && octets[i + 2] == 0x0a;
        if (!beforeSpace && !beforeEnd) {
          out.write(0x20);
        }
      } else {
        out.write(octets[i]);
      }
    }
    return out.toByteArray();
  }

  private static boolean isSpace(byte octet) {
    return octet == 0x20 || octet == 0x09;
  }
}
