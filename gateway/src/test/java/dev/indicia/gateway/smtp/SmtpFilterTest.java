package dev.indicia.gateway.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.indicia.dns.IpAddress;
import dev.indicia.gateway.Disposition;
import dev.indicia.gateway.Edit;
import dev.indicia.gateway.SmtpReply;
import dev.indicia.gateway.Spool;
import dev.indicia.gateway.SpoolLimits;
import dev.indicia.gateway.Transaction;
import dev.indicia.gateway.esmtp.SmtpRefusal;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A message through the filter and what becomes of it. */
class SmtpFilterTest {
  @Test
  void acceptedMessage_isAtTheHopUnchanged() throws Exception {
    try (Bench bench = new Bench().start();
        TestClient client = bench.connect().envelope()) {
      assertThat(client.message("Subject: x\r\n\r\n..dots\r\n.. more"))
          .isEqualTo("250 2.0.0 queued as 0");
      assertThat(bench.hop.deliveries).hasSize(1);
      assertThat(bench.hop.deliveries.getFirst().text())
          .isEqualTo("Subject: x\r\n\r\n.dots\r\n. more\r\n");
      assertThat(client.ask("QUIT")).isEqualTo("221 2.0.0 Bye");
      assertThat(client.reply()).isEmpty();
      SmtpEvent.Answered answered =
          (SmtpEvent.Answered)
              bench.events.stream()
                  .filter(SmtpEvent.Answered.class::isInstance)
                  .findFirst()
                  .orElseThrow();
      assertThat(answered.outcome()).isEqualTo(SmtpEvent.Outcome.DELIVERED);
      assertThat(answered.octets()).isEqualTo(29);
      assertThat(answered.recipients()).isEqualTo(1);
    }
  }

  @Test
  void handler_seesTheTransaction() throws Exception {
    AtomicReference<String> read = new AtomicReference<>();
    try (Bench bench = new Bench().start()) {
      bench.handler =
          transaction -> {
            try (var in = transaction.content().open()) {
              read.set(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
              throw new AssertionError(e);
            }
            return new Disposition.Accept(List.of());
          };
      bench.hop.answer("RCPT TO:<no@", "550 5.1.1 no");
      try (TestClient client = bench.connect().envelope()) {
        client.ask("RCPT TO:<no@hop.test>");
        client.ask("RCPT TO:<c@hop.test>");
        assertThat(client.message("Subject: x\r\n\r\n..")).startsWith("250");
      }
      Transaction transaction = bench.judged.getFirst();
      assertThat(read.get()).isEqualTo("Subject: x\r\n\r\n.\r\n");
      assertThat(transaction.session().clientIp()).isEqualTo(IpAddress.of("127.0.0.1"));
      assertThat(transaction.session().helo()).isEqualTo("client.test");
      assertThat(transaction.session().mailFrom()).isEqualTo("a@client.test");
      assertThat(transaction.session().rcptTo()).containsExactly("b@hop.test", "c@hop.test");
      assertThat(transaction.client())
          .isEqualTo(new Transaction.Client("smtp", null, null, "inbound", null));
      assertThat(transaction.queueId()).isNull();
    }
  }

  @Test
  void xforwardAndXclient_giveTheRealClient() throws Exception {
    try (Bench bench = new Bench().start();
        TestClient client = bench.connect()) {
      client.reply();
      client.ask("EHLO mta.test");
      assertThat(client.ask("XCLIENT LOGIN=joe ADDR=198.51.100.9 NAME=[UNAVAILABLE] HELO=x.test"))
          .startsWith("220");
      client.ask("EHLO mta.test");
      client.ask("XFORWARD NAME=far.test ADDR=IPV6:2001:db8::7 HELO=far.test IDENT=4Q");
      client.ask("MAIL FROM:<>");
      client.ask("RCPT TO:<b@hop.test>");
      assertThat(client.message("Subject: x")).startsWith("250");
      client.ask("MAIL FROM:<>");
      client.ask("RCPT TO:<b@hop.test>");
      assertThat(client.message("Subject: y")).startsWith("250");
      Transaction forwarded = bench.judged.get(0);
      assertThat(forwarded.session().clientIp()).isEqualTo(IpAddress.of("2001:db8::7"));
      assertThat(forwarded.session().helo()).isEqualTo("far.test");
      assertThat(forwarded.session().mailFrom()).isEmpty();
      assertThat(forwarded.client().name()).isEqualTo("far.test");
      assertThat(forwarded.client().authenticated()).isEqualTo("joe");
      assertThat(forwarded.queueId()).isEqualTo("4Q");
      Transaction asserted = bench.judged.get(1);
      assertThat(asserted.session().clientIp()).isEqualTo(IpAddress.of("198.51.100.9"));
      assertThat(asserted.session().helo()).isEqualTo("x.test");
      assertThat(asserted.client().name()).isNull();
      assertThat(asserted.client().authenticated()).isEqualTo("joe");
      assertThat(asserted.queueId()).isNull();
    }
  }

  @Test
  void xforwardWithoutAddress_isNobodyFromTheNetwork() throws Exception {
    try (Bench bench = new Bench().start();
        TestClient client = bench.connect()) {
      client.reply();
      client.ask("EHLO mta.test");
      client.ask("XFORWARD ADDR=[UNAVAILABLE]");
      client.ask("MAIL FROM:<>");
      client.ask("RCPT TO:<b@hop.test>");
      assertThat(client.message("Subject: x")).startsWith("250");
      // Nothing of our own connection is mixed in.
      assertThat(bench.judged.getFirst().session().clientIp()).isNull();
      assertThat(bench.judged.getFirst().session().helo()).isNull();
    }
  }

  @Test
  void nextHop_canHearByXclient() throws Exception {
    Bench bench = new Bench();
    bench.hop.extensions = List.of("XCLIENT NAME ADDR PROTO HELO LOGIN");
    bench.start(o -> o, hop -> hop.withIdentify(NextHop.Identify.XCLIENT));
    try (bench;
        TestClient client = bench.connect()) {
      client.reply();
      client.ask("EHLO mta.test");
      client.ask("XFORWARD NAME=far.test ADDR=IPV6:2001:db8::7 HELO=far.test PROTO=ESMTP");
      assertThat(client.ask("MAIL FROM:<>")).startsWith("250");
      assertThat(bench.hop.heard)
          .containsSubsequence(
              "EHLO filter.test",
              "XCLIENT NAME=far.test ADDR=IPV6:2001:db8::7 PROTO=ESMTP HELO=far.test"
                  + " LOGIN=[UNAVAILABLE]",
              "EHLO filter.test",
              "MAIL FROM:<>");
    }
  }

  @Test
  void edits_areApplied() throws Exception {
    try (Bench bench = new Bench().start()) {
      bench.handler =
          transaction ->
              new Disposition.Quarantine(
                  "odd",
                  List.of(
                      new Edit.InsertField(0, "Authentication-Results", " filter.test; none"),
                      new Edit.DeleteField("X-Evil", 2),
                      new Edit.ReplaceField("Subject", 1, " [?] x")));
      try (TestClient client = bench.connect().envelope()) {
        assertThat(client.message("X-Evil: 1\r\nSubject: x\r\nX-Evil: 2\r\n\r\n..body"))
            .startsWith("250");
      }
      assertThat(bench.hop.deliveries.getFirst().text())
          .isEqualTo(
              "Authentication-Results: filter.test; none\r\n"
                  + "X-Evil: 1\r\nSubject: [?] x\r\n\r\n.body\r\n");
    }
  }

  @Test
  void brokenHandler_isAFailureForNow() throws Exception {
    try (Bench bench = new Bench().start()) {
      bench.handler =
          transaction -> {
            throw new IllegalStateException("bug");
          };
      try (TestClient client = bench.connect().envelope()) {
        assertThat(client.message("Subject: x")).startsWith("451 4.3.0");
        bench.handler =
            transaction ->
                new Disposition.Accept(List.of(new Edit.ReplaceBody(new byte[] {'b', '\n'})));
        client.ask("MAIL FROM:<a@client.test>");
        client.ask("RCPT TO:<b@hop.test>");
        assertThat(client.message("Subject: x"))
            .startsWith("451 4.3.0 message could not be changed");
      }
      assertThat(bench.hop.deliveries).isEmpty();
      assertThat(bench.events.stream().filter(SmtpEvent.Broken.class::isInstance)).hasSize(2);
    }
  }

  @Test
  void clientThatLeft_getsNothingDelivered() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    try (Bench bench = new Bench().start()) {
      bench.handler =
          transaction -> {
            gone.await();
            return new Disposition.Accept(List.of());
          };
      try (TestClient client = bench.connect().envelope()) {
        client.ask("DATA");
        client.raw("Subject: x\r\n.\r\n");
        Bench.await(() -> !bench.judged.isEmpty());
      }
      Thread.sleep(50);
      gone.countDown();
      Bench.await(() -> bench.filter().status().connections() == 0);
      // It did not hear 250 and sends the message again: delivered now, it would arrive twice.
      assertThat(bench.hop.deliveries).isEmpty();
      assertThat(bench.events)
          .anyMatch(event ->
              event instanceof SmtpEvent.Refused refused
                  && refused.refusal() == SmtpRefusal.CLIENT_GONE);
    }
  }

  @Test
  void connectionLostMidMessage_deliversNothing() throws Exception {
    try (Bench bench = new Bench().start()) {
      for (String part :
          List.of("", "Subject: x", "Subject: x\r\n", "Subject: x\r\n.", "x\r\n.\r")) {
        try (TestClient client = bench.connect().envelope()) {
          client.ask("DATA");
          client.raw(part);
        }
        try (TestClient client = bench.connect().envelope()) {
          client.raw("BDAT 100 LAST\r\n" + part);
          client.halfClose();
          assertThat(client.reply()).isEmpty();
        }
      }
      Bench.await(() -> bench.filter().status().connections() == 0);
      assertThat(bench.hop.deliveries).isEmpty();
      assertThat(bench.judged).isEmpty();
    }
  }

  @Test
  void replacingAll_aLargeMessageGoesThroughAFile() throws Exception {
    try (Bench bench =
        new Bench().spool(new SpoolLimits(1 << 22, 4096, 1 << 20, 1 << 22)).start()) {
      bench.handler =
          transaction -> new Disposition.Accept(List.of(new Edit.InsertField(0, "X-Top", " 1")));
      String body = "Subject: x\r\n\r\n" + "0123456789abcdef\r\n".repeat(100_000);
      try (TestClient client = bench.connect().envelope()) {
        assertThat(client.message(body)).startsWith("250");
      }
      assertThat(bench.hop.deliveries.getFirst().text()).isEqualTo("X-Top: 1\r\n" + body + "\r\n");
    }
  }

  @Test
  void spillThatFails_is452() throws Exception {
    Bench bench = new Bench().spool(new SpoolLimits(1 << 20, 100, 1 << 20, 1 << 20)).start();
    try (bench;
        TestClient client = bench.connect().envelope()) {
      Files.delete(bench.spill);
      assertThat(client.message("x\r\n".repeat(1000))).startsWith("452 4.3.1");
      Files.createDirectory(bench.spill);
      client.ask("MAIL FROM:<a@client.test>");
      client.ask("RCPT TO:<b@hop.test>");
      assertThat(client.message("x\r\n".repeat(1000))).startsWith("250");
    }
  }

  @Test
  void stop_endsTheIdleAtOnceAndOthersBehindTheirMessage() throws Exception {
    try (Bench bench = new Bench().start();
        TestClient idle = bench.connect();
        TestClient busy = bench.connect().envelope()) {
      idle.reply();
      busy.ask("DATA");
      Thread stopping =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  bench.filter().stop(Duration.ofSeconds(10));
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              });
      assertThat(idle.reply()).startsWith("421 4.3.2 shutting down");
      busy.raw("Subject: x\r\n.\r\n");
      assertThat(busy.reply()).startsWith("250");
      assertThat(busy.reply()).startsWith("421 4.3.2 shutting down");
      stopping.join(Duration.ofSeconds(10));
      assertThat(bench.hop.deliveries).hasSize(1);
    }
  }

  @Test
  void stopWithoutPatience_answersNobody250() throws Exception {
    try (Bench bench = new Bench().start();
        TestClient busy = bench.connect().envelope()) {
      busy.ask("DATA");
      assertThat(bench.filter().stop(Duration.ofMillis(100))).isFalse();
      assertThat(busy.reply()).doesNotStartWith("250");
      assertThat(bench.hop.deliveries).isEmpty();
    }
  }

  @Test
  void unixSockets_workOnBothSides() throws Exception {
    Path folder = Files.createTempDirectory("indicia-unix");
    Path path = folder.resolve("in");
    Path inner = folder.resolve("inner");
    try (Bench bench = new Bench().start()) {
      bench.filter().listen(UnixDomainSocketAddress.of(inner), "inner");
      // A second filter before the first, both by Unix sockets.
      try (SmtpFilter outer =
          SmtpFilter.of(
              bench.options(),
              NextHop.parse("smtp:unix:" + inner),
              transaction -> new Disposition.Accept(List.of()),
              new Spool(bench.spill, SpoolLimits.DEFAULT),
              SmtpObserver.NONE)) {
        outer.listen(UnixDomainSocketAddress.of(path), "outer");
        try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
          client.connect(UnixDomainSocketAddress.of(path));
          client.write(
              ByteBuffer.wrap(
                  ("EHLO x\r\nXFORWARD ADDR=192.0.2.9\r\nMAIL FROM:<>\r\nRCPT TO:<b@hop.test>\r\n"
                          + "DATA\r\nSubject: x\r\n.\r\nQUIT\r\n")
                      .getBytes(StandardCharsets.US_ASCII)));
          StringBuilder said = new StringBuilder();
          ByteBuffer buffer = ByteBuffer.allocate(4096);
          while (client.read(buffer) >= 0) {
            said.append(StandardCharsets.US_ASCII.decode(buffer.flip()));
            buffer.clear();
          }
          assertThat(said.toString())
              .contains("250 2.0.0 queued as 0")
              .endsWith("221 2.0.0 Bye\r\n");
        }
      }
      assertThat(bench.hop.deliveries).hasSize(1);
      assertThat(bench.judged.getFirst().session().clientIp()).isEqualTo(IpAddress.of("192.0.2.9"));
    }
    assertThat(Files.exists(path)).isFalse();
    assertThat(Files.exists(inner)).isFalse();
    Files.delete(folder);
  }

  @Test
  void idleUnixConnection_hears421() throws Exception {
    Path folder = Files.createTempDirectory("indicia-unix");
    Path path = folder.resolve("in");
    try (Bench bench =
        new Bench()
            .start(o -> o.withTimes(SmtpTimeLimits.DEFAULT.with().commandMillis(200).build()))) {
      bench.filter().listen(UnixDomainSocketAddress.of(path), "unix");
      try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
        client.connect(UnixDomainSocketAddress.of(path));
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        while (client.read(buffer) >= 0) {
          // to the end
        }
        assertThat(StandardCharsets.US_ASCII.decode(buffer.flip()).toString())
            .endsWith("421 4.4.2 no command in time\r\n");
      }
    }
    Files.delete(folder);
  }

  @Test
  void reject_hasTheHandlersReply() throws Exception {
    try (Bench bench = new Bench().start()) {
      bench.handler =
          transaction -> new Disposition.Reject(new SmtpReply(554, "5.7.9", "not proven"));
      try (TestClient client = bench.connect().envelope()) {
        assertThat(client.message("Subject: x")).isEqualTo("554 5.7.9 not proven");
      }
      assertThat(bench.hop.deliveries).isEmpty();
    }
  }

  @Test
  void staleSocket_isReplaced_andOneThatSomebodyListensOnLeftAlone() throws Exception {
    Path path = Files.createTempDirectory("indicia-smtp-socket").resolve("smtp.sock");
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path);
    try (ServerSocketChannel crashed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      crashed.bind(address);
    }
    assertThat(path).exists();
    try (Bench bench = new Bench().start();
        Bench other = new Bench().start()) {
      bench.filter().listen(address, "unix");
      assertThatThrownBy(() -> other.filter().listen(address, "unix"))
          .isInstanceOf(FileAlreadyExistsException.class);
      try (SocketChannel client = SocketChannel.open(address)) {
        ByteBuffer greeting = ByteBuffer.allocate(4);
        client.read(greeting);
        assertThat(new String(greeting.array(), StandardCharsets.US_ASCII)).isEqualTo("220 ");
      }
    }
    assertThat(path).doesNotExist();
    Files.writeString(path, "a file of somebody's");
    try (Bench bench = new Bench().start()) {
      assertThatThrownBy(() -> bench.filter().listen(address, "unix"))
          .isInstanceOf(FileAlreadyExistsException.class);
    }
    assertThat(path).exists();
    Files.delete(path);
    Files.delete(path.getParent());
  }
}
