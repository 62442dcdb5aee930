package dev.indicia.idn;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.IDNA;

/** ICU4J with the options of {@link Idn}, as the second opinion. Not thread-safe. */
final class Icu {
  private static final IDNA UTS46 =
      IDNA.getUTS46Instance(
          IDNA.NONTRANSITIONAL_TO_ASCII
              | IDNA.NONTRANSITIONAL_TO_UNICODE
              | IDNA.CHECK_BIDI
              | IDNA.CHECK_CONTEXTJ);

  private final IDNA.Info info = new IDNA.Info();
  private final StringBuilder out = new StringBuilder();

  /** Fails unless both forms of the name are ICU's, or invalid in both; true if both are valid. */
  boolean agreesOn(String name) {
    boolean valid = agreesOnAscii(name);
    UTS46.nameToUnicode(name, out, info);
    return compare("toUnicode", name, Idn.toUnicode(name)) && valid;
  }

  /** The same for the ASCII form alone. */
  boolean agreesOnAscii(String name) {
    UTS46.nameToASCII(name, out, info);
    return compare("toAscii", name, Idn.toAscii(name));
  }

  private boolean compare(String method, String name, IdnResult result) {
    boolean same =
        switch (result) {
          case IdnResult.Valid valid -> !info.hasErrors() && valid.text().contentEquals(out);
          case IdnResult.Invalid invalid -> info.hasErrors();
        };
    if (!same) { // building the description for each name would take most of the time
      assertThat(result)
          .as("%s(%s), ICU: %s %s", method, escape(name), escape(out), info.getErrors())
          .isNull();
    }
    return result instanceof IdnResult.Valid;
  }

  static String escape(CharSequence text) {
    StringBuilder escaped = new StringBuilder();
    text.chars()
        .forEach(c -> {
          if (c > 0x20 && c < 0x7F) {
            escaped.append((char) c);
          } else {
            escaped.append("\\u%04X".formatted(c));
          }
        });
    return escaped.toString();
  }
}
