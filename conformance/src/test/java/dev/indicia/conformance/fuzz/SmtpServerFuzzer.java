package dev.indicia.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.indicia.gateway.esmtp.Announcement;
import dev.indicia.gateway.esmtp.CommandParser;
import dev.indicia.gateway.esmtp.ContentDecoder;
import dev.indicia.gateway.esmtp.DotStuffing;
import dev.indicia.gateway.esmtp.LineEnds;
import dev.indicia.gateway.esmtp.OctetReader;
import dev.indicia.gateway.esmtp.SessionMachine;
import dev.indicia.gateway.esmtp.SessionState;
import dev.indicia.gateway.esmtp.SessionStep;
import dev.indicia.gateway.esmtp.SessionStep.Action;
import dev.indicia.gateway.esmtp.SmtpCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Any octets as what an SMTP client sends, with a next hop that accepts everything: it ends, in the
 * same way whatever pieces it comes in; no command holds a control character; a message is in CRLF
 * normal form, and sent on it has one end.
 */
final class SmtpServerFuzzer {
  private static final SessionMachine MACHINE =
      new SessionMachine(
          new Announcement("filter.example", 4000, true, true, true, true, true),
          false,
          3,
          50,
          100,
          10);
  private static final CommandParser PARSER = new CommandParser(256);

  @FuzzTest(maxDuration = "20s")
  void converse(byte[] input) {
    if (input.length == 0) {
      return;
    }
    LineEnds lineEnds = (input[0] & 1) == 0 ? LineEnds.REFUSE : LineEnds.NORMALIZE;
    Oracle.bounded(
        input.length,
        () -> {
          String whole = new Conversation(input, input.length, lineEnds).run();
          String pieces = new Conversation(input, 1 + (input[0] & 7), lineEnds).run();
          Oracle.check(whole.equals(pieces), "pieces make a difference");
        });
  }

  /** One session without sockets. */
  private static final class Conversation {
    private final byte[] input;
    private final int piece;
    private final LineEnds lineEnds;
    private final StringBuilder told = new StringBuilder();
    private int at = 1;
    private SessionState state = SessionState.GREETED;

    Conversation(byte[] input, int piece, LineEnds lineEnds) {
      this.input = input;
      this.piece = piece;
      this.lineEnds = lineEnds;
    }

    String run() {
      OctetReader in = new OctetReader(this::read);
      try {
        boolean more = true;
        while (more) {
          more = next(in);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return told.toString();
    }

    private int read(byte[] buffer, int offset, int length) {
      int count = Math.min(Math.min(length, piece), input.length - at);
      System.arraycopy(input, at, buffer, offset, count);
      at += count;
      return count == 0 ? -1 : count;
    }

    private boolean next(OctetReader in) throws IOException {
      SmtpCommand command =
          switch (in.line(600)) {
            case OctetReader.Line.Text text -> PARSER.parse(text.octets());
            case OctetReader.Line.Bad bad -> new SmtpCommand.Unusable(bad.refusal());
            case OctetReader.Line.End end -> null;
          };
      if (command == null) {
        return false;
      }
      String text = command.toString();
      Oracle.check(text.chars().noneMatch(c -> c < ' ' || c == 127), "a control in " + text);
      SessionStep step = MACHINE.step(state, command);
      state = step.state();
      told.append(step.action()).append('\n');
      switch (step.action()) {
        case Action.Begin begin -> state = state.begun(begin.mail());
        case Action.Add add -> state = state.added();
        case Action.Receive receive -> {
          Oracle.check(state.recipients() > 0, "a message without recipients");
          return message(in);
        }
        case Action.ReceiveChunk chunk -> {
          return chunk(in, chunk);
        }
        case Action.Secure secure -> {
          in.discard();
          state = state.secured();
          return false;
        }
        case Action.Close close -> {
          return false;
        }
        default -> {
          // Said.
        }
      }
      return true;
    }

    private boolean message(OctetReader in) throws IOException {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      ContentDecoder decoder = ContentDecoder.data(lineEnds, 500, content::write);
      while (!decoder.ended()) {
        if (in.decode(decoder, Long.MAX_VALUE) < 0) {
          return false;
        }
      }
      state = state.answered();
      check(decoder, content);
      return true;
    }

    private boolean chunk(OctetReader in, Action.ReceiveChunk chunk) throws IOException {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      ContentDecoder decoder = ContentDecoder.chunks(lineEnds, 500, content::write);
      long left = chunk.chunk().size();
      while (left > 0) {
        int count = chunk.refusal() == null ? in.decode(decoder, left) : in.skip(left);
        if (count < 0) {
          return false;
        }
        left -= count;
      }
      if (chunk.refusal() == null) {
        state = chunk.chunk().last() ? state.answered() : state.chunked();
        decoder.finish();
        check(decoder, content);
      }
      return true;
    }

    private void check(ContentDecoder decoder, ByteArrayOutputStream content) throws IOException {
      told.append(decoder.defect()).append('\n');
      if (decoder.defect() != null) {
        return;
      }
      byte[] octets = content.toByteArray();
      told.append(new String(octets, StandardCharsets.ISO_8859_1)).append('\n');
      ByteArrayOutputStream sent = new ByteArrayOutputStream();
      // Fails by itself when the message is not in CRLF normal form.
      DotStuffing stuffing = new DotStuffing(sent::write);
      stuffing.write(octets, 0, octets.length);
      stuffing.end();
      String wire = "\r\n" + sent.toString(StandardCharsets.ISO_8859_1);
      Oracle.check(wire.indexOf("\r\n.\r\n") == wire.length() - 5, "two ends of data");
    }
  }
}
