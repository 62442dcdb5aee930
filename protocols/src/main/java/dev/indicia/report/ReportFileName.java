package dev.indicia.report;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file name of an attached report (RFC 9990 §2.5.2, RFC 7489 §7.2.1.1, RFC 8460 §5.1): who
 * reports, on whom, for which time. A claim of the sender like the rest. Immutable.
 *
 * @param receiver domain of the reporter
 * @param policyDomain domain reported on
 * @param begin of the period, in seconds since 1970
 * @param end of the period, in seconds since 1970
 * @param uniqueId tells several reports apart, null when there is none
 * @param extension "xml", "xml.gz", "zip", "json" or "json.gz"
 */
public record ReportFileName(
    String receiver,
    String policyDomain,
    long begin,
    long end,
    @Nullable String uniqueId,
    String extension) {
  private static final int LENGTH_MAX = 1000;

  /** What the name says, without folders before it; nothing when it follows no such form. */
  public static Optional<ReportFileName> parse(String name) {
    String file = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    String extension = extension(file);
    if (extension.isEmpty() || file.length() > LENGTH_MAX) {
      return Optional.empty();
    }
    String[] words = file.substring(0, file.length() - extension.length() - 1).split("!", -1);
    if (words.length != 4 && words.length != 5) {
      return Optional.empty();
    }
    long begin = seconds(words[2]);
    long end = seconds(words[3]);
    if (words[0].isEmpty() || words[1].isEmpty() || begin < 0 || end < 0) {
      return Optional.empty();
    }
    String uniqueId = words.length == 5 ? words[4] : null;
    return Optional.of(new ReportFileName(words[0], words[1], begin, end, uniqueId, extension));
  }

  private static String extension(String file) {
    for (String extension : new String[] {"xml.gz", "json.gz", "xml", "json", "zip", "gz"}) {
      int dot = file.length() - extension.length() - 1;
      if (dot > 0 && file.charAt(dot) == '.' && file.endsWith(extension)) {
        return extension;
      }
    }
    return "";
  }

  private static long seconds(String digits) {
    if (digits.isEmpty() || digits.length() > 12) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + c - '0';
    }
    return value;
  }

  /** The file name. */
  public String format() {
    return receiver
        + "!"
        + policyDomain
        + "!"
        + begin
        + "!"
        + end
        + (uniqueId == null ? "" : "!" + uniqueId)
        + "."
        + extension;
  }
}
