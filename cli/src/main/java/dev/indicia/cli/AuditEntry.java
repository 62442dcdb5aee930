package dev.indicia.cli;

import dev.indicia.events.Json;
import dev.indicia.trust.profile.ProfileCounts;
import java.time.Instant;
import java.util.List;

/**
 * One change of the profiles by a person or a training run (schemas/profile-change.json).
 *
 * @param by who the system says ran the command
 * @param action the command
 * @param what its arguments
 * @param detail what came of it, as a sentence
 */
record AuditEntry(
    Instant time,
    String by,
    String action,
    List<String> what,
    String detail,
    ProfileCounts before,
    ProfileCounts after) {
  AuditEntry {
    what = List.copyOf(what);
  }

  /** The entry as JSON, with a final line feed. */
  byte[] line() {
    return Json.line(json ->
        json.time("time", time)
            .string("by", by)
            .string("action", action)
            .strings("what", what)
            .string("detail", detail)
            .object("before", o -> counts(o, before))
            .object("after", o -> counts(o, after)));
  }

  static void counts(Json json, ProfileCounts counts) {
    json.number("senders", counts.senders())
        .number("deliveries", counts.deliveries())
        .number("recipients", counts.recipients())
        .number("signatures", counts.signatures())
        .number("callbacks", counts.callbacks())
        .number("names", counts.names())
        .number("correctable", counts.lessons());
  }
}
