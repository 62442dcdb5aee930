package dev.indicia.trust.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.trust.words.Concept;
import dev.indicia.trust.words.Hit;
import dev.indicia.trust.words.Lexicon;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TemplateKindTest {
  private static Optional<TemplateKind> kind(String text) {
    Map<Concept, Integer> met = new EnumMap<>(Concept.class);
    for (Hit hit : Lexicon.standard().find(text)) {
      met.merge(hit.concept(), 1, Integer::sum);
    }
    return TemplateKind.of(met);
  }

  @Test
  void codes_areNamedInEveryLanguage() {
    for (String text :
        List.of(
            "Your verification code",
            "Ihr Bestätigungscode lautet",
            "Votre code de vérification",
            "Su código de verificación",
            "Il tuo codice di verifica",
            "Seu código de verificação",
            "Uw verificatiecode",
            "Din verifieringskod",
            "Din bekræftelseskode",
            "Din bekreftelseskode",
            "Vahvistuskoodi",
            "Twój kod weryfikacyjny",
            "Váš ověřovací kód",
            "Az ellenőrző kód",
            "Codul de verificare: cod de verificare",
            "Doğrulama kodu",
            "Код подтверждения",
            "Код підтвердження",
            "Ο κωδικός επαλήθευσης",
            "確認コードは次のとおりです",
            "您的验证码",
            "인증 코드",
            "رمز التحقق الخاص بك",
            "קוד אימות",
            "आपका सत्यापन कोड",
            "Kode verifikasi Anda",
            "Mã xác minh của bạn")) {
      assertThat(kind(text)).as(text).contains(TemplateKind.CODE);
    }
  }

  @Test
  void otherKinds_areNamed() {
    Map<String, TemplateKind> cases =
        Map.of(
            "Reset your password", TemplateKind.PASSWORD_RESET,
            "Neue Anmeldung bei Ihrem Konto", TemplateKind.SIGN_IN_ALERT,
            "Facture n° 12 du 3 mai", TemplateKind.INVOICE,
            "Recibo de pago de su suscripción", TemplateKind.BILLING,
            "Ann has a document to sign, please review and sign", TemplateKind.SIGNATURE_REQUEST,
            "Ann heeft je uitgenodigd", TemplateKind.INVITATION,
            "Numer przesyłki 12345", TemplateKind.DELIVERY,
            "Ärendenummer 123", TemplateKind.TICKET);
    cases.forEach((text, expected) -> assertThat(kind(text)).as(text).contains(expected));
    assertThat(kind("See you on Friday in the garden")).isEmpty();
  }
}
