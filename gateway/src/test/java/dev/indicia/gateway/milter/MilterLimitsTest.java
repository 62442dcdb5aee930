package dev.indicia.gateway.milter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.indicia.gateway.Disposition;
import dev.indicia.gateway.MailHandler;
import dev.indicia.gateway.Spool;
import dev.indicia.gateway.SpoolLimits;
import dev.indicia.gateway.milter.MilterEvent.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One test for each limit, with limits that are small enough to hit. */
@Timeout(60)
class MilterLimitsTest {
  private static final MilterResponse CONTINUE = new MilterResponse.Continue();
  private static final MilterResponse LATER =
      new MilterResponse.ReplyCode("451 4.7.1 Message could not be checked, try again later");
  private static final MilterResponse TOO_LARGE =
      new MilterResponse.ReplyCode("552 5.3.4 Message is larger than the mail filter takes");

  @TempDir Path directory;
  private final Events events = new Events();

  /** Limits by name, the others as they are. */
  private static MilterLimits limits(Map<String, Long> values) {
    MilterLimits d = MilterLimits.DEFAULT;
    return new MilterLimits(
        (int) value(values, "connections", d.connectionsMax()),
        (int) value(values, "packetOctets", d.packetOctetsMax()),
        value(values, "packetMemory", d.packetMemoryOctetsMax()),
        (int) value(values, "fields", d.fieldsMax()),
        (int) value(values, "recipients", d.recipientsMax()),
        (int) value(values, "text", d.textOctetsMax()),
        value(values, "idle", d.idleMillisMax()),
        value(values, "packet", d.packetMillisMax()),
        value(values, "content", d.contentMillisMax()),
        value(values, "handler", d.handlerMillisMax()));
  }

  private static long value(Map<String, Long> values, String name, long otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  private MilterServer start(MailHandler handler, SpoolLimits spool, MilterOptions options)
      throws IOException {
    return MilterServer.start(
        List.of(new MilterAddress.Tcp("127.0.0.1", 0)),
        handler,
        new Spool(directory, spool),
        options,
        events);
  }

  private MilterServer start(MilterOptions options) throws IOException {
    return start(new ScriptedHandler(), SpoolLimits.DEFAULT, options);
  }

  private MilterServer start(Map<String, Long> values) throws IOException {
    return start(MilterOptions.DEFAULT.withLimits(limits(values)));
  }

  private static MtaSide connect(MilterServer server) throws IOException {
    return MtaSide.connect(server.addresses().getFirst());
  }

  private void assertClosed(MtaSide mta, MilterReason reason) throws Exception {
    assertThatThrownBy(mta.client::receive).isInstanceOf(IOException.class);
    assertThat(events.awaitClosed().reason()).isEqualTo(reason);
  }

  private void assertDone(Answer answer, MilterReason reason) throws Exception {
    MilterEvent.MessageDone done = events.await(MilterEvent.MessageDone.class);
    assertThat(done.answer()).isEqualTo(answer);
    assertThat(done.reason()).isEqualTo(reason);
  }

  // ---- connections and packets ---------------------------------------------------------------

  @Test
  void connectionsMax_nextOneIsClosedAtOnce() throws Exception {
    try (MilterServer server = start(Map.of("connections", 2L));
        MtaSide first = connect(server);
        MtaSide second = connect(server)) {
      assertThatThrownBy(() -> connect(server)).isInstanceOf(IOException.class);
      assertThat(events.await(MilterEvent.ConnectionRefused.class).reason())
          .isEqualTo(MilterReason.TOO_MANY_CONNECTIONS);
      assertThat(first.message()).containsExactly(CONTINUE);
      assertThat(second.message()).containsExactly(CONTINUE);
    }
  }

  @Test
  void packetOctetsMax_longerPacketIsNotRead() throws Exception {
    try (MilterServer server = start(Map.of("packetOctets", 70_000L));
        MtaSide mta = connect(server)) {
      mta.begin("4A");
      mta.client.send(new MilterCommand.BodyChunk(new byte[69_999], 0, 69_999));
      assertThat(mta.end()).containsExactly(CONTINUE);
      mta.client.sendRaw(new byte[] {0, 1, 0x11, 0x71, 'B'});
      assertClosed(mta, MilterReason.PACKET_TOO_LONG);
    }
  }

  @Test
  void packetMemoryOctetsMax_isForAllConnections() throws Exception {
    try (MilterServer server = start(Map.of("packetOctets", 65_536L, "packetMemory", 65_536L));
        MtaSide first = connect(server);
        MtaSide second = connect(server)) {
      assertThat(first.begin("4A").body(new byte[60_000]).end()).containsExactly(CONTINUE);
      assertThat(second.message()).as("short packets need nothing").containsExactly(CONTINUE);
      second.begin("4B").body(new byte[60_000]).sendEnd();
      assertThatThrownBy(second.client::receive).isInstanceOf(IOException.class);
      assertThat(events.awaitClosed().reason()).isEqualTo(MilterReason.NO_PACKET_MEMORY);
      assertThat(first.begin("4A").body(new byte[60_000]).end()).containsExactly(CONTINUE);
    }
  }

  @Test
  void idleMillisMax_nothingComes() throws Exception {
    try (MilterServer server = start(Map.of("idle", 150L));
        MtaSide mta = connect(server)) {
      assertThat(mta.message()).containsExactly(CONTINUE);
      assertClosed(mta, MilterReason.IDLE_TIMEOUT);
    }
  }

  @Test
  void packetMillisMax_dripFedPacketIsCutOff() throws Exception {
    try (MilterServer server = start(Map.of("packet", 200L));
        MtaSide mta = connect(server)) {
      mta.client.flush();
      byte[] packet = CommandCodec.packet(new MilterCommand.Helo("slow.example".repeat(100)));
      assertThatThrownBy(
              () -> {
                for (byte octet : packet) {
                  mta.client.sendRaw(new byte[] {octet}).flush();
                  Thread.sleep(10);
                }
              })
          .isInstanceOf(IOException.class);
      assertThat(events.awaitClosed().reason()).isEqualTo(MilterReason.PACKET_TIMEOUT);
    }
  }

  @Test
  void packetMillisMax_nothingFollowsWithinAMessage() throws Exception {
    try (MilterServer server = start(Map.of("packet", 150L));
        MtaSide mta = connect(server)) {
      mta.begin("4A").field("Subject", " x").client.flush();
      assertClosed(mta, MilterReason.PACKET_TIMEOUT);
      assertThat(events.of(MilterEvent.MessageAborted.class)).hasSize(1);
    }
  }

  @Test
  void packetMillisMax_doesNotRunBetweenRecipients() throws Exception {
    try (MilterServer server = start(Map.of("packet", 100L));
        MtaSide mta = connect(server)) {
      mta.begin("4A").client.flush();
      Thread.sleep(400);
      assertThat(mta.field("Subject", " x").end()).containsExactly(CONTINUE);
    }
  }

  @Test
  void packetMillisMax_answerThatNobodyTakes() throws Exception {
    MailHandler large =
        t ->
            new Disposition.Accept(
                List.of(new dev.indicia.gateway.Edit.ReplaceBody(new byte[64 << 20])));
    try (MilterServer server =
            start(
                large,
                SpoolLimits.DEFAULT,
                MilterOptions.DEFAULT.withLimits(limits(Map.of("packet", 300L))));
        MtaSide mta = connect(server)) {
      mta.begin("4A").field("Subject", " x").sendEnd().client.flush();
      assertThat(events.awaitClosed().reason()).isEqualTo(MilterReason.PACKET_TIMEOUT);
    }
  }

  @Test
  void contentMillisMax_wholePacketsOneByOne() throws Exception {
    try (MilterServer server = start(Map.of("content", 300L));
        MtaSide mta = connect(server)) {
      mta.begin("4A");
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 500; i++) {
                  mta.field("X-" + i, " x").client.flush();
                  Thread.sleep(10);
                }
              })
          .isInstanceOf(IOException.class);
      assertThat(events.awaitClosed().reason()).isEqualTo(MilterReason.CONTENT_TIMEOUT);
    }
  }

  // ---- messages ------------------------------------------------------------------------------

  @Test
  void handlerMillisMax_messageIsAnsweredAndTheHandlerInterrupted() throws Exception {
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    CompletableFuture<Boolean> unreadable = new CompletableFuture<>();
    MailHandler slow =
        transaction -> {
          try {
            Thread.sleep(30_000);
          } catch (InterruptedException e) {
            interrupted.complete(true);
          }
          // One that does not listen finds the message gone.
          for (int i = 0; i < 500; i++) {
            try {
              transaction.content().open().close();
              Thread.sleep(10);
            } catch (IOException e) {
              unreadable.complete(true);
            }
          }
          throw new InterruptedException();
        };
    try (MilterServer server =
            start(
                slow,
                SpoolLimits.DEFAULT,
                MilterOptions.DEFAULT
                    .withLimits(limits(Map.of("handler", 300L)))
                    .withProgressMillis(100));
        MtaSide mta = connect(server)) {
      List<MilterResponse> responses = mta.message();
      assertThat(responses).endsWith(LATER);
      assertThat(responses.subList(0, responses.size() - 1))
          .isNotEmpty()
          .allMatch(MilterResponse.Progress.class::isInstance);
      assertDone(Answer.TEMPFAILED, MilterReason.HANDLER_TIMEOUT);
      assertThat(interrupted.get(5, TimeUnit.SECONDS)).isTrue();
      assertThat(unreadable.get(5, TimeUnit.SECONDS)).isTrue();
      assertThat(events.awaitClosed().reason()).isEqualTo(MilterReason.HANDLER_TIMEOUT);
    }
  }

  @Test
  void handlerThatHeedsTheInterrupt_leavesTheConnectionToTheNextMessage() throws Exception {
    try (MilterServer server =
            start(MilterOptions.DEFAULT.withLimits(limits(Map.of("handler", 300L))));
        MtaSide mta = connect(server)) {
      assertThat(mta.message("sleep 30000")).containsExactly(LATER);
      assertDone(Answer.TEMPFAILED, MilterReason.HANDLER_TIMEOUT);
      assertThat(mta.message("insert 0 X-A: 1"))
          .containsExactly(new MilterResponse.InsertHeader(0, "X-A", " 1"), CONTINUE);
    }
  }

  /** Virtual threads that do not wait leave no processor to the others. */
  @Test
  void handlersThatTakeEveryProcessor_areLookedAfterAllTheSame() throws Exception {
    AtomicBoolean busy = new AtomicBoolean(true);
    MailHandler spinning =
        transaction -> {
          while (busy.get()) {
            Thread.onSpinWait();
          }
          return new Disposition.Accept(List.of());
        };
    int processors = Runtime.getRuntime().availableProcessors();
    List<MtaSide> others = new ArrayList<>();
    try (MilterServer server =
            start(
                spinning,
                SpoolLimits.DEFAULT,
                MilterOptions.DEFAULT
                    .withLimits(limits(Map.of("handler", 300L)))
                    .withProgressMillis(100));
        MtaSide mta = connect(server)) {
      for (int i = 1; i < processors; i++) {
        others.add(connect(server));
      }
      for (MtaSide other : others) {
        other.begin("4A").sendEnd().client.flush();
      }
      assertThat(mta.message()).startsWith(new MilterResponse.Progress()).endsWith(LATER);
    } finally {
      busy.set(false);
      for (MtaSide other : others) {
        other.close();
      }
    }
  }

  @Test
  void progress_comesWhileTheHandlerWorks() throws Exception {
    try (MilterServer server = start(MilterOptions.DEFAULT.withProgressMillis(50));
        MtaSide mta = connect(server)) {
      List<MilterResponse> responses = mta.message("sleep 400", "insert 0 X-A: 1");
      assertThat(responses)
          .startsWith(new MilterResponse.Progress(), new MilterResponse.Progress())
          .endsWith(new MilterResponse.InsertHeader(0, "X-A", " 1"), CONTINUE);
    }
  }

  @Test
  void onFailure_saysWhatBecomesOfTheMessage() throws Exception {
    try (MilterServer open = start(MilterOptions.DEFAULT.withOnFailure(FailureAction.ACCEPT));
        MtaSide mta = connect(open)) {
      assertThat(mta.message("insert 0 X-A: 1", "throw")).containsExactly(CONTINUE);
      assertDone(Answer.ACCEPTED, MilterReason.HANDLER_FAILED);
    }
    try (MilterServer closed = start(MilterOptions.DEFAULT.withOnFailure(FailureAction.REJECT));
        MtaSide mta = connect(closed)) {
      assertThat(mta.message("throw"))
          .containsExactly(new MilterResponse.ReplyCode("550 5.7.1 Message could not be checked"));
    }
  }

  private static final SpoolLimits SMALL = new SpoolLimits(10_000, 10_000, 20_000, 0);

  @Test
  void messageOctetsMax_isRefused() throws Exception {
    try (MilterServer server = start(new ScriptedHandler(), SMALL, MilterOptions.DEFAULT);
        MtaSide mta = connect(server)) {
      assertThat(mta.begin("4A").body(new byte[20_000]).end()).containsExactly(TOO_LARGE);
      assertDone(Answer.REJECTED, MilterReason.MESSAGE_TOO_LONG);
      assertThat(mta.message()).as("the next one").containsExactly(CONTINUE);
    }
  }

  @Test
  void messageOctetsMax_isWhatOnTooLargeSays() throws Exception {
    for (FailureAction action : FailureAction.values()) {
      try (MilterServer server =
              start(new ScriptedHandler(), SMALL, MilterOptions.DEFAULT.withOnTooLarge(action));
          MtaSide mta = connect(server)) {
        assertThat(mta.begin("4A").body(new byte[20_000]).end())
            .containsExactly(
                switch (action) {
                  case ACCEPT -> CONTINUE;
                  case TEMPFAIL ->
                      new MilterResponse.ReplyCode(
                          "452 4.3.4 Message is larger than the mail filter takes");
                  case REJECT -> TOO_LARGE;
                });
      }
    }
  }

  @Test
  void messageOctetsMax_restIsNotSentWhereTheMailSystemCanSkip() throws Exception {
    int steps = 0x1fffff & ~MilterStep.NO_REPLY_BODY.bit();
    try (MilterServer server = start(new ScriptedHandler(), SMALL, MilterOptions.DEFAULT);
        MtaSide mta = MtaSide.connect(server.addresses().getFirst(), 0x1ff, steps)) {
      mta.begin("4A").body(new byte[5000]);
      assertThat(mta.client.receive()).isEqualTo(CONTINUE);
      mta.body(new byte[9000]);
      assertThat(mta.client.receive()).isEqualTo(new MilterResponse.Skip());
      assertThat(mta.end()).containsExactly(TOO_LARGE);
    }
  }

  @Test
  void spoolIsFull_clientShallTryAgain() throws Exception {
    SpoolLimits full = new SpoolLimits(100_000, 10_000, 10_000, 50_000);
    try (MilterServer server = start(new ScriptedHandler(), full, MilterOptions.DEFAULT);
        MtaSide mta = connect(server)) {
      assertThat(mta.begin("4A").body(new byte[60_000]).end()).containsExactly(LATER);
      assertDone(Answer.TEMPFAILED, MilterReason.SPOOL_FULL);
      assertThat(mta.begin("4A").body(new byte[40_000]).end()).containsExactly(CONTINUE);
    }
  }

  @Test
  void spoolCannotBeWritten_clientShallTryAgain() throws Exception {
    MilterOptions options = MilterOptions.DEFAULT;
    try (MilterServer server =
            MilterServer.start(
                List.of(new MilterAddress.Tcp("127.0.0.1", 0)),
                new ScriptedHandler(),
                new Spool(directory.resolve("absent"), SpoolLimits.DEFAULT),
                options,
                events);
        MtaSide mta = connect(server)) {
      assertThat(mta.begin("4A").body(new byte[2 << 20]).end()).containsExactly(LATER);
      assertDone(Answer.TEMPFAILED, MilterReason.SPOOL_FAILED);
    }
  }

  @Test
  void fieldsMax_isRefused() throws Exception {
    try (MilterServer server = start(Map.of("fields", 3L));
        MtaSide mta = connect(server)) {
      mta.begin("4A");
      for (int i = 0; i < 4; i++) {
        mta.field("X-" + i, " x");
      }
      assertThat(mta.end()).containsExactly(TOO_LARGE);
      assertDone(Answer.REJECTED, MilterReason.TOO_MANY_FIELDS);
    }
  }

  @Test
  void recipientsMax_isAnsweredAtTheEnd() throws Exception {
    try (MilterServer server = start(Map.of("recipients", 2L));
        MtaSide mta = connect(server)) {
      mta.begin("4A");
      for (int i = 0; i < 2; i++) {
        mta.client.send(new MilterCommand.RcptTo("<c" + i + "@example.net>", List.of()));
      }
      assertThat(mta.field("Subject", " x").end())
          .containsExactly(new MilterResponse.ReplyCode("452 4.5.3 Too many recipients"));
      assertDone(Answer.TEMPFAILED, MilterReason.TOO_MANY_RECIPIENTS);
    }
  }

  @Test
  void recipientsMax_isAnsweredAtOnceWhereThereAreReplies() throws Exception {
    int steps = 0x1fffff & ~MilterStep.NO_REPLY_RCPT.bit();
    ScriptedHandler handler = new ScriptedHandler();
    try (MilterServer server =
            start(
                handler,
                SpoolLimits.DEFAULT,
                MilterOptions.DEFAULT.withLimits(limits(Map.of("recipients", 1L))));
        MtaSide mta = MtaSide.connect(server.addresses().getFirst(), 0x1ff, steps)) {
      mta.begin("4A");
      assertThat(mta.client.receive()).isEqualTo(CONTINUE);
      mta.client.send(new MilterCommand.RcptTo("<c@example.net>", List.of()));
      assertThat(mta.client.receive())
          .isEqualTo(new MilterResponse.ReplyCode("452 4.5.3 Too many recipients"));
      assertThat(mta.field("Subject", " x").end()).containsExactly(CONTINUE);
      assertThat(handler.transactions.remove().session().rcptTo()).containsExactly("b@example.net");
    }
  }

  @Test
  void textOctetsMax_isRefused() throws Exception {
    String longText = "x".repeat(101);
    List<MilterCommand> commands = new ArrayList<>();
    commands.add(new MilterCommand.Helo(longText));
    commands.add(new MilterCommand.Macro('M', Map.of("auth_authen", longText)));
    commands.add(new MilterCommand.MailFrom(longText, List.of()));
    for (MilterCommand command : commands) {
      try (MilterServer server = start(Map.of("text", 100L));
          MtaSide mta = connect(server)) {
        mta.client.send(command);
        if (!(command instanceof MilterCommand.MailFrom)) {
          mta.client.send(new MilterCommand.MailFrom("<>", List.of()));
        }
        mta.client.send(new MilterCommand.RcptTo("<b@example.net>", List.of()));
        assertThat(mta.field("Subject", " x").end()).containsExactly(TOO_LARGE);
      }
    }
    try (MilterServer server = start(Map.of("text", 100L));
        MtaSide mta = connect(server)) {
      mta.begin("4A").client.send(new MilterCommand.RcptTo(longText, List.of()));
      assertThat(mta.end()).containsExactly(TOO_LARGE);
      assertThat(mta.message()).as("the next one").containsExactly(CONTINUE);
    }
    assertThat(events.of(MilterEvent.MessageDone.class))
        .filteredOn(done -> done.reason() == MilterReason.TEXT_TOO_LONG)
        .hasSize(4);
  }

  @Test
  void limitsThatNoMessageFits_areRefused() {
    assertThatThrownBy(() -> limits(Map.of("packetOctets", 1000L)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> limits(Map.of("idle", 0L)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MilterOptions.DEFAULT.withProgressMillis(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SpoolLimits(0, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void serverThatIsClosedTwice_staysClosed() throws Exception {
    MilterServer server = start(MilterOptions.DEFAULT);
    server.close();
    assertThat(server.close(Duration.ofMillis(1))).isTrue();
  }
}
