package dev.indicia.trust.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.Authentication;
import dev.indicia.MailVerifier;
import dev.indicia.dkim.DkimBasis;
import dev.indicia.dkim.DkimReason;
import dev.indicia.dkim.DkimResult;
import dev.indicia.dkim2.Dkim2Basis;
import dev.indicia.dkim2.Dkim2Depth;
import dev.indicia.dkim2.Dkim2Draft;
import dev.indicia.dkim2.Dkim2Hop;
import dev.indicia.dkim2.Dkim2Reason;
import dev.indicia.dkim2.Dkim2Result;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.IpAddress;
import dev.indicia.dns.Zone;
import dev.indicia.evidence.Evidence;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import dev.indicia.trust.delivery.Binding.Kind;
import dev.indicia.trust.profile.RecipientProfile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BindingTest {
  private static final String SENDER = "a.example";

  private record Delivered(Message message, SmtpSession session, Authentication authentication)
      implements Arrival {}

  private static Message message(String... lines) {
    return Message.of(
        (String.join("\r\n", lines) + "\r\nFrom: x@a.example\r\n\r\nHello.\r\n")
            .getBytes(StandardCharsets.UTF_8));
  }

  private static SmtpSession session(String mailFrom, String... rcptTo) {
    return new SmtpSession(IpAddress.of("192.0.2.1"), "mx", mailFrom, List.of(rcptTo));
  }

  private static Binding of(
      Message message, SmtpSession session, boolean direct, @Nullable RecipientProfile known) {
    Authentication proven =
        MailVerifier.builder(Zone.builder().build())
            .build()
            .verify(message, session, Instant.EPOCH);
    Delivered delivered = new Delivered(message, session, proven);
    return Binding.of(delivered, Addressing.of(message), direct, known, SENDER);
  }

  private static Binding indirect(String rcptTo, String... lines) {
    return of(message(lines), session("x@relay.test", rcptTo), false, null);
  }

  @Test
  void unknownRecipient_concludesNothing() {
    Binding binding = of(message("To: ann@b.test"), session("x@a.example"), false, null);
    assertThat(binding.kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(binding.isBroken()).isFalse();
    assertThat(binding.recipient()).isNull();
  }

  @Test
  void toOrCc_namesTheRecipient() {
    assertThat(indirect("Ann@B.test", "To: ann@b.test").kind()).isEqualTo(Kind.NAMED);
    assertThat(indirect("ann@b.test", "To: x@c.test", "Cc: ANN@b.test").kind())
        .isEqualTo(Kind.NAMED);
  }

  @Test
  void plusTags_areSetAside() {
    assertThat(indirect("ann@b.test", "To: ann+shop@b.test").kind()).isEqualTo(Kind.NAMED);
    assertThat(indirect("ann+x@b.test", "To: ann@b.test").kind()).isEqualTo(Kind.NAMED);
    assertThat(indirect("ann@b.test", "To: bob+ann@b.test").kind()).isEqualTo(Kind.ELSEWHERE);
  }

  @Test
  void oneOfSeveralRecipients_suffices() {
    Message message = message("To: bob@b.test");
    Binding binding = of(message, session("x@a.example", "ann@b.test", "bob@b.test"), false, null);
    assertThat(binding.kind()).isEqualTo(Kind.NAMED);
    assertThat(binding.recipient()).isEqualTo("ann@b.test");
  }

  @Test
  void toFieldAddedOnTop_namesNobody() {
    Binding binding = indirect("victim@b.test", "To: victim@b.test", "To: desk@c.test");
    assertThat(binding.kind()).isEqualTo(Kind.ELSEWHERE);
    assertThat(binding.isBroken()).isTrue();
    assertThat(binding.namedAs()).isEqualTo("desk@c.test");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bounce-ann=b.test@a.example",
        "BOUNCE+Ann=B.test@a.example",
        "b.test=ann@bounce.a.example",
        "ann_at_b.test-17@a.example",
        "ann-at-b.test@a.example"
      })
  void sendersOwnReversePath_mayNameTheRecipient(String mailFrom) {
    Message message = message("To: list@c.test");
    assertThat(of(message, session(mailFrom, "ann@b.test"), true, null).kind())
        .isEqualTo(Kind.ENCODED);
    assertThat(of(message, session(mailFrom, "ann@b.test"), false, null).kind())
        .as("somebody else's reverse-path says nothing")
        .isEqualTo(Kind.ELSEWHERE);
  }

  @Test
  void reversePathOfAnother_isNoTie() {
    Message message = message("To: list@c.test");
    assertThat(of(message, session("bounce-bob=b.test@a.example", "ann@b.test"), true, null).kind())
        .isEqualTo(Kind.DIRECT);
  }

  @ParameterizedTest
  @CsvSource({
    "a.example, b.test, ENCODED",
    "mail.a.example, B.test, ENCODED",
    "a.example, b.test.evil.test, ELSEWHERE",
    "a.example, c.test, ELSEWHERE",
    "relay.test, b.test, ELSEWHERE"
  })
  void darn_countsOnlyOfTheAuthorsOwnSignature(String signer, String darn, Kind kind) {
    Message message =
        message("DKIM-Signature: v=1; d=" + signer + "; darn=" + darn + "; b=x", "To: x@c.test");
    assertThat(darn(message, new DkimResult.Pass(basis(signer)))).isEqualTo(kind);
  }

  @Test
  void darnOfASignatureThatDoesNotPass_isNoTie() {
    Message message = message("DKIM-Signature: v=1; d=a.example; darn=b.test; b=x", "To: x@c.test");
    DkimResult fail =
        new DkimResult.Fail(basis("a.example"), DkimReason.SIGNATURE_MISMATCH, "altered");
    assertThat(darn(message, fail)).isEqualTo(Kind.ELSEWHERE);
  }

  private static Kind darn(Message message, DkimResult result) {
    SmtpSession session = session("x@relay.test", "ann@b.test");
    Authentication proven =
        MailVerifier.builder(Zone.builder().build())
            .build()
            .verify(message, session, Instant.EPOCH);
    Authentication signed =
        new Authentication(
            proven.source(),
            null,
            proven.authors(),
            proven.spfMailFrom(),
            proven.spfHelo(),
            List.of(result),
            proven.dkim2(),
            proven.arc(),
            proven.dmarc(),
            proven.iprev(),
            List.of());
    Delivered delivered = new Delivered(message, session, signed);
    return Binding.of(delivered, Addressing.of(message), false, null, SENDER).kind();
  }

  private static DkimBasis basis(String signer) {
    return DkimBasis.recorded(DomainName.of(signer), "s1", null, null, Evidence.NONE);
  }

  private static Binding hop(Dkim2Result result) {
    Message message = message("To: x@y.test");
    SmtpSession session = session("x@relay.test", "ann@b.test");
    Authentication proven =
        MailVerifier.builder(Zone.builder().build())
            .build()
            .verify(message, session, Instant.EPOCH);
    Authentication signed =
        new Authentication(
            proven.source(),
            null,
            proven.authors(),
            proven.spfMailFrom(),
            proven.spfHelo(),
            proven.dkim(),
            result,
            proven.arc(),
            proven.dmarc(),
            proven.iprev(),
            List.of());
    Delivered delivered = new Delivered(message, session, signed);
    return Binding.of(delivered, Addressing.of(message), false, null, SENDER);
  }

  private static Dkim2Basis hops(String domain, String recipient) {
    Dkim2Hop first =
        new Dkim2Hop(
            1,
            1,
            DomainName.of(domain),
            List.of(),
            null,
            "x@" + domain,
            List.of(recipient),
            null,
            List.of(),
            null,
            false,
            Dkim2Hop.Outcome.PASS);
    return new Dkim2Basis(
        Dkim2Draft.PINNED, Dkim2Depth.NONE, List.of(first), 1, null, 0, List.of(), Evidence.NONE);
  }

  @Test
  void authorsOwnHop_bindsWhomItNames() {
    assertThat(hop(new Dkim2Result.Pass(hops(SENDER, "Ann@b.test"))).kind())
        .isEqualTo(Kind.ENCODED);
    assertThat(hop(new Dkim2Result.Pass(hops(SENDER, "bob@b.test"))).kind())
        .isEqualTo(Kind.ELSEWHERE);
    // Somebody who sends it on can name anybody.
    assertThat(hop(new Dkim2Result.Pass(hops("evil.test", "ann@b.test"))).kind())
        .isEqualTo(Kind.ELSEWHERE);
    Dkim2Result other =
        new Dkim2Result.PermError(hops(SENDER, "bob@b.test"), Dkim2Reason.RCPT_TO_MISMATCH, "");
    assertThat(hop(other).evidence()).endsWith("its newest hop (DKIM2) names other recipients");
  }

  @Test
  void sendersOwnHost_isDirect() {
    Binding binding =
        of(message("To: list@c.test"), session("x@a.example", "ann@b.test"), true, null);
    assertThat(binding.kind()).isEqualTo(Kind.DIRECT);
    assertThat(binding.namedAs()).isEqualTo("list@c.test");
  }

  @ParameterizedTest
  @CsvSource({
    "anna.berg@b.test, anna.berg@old.test, true",
    "anna.berg@b.test, berg@old.test, true",
    "aberg@b.test, berg@old.test, true",
    "anna@b.test, annabel@old.test, true",
    "anna@b.test, bob@old.test, false",
    "info@b.test, info@old.test, false",
    "ann@b.test, ann@old.test, false",
    "office.berg@b.test, office.lund@old.test, false",
    "anna+shop@b.test, anna@old.test, true",
    "anna+shop@b.test, shop@old.test, false"
  })
  void names_tieAddressesTogether(String one, String other, boolean same) {
    assertThat(Binding.sameName(one, other)).isEqualTo(same);
    assertThat(Binding.sameName(other, one)).isEqualTo(same);
  }

  @Test
  void addressOfOneName_isAnAlias() {
    assertThat(indirect("anna.berg@b.test", "To: anna.berg@old.test").kind()).isEqualTo(Kind.ALIAS);
    assertThat(indirect("ann@b.test", "To: desk@old.test").kind()).isEqualTo(Kind.ELSEWHERE);
  }

  @Test
  void knownWay_needsAnotherSender() {
    RecipientProfile known = new RecipientProfile();
    Message message = message("To: desk@old.test");
    SmtpSession session = session("x@relay.test", "ann@b.test");
    known.learnWay("to:desk@old.test", SENDER.hashCode(), 100);
    assertThat(of(message, session, false, known).kind()).isEqualTo(Kind.ELSEWHERE);
    known.learnWay("to:desk@old.test", "other.example".hashCode(), 100);
    assertThat(of(message, session, false, known).kind()).isEqualTo(Kind.ALIAS);
  }

  @Test
  void forwardersWord_isLoose() {
    Binding noted = indirect("ann@b.test", "X-Forwarded-To: ann@b.test", "To: desk@old.test");
    assertThat(noted.kind()).isEqualTo(Kind.FORWARDED);
    assertThat(noted.isLoose()).isTrue();
    assertThat(noted.isBroken()).isFalse();
    assertThat(indirect("ann@b.test", "Delivered-To: desk@old.test", "To: desk@old.test").kind())
        .isEqualTo(Kind.FORWARDED);
    assertThat(indirect("ann@b.test", "Delivered-To: x@old.test", "To: desk@old.test").kind())
        .isEqualTo(Kind.ELSEWHERE);
    assertThat(indirect("ann@b.test", "List-Id: <talk.c.test>", "To: talk@c.test").kind())
        .isEqualTo(Kind.FORWARDED);
  }

  @Test
  void nobodyNamed_isElsewhere() {
    Binding binding = indirect("ann@b.test", "To: undisclosed-recipients:;");
    assertThat(binding.kind()).isEqualTo(Kind.ELSEWHERE);
    assertThat(binding.namedAs()).isNull();
    assertThat(binding.evidence()).contains("names no recipient");
  }
}
