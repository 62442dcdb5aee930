package dev.indicia.cli;

import dev.indicia.arc.ArcOptions;
import dev.indicia.dkim.DkimOptions;
import dev.indicia.dkim2.Dkim2Draft;
import dev.indicia.dkim2.Dkim2Options;
import dev.indicia.dmarc.DmarcOptions;
import dev.indicia.dmarc.PublicSuffixList;
import dev.indicia.evidence.Strictness;
import dev.indicia.spf.SpfOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How the protocols are evaluated, as the options say. */
record VerifierOptions(
    SpfOptions spf, DkimOptions dkim, Dkim2Options dkim2, ArcOptions arc, DmarcOptions dmarc) {

  /** Adds the options to the command. */
  static void add(CommandSpec spec) {
    addLenient(spec);
    addDiscovery(spec);
  }

  static void addLenient(CommandSpec spec) {
    spec.addOption(
        OptionSpecs.flag("--lenient", "overlook what the standards refuse; still listed"));
  }

  static void addDraft(CommandSpec spec) {
    spec.addOption(
        OptionSpecs.value(
            "--dkim2-draft",
            "NN",
            "DKIM2 by this draft, 02 to 09; default: " + Dkim2Draft.PINNED.word()));
  }

  static void addDiscovery(CommandSpec spec) {
    spec.addOption(
        OptionSpecs.value("--discovery", "HOW", "DMARC's discovery: treewalk (default) or psl"));
    spec.addOption(
        OptionSpecs.value("--public-suffix-list", "FILE", "the list for --discovery psl"));
  }

  static VerifierOptions of(Arguments arguments, CommonOptions common) throws UsageException {
    Strictness strictness = arguments.has("--lenient") ? Strictness.LENIENT : Strictness.STRICT;
    String receiver = common.authservId() == null ? "unknown" : common.authservId();
    if (receiver.length() > 255) {
      throw new UsageException("--authserv-id: the name has more than 255 characters");
    }
    return new VerifierOptions(
        SpfOptions.DEFAULT.withStrictness(strictness).withReceiver(receiver),
        strictness == Strictness.LENIENT ? DkimOptions.lenient() : DkimOptions.DEFAULT,
        dkim2(arguments).withStrictness(strictness),
        ArcOptions.DEFAULT.withStrictness(strictness),
        dmarc(arguments).withStrictness(strictness));
  }

  /** DKIM2's options alone: strict, by the draft that is asked for. */
  static Dkim2Options dkim2(Arguments arguments) throws UsageException {
    String word = arguments.nonEmpty("--dkim2-draft");
    if (word == null) {
      return Dkim2Options.DEFAULT;
    }
    return Dkim2Options.DEFAULT.withDraft(
        Dkim2Draft.of(word)
            .orElseThrow(
                () -> new UsageException("--dkim2-draft: \"" + word + "\" is none of 02 to 09")));
  }

  /** DMARC's options alone. */
  private static DmarcOptions dmarc(Arguments arguments) throws UsageException {
    Path file = arguments.file("--public-suffix-list");
    boolean list = arguments.word("--discovery", List.of("treewalk", "psl")).equals("psl");
    if (list && file == null) {
      throw new UsageException("--discovery psl needs --public-suffix-list FILE");
    }
    if (file == null) {
      return DmarcOptions.DEFAULT;
    }
    if (!list) {
      throw new UsageException("--public-suffix-list is used only with --discovery psl");
    }
    try {
      return DmarcOptions.DEFAULT.withPublicSuffixList(
          PublicSuffixList.parse(Files.readString(file)));
    } catch (IOException e) {
      throw new UsageException(
          "--public-suffix-list: "
              + (Files.isDirectory(file)
                  ? InputFailure.isDirectory(file.toString()).text()
                  : InputFailure.sentence(file.toString(), e)));
    }
  }
}
