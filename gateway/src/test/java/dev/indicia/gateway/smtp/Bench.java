package dev.indicia.gateway.smtp;

import dev.indicia.gateway.Disposition;
import dev.indicia.gateway.MailHandler;
import dev.indicia.gateway.Spool;
import dev.indicia.gateway.SpoolLimits;
import dev.indicia.gateway.Transaction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A filter on loopback before a scripted hop. */
final class Bench implements AutoCloseable {
  final ScriptedHop hop;
  final List<SmtpEvent> events = new CopyOnWriteArrayList<>();
  final List<Transaction> judged = new CopyOnWriteArrayList<>();
  final Path spill;
  volatile MailHandler handler = transaction -> new Disposition.Accept(List.of());
  SpoolLimits spoolLimits = SpoolLimits.DEFAULT;
  private SmtpFilter filter;
  SocketAddress address;

  Bench() throws IOException {
    this.hop = new ScriptedHop();
    this.spill = Files.createTempDirectory("indicia-smtp-test");
  }

  /** Before the start. */
  Bench spool(SpoolLimits limits) {
    spoolLimits = limits;
    return this;
  }

  Bench start() throws IOException {
    return start(options -> options);
  }

  Bench start(UnaryOperator<SmtpOptions> change) throws IOException {
    return start(change, next -> next);
  }

  Bench start(UnaryOperator<SmtpOptions> change, UnaryOperator<NextHop> changeHop)
      throws IOException {
    filter =
        SmtpFilter.of(
            change.apply(options()),
            changeHop.apply(hop.address()),
            transaction -> {
              judged.add(transaction);
              return handler.handle(transaction);
            },
            new Spool(spill, spoolLimits),
            events::add);
    address = filter.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "inbound");
    return this;
  }

  /** A server for copies instead. */
  Bench startCopies(CopyOptions copies) throws IOException {
    filter =
        SmtpFilter.ofCopies(
            options(),
            copies,
            transaction -> {
              judged.add(transaction);
              return handler.handle(transaction);
            },
            new Spool(spill, spoolLimits),
            events::add);
    address = filter.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "journal");
    return this;
  }

  SmtpOptions options() {
    return SmtpOptions.of("filter.test")
        .withTimes(SmtpTimeLimits.DEFAULT.with().hopReplyMillis(5000).hopFinalMillis(5000).build());
  }

  SmtpFilter filter() {
    return filter;
  }

  TestClient connect() throws IOException {
    return new TestClient(address);
  }

  static void await(BooleanSupplier condition) {
    long by = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > by) {
        throw new AssertionError("did not happen in time");
      }
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    filter.close();
    hop.close();
    for (SmtpEvent event : events) {
      if (event instanceof SmtpEvent.Broken broken && broken.cause() instanceof AssertionError) {
        throw new AssertionError("broken inside", broken.cause());
      }
    }
    SmtpFilter.Status status = filter.status();
    if (status.connections() + status.memoryOctets() + status.diskOctets() != 0) {
      throw new AssertionError("not given back: " + status);
    }
    try (Stream<Path> files = Files.exists(spill) ? Files.walk(spill) : Stream.empty()) {
      List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
      if (all.size() > 1) {
        throw new AssertionError("left behind: " + all);
      }
      for (Path file : all) {
        Files.delete(file);
      }
    }
  }
}
