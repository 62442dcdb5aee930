package dev.indicia.transport;

import dev.indicia.evidence.Strictness;
import dev.indicia.pki.HostPattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one MTA-STS policy (RFC 8461 §3.2). One use, one thread. */
final class StsPolicyParser {
  private static final int AGE_DIGITS_MAX = 10;

  private final String text;
  private final boolean strict;
  private final List<HostPattern> mx = new ArrayList<>(4);
  private final List<String> ignored = new ArrayList<>(0);
  private final List<TransportDeviation> deviations = new ArrayList<>(0);
  private @Nullable String version;
  private @Nullable StsMode mode;
  private long maxAgeSeconds = -1;
  private int line;

  StsPolicyParser(byte[] octets, Strictness strictness) {
    // Fields that come later may have values in UTF-8, which are not looked at.
    this.text = new String(octets, StandardCharsets.ISO_8859_1);
    this.strict = strictness == Strictness.STRICT;
  }

  StsPolicy.Parsed parse() {
    int at = 0;
    while (at < text.length()) {
      line++;
      int feed = text.indexOf('\n', at);
      int end = feed < 0 ? text.length() : feed;
      // sts-policy-term = LF / CRLF
      int textEnd = feed > at && text.charAt(feed - 1) == '\r' ? feed - 1 : end;
      StsPolicy.Parsed defect = field(text.substring(at, textEnd));
      if (defect != null) {
        return defect;
      }
      at = end + 1;
    }
    if (version == null) {
      return missing("version");
    }
    if (mode == null) {
      return missing("mode");
    }
    if (maxAgeSeconds < 0) {
      return missing("max_age");
    }
    if (mx.isEmpty() && mode != StsMode.NONE) {
      return missing("mx");
    }
    return new StsPolicy.Parsed.Valid(new StsPolicy(mode, maxAgeSeconds, mx, ignored), deviations);
  }

  private StsPolicy.@Nullable Parsed field(String text) {
    String content = text.stripTrailing();
    if (content.isEmpty() && !strict) {
      deviate(TransportDeviation.BLANK_LINE);
      return null;
    }
    int colon = content.indexOf(':');
    String name = colon < 0 ? "" : content.substring(0, colon);
    if (!isName(name)) {
      return syntax("not a field: " + shown(content));
    }
    String value = content.substring(colon + 1).stripLeading();
    if (value.isEmpty() || value.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
      return syntax("no value of " + name + ": " + shown(value));
    }
    return value(name, value);
  }

  /** RFC 8461 §3.2: of fields that stand there again, but for mx, only the first counts. */
  private StsPolicy.@Nullable Parsed value(String name, String value) {
    boolean again =
        switch (name) {
          case "version" -> version != null;
          case "mode" -> mode != null;
          case "max_age" -> maxAgeSeconds >= 0;
          case "mx" -> false;
          default -> true;
        };
    if (again) {
      ignored.add(name);
      return null;
    }
    return switch (name) {
      case "version" -> version(value);
      case "mode" -> mode(value);
      case "max_age" -> maxAge(value);
      default -> mx(value);
    };
  }

  private StsPolicy.@Nullable Parsed version(String value) {
    version = value;
    return value.equals("STSv1")
        ? null
        : new StsPolicy.Parsed.Malformed(line, TransportReason.STS_VERSION, shown(value));
  }

  private StsPolicy.@Nullable Parsed mode(String value) {
    switch (value) {
      case "enforce" -> mode = StsMode.ENFORCE;
      case "testing" -> mode = StsMode.TESTING;
      case "none" -> mode = StsMode.NONE;
      default -> {
        return syntax("no mode: " + shown(value));
      }
    }
    return null;
  }

  private StsPolicy.@Nullable Parsed maxAge(String value) {
    if (value.length() > AGE_DIGITS_MAX || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return syntax("no number of seconds: " + shown(value));
    }
    maxAgeSeconds = Long.parseLong(value);
    if (maxAgeSeconds <= StsPolicy.MAX_AGE_SECONDS) {
      return null;
    }
    if (strict) {
      return syntax("max_age is more than " + StsPolicy.MAX_AGE_SECONDS + " seconds");
    }
    maxAgeSeconds = StsPolicy.MAX_AGE_SECONDS;
    deviate(TransportDeviation.MAX_AGE);
    return null;
  }

  private StsPolicy.@Nullable Parsed mx(String value) {
    Optional<HostPattern> pattern = HostPattern.parse(value);
    if (pattern.isEmpty()) {
      return syntax("no host name: " + shown(value));
    }
    mx.add(pattern.get());
    return null;
  }

  private void deviate(TransportDeviation deviation) {
    if (!deviations.contains(deviation)) {
      deviations.add(deviation);
    }
  }

  private StsPolicy.Parsed missing(String field) {
    return new StsPolicy.Parsed.Malformed(
        Math.max(line, 1), TransportReason.STS_FIELD_MISSING, field);
  }

  private StsPolicy.Parsed syntax(String detail) {
    return new StsPolicy.Parsed.Malformed(line, TransportReason.STS_POLICY_SYNTAX, detail);
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.length() <= 32
        && name.chars().allMatch(c -> FieldList.isAlphanumeric((char) c) || "_-.".indexOf(c) >= 0);
  }

  private static String shown(String text) {
    return "\"" + (text.length() > 80 ? text.substring(0, 80) + "..." : text) + "\"";
  }
}
