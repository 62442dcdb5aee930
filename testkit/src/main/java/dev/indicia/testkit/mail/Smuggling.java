package dev.indicia.testkit.mail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Octets of which some server makes the end of a message (RFC 5321 §4.1.1.4) though they are none,
 * so that what stands behind them is a second one. Each character is an octet.
 */
public final class Smuggling {
  private static final String PAYLOADS = "smtp/smuggling/payloads.yaml";
  private static final String[] ENDS = {
    "\n", "\r", "\r\n", "\n\r", "\r\r", "\r\r\n", "\0\n", "\r\0\n", "\r\n\0", "", "\u0085", "\f",
  };

  private Smuggling() {}

  /** Everything of one to three line ends and NULs around a dot that is not CRLF.CRLF. */
  public static List<String> variants() {
    Set<String> variants = new LinkedHashSet<>();
    for (String before : ENDS) {
      for (String after : ENDS) {
        for (String dot : List.of(".", "..", ".\0", "\0.", ". ", "")) {
          variants.add(before + dot + after);
        }
      }
    }
    variants.removeIf(Smuggling::holdsARealEnd);
    return List.copyOf(variants);
  }

  /** Whether the message does end there: what follows is the client's own affair. */
  public static boolean holdsARealEnd(String sequence) {
    return sequence.contains("\r\n.\r\n");
  }

  /**
   * Published sequences, from the folder in INDICIA_CORPORA, or out of
   * shared/corpora/corpora.tar.xz in a folder above this one; none where they are not at hand.
   */
  public static List<String> published() throws IOException {
    List<String> published = new ArrayList<>();
    Matcher matcher = Pattern.compile("bytes_b64: \"([^\"]*)\"").matcher(payloads());
    while (matcher.find()) {
      published.add(
          new String(Base64.getDecoder().decode(matcher.group(1)), StandardCharsets.ISO_8859_1));
    }
    return published;
  }

  private static String payloads() throws IOException {
    String named = System.getenv("INDICIA_CORPORA");
    if (named != null && Files.exists(Path.of(named, PAYLOADS))) {
      return Files.readString(Path.of(named, PAYLOADS));
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path archive = at.resolve("shared/corpora/corpora.tar.xz");
      if (Files.exists(archive)) {
        Process tar =
            new ProcessBuilder("tar", "-xOJf", archive.toString(), "./" + PAYLOADS)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String text = new String(tar.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        return tar.onExit().join().exitValue() == 0 ? text : "";
      }
    }
    return "";
  }

  /** The sequence as it can be read in the name of a failed test. */
  public static String show(String sequence) {
    return sequence.replace("\r", "\\r").replace("\n", "\\n").replace("\0", "\\0");
  }
}
