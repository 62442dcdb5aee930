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

  /**
   * A field that is believed, and what it says.
   *
   * @param by the receiver: its authserv-id, or the host of the trace field below
   */
  record Trusted(HeaderField field, AuthenticationResults results, String by) {}

  /** The fields that are believed, top first. */
  static List<Trusted> of(Message message, String host) {
    String wanted = withoutFinalDot(host.toLowerCase(Locale.ROOT));
    int ownTrace = -1;
    List<Trusted> trusted = new ArrayList<>(2);
    for (HeaderField field : message.fields(AuthenticationResults.FIELD_NAME)) {
      if (!(AuthenticationResults.parse(field, Strictness.LENIENT)
          instanceof AuthenticationResults.Parsed.Valid valid)) {
        continue;
      }
      String id = valid.results().authservId();
      if (id != null) {
        if (isAtOrBelow(id, wanted)) {
          trusted.add(new Trusted(field, valid.results(), id));
        }
        continue;
      }
      Received trace = traceBelow(message, field);
      String by = trace == null ? null : trace.by();
      if (trace != null
          && by != null
          && isAtOrBelow(by, wanted)
          && (ownTrace < 0 || trace.field().start() == ownTrace)) {
        ownTrace = trace.field().start();
        trusted.add(new Trusted(field, valid.results(), by));
      }
    }
    return trusted;
  }

  /** The topmost of the fields that reports that method. */
  static Optional<Trusted> topmostWith(List<Trusted> fields, String method) {
    return fields.stream().filter(f -> f.results().first(method).isPresent()).findFirst();
  }

  /**
   * The next Received field below that one. Only one place counts where our receiver wrote it, the
   * topmost: what stands further down may have come with the message.
   */
  private static @Nullable Received traceBelow(Message message, HeaderField field) {
    for (HeaderField below : message.fields("Received")) {
      if (below.start() > field.start()) {
        return Received.parse(below);
      }
    }
    return null;
  }

  private static boolean isAtOrBelow(String name, String wanted) {
    String lower = withoutFinalDot(name.toLowerCase(Locale.ROOT));
    return lower.equals(wanted) || lower.endsWith("." + wanted);
  }

  private static String withoutFinalDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
