package dev.indicia.gateway.milter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dns.IpNetwork;
import dev.indicia.dns.Zone;
import dev.indicia.events.spool.AppendResult;
import dev.indicia.gateway.Spool;
import dev.indicia.gateway.SpoolLimits;
import dev.indicia.gateway.inbound.Gateway;
import dev.indicia.gateway.inbound.GatewayLimits;
import dev.indicia.gateway.inbound.GatewaySettings;
import dev.indicia.gateway.inbound.GatewayWatch;
import dev.indicia.gateway.inbound.TestSettings;
import dev.indicia.gateway.learned.LearnedInMemory;
import dev.indicia.gateway.outbound.OwnMail;
import dev.indicia.gateway.policy.Failure;
import dev.indicia.gateway.policy.Policy;
import dev.indicia.gateway.watch.GatewayLog;
import dev.indicia.gateway.watch.Metrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mail that does not fit into the spool, at a milter that lets it through: nothing forged stays.
 */
@Timeout(60)
class MilterUnkeptTest {
  private static final MilterResponse CONTINUE = new MilterResponse.Continue();
  private static final MilterResponse TOO_LARGE =
      new MilterResponse.ReplyCode("552 5.3.4 Message is larger than the mail filter takes");
  private static final MilterResponse NOT_JUDGED =
      new MilterResponse.ReplyCode("552 5.3.4 Message is larger than what is judged here");
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-05-12T08:30:00Z"));
  private static final String OURS = " mx.b.example; spf=pass";
  private static final String VERDICT = " genuine; layer=NONE; id=forged";

  @TempDir Path directory;
  private final Events told = new Events();
  private final List<String> events = new CopyOnWriteArrayList<>();
  private SpoolLimits spool = new SpoolLimits(10_000, 4_000, 20_000, 40_000);
  private MilterOptions options =
      MilterOptions.DEFAULT
          .withOnTooLarge(FailureAction.ACCEPT)
          .withOnFailure(FailureAction.ACCEPT);
  private GatewaySettings settings;
  private Gateway gateway;

  @BeforeEach
  void begin() throws Exception {
    Zone none =
        Zone.parse(
            "test",
            "$ORIGIN example.\na TXT \"v=spf1 -all\"\n",
            (file, from) -> {
              throw new IOException("no includes");
            });
    settings = TestSettings.of(none);
    gateway =
        new Gateway(
            () -> settings,
            GatewayLimits.DEFAULT,
            new LearnedInMemory(),
            (event, wait) -> {
              events.add(new String(event, StandardCharsets.UTF_8));
              return new AppendResult.Stored(events.size());
            },
            new GatewayWatch(new Metrics(), GatewayLog.SILENT),
            CLOCK);
  }

  @AfterEach
  void end() {
    gateway.close();
  }

  private MilterServer start() throws IOException {
    return MilterServer.start(
        List.of(new MilterAddress.Tcp("127.0.0.1", 0)),
        gateway,
        new Spool(directory, spool),
        options,
        told);
  }

  private void assertDone(MilterReason reason) throws Exception {
    assertThat(told.await(MilterEvent.MessageDone.class).reason()).isEqualTo(reason);
  }

  private static MtaSide forged(MilterServer server) throws IOException {
    return MtaSide.connect(server.addresses().getFirst()).begin("4A").field("Subject", " x");
  }

  private static MtaSide withForgedFields(MtaSide mta) {
    return mta.field("Authentication-Results", " mx.other.example; spf=pass")
        .field("Authentication-Results", OURS)
        .field("Indicia-Verdict", VERDICT)
        .field("AUTHENTICATION-RESULTS", " \"MX.B.example\" (c) ; dkim=pass")
        .field("Indicia-Policy", " monitor; action=accept");
  }

  private static void assertCleaned(List<MilterResponse> responses) {
    assertThat(responses.subList(0, 4))
        .containsExactlyInAnyOrder(
            new MilterResponse.ChangeHeader(2, "Authentication-Results", ""),
            new MilterResponse.ChangeHeader(3, "AUTHENTICATION-RESULTS", ""),
            new MilterResponse.ChangeHeader(1, "Indicia-Verdict", ""),
            new MilterResponse.ChangeHeader(1, "Indicia-Policy", ""));
    assertThat(responses).hasSize(6);
    assertThat(((MilterResponse.InsertHeader) responses.get(4)).value())
        .startsWith(" failed; failure=size; id=");
    assertThat(responses.getLast()).isEqualTo(CONTINUE);
  }

  @Test
  void bodyPastTheLimit_forgedFieldsGo_andThereIsAnEvent() throws Exception {
    try (MilterServer server = start();
        MtaSide mta = forged(server)) {
      assertCleaned(withForgedFields(mta).body(new byte[300_000]).end());
      assertDone(MilterReason.MESSAGE_TOO_LONG);
      assertThat(events.getFirst())
          .contains("\"code\":\"size\"", "message-too-long", "\"queue_id\":\"4A\"");
      assertThat(mta.message()).as("the next one").endsWith(CONTINUE);
      assertThat(events.getLast()).contains("\"verdict\":");
    }
  }

  @Test
  void bodyPastTheLimit_isRefusedWhereThePolicySaysSo() throws Exception {
    settings =
        new GatewaySettings(
            settings.examiner(),
            new Policy(true, List.of(), Set.of(Failure.SIZE)),
            settings.authservId(),
            settings.ownMail(),
            settings.keys(),
            settings.sealer(),
            settings.hops(),
            settings.languages(),
            settings.language());
    try (MilterServer server = start();
        MtaSide mta = forged(server)) {
      assertThat(withForgedFields(mta).body(new byte[300_000]).end()).containsExactly(NOT_JUDGED);
    }
  }

  @Test
  void bodyForWhichThereIsNoRoom_forgedFieldsGo() throws Exception {
    spool = new SpoolLimits(1 << 20, 4_000, 4_000, 20_000);
    try (MilterServer server = start();
        MtaSide mta = forged(server)) {
      assertCleaned(withForgedFields(mta).body(new byte[100_000]).end());
      assertDone(MilterReason.SPOOL_FULL);
    }
  }

  @Test
  void roomOfTheBody_goesToOthersBeforeTheEnd() throws Exception {
    spool = new SpoolLimits(70_000, 100, 100, 70_000);
    try (MilterServer server = start();
        MtaSide first = forged(server);
        MtaSide second = forged(server)) {
      withForgedFields(first).body(new byte[150_000]).client.flush();
      for (int i = 0; i < 1000; i++) {
        second.begin("4B").body(new byte[60_000]);
        if (second.end().stream().noneMatch(r -> r.toString().contains("failure=size"))) {
          break;
        }
        Thread.sleep(5);
      }
      assertThat(events.getLast()).contains("\"verdict\":").doesNotContain("\"code\":\"size\"");
      assertCleaned(first.end());
    }
  }

  @Test
  void ownUsersMail_goesOnUnsigned() throws Exception {
    settings =
        new GatewaySettings(
            settings.examiner(),
            settings.policy(),
            settings.authservId(),
            new OwnMail(List.of(IpNetwork.of("192.0.2.0/24")), Set.of()),
            settings.keys(),
            settings.sealer(),
            settings.hops(),
            settings.languages(),
            settings.language());
    try (MilterServer server = start();
        MtaSide mta = forged(server)) {
      assertThat(mta.body(new byte[300_000]).end()).containsExactly(CONTINUE);
      assertThat(events.getFirst()).contains("\"direction\":\"outbound\"");
    }
  }

  @Test
  void textOfTheEnvelopePastTheLimit_forgedFieldsGo() throws Exception {
    String longText = "x".repeat(2000);
    try (MilterServer server = start();
        MtaSide mta = forged(server)) {
      mta.client.send(new MilterCommand.Helo(longText));
      mta.begin("4A").field("Subject", " x");
      assertCleaned(withForgedFields(mta).body(new byte[10]).end());
      assertDone(MilterReason.TEXT_TOO_LONG);
      mta.client.send(new MilterCommand.Helo("mx.a.example"));
      mta.client.send(new MilterCommand.MailFrom("<" + longText + ">", List.of()));
      mta.client.send(new MilterCommand.RcptTo("<b@example.net>", List.of()));
      assertCleaned(withForgedFields(mta.field("Subject", " x")).end());
      assertThat(events).hasSize(2).noneMatch(event -> event.contains(longText));
    }
  }

  @Test
  void headerSectionThatIsNotKnownWhole_isRefused() throws Exception {
    try (MilterServer server = start();
        MtaSide mta = forged(server)) {
      for (int i = 0; i < 2001; i++) {
        mta.field("X", " ");
      }
      assertThat(mta.field("Indicia-Verdict", VERDICT).end())
          .as("too many fields")
          .containsExactly(TOO_LARGE);
      mta.begin("4B").field("X-Long", " " + "x".repeat(11_000));
      assertThat(mta.field("Indicia-Verdict", VERDICT).end())
          .as("larger than a message")
          .containsExactly(TOO_LARGE);
    }
    spool = new SpoolLimits(4 << 20, 4 << 20, 8 << 20, 0);
    try (MilterServer server = start();
        MtaSide mta = forged(server)) {
      for (int i = 0; i < 6; i++) {
        mta.field("X-" + i, " " + "x".repeat(200_000));
      }
      withForgedFields(mta);
      assertThat(mta.end()).as("judged, within the spool's limits").containsExactly(NOT_JUDGED);
      mta.begin("4C").field("X-Long", " " + "x".repeat(300_000));
      assertThat(withForgedFields(mta).body(new byte[5 << 20]).end())
          .as("one field that is too long, and then the body, too")
          .containsExactly(NOT_JUDGED);
    }
    spool = new SpoolLimits(1 << 20, 100, 100, 5_000);
    try (MilterServer server = start();
        MtaSide mta = forged(server)) {
      mta.field("X-Long", " " + "x".repeat(6_000));
      assertThat(withForgedFields(mta).end())
          .as("no room")
          .containsExactly(
              new MilterResponse.ReplyCode(
                  "451 4.7.1 Message could not be checked, try again later"));
    }
  }
}
