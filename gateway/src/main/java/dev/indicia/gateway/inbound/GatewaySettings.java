package dev.indicia.gateway.inbound;

import dev.indicia.arc.ArcSealer;
import dev.indicia.dns.DomainName;
import dev.indicia.gateway.banner.BannerTexts;
import dev.indicia.gateway.outbound.Dkim2Hops;
import dev.indicia.gateway.outbound.KeyTable;
import dev.indicia.gateway.outbound.OwnMail;
import dev.indicia.gateway.policy.Policy;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an operator can change while the gateway runs. Each message is handled by the settings that
 * were there when it came. Immutable.
 *
 * @param examiner how deliveries are examined
 * @param policy what is done by the verdict
 * @param authservId our own name in Authentication-Results
 * @param ownMail which mail is that of our own users
 * @param keys their signing keys
 * @param sealer adds ARC Sets to mail that goes on; null for none
 * @param hops adds DKIM2 hops to mail that goes on; null for none
 * @param languages of recipients, by their domain; those below it have the same
 * @param language of the other recipients
 */
public record GatewaySettings(
    Examiner examiner,
    Policy policy,
    String authservId,
    OwnMail ownMail,
    KeyTable keys,
    @Nullable ArcSealer sealer,
    @Nullable Dkim2Hops hops,
    Map<DomainName, String> languages,
    String language) {
  public GatewaySettings {
    languages = Map.copyOf(languages);
  }

  /** Everything goes on as it is, but for the fields that say what was found. */
  public static GatewaySettings of(Examiner examiner, String authservId) {
    return new GatewaySettings(
        examiner,
        Policy.WATCH,
        authservId,
        OwnMail.AUTHENTICATED,
        KeyTable.EMPTY,
        null,
        null,
        Map.of(),
        BannerTexts.FALLBACK);
  }

  /** The language of a recipient's domain. */
  String languageOf(@Nullable DomainName recipient) {
    int labels = -1;
    String found = language;
    for (Map.Entry<DomainName, String> entry : languages.entrySet()) {
      if (recipient != null
          && recipient.isAtOrBelow(entry.getKey())
          && entry.getKey().labelCount() > labels) {
        labels = entry.getKey().labelCount();
        found = entry.getValue();
      }
    }
    return found;
  }
}
