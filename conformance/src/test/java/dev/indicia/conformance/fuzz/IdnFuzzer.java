package dev.indicia.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.indicia.idn.Idn;
import dev.indicia.idn.IdnResult;
import java.nio.charset.StandardCharsets;

/** A name in any script: the ASCII form is stable, and so is its way through Unicode. */
final class IdnFuzzer {
  @FuzzTest(maxDuration = "20s")
  void convert(byte[] input) {
    Oracle.bounded(
        input.length,
        () -> {
          convert(new String(input, StandardCharsets.UTF_8));
          // Unpaired surrogates, which no UTF-8 gives.
          convert(new String(input, StandardCharsets.UTF_16BE));
        });
  }

  private static void convert(String name) {
    Idn.toUnicode(name);
    if (Idn.toAscii(name) instanceof IdnResult.Valid ascii) {
      Oracle.check(ascii.text().chars().allMatch(c -> c < 0x80), "not ASCII: " + ascii);
      Oracle.check(ascii.equals(Idn.toAscii(ascii.text())), "not stable: " + ascii);
      IdnResult unicode = Idn.toUnicode(ascii.text());
      Oracle.check(unicode instanceof IdnResult.Valid, "no way back: " + ascii);
      if (unicode instanceof IdnResult.Valid valid) {
        Oracle.check(ascii.equals(Idn.toAscii(valid.text())), "another name: " + valid);
      }
    }
  }
}
