package dev.indicia.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.indicia.gateway.milter.CommandCodec;
import dev.indicia.gateway.milter.MilterCommand;
import dev.indicia.gateway.milter.MilterResponse;
import dev.indicia.gateway.milter.ResponseCodec;
import java.util.Arrays;

/** One milter packet, its code first: what is read is written and read again as the same. */
final class MilterCodecFuzzer {
  private static final int LENGTH_OCTETS = 4;

  @FuzzTest(maxDuration = "20s")
  void decode(byte[] input) {
    if (input.length == 0) {
      return;
    }
    Oracle.bounded(
        input.length,
        () -> {
          command(input);
          response(input);
        });
  }

  private static void command(byte[] packet) {
    MilterCommand read =
        CommandCodec.decode((char) (packet[0] & 0xff), packet, 1, packet.length - 1);
    if (read instanceof MilterCommand.Malformed) {
      return;
    }
    byte[] written = CommandCodec.packet(read);
    int length = written.length - LENGTH_OCTETS - 1;
    MilterCommand again =
        CommandCodec.decode((char) (written[LENGTH_OCTETS] & 0xff), written, 5, length);
    // Macros have no order.
    Oracle.check(
        read instanceof MilterCommand.Macro
            ? again.equals(read)
            : Arrays.equals(written, CommandCodec.packet(again)),
        "read again as another: " + read);
    // Macros lose their order, their braces and doubles; an unknown family what follows it.
    boolean exact =
        !(read instanceof MilterCommand.Macro)
            && !(read instanceof MilterCommand.Unknown)
            && !(read instanceof MilterCommand.Connect);
    if (exact) {
      Oracle.check(
          Arrays.equals(written, LENGTH_OCTETS, written.length, packet, 0, packet.length),
          "written as another: " + read);
    }
  }

  private static void response(byte[] packet) {
    MilterResponse read =
        ResponseCodec.decode((char) (packet[0] & 0xff), packet, 1, packet.length - 1);
    if (read instanceof MilterResponse.Malformed) {
      return;
    }
    byte[] written = ResponseCodec.packet(read);
    int length = written.length - LENGTH_OCTETS - 1;
    MilterResponse again =
        ResponseCodec.decode((char) (written[LENGTH_OCTETS] & 0xff), written, 5, length);
    Oracle.check(
        Arrays.equals(written, ResponseCodec.packet(again)), "read again as another: " + read);
  }
}
