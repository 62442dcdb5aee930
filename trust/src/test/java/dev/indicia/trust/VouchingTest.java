package dev.indicia.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.Authentication;
import dev.indicia.MailVerifier;
import dev.indicia.arc.ArcOptions;
import dev.indicia.arc.ArcSealer;
import dev.indicia.arc.ArcSealingOptions;
import dev.indicia.arc.ArcSealingResult;
import dev.indicia.arc.ArcVerifier;
import dev.indicia.authres.AuthenticationResults;
import dev.indicia.authres.MethodResult;
import dev.indicia.authres.MethodResult.Property;
import dev.indicia.dkim.DkimCryptography;
import dev.indicia.dkim.DkimKeyPair;
import dev.indicia.dkim.DkimOptions;
import dev.indicia.dkim.DkimSigningKey;
import dev.indicia.dkim.DkimVerifier;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.IpAddress;
import dev.indicia.dns.IpNetwork;
import dev.indicia.dns.Zone;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import dev.indicia.trust.delivery.Binding;
import dev.indicia.trust.profile.Profiles;
import dev.indicia.trust.shown.Shown;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Forwarders and sealers whom an operator trusts, and those whom nobody does. */
class VouchingTest {
  private static final Instant AT = Instant.parse("2026-11-01T12:00:00Z");
  private static final DkimCryptography JDK = DkimCryptography.jdk();
  private static final DkimKeyPair KEY = DkimKeyPair.generateEd25519(new SecureRandom());
  private static final IpAddress CLIENT = IpAddress.of("198.51.100.7");

  private static final Zone ZONE =
      Zone.builder()
          .txt("_dmarc.bank.example", "v=DMARC1; p=reject")
          .txt("_dmarc.other.example", "v=DMARC1; p=reject")
          .txt("arc._domainkey.club.example", KEY.recordText())
          .txt("arc._domainkey.here.test", KEY.recordText())
          .txt("club.example", "v=spf1 ip4:198.51.100.7 -all")
          .ptr("7.100.51.198.in-addr.arpa", "mx.club.example")
          .address("mx.club.example", "198.51.100.7")
          .build();

  private static final String MESSAGE =
      "From: Bank <info@bank.example>\r\nTo: ann@club.example\r\nSubject: Hello\r\n\r\nHi.\r\n";

  /** What a stranger's host brings: it was not written to an address there. */
  private static final String UNRELATED =
      recorded("mx.club.example", "pass", "bank.example").replace("ann@club", "ann@elsewhere");

  private static TrustedPeers forwarders(String... domains) {
    return new TrustedPeers(names(domains), List.of(), Set.of());
  }

  private static TrustedPeers sealers(String... domains) {
    return new TrustedPeers(Set.of(), List.of(), names(domains));
  }

  private static Set<DomainName> names(String... domains) {
    return Set.copyOf(Arrays.stream(domains).map(DomainName::of).toList());
  }

  private static Judgement judged(TrustedPeers trusted, String text) {
    JudgeOptions standard = JudgeOptions.DEFAULT;
    Judge judge =
        new Judge(
            new JudgeOptions(
                Set.of(),
                standard.names(),
                standard.lexicon(),
                trusted,
                Thresholds.STANDARD,
                standard.catalogue()));
    SmtpSession session =
        new SmtpSession(CLIENT, "mx.club.example", "x@club.example", List.of("bob@here.test"));
    Message message = Message.of(text.getBytes(StandardCharsets.UTF_8));
    Authentication proven = MailVerifier.builder(ZONE).build().verify(message, session, AT);
    Observation observation = new Observation(message, session, proven, AT, Shown.NOTHING);
    return judge.judge(judge.prepare(observation), new Profiles());
  }

  /** The message, sealed by that domain, which says what DMARC gave for that author. */
  private static String sealed(String text, String domain, String result, String author) {
    Message message = Message.of(text.getBytes(StandardCharsets.UTF_8));
    ArcVerifier verifier =
        new ArcVerifier(ArcOptions.DEFAULT, new DkimVerifier(DkimOptions.DEFAULT, JDK));
    AuthenticationResults results =
        AuthenticationResults.of(
            domain,
            List.of(MethodResult.of("dmarc", result, new Property("header", "from", author))));
    ArcSealer sealer =
        new ArcSealer(
            new DkimSigningKey(DomainName.of(domain), "arc", KEY), ArcSealingOptions.DEFAULT, JDK);
    ArcSealingResult sealing =
        sealer.seal(message, verifier.verify(message, ZONE, AT), results, AT);
    return String.join("", ((ArcSealingResult.Sealed) sealing).fields()) + text;
  }

  private static String recorded(String by, String result, String author) {
    return "Authentication-Results: "
        + by
        + "; dmarc="
        + result
        + " header.from="
        + author
        + "\r\n"
        + MESSAGE;
  }

  @Test
  void nobodyTrusted_itStaysImpersonated() {
    assertThat(judged(TrustedPeers.NONE, UNRELATED).verdict().kind())
        .isEqualTo(VerdictKind.IMPERSONATED);
    assertThat(judged(forwarders("club.example"), UNRELATED).verdict().kind())
        .isEqualTo(VerdictKind.GENUINE);
  }

  @Test
  void trustedForwarder_itsRecordedPassProves() {
    Judgement judgement =
        judged(forwarders("club.example"), recorded("mx.club.example", "pass", "bank.example"));
    assertThat(judgement.verdict().kind()).isEqualTo(VerdictKind.GENUINE);
    assertThat(judgement.verdict().findings())
        .extracting(Finding::code)
        .contains(FindingCode.VOUCHED);
  }

  @Test
  void trustedForwarder_withoutSuchARecord_excusesOnly() {
    for (String text :
        List.of(
            MESSAGE,
            recorded("mx.club.example", "fail", "bank.example"),
            recorded("mx.elsewhere.example", "pass", "bank.example"),
            recorded("mx.club.example", "pass", "other.example"))) {
      assertThat(judged(forwarders("club.example"), text).verdict().kind())
          .as(text)
          .isEqualTo(VerdictKind.UNPROVEN);
    }
  }

  @Test
  void trustedNetwork_excusesOnly() {
    TrustedPeers network =
        new TrustedPeers(Set.of(), List.of(IpNetwork.of("198.51.100.0/24")), Set.of());
    assertThat(judged(network, UNRELATED).verdict().kind()).isEqualTo(VerdictKind.UNPROVEN);
    TrustedPeers another =
        new TrustedPeers(Set.of(), List.of(IpNetwork.of("203.0.113.0/24")), Set.of());
    assertThat(judged(another, UNRELATED).verdict().kind()).isEqualTo(VerdictKind.IMPERSONATED);
  }

  @Test
  void trustedSealer_itsSealedPassProves() {
    String text = sealed(MESSAGE, "club.example", "pass", "bank.example");
    assertThat(judged(sealers("club.example"), text).verdict().kind())
        .isEqualTo(VerdictKind.GENUINE);
    assertThat(judged(sealers("other.example"), text).verdict().kind())
        .isNotEqualTo(VerdictKind.GENUINE);
    assertThat(
            judged(sealers("club.example"), sealed(MESSAGE, "club.example", "fail", "bank.example"))
                .verdict()
                .kind())
        .isEqualTo(VerdictKind.UNPROVEN);
    assertThat(
            judged(
                    sealers("club.example"),
                    sealed(MESSAGE, "club.example", "pass", "other.example"))
                .verdict()
                .kind())
        .isEqualTo(VerdictKind.UNPROVEN);
  }

  @Test
  void textChangedAfterTheSeal_provesNothing() {
    String text = sealed(MESSAGE, "club.example", "pass", "bank.example").replace("Hi.", "Pay.");
    assertThat(judged(sealers("club.example"), text).verdict().kind())
        .isNotEqualTo(VerdictKind.GENUINE);
  }

  /** A later sealer whom nobody trusts changed the text: the trusted one cannot vouch for it. */
  @Test
  void textChangedAndSealedAgainByAStranger_provesNothing() {
    String changed = sealed(MESSAGE, "club.example", "pass", "bank.example").replace("Hi.", "Pay.");
    String again = sealed(changed, "here.test", "pass", "bank.example");
    assertThat(judged(sealers("club.example"), again).verdict().kind())
        .isNotEqualTo(VerdictKind.GENUINE);
    String untouched =
        sealed(
            sealed(MESSAGE, "club.example", "pass", "bank.example"),
            "here.test",
            "fail",
            "bank.example");
    assertThat(judged(sealers("club.example"), untouched).verdict().kind())
        .isEqualTo(VerdictKind.GENUINE);
  }

  /** Whom the message was written to, and who sealed it on its way here. */
  @Test
  void sealOfTheDomainThatItWasWrittenTo_bindsWhereItIsTrustedOrOurs() {
    String club = sealed(MESSAGE, "club.example", "pass", "bank.example");
    assertThat(judged(sealers("club.example"), club).binding().kind())
        .isEqualTo(Binding.Kind.ALIAS);
    assertThat(judged(TrustedPeers.NONE, club).binding().kind()).isEqualTo(Binding.Kind.ELSEWHERE);
    String desk = MESSAGE.replace("ann@club.example", "desk@here.test");
    assertThat(judged(TrustedPeers.NONE, desk).binding().kind()).isEqualTo(Binding.Kind.ELSEWHERE);
    String ours = sealed(desk, "here.test", "pass", "bank.example");
    assertThat(judged(TrustedPeers.NONE, ours).binding().kind()).isEqualTo(Binding.Kind.ALIAS);
    String stranger = MESSAGE.replace("ann@club.example", "me@attacker.example");
    assertThat(
            judged(
                    sealers("club.example"),
                    sealed(stranger, "club.example", "pass", "bank.example"))
                .binding()
                .kind())
        .as("sealed by another than the one it was written to")
        .isEqualTo(Binding.Kind.ELSEWHERE);
  }
}
