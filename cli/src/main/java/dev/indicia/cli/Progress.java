package dev.indicia.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/** The progress bar: how many, how fast, how far. Drawn at most ten times a second. */
final class Progress {
  private static final long EVERY_MILLIS = 100;
  private static final int BAR_WIDTH = 24;

  private final boolean shown;
  private final Diagnostics diagnostics;
  private final ReadProgress reading;
  private final InstantSource clock;
  private final Instant start;
  private Instant drawn;
  private long done;

  /**
   * A bar.
   *
   * @param shown whether it is drawn at all
   */
  Progress(boolean shown, Diagnostics diagnostics, ReadProgress reading, InstantSource clock) {
    this.shown = shown;
    this.diagnostics = diagnostics;
    this.reading = reading;
    this.clock = clock;
    this.start = clock.instant();
    this.drawn = start;
  }

  /** One more message is judged. */
  void advance() {
    done++;
    if (!shown) {
      return;
    }
    Instant now = clock.instant();
    if (Duration.between(drawn, now).toMillis() >= EVERY_MILLIS) {
      drawn = now;
      diagnostics.status(line(done, reading, Duration.between(start, now)));
    }
  }

  /** Time since the start. */
  Duration elapsed() {
    return Duration.between(start, clock.instant());
  }

  /** "[#####-----] 50 % 1,000/2,000 500/s 0:02". */
  static String line(long done, ReadProgress reading, Duration elapsed) {
    StringBuilder line = new StringBuilder(80);
    double part = reading.part();
    if (part >= 0) {
      int filled = (int) Math.round(part * BAR_WIDTH);
      line.append('[').append("#".repeat(filled)).append("-".repeat(BAR_WIDTH - filled));
      line.append(String.format(Locale.ROOT, "] %3d %%  ", (int) (part * 100)));
    }
    line.append(String.format(Locale.ROOT, "%,d", done));
    if (reading.itemsTotal() > 0) {
      line.append(String.format(Locale.ROOT, "/%,d", reading.itemsTotal()));
    }
    double seconds = Math.max(elapsed.toMillis(), 1) / 1000.0;
    line.append(String.format(Locale.ROOT, "  %,.0f/s  ", done / seconds));
    return line.append(clockText(elapsed)).toString();
  }

  /** "0:02", "1:00:00". */
  static String clockText(Duration time) {
    return time.toHours() > 0
        ? String.format(
            Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
        : String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
  }
}
