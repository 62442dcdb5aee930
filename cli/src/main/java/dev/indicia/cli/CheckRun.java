package dev.indicia.cli;

import dev.indicia.events.CheckJson;
import dev.indicia.events.Engine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Renders results, in any thread, and puts them out, in one. As text, the first few results wait:
 * only when no more come they get a block each instead of a line.
 */
final class CheckRun {
  /** Up to so many messages get a block each. */
  static final int BLOCKS_MAX = 5;

  private final Session session;
  private final boolean explain;
  private final @Nullable CheckJson json;
  private final CheckText text;
  private final List<Judged.Judgement> waiting = new ArrayList<>(BLOCKS_MAX);
  private boolean lines;

  CheckRun(Session session, boolean json, boolean explain) {
    this.session = session;
    this.explain = explain;
    this.json = json ? new CheckJson(Engine.current()) : null;
    this.text = new CheckText(session.style(), explain);
  }

  /** A result and what is printed of it. */
  static final class Rendered {
    private final Judged result;
    private final byte @Nullable [] line;

    /**
     * A result.
     *
     * @param line the JSON line; null as text, which depends on how many there are
     */
    Rendered(Judged result, byte @Nullable [] line) {
      this.result = result;
      this.line = line;
    }
  }

  /** The result as it will be printed. */
  Rendered rendered(Judged result) {
    return new Rendered(result, json == null ? null : line(json, result));
  }

  private static byte[] line(CheckJson json, Judged result) {
    // No pattern switch: its bootstrap costs a command that reads one message milliseconds.
    if (result instanceof Judged.Judgement judgement) {
      return json.line(judgement.id(), judgement.reached());
    }
    Judged.Unreadable unreadable = (Judged.Unreadable) result;
    return CheckJson.unreadable(unreadable.id(), unreadable.code(), unreadable.message());
  }

  /** Prints the next result. */
  boolean take(Rendered rendered, boolean idle, Tally tally, Progress progress) {
    Judged result = rendered.result;
    tally.count(result);
    if (result instanceof Judged.Unreadable unreadable) {
      session.diagnostics().complainAboutInput(unreadable.message());
    }
    byte[] line = rendered.line;
    if (session.streams().outTerminal()) {
      session.diagnostics().clearStatus();
    }
    if (line != null) {
      session.output().write(line);
    } else if (result instanceof Judged.Judgement judgement) {
      takeText(judgement);
    }
    if (idle) {
      session.output().flush();
    }
    progress.advance();
    return true;
  }

  private void takeText(Judged.Judgement judgement) {
    if (explain) {
      session.output().print(text.block(judgement));
    } else if (lines) {
      session.output().print(text.line(judgement));
    } else if (waiting.size() < BLOCKS_MAX) {
      waiting.add(judgement);
    } else {
      lines = true;
      for (Judged.Judgement early : waiting) {
        session.output().print(text.line(early));
      }
      waiting.clear();
      session.output().print(text.line(judgement));
    }
  }

  /** Prints what still waits, and the summary. */
  void end(Tally tally, Progress progress) {
    for (Judged.Judgement judgement : waiting) {
      session.output().print(text.block(judgement));
    }
    session.output().flush();
    session.diagnostics().clearStatus();
    session.diagnostics().endOfInput();
    if (lines || (json == null && tally.total() > BLOCKS_MAX)) {
      session.diagnostics().print(CheckText.summary(tally, progress.elapsed()));
    }
  }
}
