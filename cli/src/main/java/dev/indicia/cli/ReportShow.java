package dev.indicia.cli;

import dev.indicia.report.AggregateRecord;
import dev.indicia.report.ReportReader;
import dev.indicia.report.ReportResult;
import dev.indicia.report.ReportSink;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code indicia report show}: each report as an object, or as a block for people. */
final class ReportShow implements ReportInputs.Taker {
  private final Session session;
  private final boolean json;
  private final ReadProgress reading = new ReadProgress();
  private final Progress progress;
  private boolean unreadable;

  ReportShow(Session session, boolean json, boolean bar) {
    this.session = session;
    this.json = json;
    this.progress = new Progress(bar, session.diagnostics(), reading, session.streams().clock());
  }

  /** Shows all reports behind the paths. */
  ExitCode run(List<String> paths) throws InterruptedException {
    new ReportInputs(session.streams().in(), reading, new ReportReader(), this).read(paths);
    session.output().flush();
    session.diagnostics().clearStatus();
    session.diagnostics().endOfInput();
    return unreadable ? ExitCode.UNREADABLE_INPUT : ExitCode.OK;
  }

  @Override
  public ReportSink sink(String id) {
    return new One(id);
  }

  @Override
  public void unreadable(String id, UnreadableException why) {
    unreadable = true;
    session.diagnostics().complainAboutInput(why.text());
    if (json) {
      put(ReportJson.error(id, why.code(), why.text()));
    }
  }

  private void put(byte[] octets) {
    if (session.streams().outTerminal()) {
      session.diagnostics().clearStatus();
    }
    session.output().write(octets);
    progress.advance();
  }

  /** What is found in one input. */
  private final class One implements ReportSink {
    private final String id;
    private @Nullable ReportSources sources;

    One(String id) {
      this.id = id;
    }

    @Override
    public void record(AggregateRecord record) {
      if (json) {
        return;
      }
      ReportSources seen = sources;
      if (seen == null) {
        seen = new ReportSources();
        sources = seen;
      }
      seen.add(record);
    }

    @Override
    public void result(ReportResult result) {
      ReportSources seen = sources == null ? new ReportSources() : sources;
      sources = null;
      switch (result) {
        case ReportResult.Refused refused -> {
          String detail = refused.detail().isEmpty() ? "" : " (" + refused.detail() + ")";
          String file = refused.origin().fileName();
          String where = file == null ? id : id + ": " + file;
          unreadable(
              id,
              new UnreadableException(
                  refused.reason().code(), where + ": " + refused.reason().meaning() + detail));
        }
        case ReportResult.Read read ->
            put(
                json
                    ? ReportJson.line(id, read.report())
                    : new ReportText(session.style())
                        .block(id, read, seen)
                        .getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
