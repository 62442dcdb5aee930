package dev.indicia.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.indicia.gateway.Disposition;
import dev.indicia.gateway.Edit;
import dev.indicia.gateway.Spool;
import dev.indicia.gateway.SpoolLimits;
import dev.indicia.gateway.Transaction;
import dev.indicia.gateway.milter.CommandCodec;
import dev.indicia.gateway.milter.MilterAddress;
import dev.indicia.gateway.milter.MilterClient;
import dev.indicia.gateway.milter.MilterCommand;
import dev.indicia.gateway.milter.MilterEvent;
import dev.indicia.gateway.milter.MilterOptions;
import dev.indicia.gateway.milter.MilterResponse;
import dev.indicia.gateway.milter.MilterServer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Any octets as what a mail system sends to a real server: the connection ends, what comes back is
 * made of whole packets, and nothing is left reserved. An even first octet puts a negotiation and a
 * client in front.
 */
final class MilterSessionFuzzer {
  private static final int ALL_ACTIONS = 0x1ff;
  private static final int ALL_STEPS = 0x1fffff;
  private static final long PATIENCE_SECONDS = 5;
  private static final LinkedBlockingQueue<MilterEvent> EVENTS = new LinkedBlockingQueue<>();
  private static final Spool SPOOL = spool();
  private static final MilterServer SERVER = server();

  private static Spool spool() {
    try {
      // Small, so that files and refusals are met.
      return new Spool(
          Files.createTempDirectory("fuzz"), new SpoolLimits(4000, 500, 2000, 100_000));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MilterServer server() {
    try {
      return MilterServer.start(
          List.of(new MilterAddress.Tcp("127.0.0.1", 0)),
          MilterSessionFuzzer::handle,
          SPOOL,
          MilterOptions.DEFAULT,
          EVENTS::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Echoes what it was given, so that texts of all kinds go back. */
  private static Disposition handle(Transaction transaction) {
    try (InputStream in = transaction.content().open()) {
      byte[] octets = in.readAllBytes();
      Oracle.check(octets.length == transaction.content().size(), "another size");
      String from = String.valueOf(transaction.session().mailFrom());
      return new Disposition.Accept(
          List.of(
              new Edit.InsertField(octets.length % 3, "X-From", from),
              new Edit.DeleteField("X", 1),
              new Edit.ReplaceBody(octets)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @FuzzTest(maxDuration = "20s")
  void converse(byte[] input) throws Exception {
    if (input.length == 0) {
      return;
    }
    EVENTS.clear();
    try (MilterClient client = MilterClient.connect(SERVER.addresses().getFirst())) {
      if ((input[0] & 1) == 0) {
        client.sendRaw(CommandCodec.packet(new MilterCommand.OptNeg(6, ALL_ACTIONS, ALL_STEPS)));
        client.sendRaw(
            CommandCodec.packet(
                new MilterCommand.Connect("mail.example.com", '4', 1, "192.0.2.1")));
      }
      client.sendRaw(java.util.Arrays.copyOfRange(input, 1, input.length));
      read(client);
    }
    MilterEvent event;
    do {
      event = EVENTS.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      Oracle.check(event != null, "the connection does not end");
      if (event instanceof MilterEvent.HandlerFailed failed) {
        throw new AssertionError("the handler failed", failed.cause());
      }
    } while (!(event instanceof MilterEvent.ConnectionClosed));
    Oracle.check(SPOOL.memoryOctets() == 0, "memory is left: " + SPOOL.memoryOctets());
    Oracle.check(SPOOL.diskOctets() == 0, "disk is left: " + SPOOL.diskOctets());
    Oracle.check(SERVER.packetMemoryOctets() == 0, "packet memory is left");
  }

  private static void read(MilterClient client) throws IOException {
    try {
      client.shutdownOutput();
      while (true) {
        MilterResponse response = client.receive();
        Oracle.check(
            !(response instanceof MilterResponse.Malformed), "a malformed packet: " + response);
      }
    } catch (EOFException e) {
      // As it should be.
    } catch (IOException e) {
      // Closed while we still wrote: the octets that nobody read make it a reset.
      Oracle.check(!String.valueOf(e.getMessage()).startsWith("not a packet"), e.toString());
    }
  }
}
