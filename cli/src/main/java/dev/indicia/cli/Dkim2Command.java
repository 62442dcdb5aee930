package dev.indicia.cli;

import dev.indicia.Authentication;
import dev.indicia.content.Change;
import dev.indicia.content.RenderLimits;
import dev.indicia.content.Renderer;
import dev.indicia.content.RevisionReview;
import dev.indicia.dkim.DkimVerifier;
import dev.indicia.dkim2.Dkim2Difference;
import dev.indicia.dkim2.Dkim2History;
import dev.indicia.dkim2.Dkim2Hop;
import dev.indicia.dkim2.Dkim2Options;
import dev.indicia.dkim2.Dkim2Reason;
import dev.indicia.dkim2.Dkim2Result;
import dev.indicia.dkim2.Dkim2Verifier;
import dev.indicia.dkim2.ReplayStore;
import dev.indicia.dns.DnsLimits;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.Lookups;
import dev.indicia.events.Json;
import dev.indicia.events.PlainText;
import dev.indicia.events.ResultJson;
import dev.indicia.events.Times;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code indicia dkim2}: which way a message came, and who changed what in it. */
final class Dkim2Command implements Command {
  /** Lines of a difference that are shown, unless all are asked for. */
  private static final int LINES_MAX = 20;

  private static final int ALL_LINES_MAX = 100_000;

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        OptionSpecs.command(
            "dkim2",
            "Tells which way a message came, and who changed what in it (DKIM2; experimental).",
            "  indicia dkim2 message.eml",
            "  indicia dkim2 --mail-from bounces@list.example --rcpt-to bob@b.example m.eml");
    spec.addPositional(OptionSpecs.parameter("FILE", "the message; - is stdin"));
    spec.addOption(
        OptionSpecs.value("--mail-from", "ADDRESS", "the envelope sender; \"\" for none"));
    spec.addOption(
        OptionSpecs.values("--rcpt-to", "ADDRESS", "an envelope recipient; may be repeated"));
    spec.addOption(
        OptionSpecs.flag("--all", "show every changed line, not the first " + LINES_MAX));
    VerifierOptions.addLenient(spec);
    VerifierOptions.addDraft(spec);
    return OptionSpecs.withCommon(spec);
  }

  /** What one hop changed. */
  private record Revision(List<Change> changes, List<Dkim2Difference.Line> lines, boolean body) {
    static final Revision NONE = new Revision(List.of(), List.of(), true);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session) throws UsageException {
    CommonOptions common = CommonOptions.of(arguments);
    VerifierOptions options = VerifierOptions.of(arguments, common);
    Dns dns = Dns.of(common, session.streams().clock());
    String mailFrom = arguments.text("--mail-from");
    SmtpSession smtp =
        new SmtpSession(
            null,
            null,
            mailFrom == null ? null : Envelopes.withoutBrackets(mailFrom),
            arguments.texts("--rcpt-to").stream().map(Envelopes::withoutBrackets).toList());
    String file = arguments.parameter(0);
    Message message;
    try {
      message = OneMessage.read(file, session.streams().in()).message();
    } catch (UnreadableException e) {
      session.diagnostics().complain(e.text());
      return ExitCode.UNREADABLE_INPUT;
    }
    Instant at = common.at() == null ? session.streams().clock().instant() : common.at();
    Lookups lookups =
        new Lookups(
            dns.resolver(), dns.clock(common.at(), session.streams().clock()), DnsLimits.DEFAULT);
    Dkim2Result result =
        new Dkim2Verifier(options.dkim2(), new DkimVerifier(options.dkim(), new Cryptography()))
            .verify(message, smtp, lookups, at, ReplayStore.NONE);
    Dkim2History history = Dkim2History.of(message, options.dkim2());
    int linesMax = arguments.has("--all") ? ALL_LINES_MAX : LINES_MAX;
    List<Revision> revisions = revisions(result, history, options.dkim2(), linesMax + 1);
    session
        .output()
        .write(
            common.json()
                ? json(file, result, history, revisions)
                : text(file, result, history, revisions, session.style(), linesMax));
    return ExitCode.OK;
  }

  /** For each hop what it changed. */
  private static List<Revision> revisions(
      Dkim2Result result, Dkim2History history, Dkim2Options options, int linesMax) {
    RevisionReview review = new RevisionReview(new Renderer(RenderLimits.DEFAULT));
    List<Revision> revisions = new ArrayList<>();
    for (Dkim2Hop hop : result.basis().hops()) {
      Revision revision = Revision.NONE;
      List<Dkim2History.State> states = history.states();
      for (int i = states.size() - 2; i >= 0; i--) {
        Dkim2History.State after = states.get(i);
        Dkim2History.State before = states.get(i + 1);
        if (after.hop() == hop.number() && before.headerKnown()) {
          boolean bodies = before.bodyKnown();
          List<Change> changes = new ArrayList<>(revision.changes);
          changes.addAll(review.review(before.message(), after.message(), hop.domain(), bodies));
          List<Dkim2Difference.Line> lines = new ArrayList<>(revision.lines);
          lines.addAll(Dkim2Difference.of(before.message(), after.message(), options, linesMax));
          revision = new Revision(changes, lines, bodies && revision.body);
        }
      }
      revisions.add(revision);
    }
    return revisions;
  }

  private static byte[] text(
      String file,
      Dkim2Result result,
      Dkim2History history,
      List<Revision> revisions,
      Style style,
      int linesMax) {
    StringBuilder out = new StringBuilder(1024);
    out.append(PlainText.of(file)).append('\n');
    if (result instanceof Dkim2Result.None) {
      out.append("  There is no DKIM2 header field.\n");
      return out.toString().getBytes(StandardCharsets.UTF_8);
    }
    new ResultText(out, style, false).dkim2(result);
    for (int i = 0; i < revisions.size(); i++) {
      hop(out, style, result.basis().hops().get(i), revisions.get(i), linesMax);
    }
    Dkim2Reason problem = history.problem();
    if (problem != null) {
      out.append("  Earlier states cannot be recreated: ").append(problem.meaning());
      out.append(" (").append(PlainText.of(history.detail())).append(")\n");
    }
    if (!(result instanceof Dkim2Result.Pass)) {
      out.append("  The chain does not pass: what it says of the way is not proven.\n");
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void hop(
      StringBuilder out, Style style, Dkim2Hop hop, Revision revision, int linesMax) {
    Instant at = hop.signedAt();
    out.append('\n').append("  ").append(hop.number()).append(". ");
    out.append(style.strong(PlainText.of(hop.domain().text())));
    out.append(at == null ? "" : ", " + Times.format(at));
    out.append(", signature ").append(hop.outcome().word()).append('\n');
    out.append("     ").append(PlainText.of(way(hop))).append('\n');
    if (!hop.flags().isEmpty()) {
      out.append("     flags: ").append(PlainText.of(String.join(", ", hop.flags()))).append('\n');
    }
    if (!hop.modified()) {
      out.append(hop.number() == 1 ? "     brought the message in\n" : "     changed nothing\n");
      if (revision.lines.isEmpty()) {
        return;
      }
    }
    for (Change change : revision.changes) {
      out.append("     ").append(style.weight(change.weight())).append(' ');
      out.append(PlainText.of(change.summary())).append('\n');
    }
    if (!revision.body) {
      out.append(
          "     the body before is not known: the hop does not say how to undo its change\n");
    }
    for (int i = 0; i < Math.min(linesMax, revision.lines.size()); i++) {
      Dkim2Difference.Line line = revision.lines.get(i);
      out.append("       ").append(style.difference(line.sign(), PlainText.of(line.text())));
      out.append('\n');
    }
    if (revision.lines.size() > linesMax) {
      out.append("       and more lines; --all shows them\n");
    }
  }

  private static String way(Dkim2Hop hop) {
    DomainName next = hop.nextDomain();
    if (next != null) {
      return "handed it to " + next.text() + " inside one system";
    }
    String sender = hop.mailFrom();
    return "sent it from <"
        + (sender == null ? "" : sender)
        + "> to <"
        + String.join(">, <", hop.rcptTo())
        + ">";
  }

  private static byte[] json(
      String file, Dkim2Result result, Dkim2History history, List<Revision> revisions) {
    @Nullable Dkim2Reason problem = history.problem();
    List<Integer> indexes = new ArrayList<>();
    for (int i = 0; i < revisions.size(); i++) {
      indexes.add(i);
    }
    return Json.line(json ->
        json.string("id", file)
            .object("dkim2", o -> ResultJson.dkim2(o, result, Authentication.Source.VERIFIED))
            .string("history_problem", problem == null ? null : problem.code())
            .objects(
                "revisions",
                indexes,
                (o, i) -> revision(o, result.basis().hops().get(i), revisions.get(i))));
  }

  private static void revision(Json json, Dkim2Hop hop, Revision revision) {
    json.number("i", (long) hop.number())
        .string("domain", hop.domain().text())
        .bool("body_known", revision.body)
        .objects(
            "changes",
            revision.changes,
            (o, change) ->
                o.string("kind", change.kind().word())
                    .string("weight", change.weight().word())
                    .string("summary", change.summary())
                    .string("before", change.before())
                    .string("after", change.after()))
        .objects(
            "lines",
            revision.lines,
            (o, line) ->
                o.string("sign", line.sign().word())
                    .string("part", line.header() ? "header" : "body")
                    .number("number", line.number() == 0 ? null : (long) line.number())
                    .string("text", line.text()));
  }
}
