package dev.indicia.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.indicia.gateway.imap.FetchedMessage;
import dev.indicia.gateway.imap.ImapException;
import dev.indicia.gateway.imap.ImapLimits;
import dev.indicia.gateway.imap.ImapReader;
import dev.indicia.gateway.imap.ImapResponse;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Any octets as what an IMAP server sends: they end in a named reason, in the same one whatever
 * pieces they come in, within their limits.
 */
final class ImapResponseFuzzer {
  private static final ImapLimits LIMITS = new ImapLimits(500, 30, 4, 100, 1, 1, 1, 1, 1);

  @FuzzTest(maxDuration = "20s")
  void read(byte[] input) {
    if (input.length == 0) {
      return;
    }
    Oracle.bounded(
        input.length,
        () -> {
          String whole = new Conversation(input, input.length).run();
          String pieces = new Conversation(input, 1 + (input[0] & 7)).run();
          Oracle.check(whole.equals(pieces), "pieces make a difference");
        });
  }

  /** One server's talk, without sockets. */
  private static final class Conversation implements ImapReader.Sink {
    private final byte[] input;
    private final int piece;
    private final StringBuilder told = new StringBuilder();
    private int at = 1;
    private long left;

    Conversation(byte[] input, int piece) {
      this.input = input;
      this.piece = piece;
    }

    String run() {
      ImapReader reader = new ImapReader(this::read, LIMITS);
      try {
        while (true) {
          ImapResponse response = reader.next(this);
          Oracle.check(left == 0, "half a message");
          told.append(response).append('\n');
          if (response instanceof ImapResponse.Data data) {
            FetchedMessage.of(data)
                .ifPresent(message ->
                    Oracle.check(
                        message.uid() > 0 && message.uid() <= FetchedMessage.UID_MAX,
                        "no unique identifier"));
          }
        }
      } catch (ImapException e) {
        return told.append(e.reason()).toString();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private int read(byte[] buffer, int offset, int length) {
      int count = Math.min(Math.min(length, piece), input.length - at);
      System.arraycopy(input, at, buffer, offset, count);
      at += count;
      return count == 0 ? -1 : count;
    }

    @Override
    public boolean begin(long octets) {
      left = octets;
      return octets < 2000;
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
      left -= length;
      Oracle.check(left >= 0, "more than was announced");
    }
  }
}
