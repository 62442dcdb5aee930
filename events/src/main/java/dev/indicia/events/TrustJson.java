package dev.indicia.events;

import dev.indicia.trust.Judgement;
import dev.indicia.trust.ReadSlot;
import dev.indicia.trust.claim.Claim;
import dev.indicia.trust.delivery.Binding;
import dev.indicia.trust.delivery.Pathway;
import dev.indicia.trust.profile.SlotTable;
import dev.indicia.trust.shown.Disguise;
import dev.indicia.trust.shown.Mention;
import dev.indicia.trust.template.TemplateKind;
import dev.indicia.trust.words.Concept;
import java.util.Locale;

/** The members of {@code check}'s object that tell of binding, pathway and template. */
public final class TrustJson {
  private static final int TEXT_LENGTH_MAX = 500;

  private TrustJson() {}

  public static void binding(Json json, Binding binding) {
    json.string("result", binding.kind().word())
        .string("recipient", binding.recipient())
        .string("named", binding.namedAs())
        .string("reason", binding.evidence());
  }

  public static void pathway(Json json, Pathway pathway) {
    json.string("sender", pathway.sender())
        .string("network", pathway.network())
        .string("host", pathway.host())
        .string("envelope_domain", pathway.envelopeDomain())
        .string("key", pathway.key())
        .bool("direct", pathway.spfAligned())
        .string("mailer", pathway.mailer());
  }

  public static void template(Json json, Judgement judgement) {
    json.object(
        "template",
        o -> {
          o.string("id", judgement.template());
          o.bool("known", judgement.known());
          o.string("kind", judgement.kind().map(TemplateKind::word).orElse(null));
          o.objects("slots", judgement.slots(), TrustJson::slot);
        });
  }

  private static void slot(Json json, ReadSlot slot) {
    String text = slot.region().text();
    SlotTable.Slot known = slot.known();
    json.string("place", word(slot.region().place().name()))
        .string("label", slot.region().label())
        .string(
            "text",
            text.length() <= TEXT_LENGTH_MAX ? text : text.substring(0, TEXT_LENGTH_MAX - 1) + "…")
        .number("words", (long) slot.region().words())
        .strings(
            "mentions",
            slot.region().mentioned().stream()
                .sorted()
                .map(Mention.Kind::name)
                .map(TrustJson::word)
                .toList())
        .strings(
            "disguises",
            slot.region().disguises().stream()
                .sorted()
                .map(Disguise::name)
                .map(TrustJson::word)
                .toList())
        .strings(
            "concepts",
            slot.region().concepts().stream()
                .sorted()
                .map(Concept::name)
                .map(TrustJson::word)
                .toList())
        .string(
            "claim",
            slot.claim().grade() == Claim.Grade.NONE ? null : word(slot.claim().story().name()))
        .string("grade", slot.claim().grade().word())
        .number("unusual", (long) slot.violations())
        .bool("callback_accused", slot.callbackAccused())
        .number("values_known", known == null ? 0L : (long) known.times());
  }

  private static String word(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
