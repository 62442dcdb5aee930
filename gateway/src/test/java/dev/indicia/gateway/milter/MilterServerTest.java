package dev.indicia.gateway.milter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.indicia.gateway.Disposition;
import dev.indicia.gateway.ListeningSocket;
import dev.indicia.gateway.Spool;
import dev.indicia.gateway.SpoolLimits;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MilterServerTest {
  private static final MilterResponse CONTINUE = new MilterResponse.Continue();

  @TempDir Path directory;
  private final Events events = new Events();
  private final ScriptedHandler handler = new ScriptedHandler();
  private Spool spool;
  private MilterServer server;

  @BeforeEach
  void start() throws IOException {
    spool = new Spool(directory, SpoolLimits.DEFAULT);
    server =
        MilterServer.start(
            List.of(new MilterAddress.Tcp("127.0.0.1", 0)),
            handler,
            spool,
            MilterOptions.DEFAULT,
            events);
  }

  @AfterEach
  void stop() {
    server.close(Duration.ofSeconds(2));
    assertThat(server.connections()).isZero();
    assertThat(server.packetMemoryOctets()).isZero();
    assertThat(spool.memoryOctets()).isZero();
    assertThat(spool.diskOctets()).isZero();
  }

  private SocketAddress address() throws IOException {
    return server.addresses().getFirst();
  }

  private MtaSide connect() throws IOException {
    return MtaSide.connect(address());
  }

  @Test
  void message_reachesTheHandlerOctetForOctet() throws Exception {
    byte[] body = new byte[300_000];
    new Random(1).nextBytes(body);
    try (MtaSide mta = connect()) {
      mta.begin("4A").field("Subject", " hello,\n world").field("X-Tight", "no space");
      assertThat(mta.body(body).end()).containsExactly(CONTINUE);
    }
    byte[] seen = handler.messages.remove();
    String header = "Subject: hello,\r\n world\r\nX-Tight:no space\r\n\r\n";
    assertThat(new String(seen, 0, header.length(), StandardCharsets.US_ASCII)).isEqualTo(header);
    assertThat(seen).endsWith(body).hasSize(header.length() + body.length);
    MilterEvent.MessageDone done = events.await(MilterEvent.MessageDone.class);
    assertThat(done.answer()).isEqualTo(MilterEvent.Answer.ACCEPTED);
    assertThat(done.octets()).isEqualTo(seen.length);
    assertThat(done.queueId()).isEqualTo("4A");
    assertThat(done.reason()).isNull();
  }

  @Test
  void longMessage_goesThroughTheSpoolAndLeavesNothing() throws Exception {
    byte[] body = new byte[5 << 20];
    new Random(2).nextBytes(body);
    try (MtaSide mta = connect()) {
      assertThat(mta.begin("4A").field("Subject", " x").body(body).end()).containsExactly(CONTINUE);
      assertThat(handler.messages.remove()).endsWith(body);
      assertThat(mta.message()).containsExactly(CONTINUE);
    }
  }

  @Test
  void manyConnections_manyMessages_allAreTold_apart() throws Exception {
    int connections = 64;
    int messages = 30;
    try (ExecutorService mtas = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> results = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        int number = i;
        results.add(
            mtas.submit(() -> {
              int right = 0;
              try (MtaSide mta = connect()) {
                for (int j = 0; j < messages; j++) {
                  String id = number + "-" + j;
                  var answer =
                      mta.begin(id)
                          .field("X-Do", " insert 0 X-Id: " + id)
                          .body(new byte[100 * j])
                          .end();
                  right +=
                      answer.getFirst().equals(new MilterResponse.InsertHeader(0, "X-Id", " " + id))
                          ? 1
                          : 0;
                }
                mta.client.send(new MilterCommand.Quit()).flush();
              }
              return right;
            }));
      }
      for (Future<Integer> result : results) {
        assertThat(result.get()).isEqualTo(messages);
      }
    }
    assertThat(events.await(MilterEvent.ConnectionClosed.class, connections))
        .allSatisfy(closed -> {
          assertThat(closed.reason()).isNull();
          assertThat(closed.messages()).isEqualTo(messages);
        });
  }

  @Test
  void pipelinedMessages_areAnsweredInOrder() throws Exception {
    try (MtaSide mta = connect()) {
      for (int i = 0; i < 50; i++) {
        mta.begin("4A").field("X-Do", " reject 550 5.7.1 number " + i).sendEnd();
      }
      for (int i = 0; i < 50; i++) {
        assertThat(mta.client.receive())
            .isEqualTo(new MilterResponse.ReplyCode("550 5.7.1 number " + i));
      }
    }
  }

  @Test
  void goneAmidTheBody_messageIsAborted() throws Exception {
    try (MtaSide mta = connect()) {
      mta.begin("4A").field("Subject", " x").body(new byte[100_000]).client.flush();
    }
    assertThat(events.awaitClosed().reason()).isIn(MilterReason.CUT_OFF, MilterReason.BROKEN);
    assertThat(events.of(MilterEvent.MessageAborted.class)).hasSize(1);
    assertThat(handler.messages).isEmpty();
  }

  @Test
  void goneAmidAPacket_isCutOff() throws Exception {
    try (MtaSide mta = connect()) {
      mta.client.sendRaw(new byte[] {0, 0, 0, 20, 'H', 'x'}).flush();
    }
    assertThat(events.awaitClosed().reason()).isEqualTo(MilterReason.CUT_OFF);
  }

  @Test
  void abort_givesTheMessageUp_andTheNextIsTaken() throws Exception {
    try (MtaSide mta = connect()) {
      mta.begin("4A").field("Subject", " x").body(new byte[100_000]);
      mta.client.send(new MilterCommand.Abort());
      assertThat(mta.message()).containsExactly(CONTINUE);
    }
    assertThat(events.of(MilterEvent.MessageAborted.class)).hasSize(1);
    assertThat(new String(handler.messages.remove(), StandardCharsets.US_ASCII))
        .isEqualTo("\r\nHello\r\n");
  }

  @Test
  void halfClosedAfterTheMessage_isStillAnswered() throws Exception {
    try (MtaSide mta = connect()) {
      mta.begin("4A").field("X-Do", " sleep 50").sendEnd();
      mta.client.shutdownOutput();
      assertThat(mta.client.receive()).isEqualTo(CONTINUE);
      assertThatThrownBy(mta.client::receive).isInstanceOf(EOFException.class);
    }
    assertThat(events.awaitClosed().reason()).isNull();
  }

  @Test
  void malformedPackets_closeTheConnection_andSayWhy() throws Exception {
    byte[][] packets = {
      {0, 0, 0, 0}, {0, 0, 0, 1, 'z'}, {0, 0, 0, 3, 'H', 'a', 'b'}, {-1, -1, -1, -1, 'L'}
    };
    MilterReason[] reasons = {
      MilterReason.PACKET_EMPTY,
      MilterReason.CODE_UNKNOWN,
      MilterReason.DATA_SYNTAX,
      MilterReason.PACKET_TOO_LONG
    };
    for (int i = 0; i < packets.length; i++) {
      try (MtaSide mta = connect()) {
        mta.client.sendRaw(packets[i]);
        assertThatThrownBy(mta.client::receive).isInstanceOf(IOException.class);
      }
      assertThat(events.await(MilterEvent.ConnectionClosed.class, i + 1).get(i).reason())
          .isEqualTo(reasons[i]);
    }
  }

  @Test
  void handlerThrows_messageIsAnsweredAndTheCauseIsTold() throws Exception {
    try (MtaSide mta = connect()) {
      assertThat(mta.message("throw"))
          .containsExactly(
              new MilterResponse.ReplyCode(
                  "451 4.7.1 Message could not be checked, try again later"));
      assertThat(mta.message()).containsExactly(CONTINUE);
    }
    assertThat(events.await(MilterEvent.HandlerFailed.class).cause())
        .isInstanceOf(IllegalStateException.class);
    MilterEvent.MessageDone done = events.await(MilterEvent.MessageDone.class);
    assertThat(done.reason()).isEqualTo(MilterReason.HANDLER_FAILED);
    assertThat(done.answer()).isEqualTo(MilterEvent.Answer.TEMPFAILED);
  }

  // ---- going down ----------------------------------------------------------------------------

  @Test
  void close_endsIdleConnections_andTakesNoMore() throws Exception {
    try (MtaSide mta = connect()) {
      assertThat(mta.message()).containsExactly(CONTINUE);
      SocketAddress address = address();
      assertThat(server.close(Duration.ofSeconds(5))).isTrue();
      assertThatThrownBy(mta.client::receive).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> MilterClient.connect(address)).isInstanceOf(IOException.class);
      assertThat(events.awaitClosed().reason()).isEqualTo(MilterReason.SHUTDOWN);
    }
  }

  @Test
  void close_letsAMessageComeToItsEnd() throws Exception {
    try (MtaSide mta = connect();
        ExecutorService other = Executors.newSingleThreadExecutor()) {
      mta.begin("4A").field("X-Do", " sleep 100").client.flush();
      awaitMemory();
      Future<Boolean> closed = other.submit(() -> server.close(Duration.ofSeconds(5)));
      Thread.sleep(50);
      assertThat(mta.body(new byte[10]).end()).containsExactly(CONTINUE);
      assertThat(closed.get(5, TimeUnit.SECONDS)).isTrue();
      assertThatThrownBy(mta.client::receive).isInstanceOf(IOException.class);
    }
  }

  @Test
  void close_breaksOffWhatTakesTooLong() throws Exception {
    try (MtaSide mta = connect()) {
      mta.begin("4A").field("X-Do", " sleep 30000").sendEnd().client.flush();
      awaitMemory();
      assertThat(server.close(Duration.ofMillis(100))).isFalse();
      assertThatThrownBy(mta.client::receive).isInstanceOf(IOException.class);
      assertThat(events.awaitClosed().reason()).isEqualTo(MilterReason.SHUTDOWN);
      assertThat(events.of(MilterEvent.MessageAborted.class)).hasSize(1);
    }
  }

  private void awaitMemory() throws InterruptedException {
    while (spool.memoryOctets() == 0) {
      Thread.sleep(1);
    }
  }

  // ---- sockets of the file system ------------------------------------------------------------

  private MilterServer unix(MilterAddress address) throws IOException {
    return MilterServer.start(List.of(address), handler, spool, MilterOptions.DEFAULT, events);
  }

  @Test
  void unixSocket_hasItsPermissions_andGoesAtTheEnd() throws Exception {
    Path path = directory.resolve("milter.sock");
    MilterServer local = unix(MilterAddress.parse("unix:" + path));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-rw----");
    try (MtaSide mta = MtaSide.connect(local.addresses().getFirst())) {
      assertThat(mta.message("insert 0 X-A: 1"))
          .containsExactly(new MilterResponse.InsertHeader(0, "X-A", " 1"), CONTINUE);
    }
    local.close();
    assertThat(path).doesNotExist();
  }

  @Test
  void unixSocket_ofAnotherGroup() throws Exception {
    Path path = directory.resolve("milter.sock");
    String group =
        Files.readAttributes(directory, java.nio.file.attribute.PosixFileAttributes.class)
            .group()
            .getName();
    MilterAddress address =
        new MilterAddress.Unix(
            path,
            new ListeningSocket.Access(PosixFilePermissions.fromString("rwxrwxrwx"), null, group));
    try (MilterServer local = unix(address)) {
      assertThat(local.addresses()).containsExactly(UnixDomainSocketAddress.of(path));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rwxrwxrwx");
    }
    MilterAddress nobody =
        new MilterAddress.Unix(
            path,
            new ListeningSocket.Access(
                PosixFilePermissions.fromString("rw-rw----"), null, "no-such-group"));
    assertThatThrownBy(() -> unix(nobody)).isInstanceOf(IOException.class);
    assertThat(path).as("nothing is left").doesNotExist();
  }

  @Test
  void staleSocket_isReplaced() throws Exception {
    Path path = directory.resolve("milter.sock");
    try (ServerSocketChannel crashed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      crashed.bind(UnixDomainSocketAddress.of(path));
    }
    assertThat(path).exists();
    try (MilterServer local = unix(MilterAddress.parse(path.toString()));
        MtaSide mta = MtaSide.connect(local.addresses().getFirst())) {
      assertThat(mta.message()).containsExactly(CONTINUE);
    }
  }

  @Test
  void socketThatSomebodyListensOn_isLeftAlone() throws Exception {
    Path path = directory.resolve("milter.sock");
    try (MilterServer first = unix(MilterAddress.parse(path.toString()))) {
      assertThatThrownBy(() -> unix(MilterAddress.parse(path.toString())))
          .isInstanceOf(FileAlreadyExistsException.class);
      try (MtaSide mta = MtaSide.connect(first.addresses().getFirst())) {
        assertThat(mta.message()).containsExactly(CONTINUE);
      }
    }
  }

  @Test
  void whatIsNoSocket_isLeftAlone() throws Exception {
    Path path = Files.writeString(directory.resolve("precious"), "text");
    assertThatThrownBy(() -> unix(MilterAddress.parse(path.toString())))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(path).hasContent("text");
    Files.delete(path);
  }

  @Test
  void socketOfASuccessor_isNotRemoved() throws Exception {
    Path path = directory.resolve("milter.sock");
    MilterServer first = unix(MilterAddress.parse(path.toString()));
    Files.move(path, directory.resolve("old.sock"));
    try (MilterServer second = unix(MilterAddress.parse(path.toString()))) {
      first.close();
      assertThat(path).exists();
      assertThat(second.connections()).isZero();
    }
  }

  @Test
  void oneAddressCannotBeHad_noneIsHeld() throws Exception {
    Path path = directory.resolve("milter.sock");
    int taken = ((java.net.InetSocketAddress) address()).getPort();
    assertThatThrownBy(() ->
            MilterServer.start(
                List.of(
                    MilterAddress.parse(path.toString()),
                    new MilterAddress.Tcp("127.0.0.1", taken)),
                transaction -> new Disposition.Accept(List.of()),
                spool,
                MilterOptions.DEFAULT,
                MilterObserver.NONE))
        .isInstanceOf(IOException.class);
    assertThat(path).doesNotExist();
  }

  @Test
  void addresses_areWrittenAsMailSystemsDo() {
    assertThat(MilterAddress.parse("inet:8891@127.0.0.1"))
        .isEqualTo(new MilterAddress.Tcp("127.0.0.1", 8891));
    assertThat(MilterAddress.parse("inet6:8891@::1")).isEqualTo(new MilterAddress.Tcp("::1", 8891));
    assertThat(MilterAddress.parse("inet:127.0.0.1:8891"))
        .isEqualTo(new MilterAddress.Tcp("127.0.0.1", 8891));
    assertThat(MilterAddress.parse("[::1]:0")).isEqualTo(new MilterAddress.Tcp("::1", 0));
    assertThat(MilterAddress.parse("local:/run/x")).isInstanceOf(MilterAddress.Unix.class);
    for (String wrong :
        List.of("", "unix:", "8891", "host:", "::1:25", "host:99999", "x@host", ":1")) {
      assertThatThrownBy(() -> MilterAddress.parse(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void closedWhileManyConnect_endsAll() throws Exception {
    CountDownLatch started = new CountDownLatch(20);
    try (ExecutorService mtas = Executors.newVirtualThreadPerTaskExecutor()) {
      SocketAddress address = address();
      for (int i = 0; i < 40; i++) {
        mtas.submit(() -> {
          try (MtaSide mta = MtaSide.connect(address)) {
            started.countDown();
            while (true) {
              mta.message();
            }
          }
        });
      }
      assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(server.close(Duration.ofSeconds(5))).isTrue();
    }
  }
}
