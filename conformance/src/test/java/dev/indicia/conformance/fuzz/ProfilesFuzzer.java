package dev.indicia.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.indicia.trust.profile.Profiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Profiles of any octets: refused, or read and written as the same again. */
final class ProfilesFuzzer {
  @FuzzTest(maxDuration = "20s")
  void read(byte[] input) {
    Oracle.bounded(
        input.length,
        () -> {
          Profiles profiles;
          try {
            profiles = Profiles.read(new DataInputStream(new ByteArrayInputStream(input)));
          } catch (IOException refused) {
            return;
          }
          byte[] once = written(profiles);
          Oracle.check(same(once, written(reread(once))), "reads as something else");
        });
  }

  static Profiles reread(byte[] octets) {
    try {
      return Profiles.read(new DataInputStream(new ByteArrayInputStream(octets)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] written(Profiles profiles) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    try {
      profiles.write(new DataOutputStream(octets));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return octets.toByteArray();
  }

  static boolean same(byte[] one, byte[] other) {
    return Arrays.equals(one, other);
  }
}
