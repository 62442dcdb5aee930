package dev.indicia.gateway.esmtp;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * From the octets behind DATA or BDAT to those of the message: dots unstuffed (RFC 5321 §4.5.2),
 * line ends CRLF and nothing else. The only end of DATA is CRLF.CRLF (or .CRLF at the beginning),
 * whatever the line ends are made to: one message stays one. Not thread-safe.
 */
public final class ContentDecoder {
  /** Where the message goes. */
  public interface Sink {
    /** Takes the octets. */
    void write(byte[] octets, int offset, int length) throws IOException;
  }

  private enum State {
    /** Behind a CRLF of the client's, or at the beginning. */
    LINE_START,
    /** A dot behind that. */
    DOT,
    /** A CR behind that. */
    DOT_CR,
    /** Within a line. */
    MIDDLE,
    /** Behind a CR. */
    CR,
    /** Behind the end of DATA. */
    END
  }

  private final LineEnds lineEnds;
  private final int lineOctetsMax;
  private final boolean dots;
  private final Sink sink;
  private final byte[] out = new byte[4096];
  private int outLength;
  private State state = State.LINE_START;
  private int lineOctets;
  private boolean endsWithCrlf = true;
  private boolean eightBit;
  private @Nullable SmtpRefusal defect;

  private ContentDecoder(LineEnds lineEnds, int lineOctetsMax, boolean dots, Sink sink) {
    this.lineEnds = lineEnds;
    this.lineOctetsMax = lineOctetsMax;
    this.dots = dots;
    this.sink = sink;
  }

  /**
   * For what follows DATA.
   *
   * @param lineOctetsMax octets of one line with its CRLF
   */
  public static ContentDecoder data(LineEnds lineEnds, int lineOctetsMax, Sink sink) {
    return new ContentDecoder(lineEnds, lineOctetsMax, true, sink);
  }

  /** For the chunks of a message, one behind the other (RFC 3030 §2): a dot is a dot. */
  public static ContentDecoder chunks(LineEnds lineEnds, int lineOctetsMax, Sink sink) {
    return new ContentDecoder(lineEnds, lineOctetsMax, false, sink);
  }

  /** Whether the end of DATA was seen. */
  public boolean ended() {
    return state == State.END;
  }

  /** The first thing that is wrong; null when nothing is. Nothing is handed on behind it. */
  public @Nullable SmtpRefusal defect() {
    return defect;
  }

  /** Whether there was an octet above 127. */
  public boolean eightBit() {
    return eightBit;
  }

  /**
   * Reads on.
   *
   * @return how many octets belong to the message; less than {@code length} only at its end
   */
  public int decode(byte[] in, int offset, int length) throws IOException {
    int i = 0;
    while (i < length && state != State.END) {
      step(in[offset + i++]);
    }
    drain();
    return i;
  }

  /** Ends a message of chunks: one without CRLF at its end gets it. */
  public void finish() throws IOException {
    if (state == State.CR) {
      bareCr();
    }
    if (!endsWithCrlf) {
      crlf();
    }
    state = State.END;
    drain();
  }

  private void step(byte octet) throws IOException {
    switch (state) {
      case LINE_START -> {
        if (dots && octet == '.') {
          state = State.DOT;
        } else {
          middle(octet);
        }
      }
      // RFC 5321 §4.5.2: a dot and more on the line: the dot goes.
      case DOT -> {
        if (octet == '\r') {
          state = State.DOT_CR;
        } else {
          middle(octet);
        }
      }
      case DOT_CR -> {
        if (octet == '\n') {
          state = State.END;
        } else {
          bareCr();
          middle(octet);
        }
      }
      case MIDDLE -> middle(octet);
      case CR -> {
        if (octet == '\n') {
          crlf();
          state = State.LINE_START;
        } else {
          bareCr();
          middle(octet);
        }
      }
      case END -> throw new AssertionError("behind the end");
    }
  }

  private void middle(byte octet) throws IOException {
    state = State.MIDDLE;
    switch (octet) {
      case '\r' -> state = State.CR;
      case '\n' -> {
        // What follows is no line start: a dot there neither ends the message nor is unstuffed.
        odd(SmtpRefusal.BARE_LF);
        crlf();
      }
      case 0 -> {
        odd(SmtpRefusal.NUL);
        put((byte) ' ');
      }
      default -> put(octet);
    }
  }

  private void bareCr() throws IOException {
    odd(SmtpRefusal.BARE_CR);
    put((byte) ' ');
  }

  private void odd(SmtpRefusal refusal) {
    if (lineEnds == LineEnds.REFUSE && defect == null) {
      defect = refusal;
    }
  }

  private void crlf() throws IOException {
    emit((byte) '\r');
    emit((byte) '\n');
    lineOctets = 0;
    endsWithCrlf = true;
  }

  private void put(byte octet) throws IOException {
    eightBit |= octet < 0;
    endsWithCrlf = false;
    if (++lineOctets > lineOctetsMax - 2 && defect == null) {
      defect = SmtpRefusal.TEXT_LINE_TOO_LONG;
    }
    emit(octet);
  }

  private void emit(byte octet) throws IOException {
    if (defect != null) {
      return;
    }
    if (outLength == out.length) {
      drain();
    }
    out[outLength++] = octet;
  }

  private void drain() throws IOException {
    if (outLength > 0) {
      sink.write(out, 0, outLength);
      outLength = 0;
    }
  }
}
