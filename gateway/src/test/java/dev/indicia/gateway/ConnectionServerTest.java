package dev.indicia.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every front end relies on, with a connection that sends back what it is told. */
@Timeout(20)
class ConnectionServerTest {
  /** Ends with its peer, when its time is over, or when told to. */
  private final class Echo implements ConnectionServer.Connection {
    private final SocketChannel channel;
    private volatile long deadline = Long.MAX_VALUE;
    private volatile boolean drained;

    Echo(SocketChannel channel) {
      this.channel = channel;
    }

    @Override
    public void run() {
      ByteBuffer buffer = ByteBuffer.allocate(16);
      try (channel) {
        while (!drained && channel.read(buffer) >= 0) {
          buffer.flip();
          channel.write(buffer);
          buffer.clear();
        }
      } catch (IOException e) {
        // Broken off.
      }
      if (failing) {
        throw new IllegalStateException("a bug in a connection");
      }
    }

    @Override
    public void expireIfLate(long nanoTime) {
      if (clockFailing) {
        throw new IllegalStateException("a bug in a clock");
      }
      if (deadline != Long.MAX_VALUE && nanoTime - deadline > 0) {
        abort();
      }
    }

    @Override
    public void drain() {
      drained = true;
      drains.incrementAndGet();
    }

    @Override
    public void abort() {
      aborts.incrementAndGet();
      try {
        channel.close();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void ended() {
      ends.incrementAndGet();
    }
  }

  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final List<Echo> echoes = new CopyOnWriteArrayList<>();
  private final AtomicInteger drains = new AtomicInteger();
  private final AtomicInteger aborts = new AtomicInteger();
  private final AtomicInteger ends = new AtomicInteger();
  private volatile boolean failing;
  private volatile boolean clockFailing;
  private ConnectionServer server;

  @BeforeEach
  void start() {
    server = ConnectionServer.start("echo", 10, this::hear);
  }

  @AfterEach
  void stop() throws InterruptedException {
    server.stop(Duration.ZERO);
  }

  private void hear(Throwable failure) {
    failures.add(failure);
    if (failure instanceof OutOfMemoryError) {
      throw new OutOfMemoryError("while it was told");
    }
  }

  private SocketAddress listen(ConnectionServer.Opener opener) throws IOException {
    ListeningSocket socket =
        ListeningSocket.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server.serve(socket, opener);
    return socket.address();
  }

  private Echo echo(SocketChannel channel) {
    Echo echo = new Echo(channel);
    echoes.add(echo);
    return echo;
  }

  private static int say(SocketChannel client) throws IOException {
    client.write(ByteBuffer.wrap(new byte[] {42}));
    return client.read(ByteBuffer.allocate(1));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(2);
    }
  }

  @Test
  void openerThatFails_costsOneConnection() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    SocketAddress address =
        listen(channel -> {
          switch (asked.getAndIncrement()) {
            case 0 -> throw new OutOfMemoryError("asked for");
            case 1 -> throw new IllegalStateException("a bug");
            case 2 -> throw new IOException("gone already");
            default -> {
              return echo(channel);
            }
          }
        });
    for (int i = 0; i < 3; i++) {
      try (SocketChannel client = SocketChannel.open(address)) {
        assertThat(client.read(ByteBuffer.allocate(1))).as("closed").isEqualTo(-1);
      }
    }
    try (SocketChannel client = SocketChannel.open(address)) {
      assertThat(say(client)).isEqualTo(1);
    }
    assertThat(failures)
        .extracting(Throwable::getMessage)
        .containsExactly("asked for", "a bug", "gone already");
  }

  @Test
  void bugInAConnection_endsItAlone() throws Exception {
    failing = true;
    SocketAddress address = listen(this::echo);
    for (int i = 1; i <= 3; i++) {
      try (SocketChannel client = SocketChannel.open(address)) {
        assertThat(say(client)).isEqualTo(1);
      }
      int count = i;
      await(() -> ends.get() == count);
    }
    await(() -> server.connections() == 0);
    assertThat(failures).hasSize(3).hasOnlyElementsOfType(IllegalStateException.class);
  }

  @Test
  void turnedAway_isNoConnection() throws Exception {
    SocketAddress address =
        listen(channel -> {
          channel.close();
          return null;
        });
    try (SocketChannel client = SocketChannel.open(address)) {
      assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }
    assertThat(server.connections()).isZero();
    assertThat(ends).hasValue(0);
  }

  @Test
  void late_isEndedByTheClock() throws Exception {
    SocketAddress address = listen(this::echo);
    try (SocketChannel client = SocketChannel.open(address)) {
      assertThat(say(client)).isEqualTo(1);
      echoes.getFirst().deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(30);
      assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }
    await(() -> server.connections() == 0);
    assertThat(ends).hasValue(1);
  }

  @Test
  void bugWhileTheClockLooks_doesNotStopIt() throws Exception {
    SocketAddress address = listen(this::echo);
    try (SocketChannel client = SocketChannel.open(address)) {
      assertThat(say(client)).isEqualTo(1);
      clockFailing = true;
      await(() -> failures.size() >= 2);
      clockFailing = false;
      echoes.getFirst().deadline = System.nanoTime();
      assertThat(client.read(ByteBuffer.allocate(1))).as("ended all the same").isEqualTo(-1);
    }
  }

  @Test
  void late_whileAllProcessorsOfVirtualThreadsAreBusy() throws Exception {
    SocketAddress address = listen(this::echo);
    AtomicInteger spinning = new AtomicInteger(4 * Runtime.getRuntime().availableProcessors());
    try (SocketChannel client = SocketChannel.open(address)) {
      assertThat(say(client)).isEqualTo(1);
      for (int i = spinning.get(); i > 0; i--) {
        Thread.ofVirtual()
            .start(() -> {
              while (aborts.get() == 0) {
                Thread.onSpinWait();
              }
              spinning.decrementAndGet();
            });
      }
      echoes.getFirst().deadline = System.nanoTime();
      assertThat(client.read(ByteBuffer.allocate(1))).as("ended all the same").isEqualTo(-1);
    }
    await(() -> spinning.get() == 0);
  }

  @Test
  void stop_letsComeToTheirEnd() throws Exception {
    SocketAddress address = listen(this::echo);
    try (SocketChannel client = SocketChannel.open(address)) {
      assertThat(say(client)).isEqualTo(1);
      Thread stopping = Thread.ofVirtual().unstarted(() -> stopWithin(Duration.ofSeconds(10)));
      stopping.start();
      await(() -> drains.get() == 1);
      assertThatThrownBy(() -> SocketChannel.open(address)).isInstanceOf(ConnectException.class);
      assertThat(say(client)).as("what is under way").isEqualTo(1);
      stopping.join();
    }
    assertThat(aborts).hasValue(0);
    assertThat(ends).hasValue(1);
    assertThat(failures).isEmpty();
  }

  @Test
  void stop_breaksOffWhoIsNotThroughInTime() throws Exception {
    SocketAddress address = listen(this::echo);
    try (SocketChannel client = SocketChannel.open(address)) {
      assertThat(say(client)).isEqualTo(1);
      assertThat(server.stop(Duration.ofMillis(30))).as("all through").isFalse();
      assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }
    assertThat(server.connections()).isZero();
    assertThat(aborts).hasValue(1);
    assertThat(ends).hasValue(1);
  }

  private void stopWithin(Duration time) {
    try {
      assertThat(server.stop(time)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
