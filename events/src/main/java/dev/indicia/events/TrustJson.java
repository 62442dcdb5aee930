package dev.indicia.events;

import dev.indicia.trust.Judgement;
import dev.indicia.trust.ReadSlot;
import dev.indicia.trust.claim.Claim;
import dev.indicia.trust.delivery.Binding;
import dev.indicia.trust.delivery.Pathway;
import dev.indicia.trust.profile.SlotTable;
import dev.indicia.trust.template.Region;
import dev.indicia.trust.template.TemplateKind;
import java.util.Locale;
import java.util.Set;

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

  /** What there is nothing of is left out: most slots are plain words, and a message has many. */
  private static void slot(Json json, ReadSlot slot) {
    Region region = slot.region();
    Claim claim = slot.claim();
    SlotTable.Slot known = slot.known();
    String text = region.text();
    json.string("place", word(region.place()))
        .string("label", region.label())
        .string(
            "text",
            text.length() <= TEXT_LENGTH_MAX ? text : text.substring(0, TEXT_LENGTH_MAX - 1) + "…")
        .number("words", (long) region.words());
    words(json, "mentions", region.mentioned());
    words(json, "disguises", region.disguises());
    words(json, "concepts", region.concepts());
    if (claim.grade() != Claim.Grade.NONE) {
      json.string("claim", word(claim.story())).string("grade", claim.grade().word());
    }
    if (slot.violations() > 0) {
      json.number("unusual", (long) slot.violations());
    }
    if (slot.callbackAccused()) {
      json.bool("callback_accused", true);
    }
    if (known != null) {
      json.number("values_known", (long) known.times());
    }
  }

  private static void words(Json json, String name, Set<? extends Enum<?>> set) {
    if (!set.isEmpty()) {
      json.strings(name, set.stream().sorted().map(TrustJson::word).toList());
    }
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
