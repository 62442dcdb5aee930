package dev.indicia.cli;

import dev.indicia.events.Json;
import dev.indicia.trust.Judgement;
import dev.indicia.trust.VerdictKind;
import dev.indicia.trust.profile.ProfileCounts;
import dev.indicia.trust.profile.Profiles;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** {@code indicia learn}: makes profiles of an archive. */
final class LearnCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        OptionSpecs.command(
            "learn",
            "Learns from an archive how its senders write, and keeps that in a folder.",
            "  indicia learn --profiles profiles --trust-results mx.b.example archive.mbox",
            "  indicia learn --profiles profiles --dns recorded.zone deliveries.jsonl");
    MailRun.addInput(spec);
    spec.addOption(OptionSpecs.value("--profiles", "DIR", "the folder; made where there is none"));
    MailRun.addPace(spec);
    return OptionSpecs.withCommon(spec);
  }

  /** What became of the messages. */
  private static final class Course {
    private final Map<VerdictKind, Long> held = new EnumMap<>(VerdictKind.class);
    private long learned;

    void count(Judged result) {
      if (result instanceof Judged.Judgement judged) {
        VerdictKind kind = judged.verdict().kind();
        if (isLearned(judged.reached())) {
          learned++;
        } else {
          held.merge(kind, 1L, Long::sum);
        }
      }
    }

    /** Whether it added to the profile of its sender. */
    private static boolean isLearned(Judgement judgement) {
      VerdictKind kind = judgement.verdict().kind();
      return !kind.isAccusation()
          && kind != VerdictKind.SUSPICIOUS
          && judgement.pathway().proven()
          && judgement.pathway().sender() != null;
    }

    long held(VerdictKind kind) {
      return held.getOrDefault(kind, 0L);
    }

    /** "borrowed 1, unproven 3"; "none". */
    String heldText() {
      StringBuilder text = new StringBuilder();
      for (VerdictKind kind : VerdictKind.values()) {
        if (held(kind) > 0) {
          text.append(text.isEmpty() ? "" : ", ");
          text.append(String.format(Locale.ROOT, "%s %,d", kind.word(), held(kind)));
        }
      }
      return text.isEmpty() ? "none" : text.toString();
    }
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws UsageException, InterruptedException {
    CommonOptions common = CommonOptions.of(arguments);
    Path folder = arguments.file("--profiles");
    if (folder == null) {
      throw new UsageException("learn needs --profiles DIR, the folder to keep the profiles in");
    }
    MailRun mail = new MailRun(arguments, common, session);
    try (ProfilesFolder kept = ProfilesFolder.hold(folder, "learn", true, session)) {
      Profiles profiles = kept.load();
      ProfileCounts before = profiles.counts();
      Tally tally = new Tally(Tally.FailOn.NEVER, mail.network());
      Course course = new Course();
      boolean whole = false;
      try {
        mail.run(
            profiles,
            (result, idle, progress) -> {
              tally.count(result);
              course.count(result);
              if (result instanceof Judged.Unreadable unreadable) {
                session.diagnostics().complainAboutInput(unreadable.message());
              }
              progress.advance();
            });
        whole = true;
      } catch (InterruptedException e) {
        try {
          save(kept, profiles, before, arguments, tally, course, whole);
        } catch (UsageException failure) {
          session.diagnostics().complain(String.valueOf(failure.getMessage()));
        }
        throw e;
      }
      AuditEntry entry = save(kept, profiles, before, arguments, tally, course, whole);
      session.diagnostics().clearStatus();
      session.diagnostics().endOfInput();
      session
          .output()
          .write(common.json() ? json(entry, tally, course) : text(entry, tally, course));
      return mail.end(tally);
    }
  }

  private static AuditEntry save(
      ProfilesFolder kept,
      Profiles profiles,
      ProfileCounts before,
      Arguments arguments,
      Tally tally,
      Course course,
      boolean whole)
      throws UsageException {
    String detail =
        String.format(
            Locale.ROOT,
            "%,d messages, learned %,d, held back: %s%s",
            tally.total(),
            course.learned,
            course.heldText(),
            whole ? "" : "; interrupted");
    AuditEntry entry = kept.entry(arguments.parameters(), detail, before, profiles.counts());
    kept.save(profiles, entry);
    return entry;
  }

  private static byte[] json(AuditEntry entry, Tally tally, Course course) {
    return Json.line(json -> {
      json.number("messages", tally.total())
          .number("learned", course.learned)
          .object(
              "held_back",
              o -> {
                for (VerdictKind kind : VerdictKind.values()) {
                  o.number(kind.word(), course.held(kind));
                }
              })
          .number("unreadable", tally.unreadable())
          .number("senders_before", entry.before().senders())
          .number("senders", entry.after().senders())
          .number("deliveries", entry.after().deliveries());
    });
  }

  private static byte[] text(AuditEntry entry, Tally tally, Course course) {
    String text =
        String.format(
            Locale.ROOT,
            "messages       %,d%nlearned        %,d%nheld back      %s%n",
            tally.total(),
            course.learned,
            course.heldText());
    if (tally.unreadable() > 0) {
      text += String.format(Locale.ROOT, "unreadable     %,d%n", tally.unreadable());
    }
    text +=
        String.format(
            Locale.ROOT,
            "senders known  %,d (%,d before)%n",
            entry.after().senders(),
            entry.before().senders());
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
