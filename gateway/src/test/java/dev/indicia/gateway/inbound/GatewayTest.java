package dev.indicia.gateway.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.Authentication;
import dev.indicia.MailVerifier;
import dev.indicia.arc.ArcResult;
import dev.indicia.arc.ArcSealer;
import dev.indicia.arc.ArcSealingOptions;
import dev.indicia.dkim.DkimCryptography;
import dev.indicia.dkim.DkimKeyPair;
import dev.indicia.dkim.DkimResult;
import dev.indicia.dkim.DkimSigner;
import dev.indicia.dkim.DkimSigningKey;
import dev.indicia.dkim.DkimSigningOptions;
import dev.indicia.dkim.DkimSigningResult;
import dev.indicia.dkim2.Dkim2Options;
import dev.indicia.dkim2.Dkim2Result;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.IpAddress;
import dev.indicia.dns.IpNetwork;
import dev.indicia.dns.Resolver;
import dev.indicia.dns.Zone;
import dev.indicia.events.CheckJson;
import dev.indicia.events.Engine;
import dev.indicia.events.spool.AppendResult;
import dev.indicia.events.spool.SpoolRefusal;
import dev.indicia.gateway.Disposition;
import dev.indicia.gateway.Edit;
import dev.indicia.gateway.Edits;
import dev.indicia.gateway.MailContent;
import dev.indicia.gateway.Transaction;
import dev.indicia.gateway.learned.LearnedInMemory;
import dev.indicia.gateway.outbound.Dkim2Hops;
import dev.indicia.gateway.outbound.KeyTable;
import dev.indicia.gateway.outbound.OwnMail;
import dev.indicia.gateway.policy.Condition;
import dev.indicia.gateway.policy.Failure;
import dev.indicia.gateway.policy.Policy;
import dev.indicia.gateway.policy.PolicyAction;
import dev.indicia.gateway.policy.PolicyRule;
import dev.indicia.gateway.policy.ReplyTemplate;
import dev.indicia.gateway.watch.GatewayLog;
import dev.indicia.gateway.watch.Metrics;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import dev.indicia.trust.VerdictKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class GatewayTest {
  private static final Instant NOW = Instant.parse("2026-05-12T08:30:00Z");
  private static final DkimSigningKey KEY =
      new DkimSigningKey(
          DomainName.of("a.example"), "s1", DkimKeyPair.generateEd25519(new SecureRandom()));
  private static final Zone ZONE =
      zone(
          """
          $ORIGIN example.
          a             TXT "v=spf1 ip4:192.0.2.1 -all"
          _dmarc.a      TXT "v=DMARC1; p=reject"
          slow          TXT "v=spf1 -all"
          $FAIL _dmarc.c TXT servfail
          $FAIL c TXT servfail
          """
              + KEY.masterFileLine()
              + "\n");
  private static final String SPOOF =
      "From: ann@a.example\r\nTo: bob@b.example\r\nSubject: hello\r\n"
          + "Authentication-Results: mx.b.example; spf=pass\r\n"
          + "Indicia-Verdict: genuine; layer=NONE; id=x\r\n"
          + "X-Note: kept\r\n\r\nHello\r\n";

  private static Zone zone(String text) {
    try {
      return Zone.parse(
          "test",
          text,
          (file, from) -> {
            throw new java.io.IOException("no includes");
          });
    } catch (dev.indicia.dns.ZoneSyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private final List<byte[]> events = new ArrayList<>();
  private final Metrics metrics = new Metrics();
  private GatewaySettings settings = settings(ZONE, Policy.WATCH);
  private GatewayLimits limits = GatewayLimits.DEFAULT;
  private Gateway.Events sink =
      (event, wait) -> {
        events.add(event);
        return new AppendResult.Stored(events.size());
      };

  private static GatewaySettings settings(Resolver resolver, Policy policy) {
    GatewaySettings watched = TestSettings.of(resolver);
    return with(watched, policy);
  }

  private static GatewaySettings with(GatewaySettings s, Policy policy) {
    return new GatewaySettings(
        s.examiner(),
        policy,
        s.authservId(),
        s.ownMail(),
        s.keys(),
        s.sealer(),
        s.hops(),
        s.languages(),
        s.language());
  }

  private static Condition impersonated() {
    return new Condition(
        Set.of(VerdictKind.IMPERSONATED),
        Set.of(),
        Set.of(),
        Set.of(),
        Set.of(),
        Set.of(),
        Set.of());
  }

  private static Policy enforce(PolicyRule rule, Failure... closed) {
    Set<Failure> failures = EnumSet.noneOf(Failure.class);
    failures.addAll(List.of(closed));
    return new Policy(true, List.of(rule), failures);
  }

  private static PolicyRule rule(PolicyAction action, ReplyTemplate reply) {
    return new PolicyRule("spoof", impersonated(), action, reply, List.of(), null, false);
  }

  private static MailContent content(String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    return new MailContent() {
      @Override
      public long size() {
        return octets.length;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(octets);
      }
    };
  }

  private static Transaction transaction(String client, MailContent content) {
    return new Transaction(
        new SmtpSession(
            IpAddress.of(client), "mx.a.example", "ann@a.example", List.of("bob@b.example")),
        new Transaction.Client("milter", null, null, "mta", null),
        "Q1",
        content);
  }

  private Gateway.Handled handle(Transaction transaction) throws InterruptedException {
    try (Gateway gateway =
        new Gateway(
            () -> settings,
            limits,
            new LearnedInMemory(),
            sink,
            new GatewayWatch(metrics, GatewayLog.SILENT),
            InstantSource.fixed(NOW))) {
      return gateway.handle(transaction, NOW);
    }
  }

  private static List<Edit> edits(Disposition disposition) {
    return switch (disposition) {
      case Disposition.Accept accept -> accept.edits();
      case Disposition.Quarantine quarantine -> quarantine.edits();
      case Disposition.Reject reject -> throw new AssertionError(reject.reply().line());
      case Disposition.TempFail fail -> throw new AssertionError(fail.reply().line());
    };
  }

  private static String sent(String text, Disposition disposition) {
    Message message = Message.of(text.getBytes(StandardCharsets.UTF_8));
    return new String(Edits.apply(message, edits(disposition)), StandardCharsets.UTF_8);
  }

  private String event(int index) {
    return new String(events.get(index), StandardCharsets.UTF_8);
  }

  private static String signed(String text) {
    DkimSigner signer =
        new DkimSigner(List.of(KEY), DkimSigningOptions.DEFAULT, DkimCryptography.jdk());
    return ((DkimSigningResult.Signed)
                signer.sign(Message.of(text.getBytes(StandardCharsets.UTF_8)), NOW))
            .fields()
            .getFirst()
        + text;
  }

  @Test
  void event_beginsWithTheObjectOfCheck() throws Exception {
    Gateway.Handled handled = handle(transaction("198.51.100.9", content(SPOOF)));
    byte[] check = new CheckJson(Engine.current()).line(handled.id(), handled.judgement());
    assertThat(handled.line().check()).isEqualTo(check);
    assertThat(event(0)).startsWith(new String(check, 0, check.length - 2, StandardCharsets.UTF_8));
  }

  @Test
  void watched_saysWhatItFound_removesForgedFields_andRefusesNothing() throws Exception {
    settings =
        with(
            settings,
            new Policy(false, List.of(rule(PolicyAction.REJECT, ReplyTemplate.REJECT)), Set.of()));
    Gateway.Handled handled = handle(transaction("198.51.100.9", content(SPOOF)));
    String sent = sent(SPOOF, handled.disposition());
    assertThat(sent)
        .startsWith("Authentication-Results: mx.b.example;")
        .contains("\r\nIndicia-Verdict: impersonated; layer=DMARC; id=" + handled.id() + "\r\n")
        .contains("\r\nIndicia-Policy: monitor; action=reject; rule=spoof\r\n")
        .contains("spf=fail", "dkim=none", "dmarc=fail", "arc=none", "iprev=")
        .doesNotContain("id=x", "spf=pass")
        .endsWith(
            "From: ann@a.example\r\nTo: bob@b.example\r\nSubject: hello\r\n"
                + "X-Note: kept\r\n\r\nHello\r\n");
    assertThat(event(0))
        .contains("\"verdict\":\"impersonated\"", "\"queue_id\":\"Q1\"")
        .contains(
            "\"taken\":\"accept\",\"wanted\":\"reject\",\"enforced\":false,\"rule\":\"spoof\"");
    assertThat(metrics.text())
        .contains("indicia_actions_total{taken=\"accept\",wanted=\"reject\"} 1")
        .contains("verdict=\"impersonated\",layer=\"DMARC\"} 1");
  }

  @Test
  void enforced_refusesWithTheOperatorsWords() throws Exception {
    settings =
        with(
            settings,
            enforce(
                rule(
                    PolicyAction.REJECT,
                    new ReplyTemplate(554, "5.7.26", "No: {verdict} {layer} {id}"))));
    Gateway.Handled handled = handle(transaction("198.51.100.9", content(SPOOF)));
    assertThat(((Disposition.Reject) handled.disposition()).reply().line())
        .isEqualTo("554 5.7.26 No: impersonated DMARC " + handled.id());
    assertThat(event(0)).contains("\"taken\":\"reject\"", "\"reply\":\"554 5.7.26 No:");
    settings = with(settings, enforce(rule(PolicyAction.TEMPFAIL, ReplyTemplate.TEMPFAIL)));
    assertThat(handle(transaction("198.51.100.9", content(SPOOF))).disposition())
        .isInstanceOf(Disposition.TempFail.class);
  }

  @Test
  void genuine_goesOn() throws Exception {
    settings = with(settings, enforce(rule(PolicyAction.REJECT, ReplyTemplate.REJECT)));
    String text =
        signed("From: ann@a.example\r\nTo: bob@b.example\r\nSubject: hi\r\n\r\nHello\r\n");
    Gateway.Handled handled = handle(transaction("192.0.2.1", content(text)));
    assertThat(sent(text, handled.disposition()))
        .contains("Indicia-Verdict: genuine; layer=NONE;", "dkim=pass", "dmarc=pass")
        .doesNotContain("Indicia-Policy")
        .endsWith(text);
  }

  @Test
  void tagBannerAndQuarantine_markTheMessage() throws Exception {
    PolicyRule rule =
        new PolicyRule(
            "mark",
            impersonated(),
            PolicyAction.QUARANTINE,
            null,
            List.of(new PolicyRule.Field("X-Note", "ours")),
            "[caution]",
            true);
    settings =
        new GatewaySettings(
            settings.examiner(),
            enforce(rule),
            "mx.b.example",
            OwnMail.AUTHENTICATED,
            KeyTable.EMPTY,
            null,
            null,
            Map.of(DomainName.of("b.example"), "de"),
            "en");
    String text =
        SPOOF.replace(
            "\r\n\r\n",
            "\r\nContent-Type: text/plain; charset=utf-8\r\n"
                + "Content-Transfer-Encoding: 8bit\r\n\r\n");
    Gateway.Handled handled = handle(transaction("198.51.100.9", content(text)));
    assertThat(handled.disposition()).isInstanceOf(Disposition.Quarantine.class);
    assertThat(sent(text, handled.disposition()))
        .contains("\r\nSubject: [caution]\r\n hello\r\n", "\r\nX-Note: ours\r\n")
        .contains("\r\n\r\n*** Vorsicht: Diese Nachricht kommt nicht von dem Absender")
        .doesNotContain("X-Note: kept")
        .endsWith(" ***\r\n\r\nHello\r\n");
  }

  @Test
  void hiddenForgedResults_goFromTheBodyToo() throws Exception {
    String text =
        "From: ann@a.example\r\nnot a field\r\nAuthentication-Results: mx.b.example; dkim=pass\r\n"
            + "\r\nHello\r\n";
    Gateway.Handled handled = handle(transaction("198.51.100.9", content(text)));
    assertThat(sent(text, handled.disposition())).doesNotContain("dkim=pass").contains("Hello");
  }

  @Test
  void seal_isOfTheMessageAsItGoesOn_andValidates() throws Exception {
    DkimSigningKey rsa =
        new DkimSigningKey(
            DomainName.of("b.example"), "arc", DkimKeyPair.generateRsa(2048, new SecureRandom()));
    Zone zone = zone("$ORIGIN example.\n" + rsa.masterFileLine() + "\n");
    settings =
        new GatewaySettings(
            settings.examiner(),
            enforce(
                new PolicyRule(
                    "b", impersonated(), PolicyAction.BANNER, null, List.of(), "[x]", true)),
            "mx.b.example",
            OwnMail.AUTHENTICATED,
            KeyTable.EMPTY,
            new ArcSealer(rsa, ArcSealingOptions.DEFAULT, DkimCryptography.jdk()),
            null,
            Map.of(),
            "en");
    Gateway.Handled handled = handle(transaction("198.51.100.9", content(SPOOF)));
    String sent = sent(SPOOF, handled.disposition());
    assertThat(sent).startsWith("ARC-Seal: i=1;").contains("*** Caution");
    ArcResult validated =
        MailVerifier.builder(zone)
            .build()
            .verify(Message.of(sent.getBytes(StandardCharsets.UTF_8)), SmtpSession.UNKNOWN, NOW)
            .arc();
    assertThat(validated).isInstanceOf(ArcResult.Pass.class);
  }

  @Test
  void ownUsersMail_isSignedByTheNewestKeys_andNotJudged() throws Exception {
    DkimSigningKey old = KEY;
    DkimSigningKey next =
        new DkimSigningKey(
            DomainName.of("a.example"), "s2", DkimKeyPair.generateEd25519(new SecureRandom()));
    DkimSigningKey rsa =
        new DkimSigningKey(
            DomainName.of("a.example"), "r1", DkimKeyPair.generateRsa(2048, new SecureRandom()));
    KeyTable keys =
        new KeyTable(
            List.of(
                new KeyTable.Entry(old, null, NOW.plusSeconds(9)),
                new KeyTable.Entry(next, NOW.minusSeconds(9), null),
                new KeyTable.Entry(rsa, null, null)),
            DkimSigningOptions.DEFAULT,
            DkimCryptography.jdk());
    settings =
        new GatewaySettings(
            settings.examiner(),
            settings.policy(),
            "mx.b.example",
            new OwnMail(List.of(IpNetwork.of("10.0.0.0/8")), Set.of("submission")),
            keys,
            null,
            new Dkim2Hops(keys, Dkim2Options.DEFAULT, DkimCryptography.jdk()),
            Map.of(),
            "en");
    String text = "From: ann@mail.a.example\r\nTo: c@c.example\r\nSubject: hi\r\n\r\nHello\r\n";
    String sent = sent(text, handle(transaction("10.1.2.3", content(text))).disposition());
    assertThat(sent).contains("s=r1;", "s=s2;").doesNotContain("s=s1;", "Indicia-Verdict");
    Zone zone =
        zone("$ORIGIN example.\n" + next.masterFileLine() + "\n" + rsa.masterFileLine() + "\n");
    Authentication proven =
        MailVerifier.builder(zone)
            .build()
            .verify(
                Message.of(sent.getBytes(StandardCharsets.UTF_8)),
                transaction("10.1.2.3", content(text)).session(),
                NOW);
    assertThat(proven.dkim()).hasSize(2).allMatch(DkimResult.Pass.class::isInstance);
    assertThat(proven.dkim2()).isInstanceOf(Dkim2Result.Pass.class);
    assertThat(metrics.text()).contains("indicia_dkim2_hops_total{result=\"added\"} 1");
    assertThat(event(0)).contains("\"direction\":\"outbound\"").doesNotContain("\"verdict\"");
    Transaction other =
        new Transaction(
            new SmtpSession(
                IpAddress.of("203.0.113.9"), "x", "a@z.example", List.of("b@c.example")),
            new Transaction.Client("milter", null, "ann", null, null),
            null,
            content(text.replace("mail.a.example", "z.example")));
    Gateway.Handled unsigned = handle(other);
    assertThat(edits(unsigned.disposition())).isEmpty();
    assertThat(unsigned.detail()).isEqualTo("no-key");
  }

  /** Each failure: the message goes on where the policy is open, and is refused where closed. */
  private void assertAnswers(Failure failure, Transaction transaction, String closedReply)
      throws InterruptedException {
    settings = with(settings, enforce(rule(PolicyAction.REJECT, ReplyTemplate.REJECT)));
    Gateway.Handled open = handle(transaction);
    assertThat(open.failure()).isEqualTo(failure);
    assertThat(open.disposition()).isInstanceOf(Disposition.Accept.class);
    settings = with(settings, enforce(rule(PolicyAction.REJECT, ReplyTemplate.REJECT), failure));
    Disposition closed = handle(transaction).disposition();
    String line =
        closed instanceof Disposition.Reject reject
            ? reject.reply().line()
            : ((Disposition.TempFail) closed).reply().line();
    assertThat(line).startsWith(closedReply);
    settings = with(settings, new Policy(false, List.of(), EnumSet.allOf(Failure.class)));
    assertThat(handle(transaction).disposition())
        .as("a watching gateway refuses nothing")
        .isInstanceOf(Disposition.Accept.class);
    assertThat(metrics.text()).contains("indicia_failures_total{failure=\"" + failure.word());
  }

  /** Nobody can say what is forged in a header section that cannot be read. */
  private void assertRefusedInEveryMode(Failure failure, Transaction transaction, String reply)
      throws InterruptedException {
    for (Policy policy : List.of(Policy.WATCH, enforce(rule(PolicyAction.TAG, null)))) {
      settings = with(settings, policy);
      Gateway.Handled handled = handle(transaction);
      assertThat(handled.failure()).isEqualTo(failure);
      assertThat(((Disposition.TempFail) handled.disposition()).reply().line()).startsWith(reply);
    }
    assertThat(metrics.text()).contains("indicia_failures_total{failure=\"" + failure.word());
  }

  @Test
  void headerSectionPastItsLimits_isRefused_judgedOrNot() throws Exception {
    for (String more :
        List.of("X: y\r\n".repeat(2000), ("X: " + "y".repeat(1000) + "\r\n").repeat(1500))) {
      String text = "From: ann@a.example\r\n" + more + SPOOF;
      for (int octetsMax : new int[] {1 << 30, 100}) {
        limits = new GatewayLimits(octetsMax, 1 << 30, 1000, 30_000, 1000);
        Gateway.Handled handled = handle(transaction("192.0.2.1", content(text)));
        assertThat(handled.judgement() == null).isEqualTo(octetsMax == 100);
        assertThat(((Disposition.Reject) handled.disposition()).reply().line())
            .startsWith("552 5.3.4");
      }
      assertThat(event(0)).contains("\"taken\":\"reject\"", "\"verdict\":");
    }
  }

  @Test
  void messageTooLarge_hasItsAnswer_andForgedFieldsGoAllTheSame() throws Exception {
    limits = new GatewayLimits(100, 1 << 20, 1000, 1000, 1000);
    assertAnswers(Failure.SIZE, transaction("192.0.2.1", content(SPOOF)), "552 5.3.4");
    Gateway.Handled handled = handle(transaction("192.0.2.1", content(SPOOF)));
    assertThat(sent(SPOOF, handled.disposition()))
        .startsWith("Indicia-Policy: failed; failure=size; id=")
        .doesNotContain("spf=pass", "Indicia-Verdict");
    assertThat(event(0)).contains("\"error\":{\"code\":\"size\"");
  }

  @Test
  void timeSpent_hasItsAnswer() throws Exception {
    limits = new GatewayLimits(1 << 20, 1 << 20, 1000, 100, 1000);
    CountDownLatch never = new CountDownLatch(1);
    settings =
        settings(
            question -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return ZONE.resolve(question);
            },
            Policy.WATCH);
    assertAnswers(Failure.TIME, transaction("192.0.2.1", content(SPOOF)), "451 4.3.2");
  }

  @Test
  void spoolThatRefuses_hasItsAnswer() throws Exception {
    sink = (event, wait) -> new AppendResult.Refused(SpoolRefusal.DISK_FULL, "full");
    String text = signed("From: ann@a.example\r\nTo: bob@b.example\r\n\r\nHello\r\n");
    assertAnswers(Failure.SPOOL, transaction("192.0.2.1", content(text)), "451 4.3.1");
  }

  @Test
  void memoryOfAMessage_hasItsAnswer() throws Exception {
    MailContent huge =
        new MailContent() {
          @Override
          public long size() {
            return 10;
          }

          @Override
          public InputStream open() {
            throw new OutOfMemoryError("for a test");
          }
        };
    assertRefusedInEveryMode(Failure.MEMORY, transaction("192.0.2.1", huge), "451 4.3.1");
  }

  @Test
  void unreadableContentAndBugs_haveTheirAnswer() throws Exception {
    MailContent broken =
        new MailContent() {
          @Override
          public long size() {
            return 10;
          }

          @Override
          public InputStream open() throws IOException {
            throw new IOException("for a test");
          }
        };
    assertRefusedInEveryMode(Failure.INTERNAL, transaction("192.0.2.1", broken), "451 4.3.0");
    settings =
        settings(
            question -> {
              throw new IllegalStateException("a bug, for a test");
            },
            Policy.WATCH);
    assertAnswers(Failure.INTERNAL, transaction("192.0.2.1", content(SPOOF)), "451 4.3.0");
  }

  @Test
  void dnsDown_isJudgedWhereOpen_andRefusedWhereClosed() throws Exception {
    String text = SPOOF.replace("ann@a.example", "ann@c.example");
    settings = with(settings, enforce(rule(PolicyAction.REJECT, ReplyTemplate.REJECT)));
    assertThat(handle(transaction("192.0.2.1", content(text))).judgement()).isNotNull();
    settings =
        with(settings, enforce(rule(PolicyAction.REJECT, ReplyTemplate.REJECT), Failure.DNS));
    Disposition closed = handle(transaction("192.0.2.1", content(text))).disposition();
    assertThat(((Disposition.TempFail) closed).reply().line()).startsWith("451 4.4.3");
  }

  @Test
  void eventLargerThanTheSpoolTakes_isReduced() throws Exception {
    sink =
        (event, wait) -> {
          events.add(event);
          return events.size() == 1
              ? new AppendResult.Refused(SpoolRefusal.SIZE, "")
              : new AppendResult.Stored(1);
        };
    assertThat(handle(transaction("198.51.100.9", content(SPOOF))).failure()).isNull();
    assertThat(event(1))
        .contains("\"code\":\"event-too-large\"", "\"verdict\":\"impersonated\"")
        .hasSizeLessThan(event(0).length());
  }

  @Test
  void memoryIsGivenBack_whateverHappens() throws Exception {
    limits = new GatewayLimits(1 << 20, 4096, 5000, 5000, 1000);
    for (int i = 0; i < 50; i++) {
      handle(transaction("198.51.100.9", content(SPOOF)));
    }
    assertThat(metrics.text()).contains("\nindicia_message_memory_bytes 0\n");
  }
}
