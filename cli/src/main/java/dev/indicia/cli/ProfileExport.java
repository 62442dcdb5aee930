package dev.indicia.cli;

import dev.indicia.events.Json;
import dev.indicia.trust.profile.Profiles;
import dev.indicia.trust.profile.Sightings;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** Everything that profiles hold, as JSON Lines (schemas/profile-export.json). */
final class ProfileExport {
  private ProfileExport() {}

  /** Writes all lines to the stream. */
  static void to(Profiles profiles, OutputStream stream) throws IOException {
    try (OutputStream out = new BufferedOutputStream(stream)) {
      of(
          profiles,
          line -> {
            try {
              out.write(line);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Gives all lines to the sink, each kind in the order of its keys. */
  static void of(Profiles profiles, Consumer<byte[]> sink) {
    line(sink, "counts", json -> AuditEntry.counts(json, profiles.counts()));
    profiles.forEachSender((domain, profile) ->
        line(sink, "sender", json -> ProfileJson.members(json, domain, profile)));
    profiles.forEachRecipient((address, profile) ->
        line(
            sink,
            "recipient",
            json -> {
              json.string("address", address);
              ProfileJson.usages(json, "senders", "", profile.senders());
              ProfileJson.usages(json, "ways", "", profile.ways());
            }));
    profiles.signatures().forEach((hash, seen) -> sightings(sink, "signature", hash, seen));
    profiles.callbacks().forEach((value, seen) -> sightings(sink, "callback", value, seen));
    profiles
        .lessons()
        .forEach((id, lesson) ->
            line(
                sink,
                "delivery",
                json ->
                    json.string("id", id)
                        .string("verdict", lesson.verdict())
                        .string("sender", lesson.sender().isEmpty() ? null : lesson.sender())
                        .string("day", ProfileText.day(lesson.day()))
                        .number("phrases", (long) lesson.phrases().length)
                        .strings("callbacks", lesson.callbacks())));
  }

  private static void sightings(Consumer<byte[]> sink, String kind, String key, Sightings seen) {
    line(
        sink,
        kind,
        json ->
            json.string("value", key)
                .number("times", (long) seen.times())
                .number("accused", (long) seen.accused())
                .number("counterparts", (long) seen.counterparts())
                .number("places", (long) seen.places())
                .string("first_day", ProfileText.day(seen.firstDay()))
                .string("last_day", ProfileText.day(seen.lastDay())));
  }

  private static void line(Consumer<byte[]> sink, String kind, Consumer<Json> members) {
    sink.accept(
        Json.line(json -> {
          json.string("kind", kind);
          members.accept(json);
        }));
  }
}
