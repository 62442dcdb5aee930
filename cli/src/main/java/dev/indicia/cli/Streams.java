package dev.indicia.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;

/**
 * Everything the command exchanges with the outside, so that a test can run it inside its own JVM.
 *
 * @param in standard input
 * @param out standard output; results only, buffered by the command
 * @param err standard error; diagnostics and the progress bar
 * @param outTerminal whether a person reads {@code out}: colours are allowed
 * @param errTerminal whether a person reads {@code err}: a progress bar is shown
 * @param colour whether colours are wanted at all (the environment variable NO_COLOR is not set)
 * @param clock the time messages are judged at unless told otherwise
 * @param interruption how the run is asked to stop early
 */
public record Streams(
    InputStream in,
    OutputStream out,
    OutputStream err,
    boolean outTerminal,
    boolean errTerminal,
    boolean colour,
    InstantSource clock,
    Interruption interruption) {

  /** Streams without a terminal. */
  public static Streams of(InputStream in, OutputStream out, OutputStream err) {
    return new Streams(
        in, out, err, false, false, false, InstantSource.system(), new Interruption());
  }
}
