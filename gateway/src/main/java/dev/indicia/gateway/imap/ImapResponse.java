package dev.indicia.gateway.imap;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A response of a server (RFC 9051 §7). Immutable. */
public sealed interface ImapResponse {
  /** OK, NO, BAD, PREAUTH or BYE. */
  enum Status {
    /** Done, or information. */
    OK,
    /** Not done. */
    NO,
    /** Not understood. */
    BAD,
    /** A greeting: logged in already. */
    PREAUTH,
    /** The connection ends. */
    BYE
  }

  /**
   * A status response.
   *
   * @param tag of the command that it answers; null for an untagged one
   * @param code what stands in brackets, without them; null without
   * @param text for people
   */
  record Condition(@Nullable String tag, Status status, @Nullable String code, String text)
      implements ImapResponse {
    /** The code's argument, where the code is that one: of {@code UIDNEXT 4} it is 4. */
    public Optional<String> argument(String name) {
      String whole = code == null ? "" : code;
      return whole.toUpperCase(Locale.ROOT).startsWith(name + " ")
          ? Optional.of(whole.substring(name.length() + 1).strip())
          : Optional.empty();
    }
  }

  /**
   * Data.
   *
   * @param number in front of the name, as in {@code 4 EXISTS}; -1 without
   * @param name in upper case
   */
  record Data(long number, String name, List<ImapValue> values) implements ImapResponse {
    public Data {
      values = List.copyOf(values);
    }
  }

  /** The server waits for more of a command. */
  record Continuation(String text) implements ImapResponse {}
}
