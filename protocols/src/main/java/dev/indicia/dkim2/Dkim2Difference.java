package dev.indicia.dkim2;

import dev.indicia.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The difference of two states of a message line by line, as recipes see them: header fields
 * unfolded, by name, the lowest in the message first; then the lines of the body.
 */
public final class Dkim2Difference {
  private Dkim2Difference() {}

  /** Whether a line is gone, new, or in between. */
  public enum Sign {
    REMOVED("-"),
    ADDED("+"),
    KEPT(" ");

    private final String word;

    Sign(String word) {
      this.word = word;
    }

    /** The character in front of the line. */
    public String word() {
      return word;
    }
  }

  /**
   * One line.
   *
   * @param header whether it is a header field
   * @param number of the line in the body, from 1: before for a removed line, after for others; 0
   *     for header fields
   * @param text malformed octets as U+FFFD
   */
  public record Line(Sign sign, boolean header, int number, String text) {}

  /**
   * The lines that differ. Work is bounded as that of making a recipe is; where the bound is hit
   * lines count as changed.
   *
   * @param linesMax lines given at most
   */
  public static List<Line> of(Message earlier, Message later, Dkim2Options options, int linesMax) {
    MessageState then = MessageState.of(earlier, options.draft());
    MessageState now = MessageState.of(later, options.draft());
    List<Line> lines = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>();
    then.fields().forEach(field -> names.add(field.name()));
    now.fields().forEach(field -> names.add(field.name()));
    for (String name : names) {
      add(
          lines,
          RecipeMaker.values(then.fromBottom(name)),
          RecipeMaker.values(now.fromBottom(name)),
          name + ": ",
          options.limits(),
          linesMax);
    }
    add(lines, then.hashedLines(), now.hashedLines(), "", options.limits(), linesMax);
    return List.copyOf(lines);
  }

  private static void add(
      List<Line> lines,
      BodyLines then,
      BodyLines now,
      String prefix,
      Dkim2Limits limits,
      int linesMax) {
    int[] kept = LineDiff.kept(then, now, limits);
    int next = 0;
    for (int i = 0; i <= kept.length; i++) {
      int until = i == kept.length ? now.count() : kept[i];
      if (i < kept.length && until < 0) {
        add(lines, Sign.REMOVED, then, i, prefix, linesMax);
        continue;
      }
      while (next < until) {
        add(lines, Sign.ADDED, now, next++, prefix, linesMax);
      }
      next++;
    }
  }

  private static void add(
      List<Line> lines, Sign sign, BodyLines text, int line, String prefix, int linesMax) {
    if (lines.size() < linesMax) {
      lines.add(
          new Line(
              sign,
              !prefix.isEmpty(),
              prefix.isEmpty() ? line + 1 : 0,
              prefix + new String(text.line(line), StandardCharsets.UTF_8)));
    }
  }
}
