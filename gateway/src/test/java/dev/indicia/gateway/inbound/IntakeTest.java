package dev.indicia.gateway.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dns.Zone;
import dev.indicia.events.spool.AppendResult;
import dev.indicia.events.spool.SpoolRefusal;
import dev.indicia.gateway.Disposition;
import dev.indicia.gateway.MailContent;
import dev.indicia.gateway.Transaction;
import dev.indicia.gateway.inbound.Intake.Taken;
import dev.indicia.gateway.intake.Copies;
import dev.indicia.gateway.intake.CopyKind;
import dev.indicia.gateway.intake.CopyReader;
import dev.indicia.gateway.intake.HostedTrace;
import dev.indicia.gateway.intake.IntakeLimits;
import dev.indicia.gateway.learned.LearnedInMemory;
import dev.indicia.gateway.policy.Failure;
import dev.indicia.gateway.watch.GatewayLog;
import dev.indicia.gateway.watch.Metrics;
import dev.indicia.message.SmtpSession;
import dev.indicia.trust.Judge;
import dev.indicia.trust.Judgement;
import dev.indicia.trust.Prepared;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IntakeTest {
  private static final Instant NOW = Instant.parse("2026-05-12T08:30:00Z");
  private static final CopyReader JOURNAL =
      new CopyReader(CopyKind.JOURNAL, HostedTrace.MICROSOFT_365, IntakeLimits.DEFAULT);
  private static final String REPORT = Copies.journal(Copies.LINES, Copies.OUTSIDE);

  private final List<String> events = new ArrayList<>();
  private final Metrics metrics = new Metrics();
  private final CountingFold fold = new CountingFold();
  private GatewayLimits limits = GatewayLimits.DEFAULT;
  private AppendResult.Refused full;
  private Gateway gateway;
  private Intake intake;

  /** Counts what was learned from. */
  private static final class CountingFold implements Fold {
    private final LearnedInMemory inner = new LearnedInMemory();
    private int learned;
    private int looked;
    private boolean busy;

    @Override
    public Optional<Judgement> judge(Judge judge, String id, Prepared delivery, Duration wait)
        throws InterruptedException {
      learned++;
      return busy ? Optional.empty() : inner.judge(judge, id, delivery, wait);
    }

    @Override
    public Optional<Judgement> look(Judge judge, Prepared delivery, Duration wait)
        throws InterruptedException {
      looked++;
      return inner.look(judge, delivery, wait);
    }
  }

  private Intake intake() throws Exception {
    if (intake != null) {
      return intake;
    }
    Zone zone =
        Zone.parse(
            "test",
            "$ORIGIN example.\nbounces.a TXT \"v=spf1 ip4:192.0.2.1 -all\"\n"
                + "_dmarc.a TXT \"v=DMARC1; p=reject\"\n",
            (file, from) -> {
              throw new java.io.IOException("no includes");
            });
    GatewaySettings settings = TestSettings.of(zone);
    gateway =
        new Gateway(
            () -> settings,
            limits,
            fold,
            (event, wait) -> {
              if (full != null) {
                return full;
              }
              events.add(new String(event, StandardCharsets.UTF_8));
              return new AppendResult.Stored(events.size());
            },
            new GatewayWatch(metrics, new GatewayLog(line -> {}, InstantSource.fixed(NOW), null)),
            InstantSource.fixed(NOW));
    intake = gateway.intake(new byte[32]);
    return intake;
  }

  @AfterEach
  void close() {
    if (gateway != null) {
      gateway.close();
    }
  }

  private static Transaction transaction(String copy) {
    byte[] octets = Copies.octets(copy);
    MailContent content =
        new MailContent() {
          @Override
          public long size() {
            return octets.length;
          }

          @Override
          public InputStream open() {
            return new ByteArrayInputStream(octets);
          }
        };
    return new Transaction(
        SmtpSession.UNKNOWN,
        new Transaction.Client("journal", null, null, "journal", null),
        null,
        content);
  }

  private Disposition handle(String copy) throws Exception {
    return intake().handler(JOURNAL).handle(transaction(copy));
  }

  private String event() {
    assertThat(events).hasSize(1);
    return events.getFirst();
  }

  @Test
  void journalReport_isJudgedAsItsOriginal_andNothingIsDone() throws Exception {
    assertThat(handle(REPORT)).isEqualTo(new Disposition.Accept(List.of()));
    assertThat(event())
        .contains(
            "\"verdict\":\"genuine\"", "\"direction\":\"inbound\"", "\"front_end\":\"journal\"")
        .contains("\"client_ip\":\"192.0.2.1\"", "\"helo\":\"mx.a.example\"")
        .contains("\"mail_from\":\"postmaster@bounces.a.example\"")
        .contains("\"rcpt_to\":[\"bob@b.example\",\"cy@b.example\"", "\"recipients\":4")
        .contains("\"at\":\"2026-05-12T08:00:07Z\"", "\"taken\":\"observe\"")
        .contains("\"octets\":" + Copies.octets(Copies.OUTSIDE).length);
    assertThat(fold.learned).isOne();
    assertThat(metrics.text()).contains("front_end=\"journal\",direction=\"inbound\"");
  }

  @Test
  void sameCopyAgain_isTakenAndNotJudgedAgain() throws Exception {
    handle(REPORT);
    assertThat(handle(REPORT)).isInstanceOf(Disposition.Accept.class);
    assertThat(events).hasSize(1);
    handle(REPORT.replace("To: bob@b.example\nCc", "To: bo@b.example\nCc"));
    assertThat(events).as("to somebody else it is another delivery").hasSize(2);
    assertThat(id(events.getFirst())).isNotEqualTo(id(events.getLast()));
  }

  private static String id(String event) {
    return event.replaceAll("(?s).*?\"id\":\"([^\"]*)\".*", "$1");
  }

  @Test
  void fullDisk_asksForTheCopyAgain_andLearnsOnce() throws Exception {
    full = new AppendResult.Refused(SpoolRefusal.DISK_FULL, "");
    assertThat(handle(REPORT)).isEqualTo(new Disposition.TempFail(Failure.SPOOL.reply()));
    full = null;
    assertThat(handle(REPORT)).isInstanceOf(Disposition.Accept.class);
    assertThat(events).hasSize(1);
    assertThat(fold.learned).isOne();
  }

  @Test
  void fullMemory_andNoTurn_askForTheCopyAgain() throws Exception {
    fold.busy = true;
    assertThat(handle(REPORT)).isEqualTo(new Disposition.TempFail(Failure.TIME.reply()));
    fold.busy = false;
    assertThat(handle(REPORT)).isInstanceOf(Disposition.Accept.class);
    assertThat(events).hasSize(1);
  }

  @Test
  void mailOfOwnUsers_isNotJudged() throws Exception {
    assertThat(handle(Copies.journal(Copies.LINES, Copies.INSIDE)))
        .isInstanceOf(Disposition.Accept.class);
    assertThat(event())
        .contains("\"direction\":\"outbound\"", "\"taken\":\"observe\"")
        .doesNotContain("verdict");
    assertThat(fold.learned).isZero();
  }

  /** A refusal would come back as a report, which would be a message again. */
  @Test
  void whatIsNoJournalReport_isTaken_andSaysSo() throws Exception {
    assertThat(handle(Copies.OUTSIDE)).isInstanceOf(Disposition.Accept.class);
    assertThat(event())
        .contains("\"code\":\"not-a-journal-report\"", "\"taken\":\"observe\"")
        .doesNotContain("verdict");
    assertThat(fold.learned).isZero();
  }

  @Test
  void copyThatIsTooLarge_isTaken_andSaysSo() throws Exception {
    limits = new GatewayLimits(500, 1 << 20, 100, 100, 100);
    assertThat(handle(REPORT)).isInstanceOf(Disposition.Accept.class);
    assertThat(event()).contains("\"code\":\"size\"");
    handle(REPORT);
    assertThat(events).as("nobody can tell whether it is the same").hasSize(2);
  }

  @Test
  void placesWhereStrangersPutMail_teachNothing() throws Exception {
    Intake.Copy copy = new Intake.Copy(transaction(REPORT), JOURNAL, false, NOW);
    assertThat(intake().take(copy)).isEqualTo(new Taken.Stored());
    assertThat(event()).contains("\"verdict\":\"genuine\"");
    assertThat(fold.learned).isZero();
    assertThat(fold.looked).isOne();
  }

  @Test
  void eventThatIsKnownFromBefore_isNotWrittenAgain() throws Exception {
    handle(REPORT);
    String id = id(event());
    events.clear();
    close();
    intake = null;
    intake().known(id);
    assertThat(handle(REPORT)).isInstanceOf(Disposition.Accept.class);
    assertThat(events).isEmpty();
  }

  @Test
  void timeThatIsStillToCome_isNotBelieved() throws Exception {
    handle(REPORT.replace("12 May 2026 08:00:07", "12 May 2036 08:00:07"));
    assertThat(event()).contains("\"at\":\"2026-05-12T08:30:00Z\"");
  }
}
