package dev.indicia.cli;

import dev.indicia.events.PlainText;
import dev.indicia.trust.Correction;
import dev.indicia.trust.VerdictKind;
import dev.indicia.trust.profile.Lesson;
import dev.indicia.trust.profile.ProfileCounts;
import dev.indicia.trust.profile.Profiles;
import dev.indicia.trust.profile.SenderProfile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code indicia profile}: shows what is known of senders, and changes it. */
final class ProfileCommand implements Command {
  private static final List<String> TRUTHS =
      List.of("genuine", "impersonated", "borrowed", "replayed");

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        OptionSpecs.command(
            "profile",
            "Shows what was learned of senders, and puts right what was learned wrong.",
            "  indicia profile show --profiles profiles",
            "  indicia profile show a.example --profiles profiles",
            "  indicia profile correct delivery-17 genuine --profiles profiles",
            "  indicia profile merge other-profiles --profiles profiles",
            "  indicia profile export all.jsonl --profiles profiles");
    spec.addPositional(
        OptionSpecs.parameters(
            "ACTION",
            "show [SENDER...], correct ID VERDICT, forget SENDER, merge DIR..., export [FILE]"));
    spec.addOption(OptionSpecs.value("--profiles", "DIR", "the folder that check and learn keep"));
    spec.addOption(
        OptionSpecs.flag("--recipient", "forget a recipient's address instead of a sender"));
    return OptionSpecs.withCommon(spec);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session) throws UsageException {
    CommonOptions common = CommonOptions.of(arguments);
    String action = arguments.parameter(0);
    List<String> rest = arguments.parameters().subList(1, arguments.parameters().size());
    Path folder = arguments.file("--profiles");
    if (folder == null) {
      throw new UsageException(
          "profile needs --profiles DIR, the folder that check and learn keep");
    }
    if (arguments.has("--recipient") && !action.equals("forget")) {
      throw new UsageException("--recipient is for profile forget");
    }
    Action done =
        switch (action) {
          case "show" -> null;
          case "export" -> null;
          case "correct" -> correct(rest);
          case "forget" -> forget(rest, arguments.has("--recipient"));
          case "merge" -> merge(rest, folder);
          default ->
              throw new UsageException(
                  "ACTION: \"" + action + "\" is none of show, correct, forget, merge, export");
        };
    if (done != null) {
      return change(folder, action, rest, done, common, session);
    }
    Profiles profiles = ProfilesFolder.peek(folder);
    return action.equals("show")
        ? show(profiles, rest, common, session)
        : export(profiles, rest, session);
  }

  /** A change of profiles. */
  @FunctionalInterface
  private interface Action {
    /** Makes it, and says what it did. */
    String on(Profiles profiles) throws UsageException;
  }

  private static ExitCode change(
      Path folder,
      String action,
      List<String> what,
      Action done,
      CommonOptions common,
      Session session)
      throws UsageException {
    try (ProfilesFolder kept = ProfilesFolder.hold(folder, action, false, session)) {
      Profiles profiles = kept.load();
      ProfileCounts before = profiles.counts();
      String detail = done.on(profiles);
      AuditEntry entry = kept.entry(what, detail, before, profiles.counts());
      kept.save(profiles, entry);
      if (common.json()) {
        session.output().write(entry.line());
      } else {
        session.output().print(PlainText.of(detail) + "\n");
      }
      return ExitCode.OK;
    }
  }

  private static Action correct(List<String> rest) throws UsageException {
    if (rest.size() != 2) {
      throw new UsageException(
          "profile correct takes ID and VERDICT: what the message was in truth");
    }
    String id = rest.getFirst();
    String word = Arguments.oneOf("VERDICT", rest.getLast(), TRUTHS);
    VerdictKind truth = VerdictKind.valueOf(word.toUpperCase(Locale.ROOT));
    return profiles -> {
      Lesson lesson = profiles.lesson(id);
      if (lesson == null) {
        throw new UsageException(
            "ID: \""
                + id
                + "\" is none of the latest "
                + Profiles.LESSONS_MAX
                + " deliveries judged with these profiles; nothing was changed");
      }
      Correction.apply(lesson, truth, profiles);
      profiles.keep(
          id,
          new Lesson(
              lesson.sender(),
              word,
              lesson.recipient(),
              lesson.day(),
              lesson.phrases(),
              lesson.callbacks()));
      String about =
          lesson.sender().isEmpty()
              ? "; no sender was proven, so only what it would have the reader call is noted"
              : "; learned for " + lesson.sender();
      return id + " was judged " + lesson.verdict() + " and is " + word + about;
    };
  }

  private static Action forget(List<String> rest, boolean recipient) throws UsageException {
    if (rest.size() != 1) {
      throw new UsageException("profile forget takes one SENDER, or one ADDRESS with --recipient");
    }
    String written = rest.getFirst();
    if (recipient) {
      String address = written.toLowerCase(Locale.ROOT);
      return profiles -> {
        if (!profiles.forgetRecipient(address)) {
          throw new UsageException("ADDRESS: nothing is known of \"" + written + "\"");
        }
        return "forgot the recipient " + address;
      };
    }
    return profiles -> {
      String domain = sender(profiles, written);
      if (domain == null || !profiles.forget(domain)) {
        throw unknown(written);
      }
      return "forgot the sender " + domain;
    };
  }

  private static Action merge(List<String> rest, Path folder) throws UsageException {
    if (rest.isEmpty()) {
      throw new UsageException("profile merge takes one DIR or more, whose profiles are added");
    }
    List<Path> folders = new ArrayList<>();
    for (String dir : rest) {
      Path other = path("DIR", dir);
      if (isSame(other, folder)) {
        throw new UsageException("DIR: " + dir + " is the folder of --profiles itself");
      }
      folders.add(other);
    }
    return profiles -> {
      for (Path other : folders) {
        profiles.merge(ProfilesFolder.peek(other));
      }
      return "added " + String.join(", ", rest);
    };
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException e) {
      return false; // One is missing, which is complained about when it is read.
    }
  }

  private static Path path(String what, String text) throws UsageException {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new UsageException(what + ": \"" + text + "\" is no file name");
    }
  }

  private static UsageException unknown(String sender) {
    return new UsageException(
        "SENDER: nothing is known of \"" + sender + "\"; profile show has the senders that are");
  }

  /** The known sender that an address, or a domain at or below it, belongs to; null for none. */
  static @Nullable String sender(Profiles profiles, String written) {
    String domain = written.substring(written.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    while (!domain.isEmpty()) {
      if (profiles.sender(domain) != null) {
        return domain;
      }
      int dot = domain.indexOf('.');
      domain = dot < 0 ? "" : domain.substring(dot + 1);
    }
    return null;
  }

  private static ExitCode show(
      Profiles profiles, List<String> names, CommonOptions common, Session session)
      throws UsageException {
    List<String> domains = new ArrayList<>();
    for (String name : names) {
      String domain = sender(profiles, name);
      if (domain == null) {
        throw unknown(name);
      }
      domains.add(domain);
    }
    Map<String, SenderProfile> senders = profiles.senders();
    ReplayWindow window = ReplayWindow.of(profiles);
    ProfileText text = new ProfileText(session.style(), window);
    if (names.isEmpty() && !common.json()) {
      session.output().print(text.table(senders));
      return ExitCode.OK;
    }
    for (String domain : names.isEmpty() ? senders.keySet() : domains) {
      SenderProfile profile = senders.get(domain);
      if (profile != null) {
        session
            .output()
            .write(
                common.json()
                    ? ProfileJson.line(domain, profile, window)
                    : text.block(domain, profile)
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    return ExitCode.OK;
  }

  private static ExitCode export(Profiles profiles, List<String> rest, Session session)
      throws UsageException {
    if (rest.size() > 1) {
      throw new UsageException("profile export takes one FILE, or none for standard output");
    }
    if (rest.isEmpty() || rest.getFirst().equals("-")) {
      ProfileExport.of(profiles, session.output()::write);
      return ExitCode.OK;
    }
    Path file = path("FILE", rest.getFirst());
    try (OutputStream out =
        Channels.newOutputStream(
            Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                ProfilesFolder.permissions(file, "rw-------")))) {
      ProfileExport.to(profiles, out);
    } catch (FileAlreadyExistsException e) {
      throw new UsageException("FILE: " + file + ": is there already; it was left as it is");
    } catch (IOException e) {
      throw new UsageException("FILE: " + file + ": cannot be written: " + InputFailure.reason(e));
    }
    return ExitCode.OK;
  }
}
