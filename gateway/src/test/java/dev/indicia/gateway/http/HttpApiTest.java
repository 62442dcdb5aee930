package dev.indicia.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.indicia.gateway.watch.GatewayLog;
import dev.indicia.gateway.watch.Metrics;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that are slow, too many, too large, or no clients at all. */
class HttpApiTest {
  private static final HttpLimits LIMITS = new HttpLimits(20, 2, 2, 2, 50, 8 << 10, 2000, 10);

  private static final int MESSAGE_OCTETS_MAX = 200_000;
  private static final String MESSAGE = "From: ann@a.example\r\nSubject: x\r\n\r\nHello\r\n";

  @TempDir Path folder;

  private final Metrics metrics = new Metrics();
  private Spool spool;
  private Gateway gateway;
  private HttpApi api;

  @BeforeEach
  void start() throws IOException {
    spool = new Spool(folder, new SpoolLimits(MESSAGE_OCTETS_MAX, 10_000, 1 << 20, 1 << 20));
    GatewaySettings settings = TestSettings.of(Zone.builder().build());
    gateway =
        new Gateway(
            () -> settings,
            GatewayLimits.DEFAULT,
            new LearnedInMemory(),
            (event, wait) -> new AppendResult.Stored(1),
            new GatewayWatch(metrics, GatewayLog.SILENT),
            InstantSource.fixed(Instant.parse("2026-05-12T08:30:00Z")));
    api =
        HttpApi.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            gateway,
            spool,
            metrics,
            () -> true,
            InstantSource.fixed(Instant.parse("2026-05-03T08:30:00Z")),
            LIMITS,
            cause -> {
              throw new AssertionError(cause);
            });
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    // The server has yet to hear of connections that a test left.
    String answer = check(MESSAGE);
    for (int i = 0; i < 100 && !answer.startsWith("HTTP/1.1 200"); i++) {
      Thread.sleep(50);
      answer = check(MESSAGE);
    }
    assertThat(answer).as("it still answers").startsWith("HTTP/1.1 200");
    for (int i = 0; i < 200 && spool.memoryOctets() + spool.diskOctets() > 0; i++) {
      Thread.sleep(20);
    }
    assertThat(spool.memoryOctets() + spool.diskOctets()).isZero();
    api.close();
    gateway.close();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.connect(api.address());
    socket.setSoTimeout(15_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** What comes until the server closes; how it closes does not matter. */
  private static String rest(Socket socket) throws IOException {
    StringBuilder text = new StringBuilder();
    byte[] buffer = new byte[4096];
    try {
      for (int n = socket.getInputStream().read(buffer);
          n >= 0;
          n = socket.getInputStream().read(buffer)) {
        text.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
      }
    } catch (SocketException e) {
      text.append("(reset)");
    }
    return text.toString();
  }

  private String check(String body) throws IOException {
    try (Socket socket = connect()) {
      send(
          socket,
          "POST /v1/check HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
      return rest(socket);
    }
  }

  private static long seconds(long from) {
    return Duration.ofNanos(System.nanoTime() - from).toSeconds();
  }

  @Test
  void requestLetterByLetter_isCutOff() throws Exception {
    for (String start :
        List.of(
            "GET /metrics HTTP/1.1\r\nX: ",
            "POST /v1/check HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n")) {
      long from = System.nanoTime();
      try (Socket socket = connect()) {
        send(socket, start);
        boolean open = true;
        while (open && seconds(from) < 15) {
          Thread.sleep(100);
          try {
            send(socket, "a");
          } catch (SocketException e) {
            open = false;
          }
        }
        assertThat(open).as(start).isFalse();
      }
      assertThat(seconds(from)).as(start).isBetween(1L, 7L);
    }
  }

  @Test
  void idleConnections_areClosed_newOnesAndKeptOnes() throws Exception {
    try (Socket fresh = connect();
        Socket kept = connect()) {
      send(kept, "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");
      long from = System.nanoTime();
      assertThat(rest(kept)).startsWith("HTTP/1.1 200");
      rest(fresh);
      assertThat(seconds(from)).isBetween(1L, 8L);
    }
  }

  @Test
  void answerThatNobodyReads_isCutOff() throws Exception {
    for (int i = 0; i < 300_000; i++) {
      metrics.gauge("long", "Many.", () -> 1, "label", "a long value of a label " + i);
    }
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(4096);
      socket.connect(api.address());
      socket.setSoTimeout(15_000);
      send(socket, "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
      Thread.sleep(6000);
      String got = rest(socket);
      assertThat(got).startsWith("HTTP/1.1 200");
      int length = Integer.parseInt(got.replaceFirst("(?s).*?Content-Length: (\\d+).*", "$1"));
      assertThat(got.length()).as("it was not waited for").isLessThan(length);
    }
  }

  @Test
  void tooManyConnections_areTurnedAway_andTheOthersServed() throws Exception {
    List<Socket> held = new ArrayList<>();
    try {
      for (int i = 0; i < 3 * LIMITS.connectionsMax(); i++) {
        Socket socket = connect();
        held.add(socket);
        send(socket, "GET /health/live HTTP/1.1\r\nX: ");
      }
      int turnedAway = 0;
      long from = System.nanoTime();
      for (Socket socket : held.subList(LIMITS.connectionsMax() + 1, held.size())) {
        turnedAway += rest(socket).contains("200") ? 0 : 1;
      }
      assertThat(turnedAway).isEqualTo(2 * LIMITS.connectionsMax() - 1);
      assertThat(metrics.text())
          .contains(
              "indicia_front_end_events_total{front_end=\"http\",event=\"connection_refused\"} ");
      assertThat(seconds(from)).as("at once").isLessThan(2);
    } finally {
      for (Socket socket : held) {
        socket.close();
      }
    }
  }

  @Test
  void bodyThatIsTooLarge_isToldSo_withItsLengthOrWithout() throws Exception {
    assertThat(check("x".repeat(MESSAGE_OCTETS_MAX + 1))).startsWith("HTTP/1.1 413");
    assertThat(check("x".repeat(2 * MESSAGE_OCTETS_MAX - 1))).startsWith("HTTP/1.1 413");
    HttpResponse<String> chunked;
    try (HttpClient client = HttpClient.newHttpClient()) {
      byte[] piece = new byte[1000];
      chunked =
          client.send(
              HttpRequest.newBuilder(java.net.URI.create("http:/" + api.address() + "/v1/check"))
                  .POST(
                      HttpRequest.BodyPublishers.ofByteArrays(
                          java.util.Collections.nCopies(300, piece)))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
    }
    assertThat(chunked.statusCode()).isEqualTo(413);
  }

  @Test
  void bodyWithoutEnd_isCutOff() throws Exception {
    long from = System.nanoTime();
    try (Socket socket = connect()) {
      send(socket, "POST /v1/check HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
      OutputStream out = socket.getOutputStream();
      byte[] chunk = ("1000\r\n" + "x".repeat(4096) + "\r\n").getBytes(StandardCharsets.US_ASCII);
      boolean open = true;
      while (open && seconds(from) < 15) {
        try {
          out.write(chunk);
        } catch (SocketException e) {
          open = false;
        }
      }
      assertThat(open).isFalse();
    }
    assertThat(seconds(from)).isLessThan(7);
  }

  @Test
  void headerOfManyFieldsOrOctets_isRefused() throws Exception {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      many.append("X").append(i).append(": y\r\n");
    }
    String line = "GET /health/live HTTP/1.1\r\nHost: x\r\n";
    int left = LIMITS.headerOctetsMax() - line.length() - "X: \r\n".length();
    assertThat(exchange(line + "X: " + "y".repeat(left) + "\r\n\r\n")).contains("200 OK");
    String octetTooMany = "X: " + "y".repeat(left + 1) + "\r\n";
    for (String header : List.of(many.toString(), octetTooMany, octetTooMany.repeat(8))) {
      assertThat(exchange(line + header + "\r\n")).startsWith("HTTP/1.1 431");
    }
  }

  @Test
  void halfClosedClient_getsItsAnswer() throws Exception {
    try (Socket socket = connect()) {
      send(
          socket,
          "POST /v1/check HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: "
              + MESSAGE.length()
              + "\r\n\r\n"
              + MESSAGE);
      socket.shutdownOutput();
      assertThat(rest(socket)).startsWith("HTTP/1.1 200").contains("\"verdict\"");
    }
  }

  @Test
  void requestThatBreaksOff_leavesNothing() throws Exception {
    for (int i = 0; i < 50; i++) {
      try (Socket socket = connect()) {
        send(
            socket,
            "POST /v1/check HTTP/1.1\r\nHost: x\r\nContent-Length: 150000\r\n\r\n"
                + "x".repeat(i * 2000));
        if (i % 2 == 0) {
          socket.setSoLinger(true, 0);
        }
      }
    }
    assertThat(metrics.text()).as("nothing was judged").doesNotContain("indicia_messages_total{");
  }

  private String exchange(String sent) throws IOException {
    try (Socket socket = connect()) {
      send(socket, sent);
      socket.shutdownOutput();
      return rest(socket);
    }
  }

  private static String request(String line, String... fields) {
    return line + " HTTP/1.1\r\nHost: x\r\n" + String.join("", fields) + "\r\n";
  }

  @Test
  void requestsOneBehindTheOther_areAnsweredInTheirOrder() throws Exception {
    String answers =
        exchange(
            request("GET /health/live")
                + request("POST /v1/check", "Content-Length: " + MESSAGE.length() + "\r\n")
                + MESSAGE
                + request("GET /nothing")
                + request("DELETE /metrics", "Connection: close\r\n")
                + request("GET /health/live"));
    assertThat(answers.split("HTTP/1.1 ", -1))
        .extracting(answer -> answer.isEmpty() ? "" : answer.substring(0, 3))
        .containsExactly("", "200", "200", "404", "405");
    assertThat(answers)
        .contains("\"verdict\"")
        .contains("Allow: GET, HEAD\r\n")
        .contains("Date: Sun, 03 May 2026 08:30:00 GMT\r\n");
  }

  /** RFC 9110 §9.3.2: content behind such a head would be taken for the next answer. */
  @Test
  void headAlone_hasNoContentBehindIt() throws Exception {
    String answers =
        exchange(
            request("HEAD /health/live")
                + request("HEAD /v1/check")
                + request("HEAD /nothing")
                + request("GET /health/live", "Connection: close\r\n"));
    assertThat(answers.split("\r\n\r\n", -1))
        .hasSize(5)
        .satisfies(parts -> {
          assertThat(parts[0]).startsWith("HTTP/1.1 200").contains("Content-Length: 16");
          assertThat(parts[1]).startsWith("HTTP/1.1 405").endsWith("Allow: POST");
          assertThat(parts[2]).startsWith("HTTP/1.1 404");
          assertThat(parts[3]).startsWith("HTTP/1.1 200");
          assertThat(parts[4]).isEqualTo("{\"status\":\"up\"}\n");
        });
  }

  /** RFC 9112 §2.2. */
  @Test
  void emptyLinesBeforeARequest_arePassedOver() throws Exception {
    assertThat(exchange("\r\n" + request("GET /health/live") + "\r\n\r\n"))
        .startsWith("HTTP/1.1 200")
        .doesNotContain("400");
  }

  /** RFC 9112 §9.6: else the octets that nobody reads would take the answer with them. */
  @Test
  void answerBeforeTheBody_arrives_andEndsTheConnection() throws Exception {
    String body = "x".repeat(MESSAGE_OCTETS_MAX - 1000);
    String length = "Content-Length: " + body.length() + "\r\n";
    for (String head :
        List.of(
            "GET\r\n\r\n",
            request("POST /nothing", length),
            request("GET /v1/check", length),
            request("POST /v1/check?%x", length),
            request("POST /v1/check", "Transfer-Encoding: chunked\r\n"))) {
      try (Socket socket = connect()) {
        send(socket, head);
        send(socket, body);
        assertThat(rest(socket))
            .as(head)
            .startsWith("HTTP/1.1 40")
            .contains("Connection: close")
            .doesNotContain("(reset)");
      }
    }
  }

  @Test
  void close_letsTheRequestUnderWayFinish_andTakesNoOther() throws Exception {
    try (Socket idle = connect();
        Socket busy = connect()) {
      send(busy, request("POST /v1/check", "Content-Length: " + MESSAGE.length() + "\r\n"));
      send(busy, MESSAGE.substring(0, MESSAGE.length() - 1));
      send(idle, request("GET /health/live"));
      assertThat(idle.getInputStream().read()).isEqualTo('H');
      Thread closing = Thread.ofVirtual().start(api::close);
      rest(idle);
      assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
      send(busy, "\n" + request("GET /health/live"));
      String answer = rest(busy);
      assertThat(answer).startsWith("HTTP/1.1 200").contains("Connection: close");
      assertThat(answer).as("the second one").doesNotContain("\"up\"");
      closing.join();
    }
    start();
  }

  @Test
  void chunks_areOneMessage() throws Exception {
    String whole = exchange(request("POST /v1/check", "Content-Length: 42\r\n") + MESSAGE);
    assertThat(whole).startsWith("HTTP/1.1 200");
    String chunked =
        exchange(
            request("POST /v1/check", "Transfer-Encoding: chunked\r\n")
                + "1;x=y\r\nF\r\n029\r\n"
                + MESSAGE.substring(1)
                + "\r\n0\r\nTrailer: x\r\n\r\n"
                + request("GET /health/live"));
    assertThat(chunked).startsWith("HTTP/1.1 200").contains("ann@a.example").contains("\"up\"");
    for (String broken :
        List.of(
            "x\r\n",
            "-1\r\n",
            "\r\n",
            "1\r\nab\r\n0\r\n\r\n",
            "123456789\r\n",
            "1\nF",
            "1 5\r\nF")) {
      assertThat(exchange(request("POST /v1/check", "Transfer-Encoding: chunked\r\n") + broken))
          .as(broken)
          .startsWith("HTTP/1.1 400")
          .contains("Connection: close");
    }
  }

  @Test
  void clientThatWaitsForLeave_getsIt_orItsAnswer() throws Exception {
    try (Socket socket = connect()) {
      send(
          socket,
          request(
              "POST /v1/check",
              "Expect: 100-continue\r\nConnection: close\r\nContent-Length: 42\r\n"));
      byte[] leave = socket.getInputStream().readNBytes(25);
      assertThat(new String(leave, StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      send(socket, MESSAGE);
      assertThat(rest(socket)).startsWith("HTTP/1.1 200");
    }
    try (Socket socket = connect()) {
      send(socket, request("POST /v1/check?%x", "Expect: 100-continue\r\nContent-Length: 9\r\n"));
      assertThat(rest(socket)).startsWith("HTTP/1.1 400");
    }
    try (Socket socket = connect()) {
      String tooLarge = "Content-Length: " + (MESSAGE_OCTETS_MAX + 1) + "\r\n";
      send(socket, request("POST /v1/check", "Expect: 100-continue\r\n", tooLarge));
      assertThat(rest(socket)).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void headWithBareLineFeeds_isRefusedAtOnce() throws Exception {
    for (String head :
        List.of(
            "GET /health/live HTTP/1.1\nHost: x\n\n",
            "GET /health/live HTTP/1.1\r\nHost: x\nX: y\r\n\r\n",
            "\n\n\n\nGET /health/live HTTP/1.1\r\n")) {
      long from = System.nanoTime();
      try (Socket socket = connect()) {
        send(socket, head);
        assertThat(rest(socket)).as(head).startsWith("HTTP/1.1 400").contains("bare LF");
      }
      assertThat(seconds(from)).as(head).isLessThan(2);
    }
  }

  @Test
  void whatIsNoRequest_disturbsNobody() throws Exception {
    for (String garbage :
        List.of("\0\1\2\3\r\n\r\n", "GET\r\n\r\n", "EHLO x\r\n", "GET http://[ HTTP/1.1\r\n\r\n")) {
      try (Socket socket = connect()) {
        send(socket, garbage);
        socket.shutdownOutput();
        assertThat(rest(socket)).doesNotContain("200 OK");
      }
    }
  }
}
