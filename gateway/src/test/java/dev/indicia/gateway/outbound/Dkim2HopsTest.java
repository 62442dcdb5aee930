package dev.indicia.gateway.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.indicia.MailVerifier;
import dev.indicia.dkim.DkimCryptography;
import dev.indicia.dkim.DkimKeyPair;
import dev.indicia.dkim.DkimSigningKey;
import dev.indicia.dkim.DkimSigningOptions;
import dev.indicia.dkim2.Dkim2Draft;
import dev.indicia.dkim2.Dkim2Options;
import dev.indicia.dkim2.Dkim2Result;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.Zone;
import dev.indicia.gateway.Edits;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class Dkim2HopsTest {
  private static final Instant NOW = Instant.parse("2026-05-12T08:30:00Z");
  private static final DkimSigningKey A = key("a.example");
  private static final DkimSigningKey LIST = key("list.example");
  private static final Message MAIL =
      message("From: ann@a.example\r\nTo: bob@b.example\r\nSubject: hi\r\n\r\nHello\r\n");

  private final Dkim2Hops hops = hops(Dkim2Options.DEFAULT, A, LIST);

  private static DkimSigningKey key(String domain) {
    return new DkimSigningKey(
        DomainName.of(domain), "s1", DkimKeyPair.generateEd25519(new SecureRandom()));
  }

  private static Dkim2Hops hops(Dkim2Options options, DkimSigningKey... keys) {
    List<KeyTable.Entry> entries =
        List.of(keys).stream().map(key -> new KeyTable.Entry(key, null, null)).toList();
    return new Dkim2Hops(
        new KeyTable(entries, DkimSigningOptions.DEFAULT, DkimCryptography.jdk()),
        options,
        DkimCryptography.jdk());
  }

  private static Message message(String text) {
    return Message.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static SmtpSession envelope(String sender, String... recipients) {
    return new SmtpSession(null, null, sender, List.of(recipients));
  }

  private static Message added(Message sent, Dkim2Hops.Result result) {
    assertThat(result).isInstanceOf(Dkim2Hops.Result.Added.class);
    return Message.of(Edits.apply(sent, ((Dkim2Hops.Result.Added) result).edits()));
  }

  private static @Nullable Dkim2Result verify(Message message, SmtpSession session)
      throws Exception {
    String zone = "$ORIGIN example.\n" + A.masterFileLine() + "\n" + LIST.masterFileLine() + "\n";
    return MailVerifier.builder(
            Zone.parse(
                "test",
                zone,
                (file, from) -> {
                  throw new java.io.IOException("no includes");
                }))
        .build()
        .verify(message, session, NOW)
        .dkim2();
  }

  private String left(Message sent, @Nullable Message came, SmtpSession session) {
    return ((Dkim2Hops.Result.Left) hops.add(sent, came, null, session, NOW)).why();
  }

  @Test
  void newMail_getsAHopThatVerifiesForItsEnvelopeOnly() throws Exception {
    SmtpSession session = envelope("ann@mail.a.example", "Bob@b.example");
    Message sent = added(MAIL, hops.add(MAIL, null, null, session, NOW));
    assertThat(verify(sent, session)).isInstanceOf(Dkim2Result.Pass.class);
    assertThat(verify(sent, envelope("ann@mail.a.example", "eve@b.example")))
        .isNotInstanceOf(Dkim2Result.Pass.class);
  }

  @Test
  void changedMail_extendsItsChain_andTheChangeCanBeUndone() throws Exception {
    SmtpSession first = envelope("ann@a.example", "all@list.example");
    Message came = added(MAIL, hops.add(MAIL, null, null, first, NOW));
    Message changed =
        Message.of(
            Edits.apply(
                came,
                List.of(new dev.indicia.gateway.Edit.ReplaceField("Subject", 1, " [all] hi"))));
    SmtpSession second = envelope("bounces@list.example", "bob@b.example");
    Dkim2Result received = verify(came, first);
    Message sent = added(changed, hops.add(changed, came, received, second, NOW));
    Dkim2Result result = verify(sent, second);
    assertThat(result).isInstanceOf(Dkim2Result.Pass.class);
    assertThat(result.basis().hops()).hasSize(2);
    assertThat(left(changed, null, second)).isEqualTo("previous-missing");
  }

  @Test
  void whatOnlyAnotherMaySign_isLeft() {
    assertThat(left(MAIL, null, envelope("eve@c.example", "bob@b.example"))).isEqualTo("no-key");
    assertThat(left(MAIL, null, envelope("", "bob@b.example"))).isEqualTo("no-key");
    assertThat(left(MAIL, null, SmtpSession.UNKNOWN)).isEqualTo("no-key");
  }

  @Test
  void aRecipientThatTheHeaderDoesNotName_isNotToldToTheOthers() throws Exception {
    SmtpSession blind = envelope("ann@a.example", "bob@b.example", "carl@c.example");
    assertThat(left(MAIL, null, blind)).isEqualTo("blind-copies");
    Message open =
        message(
            "From: ann@a.example\r\nTo: BOB@b.example\r\nCc: x <carl@c.example>\r\n\r\nHello\r\n");
    assertThat(verify(added(open, hops.add(open, null, null, blind, NOW)), blind))
        .isInstanceOf(Dkim2Result.Pass.class);
    // Alone, a recipient learns of nobody else.
    SmtpSession alone = envelope("ann@a.example", "carl@c.example");
    assertThat(hops.add(MAIL, null, null, alone, NOW)).isInstanceOf(Dkim2Hops.Result.Added.class);
  }

  @Test
  void aKeyTooWeakForTheDraft_isRefusedAtOnce() {
    DkimSigningKey weak =
        new DkimSigningKey(
            DomainName.of("a.example"), "r1", DkimKeyPair.generateRsa(1024, new SecureRandom()));
    assertThatThrownBy(() -> hops(Dkim2Options.DEFAULT.withDraft(Dkim2Draft.DRAFT_09), weak))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2048");
  }
}
