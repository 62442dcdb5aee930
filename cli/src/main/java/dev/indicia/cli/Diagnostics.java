package dev.indicia.cli;

import dev.indicia.events.PlainText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard error: complaints, a summary, and on a terminal one line that is overwritten again and
 * again. A standard error that cannot be written is ignored. Thread-safe.
 */
final class Diagnostics {
  /** Complaints about input shown in full; the others are only counted. */
  private static final int COMPLAINTS_MAX = 20;

  private final OutputStream err;
  private boolean statusShown;
  private long complaints;

  Diagnostics(OutputStream err) {
    this.err = err;
  }

  /** A complaint: "indicia: what, where, why". */
  synchronized void complain(String message) {
    print("indicia: " + PlainText.of(message, 2000) + "\n");
  }

  /** A complaint about one input among many. */
  synchronized void complainAboutInput(String message) {
    if (++complaints <= COMPLAINTS_MAX) {
      complain(message);
    }
  }

  /** Says how many complaints were not shown. */
  synchronized void endOfInput() {
    if (complaints > COMPLAINTS_MAX) {
      complain((complaints - COMPLAINTS_MAX) + " more inputs could not be read");
    }
  }

  /** Prints the text as it is. */
  synchronized void print(String text) {
    clearStatus();
    write(text);
  }

  /** Shows the text in the status line. */
  synchronized void status(String text) {
    write("\r\u001b[2K" + text);
    statusShown = true;
  }

  /** Removes the status line. */
  synchronized void clearStatus() {
    if (statusShown) {
      write("\r\u001b[2K");
      statusShown = false;
    }
  }

  private void write(String text) {
    try {
      err.write(text.getBytes(StandardCharsets.UTF_8));
      err.flush();
    } catch (IOException e) {
      // Nowhere left to complain.
    }
  }
}
