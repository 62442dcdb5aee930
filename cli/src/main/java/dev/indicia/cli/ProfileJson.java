package dev.indicia.cli;

import dev.indicia.events.Json;
import dev.indicia.trust.profile.SenderProfile;
import dev.indicia.trust.profile.SlotTable;
import dev.indicia.trust.profile.UsageTable;
import dev.indicia.trust.shown.Mention;

/** What is known of a sender, as in schemas/profile.json. */
final class ProfileJson {
  private ProfileJson() {}

  /** One object on one line. */
  static byte[] line(String domain, SenderProfile profile, ReplayWindow window) {
    return Json.line(json -> {
      members(json, domain, profile);
      json.object(
          "replay_window",
          o ->
              o.number("signatures", window.signatures())
                  .string("first_day", window.firstDay())
                  .string("last_day", window.lastDay()));
    });
  }

  /** All but what is not the sender's alone. */
  static void members(Json json, String domain, SenderProfile profile) {
    int deliveries = profile.deliveries();
    json.string("sender", domain)
        .number("deliveries", (long) deliveries)
        .number("recipients", (long) profile.recipients())
        .string("first_day", deliveries == 0 ? null : ProfileText.day(profile.firstDay()))
        .string("last_day", deliveries == 0 ? null : ProfileText.day(profile.lastDay()))
        .number("dkim_aligned", (long) profile.dkimAligned())
        .number("known_percent", Math.round(profile.knownPart() * 100))
        .number("phrases", (long) profile.phrases().size());
    json.object(
        "pathways",
        o -> {
          usages(o, "networks", "net:", profile.pathways());
          usages(o, "envelope_domains", "env:", profile.pathways());
          usages(o, "keys", "key:", profile.pathways());
        });
    usages(json, "links", "", profile.hosts());
    json.objects(
        "templates",
        ProfileText.sorted(profile),
        (o, family) ->
            o.string("id", family.id())
                .number("messages", (long) family.count())
                .string("first_day", ProfileText.day(family.firstDay()))
                .string("last_day", ProfileText.day(family.lastDay()))
                .string("text", family.skeleton()));
    json.objects("slots", ProfileText.sorted(profile.slots()), ProfileJson::slot);
  }

  private static void slot(Json json, SlotTable.Slot slot) {
    int words = slot.usualWordsMax();
    json.string("id", Integer.toHexString(slot.key()))
        .string("label", slot.label())
        .number("values", (long) slot.times())
        .number("recipients", (long) slot.recipients())
        .string("first_day", ProfileText.day(slot.firstDay()))
        .string("last_day", ProfileText.day(slot.lastDay()))
        .number("usual_words_max", words == Integer.MAX_VALUE ? null : (Long) (long) words)
        .number("phone_percent", percent(slot.mentioning(Mention.Kind.PHONE)))
        .number("link_percent", percent(ProfileText.link(slot)))
        .number("amount_percent", percent(slot.mentioning(Mention.Kind.AMOUNT)))
        .number("claim_percent", percent(slot.claiming()));
  }

  private static long percent(double part) {
    return Math.round(part * 100);
  }

  /** An array of the table's values that begin so, without that prefix. */
  static void usages(Json json, String name, String prefix, UsageTable table) {
    json.objects(
        name,
        ProfileText.entries(table, prefix),
        (o, entry) ->
            o.string("value", entry.value().substring(prefix.length()))
                .number("times", (long) entry.times())
                .number("recipients", (long) entry.counterparts())
                .string("first_day", ProfileText.day(entry.firstDay()))
                .string("last_day", ProfileText.day(entry.lastDay())));
  }
}
