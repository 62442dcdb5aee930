package dev.indicia;

import dev.indicia.authres.AuthenticationResults;
import dev.indicia.evidence.Strictness;
import dev.indicia.message.HeaderField;
import dev.indicia.message.Message;
import dev.indicia.message.Received;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which Authentication-Results fields of a message a named receiver wrote (RFC 8601 §4.1, §7.1).
 */
final class TrustedFields {
  private TrustedFields() {}

  /** A field that is believed, and what it says. */
  record Trusted(HeaderField field, AuthenticationResults results) {}

  /** The fields that are believed, top first. */
  static List<Trusted> of(Message message, String host) {
    String wanted = withoutFinalDot(host.toLowerCase(Locale.ROOT));
    int ownTrace = lowestOwnTrace(message, wanted);
    List<Trusted> trusted = new ArrayList<>(2);
    for (HeaderField field : message.fields(AuthenticationResults.FIELD_NAME)) {
      if (AuthenticationResults.parse(field, Strictness.LENIENT)
          instanceof AuthenticationResults.Parsed.Valid valid) {
        String id = valid.results().authservId();
        if (id == null ? field.start() < ownTrace : isAtOrBelow(id, wanted)) {
          trusted.add(new Trusted(field, valid.results()));
        }
      }
    }
    return trusted;
  }

  /** The topmost of the fields that reports that method. */
  static Optional<Trusted> topmostWith(List<Trusted> fields, String method) {
    return fields.stream().filter(f -> f.results().first(method).isPresent()).findFirst();
  }

  /**
   * Offset of our receiver's topmost Received field, or of the lowest of several that follow each
   * other; -1 without any. What stands below may have come with the message.
   */
  private static int lowestOwnTrace(Message message, String wanted) {
    int lowest = -1;
    for (Received hop : Received.chain(message)) {
      if (isAtOrBelow(hop.by(), wanted)) {
        lowest = hop.field().start();
      } else if (lowest >= 0) {
        break;
      }
    }
    return lowest;
  }

  private static boolean isAtOrBelow(@Nullable String name, String wanted) {
    if (name == null) {
      return false;
    }
    String lower = withoutFinalDot(name.toLowerCase(Locale.ROOT));
    return lower.equals(wanted) || lower.endsWith("." + wanted);
  }

  private static String withoutFinalDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
