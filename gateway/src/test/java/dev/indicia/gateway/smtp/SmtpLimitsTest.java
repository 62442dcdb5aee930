package dev.indicia.gateway.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dns.IpAddress;
import dev.indicia.gateway.Disposition;
import dev.indicia.gateway.LocalCertificate;
import dev.indicia.gateway.SpoolLimits;
import dev.indicia.gateway.esmtp.SmtpRefusal;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Each limit is hit once, with the reply it gives. Named after the limit. */
class SmtpLimitsTest {
  private static Bench bench(UnaryOperator<SmtpLimits.Builder> change) throws Exception {
    return new Bench()
        .start(options -> options.withLimits(change.apply(SmtpLimits.DEFAULT.with()).build()));
  }

  private static Bench spooled(long message, int memory, long allMemory, long disk)
      throws Exception {
    return new Bench().spool(new SpoolLimits(message, memory, allMemory, disk)).start();
  }

  private static Bench timed(UnaryOperator<SmtpTimeLimits.Builder> change) throws Exception {
    return new Bench()
        .start(options -> options.withTimes(change.apply(SmtpTimeLimits.DEFAULT.with()).build()));
  }

  private static boolean refused(Bench bench, SmtpRefusal refusal) {
    return bench.events.stream()
        .anyMatch(event -> event instanceof SmtpEvent.Refused r && r.refusal() == refusal);
  }

  @Test
  void everyLimit_hasATest() {
    List<String> tests = new ArrayList<>();
    for (var method : SmtpLimitsTest.class.getDeclaredMethods()) {
      tests.add(method.getName());
    }
    for (Class<?> type : List.of(SmtpLimits.class, SmtpTimeLimits.class, SpoolLimits.class)) {
      for (RecordComponent limit : type.getRecordComponents()) {
        assertThat(tests)
            .as(limit.getName())
            .anyMatch(test -> test.startsWith(limit.getName() + "_"));
      }
    }
  }

  @Test
  void commandOctetsMax_is500() throws Exception {
    try (Bench bench = bench(limits -> limits.commandOctetsMax(512));
        TestClient client = bench.connect()) {
      client.reply();
      assertThat(client.ask("NOOP " + "x".repeat(505))).startsWith("250");
      assertThat(client.ask("NOOP " + "x".repeat(506))).startsWith("500 5.5.2 line too long");
      assertThat(client.ask("NOOP")).startsWith("250");
      // A line without end is the end.
      client.raw("x".repeat(5000));
      assertThat(client.reply()).isEmpty();
    }
  }

  @Test
  void pathOctetsMax_is501() throws Exception {
    try (Bench bench = bench(limits -> limits.pathOctetsMax(256));
        TestClient client = bench.connect()) {
      client.reply();
      client.ask("EHLO client.test");
      assertThat(client.ask("MAIL FROM:<" + "a".repeat(243) + "@b.example>")).startsWith("250");
      assertThat(client.ask("RCPT TO:<" + "a".repeat(245) + "@b.example>")).startsWith("501 5.1.3");
    }
  }

  @Test
  void textLineOctetsMax_is554() throws Exception {
    try (Bench bench = bench(limits -> limits.textLineOctetsMax(1000));
        TestClient client = bench.connect().envelope()) {
      assertThat(client.message("x".repeat(999))).startsWith("554 5.6.0");
      client.ask("MAIL FROM:<a@client.test>");
      client.ask("RCPT TO:<b@hop.test>");
      assertThat(client.message("x".repeat(998))).startsWith("250");
      assertThat(bench.hop.deliveries).hasSize(1);
    }
  }

  @Test
  void messageOctetsMax_is552() throws Exception {
    try (Bench bench = spooled(1000, 1000, 1 << 20, 1 << 20);
        TestClient client = bench.connect()) {
      client.reply();
      assertThat(client.ask("EHLO client.test")).contains("SIZE 1000");
      assertThat(client.ask("MAIL FROM:<a@client.test> SIZE=1001")).startsWith("552 5.3.4");
      assertThat(client.ask("MAIL FROM:<a@client.test>")).startsWith("250");
      client.ask("RCPT TO:<b@hop.test>");
      assertThat(client.message("x".repeat(98) + "\r\n" + ("y".repeat(98) + "\r\n").repeat(10)))
          .startsWith("552 5.3.4");
      client.ask("MAIL FROM:<a@client.test>");
      client.ask("RCPT TO:<b@hop.test>");
      client.raw("BDAT 1001 LAST\r\n" + "x".repeat(1001));
      assertThat(client.reply()).startsWith("552 5.3.4");
      // Twice the size is not read to its end.
      client.ask("MAIL FROM:<a@client.test>");
      client.ask("RCPT TO:<b@hop.test>");
      client.ask("DATA");
      client.raw("x\r\n".repeat(3000));
      assertThat(client.reply()).startsWith("552 5.3.4");
      assertThat(client.reply()).isEmpty();
      assertThat(bench.hop.deliveries).isEmpty();
    }
  }

  @Test
  void recipientsMax_is452() throws Exception {
    try (Bench bench = bench(limits -> limits.recipientsMax(3));
        TestClient client = bench.connect().envelope()) {
      assertThat(client.ask("RCPT TO:<c@hop.test>")).startsWith("250");
      assertThat(client.ask("RCPT TO:<d@hop.test>")).startsWith("250");
      assertThat(client.ask("RCPT TO:<e@hop.test>")).startsWith("452 4.5.3");
      assertThat(client.message("Subject: x")).startsWith("250");
      assertThat(bench.hop.deliveries.getFirst().recipients()).hasSize(3);
    }
  }

  @Test
  void errorsMax_is421() throws Exception {
    try (Bench bench = bench(limits -> limits.errorsMax(3));
        TestClient client = bench.connect()) {
      client.reply();
      client.ask("WHAT");
      client.ask("EHLO");
      assertThat(client.ask("WHAT")).startsWith("421 4.7.0 too many errors");
      assertThat(client.reply()).isEmpty();
    }
    // What the next hop refuses for good counts too: nobody tries out all names.
    try (Bench bench = bench(limits -> limits.errorsMax(2));
        TestClient client = bench.connect().envelope()) {
      bench.hop.answer("RCPT", "550 5.1.1 no");
      client.ask("RCPT TO:<c@hop.test>");
      assertThat(client.ask("RCPT TO:<d@hop.test>")).startsWith("550 5.1.1");
      assertThat(client.reply()).startsWith("421 4.7.0 too many errors");
    }
  }

  @Test
  void commandsMax_is421() throws Exception {
    try (Bench bench = bench(limits -> limits.commandsMax(3));
        TestClient client = bench.connect()) {
      client.reply();
      client.ask("NOOP");
      client.ask("NOOP");
      client.ask("NOOP");
      assertThat(client.ask("NOOP")).startsWith("421 4.7.0 too many commands");
      assertThat(client.reply()).isEmpty();
    }
  }

  @Test
  void messagesMax_is421() throws Exception {
    try (Bench bench = bench(limits -> limits.messagesMax(1));
        TestClient client = bench.connect().envelope()) {
      assertThat(client.message("Subject: x")).startsWith("250");
      assertThat(client.ask("MAIL FROM:<a@client.test>")).startsWith("421 4.7.0 too many messages");
      assertThat(client.reply()).isEmpty();
    }
  }

  @Test
  @SuppressWarnings("try") // closed before the end, on purpose
  void connectionsMax_is421() throws Exception {
    try (Bench bench = bench(limits -> limits.connectionsMax(2));
        TestClient first = bench.connect();
        TestClient second = bench.connect()) {
      assertThat(first.reply()).startsWith("220");
      assertThat(second.reply()).startsWith("220");
      try (TestClient third = bench.connect()) {
        assertThat(third.reply()).startsWith("421 4.3.2 too many connections");
      }
      first.ask("QUIT");
      first.close();
      Bench.await(() -> bench.filter().status().connections() == 1);
      try (TestClient third = bench.connect()) {
        assertThat(third.reply()).startsWith("220");
      }
    }
  }

  @Test
  void connectionsPerAddressMax_isCountedForStrangers() {
    ClientGate gate = new ClientGate(SmtpLimits.DEFAULT.with().connectionsPerAddressMax(2).build());
    IpAddress client = IpAddress.of("192.0.2.1");
    assertThat(gate.enter(client)).isNull();
    assertThat(gate.enter(client)).isNull();
    assertThat(gate.enter(client)).isEqualTo(SmtpRefusal.TOO_MANY_FROM_ADDRESS);
    assertThat(gate.enter(IpAddress.of("192.0.2.2"))).isNull();
    assertThat(gate.enter(null)).isNull();
    gate.leave(client);
    assertThat(gate.enter(client)).isNull();
    assertThat(SmtpRefusal.TOO_MANY_FROM_ADDRESS.reply().line()).startsWith("421 4.7.0");
  }

  @Test
  void messagesPerMinuteMax_is450() throws Exception {
    try (Bench bench = bench(limits -> limits.messagesPerMinuteMax(2));
        TestClient client = bench.connect()) {
      client.reply();
      client.ask("EHLO client.test");
      for (int i = 0; i < 2; i++) {
        client.ask("XFORWARD ADDR=192.0.2." + i);
        assertThat(client.ask("MAIL FROM:<a@client.test>")).startsWith("250");
        client.ask("RSET");
      }
      client.ask("XFORWARD ADDR=192.0.2.77");
      assertThat(client.ask("MAIL FROM:<a@client.test>")).startsWith("450 4.7.1");
      client.ask("RSET");
      client.ask("XFORWARD ADDR=198.51.100.1");
      assertThat(client.ask("MAIL FROM:<a@client.test>")).startsWith("250");
    }
  }

  @Test
  void networksMax_forgetsTheOldest() {
    ClientGate gate =
        new ClientGate(SmtpLimits.DEFAULT.with().messagesPerMinuteMax(1).networksMax(2).build());
    IpAddress first = IpAddress.of("192.0.2.1");
    assertThat(gate.mayBegin(first, 0)).isTrue();
    assertThat(gate.mayBegin(first, 0)).isFalse();
    // The bucket fills in a minute.
    assertThat(gate.mayBegin(first, 61_000_000_000L)).isTrue();
    assertThat(gate.mayBegin(IpAddress.of("198.51.100.1"), 61_000_000_000L)).isTrue();
    assertThat(gate.mayBegin(IpAddress.of("2001:db8::1"), 61_000_000_000L)).isTrue();
    assertThat(gate.mayBegin(IpAddress.of("2001:db8::2"), 61_000_000_000L)).isFalse();
    assertThat(gate.mayBegin(first, 61_000_000_000L)).isTrue();
  }

  @Test
  void messageMemoryOctetsMax_sendsTheRestToAFile() throws Exception {
    try (Bench bench = spooled(1 << 20, 1000, 1 << 20, 1 << 20)) {
      List<SmtpFilter.Status> seen = new ArrayList<>();
      bench.handler =
          transaction -> {
            seen.add(bench.filter().status());
            return new Disposition.Accept(List.of());
          };
      try (TestClient client = bench.connect().envelope()) {
        assertThat(client.message("x\r\n".repeat(200))).startsWith("250");
        client.ask("MAIL FROM:<a@client.test>");
        client.ask("RCPT TO:<b@hop.test>");
        assertThat(client.message("x\r\n".repeat(100_000))).startsWith("250");
      }
      assertThat(seen.getFirst().diskOctets()).isZero();
      assertThat(seen.getFirst().memoryOctets()).isPositive();
      assertThat(seen.getLast().diskOctets()).isBetween(300_000L, 400_000L);
      assertThat(seen.getLast().memoryOctets()).isZero();
      assertThat(bench.hop.deliveries.getLast().text()).isEqualTo("x\r\n".repeat(100_000) + "\r\n");
    }
  }

  @Test
  void memoryOctetsMax_sendsMessagesToFiles() throws Exception {
    try (Bench bench = spooled(1 << 20, 1 << 20, 100, 1 << 20)) {
      List<SmtpFilter.Status> seen = new ArrayList<>();
      bench.handler =
          transaction -> {
            seen.add(bench.filter().status());
            return new Disposition.Accept(List.of());
          };
      try (TestClient client = bench.connect().envelope()) {
        assertThat(client.message("Subject: x")).startsWith("250");
      }
      assertThat(seen.getFirst().diskOctets()).isPositive();
    }
  }

  @Test
  void diskOctetsMax_is452() throws Exception {
    try (Bench bench = spooled(1 << 20, 1000, 1 << 20, 200_000);
        TestClient client = bench.connect().envelope()) {
      assertThat(client.message("x\r\n".repeat(100_000))).startsWith("452 4.3.1");
      assertThat(bench.filter().status().diskOctets()).isZero();
      client.ask("MAIL FROM:<a@client.test>");
      client.ask("RCPT TO:<b@hop.test>");
      assertThat(client.message("x\r\n".repeat(50_000))).startsWith("250");
    }
  }

  @Test
  void hopLineOctetsMax_is451() throws Exception {
    try (Bench bench = bench(limits -> limits.hopLineOctetsMax(512));
        TestClient client = bench.connect()) {
      bench.hop.answer("MAIL", "250 " + "x".repeat(600));
      client.reply();
      client.ask("EHLO client.test");
      assertThat(client.ask("MAIL FROM:<a@client.test>")).startsWith("451 4.5.0");
    }
  }

  @Test
  void hopReplyLinesMax_is451() throws Exception {
    try (Bench bench = bench(limits -> limits.hopReplyLinesMax(10));
        TestClient client = bench.connect()) {
      bench.hop.answer("MAIL", "250-x\n".repeat(10) + "250 x");
      client.reply();
      client.ask("EHLO client.test");
      assertThat(client.ask("MAIL FROM:<a@client.test>")).startsWith("451 4.5.0");
    }
  }

  @Test
  @SuppressWarnings("try") // closed before the end, on purpose
  void commandMillis_is421HoweverSlowTheOctetsCome() throws Exception {
    try (Bench bench = timed(times -> times.commandMillis(400));
        TestClient client = bench.connect()) {
      client.reply();
      long from = System.nanoTime();
      Thread drip =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  while (true) {
                    client.raw("N");
                    Thread.sleep(50);
                  }
                } catch (Exception e) {
                  // Closed.
                }
              });
      assertThat(client.reply()).startsWith("421 4.4.2 no command in time");
      assertThat(System.nanoTime() - from).isBetween(350_000_000L, 5_000_000_000L);
      assertThat(client.reply()).isEmpty();
      client.close();
      drip.join();
    }
  }

  @Test
  void dataMillis_is421() throws Exception {
    try (Bench bench = timed(times -> times.dataMillis(300));
        TestClient client = bench.connect().envelope()) {
      client.ask("DATA");
      client.raw("Subject: x\r\n");
      assertThat(client.reply()).startsWith("421 4.4.2 no data in time");
      assertThat(bench.hop.deliveries).isEmpty();
    }
  }

  @Test
  void messageMillis_is421HoweverSlowTheOctetsCome() throws Exception {
    try (Bench bench = timed(times -> times.messageMillis(500));
        TestClient client = bench.connect().envelope()) {
      client.ask("DATA");
      for (int i = 0; i < 6; i++) {
        client.raw("x");
        Thread.sleep(100);
      }
      assertThat(client.reply()).startsWith("421 4.4.2 no data in time");
      assertThat(bench.hop.deliveries).isEmpty();
    }
  }

  @Test
  void sessionMillis_is421() throws Exception {
    try (Bench bench = timed(times -> times.sessionMillis(400));
        TestClient client = bench.connect()) {
      client.reply();
      client.ask("NOOP");
      assertThat(client.reply()).startsWith("421 4.4.2 connection is too old");
      assertThat(refused(bench, SmtpRefusal.SESSION_TIMEOUT)).isTrue();
    }
  }

  @Test
  void writeMillis_closesOnWhoDoesNotRead() throws Exception {
    try (Bench bench =
        new Bench()
            .start(options ->
                options
                    .withTimes(SmtpTimeLimits.DEFAULT.with().writeMillis(300).build())
                    .withLimits(
                        SmtpLimits.DEFAULT.with().commandsMax(Integer.MAX_VALUE).build()))) {
      try (TestClient client = bench.connect()) {
        client.reply();
        byte[] many =
            "HELP\r\n".repeat(10_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        Thread.ofVirtual()
            .start(() -> {
              try {
                while (true) {
                  client.raw(many);
                }
              } catch (Exception e) {
                // Closed.
              }
            });
        Bench.await(() -> bench.filter().status().connections() == 0);
      }
    }
  }

  @Test
  void tlsMillis_endsASilentHandshake() throws Exception {
    LocalCertificate certificate = LocalCertificate.of("hop.test");
    try (Bench bench =
        new Bench()
            .start(options ->
                options
                    .withTls(certificate.server(), false)
                    .withTimes(SmtpTimeLimits.DEFAULT.with().tlsMillis(300).build()))) {
      try (TestClient client = bench.connect()) {
        client.reply();
        client.ask("EHLO client.test");
        assertThat(client.ask("STARTTLS")).startsWith("220");
        Bench.await(() -> bench.filter().status().connections() == 0);
      }
    }
  }

  @Test
  void judgeMillis_is451AndInterruptsTheHandler() throws Exception {
    try (Bench bench = timed(times -> times.judgeMillis(300))) {
      CountDownLatch interrupted = new CountDownLatch(1);
      bench.handler =
          transaction -> {
            try {
              Thread.sleep(60_000);
            } catch (InterruptedException e) {
              interrupted.countDown();
              throw e;
            }
            throw new AssertionError("not interrupted");
          };
      try (TestClient client = bench.connect().envelope()) {
        assertThat(client.message("Subject: x"))
            .startsWith("451 4.3.0 message could not be checked in time");
        interrupted.await();
        assertThat(bench.hop.deliveries).isEmpty();
      }
    }
  }

  @Test
  void hopConnectMillis_is451() throws Exception {
    // A listener whose queue is full answers nobody.
    try (java.net.ServerSocket full =
            new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress());
        Bench bench =
            new Bench()
                .start(
                    options ->
                        options.withTimes(
                            SmtpTimeLimits.DEFAULT.with().hopConnectMillis(300).build()),
                    hop -> NextHop.parse("127.0.0.1:" + full.getLocalPort()))) {
      List<java.net.Socket> fillers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        java.net.Socket filler = new java.net.Socket();
        fillers.add(filler);
        try {
          filler.connect(full.getLocalSocketAddress(), 100);
        } catch (java.net.SocketTimeoutException e) {
          break;
        }
      }
      try (TestClient client = bench.connect()) {
        client.reply();
        client.ask("EHLO client.test");
        assertThat(client.ask("MAIL FROM:<a@client.test>")).startsWith("451 4.4.2");
        assertThat(refused(bench, SmtpRefusal.HOP_TIMEOUT)).isTrue();
      }
      for (java.net.Socket filler : fillers) {
        filler.close();
      }
    }
  }

  @Test
  void hopReplyMillis_is451() throws Exception {
    try (Bench bench = timed(times -> times.hopReplyMillis(300));
        TestClient client = bench.connect()) {
      bench.hop.answer("MAIL", "!silent");
      client.reply();
      client.ask("EHLO client.test");
      assertThat(client.ask("MAIL FROM:<a@client.test>"))
          .startsWith("451 4.4.2 next hop did not reply");
    }
  }

  @Test
  void hopFinalMillis_is451() throws Exception {
    try (Bench bench = timed(times -> times.hopFinalMillis(300));
        TestClient client = bench.connect().envelope()) {
      bench.hop.answer("end", "!silent");
      assertThat(client.message("Subject: x")).startsWith("451 4.4.2 next hop did not confirm");
    }
  }
}
