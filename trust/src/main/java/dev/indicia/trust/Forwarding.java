package dev.indicia.trust;

import dev.indicia.dns.Question;
import dev.indicia.dns.RecordData;
import dev.indicia.dns.RecordType;
import dev.indicia.dns.RecordedAnswer;
import dev.indicia.trust.delivery.Pathway;
import dev.indicia.trust.profile.Profiles;
import dev.indicia.trust.profile.RecipientProfile;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether the client is known, or shown by DNS, to hand mail on to this recipient. Pure. */
final class Forwarding {
  private Forwarding() {}

  /** What explains that somebody else than the sender delivers; null for nothing. */
  static @Nullable Proof explains(Thresholds thresholds, Prepared delivery, Profiles profiles) {
    Pathway pathway = delivery.pathway();
    String host = pathway.host();
    if (host != null) {
      for (String address : delivery.addressing().recipients()) {
        String domain = address.substring(address.lastIndexOf('@') + 1);
        if (Organization.isSame(domain, host) && !domain.equals(pathway.sender())) {
          return Proof.of("pathway", host + " belongs to " + domain + ", which it was written to");
        }
      }
    }
    String network = pathway.network();
    List<String> rcptTo = delivery.observation().session().rcptTo();
    if (network == null || rcptTo.isEmpty()) {
      return null;
    }
    String recipient = rcptTo.getFirst().toLowerCase(Locale.ROOT);
    String domain = recipient.substring(recipient.lastIndexOf('@') + 1);
    if (host != null && isExchanger(host, domain, delivery)) {
      return Proof.of("dns", host + " is of the organization that MX of " + domain + " names");
    }
    RecipientProfile known = profiles.recipient(recipient);
    if (known != null
        && thresholds.isReached(Threshold.FORWARDED_SENDERS, known.sendersOn("net:" + network))) {
      return Proof.of("pathway", network + " hands on proven mail of others to " + recipient);
    }
    return null;
  }

  /** Whether the recipient's own domain names a mail exchanger of the client's organization. */
  private static boolean isExchanger(String host, String domain, Prepared delivery) {
    for (RecordedAnswer recorded : delivery.observation().authentication().dns()) {
      Question question = recorded.answer().question();
      if (question.type() != RecordType.MX || !question.name().text().equals(domain)) {
        continue;
      }
      for (RecordData data : recorded.answer().recordsOrEmpty()) {
        if (data instanceof RecordData.MailExchange mx
            && Organization.isSame(mx.exchange().text(), host)) {
          return true;
        }
      }
    }
    return false;
  }
}
