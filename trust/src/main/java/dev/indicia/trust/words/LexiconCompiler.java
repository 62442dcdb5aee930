package dev.indicia.trust.words;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Part of the build: writes the standard lists in the form that {@link Lexicon} loads. */
final class LexiconCompiler {
  private LexiconCompiler() {}

  /** Writes to the file that is the only argument. */
  public static void main(String[] args) throws IOException, LexiconSyntaxException {
    try (OutputStream out = new FileOutputStream(args[0])) {
      out.write(Lexicon.parse(Lexicon.standardSources()).compiled());
    }
  }
}
