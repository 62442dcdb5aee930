package dev.indicia.trust.template;

import dev.indicia.trust.words.Concept;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a template is for, by the words that are always there. The rarer one comes first. */
public enum TemplateKind {
  PASSWORD_RESET(Concept.RESET, true, "a new password"),
  CODE(Concept.CODE, true, "a code to sign in with"),
  SIGN_IN_ALERT(Concept.SIGN_IN, true, "a sign-in"),
  SIGNATURE_REQUEST(Concept.SIGNATURE, true, "a document to sign"),
  INVOICE(Concept.INVOICE, true, "an invoice"),
  BILLING(Concept.BILLING, true, "a payment made or a plan"),
  DELIVERY(Concept.DELIVERY, false, "a delivery"),
  INVITATION(Concept.INVITATION, false, "an invitation"),
  TICKET(Concept.TICKET, false, "a request to a help desk");

  private final Concept concept;
  private final boolean highStakes;
  private final String about;

  TemplateKind(Concept concept, boolean highStakes, String about) {
    this.concept = concept;
    this.highStakes = highStakes;
    this.about = about;
  }

  /** The kind that most of the concepts name; of several the first. */
  public static Optional<TemplateKind> of(Map<Concept, Integer> met) {
    TemplateKind found = null;
    int most = 0;
    for (TemplateKind kind : values()) {
      int times = met.getOrDefault(kind.concept, 0);
      if (times > most) {
        most = times;
        found = kind;
      }
    }
    return Optional.ofNullable(found);
  }

  /** The lower-case word with hyphens. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether a reader who is deceived by it loses an account or money. */
  public boolean isHighStakes() {
    return highStakes;
  }

  /** What such a message is about, for people. */
  public String about() {
    return about;
  }
}
