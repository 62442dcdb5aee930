package dev.indicia.cli;

import dev.indicia.arc.ArcOptions;
import dev.indicia.dkim.DkimOptions;
import dev.indicia.dmarc.DmarcOptions;
import dev.indicia.dmarc.PublicSuffixList;
import dev.indicia.evidence.Strictness;
import dev.indicia.spf.SpfOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How the protocols are evaluated, as the options say. */
record VerifierOptions(SpfOptions spf, DkimOptions dkim, ArcOptions arc, DmarcOptions dmarc) {

  /** Adds the options to the command. */
  static void add(CommandSpec spec) {
    addLenient(spec);
    addDiscovery(spec);
  }

  static void addLenient(CommandSpec spec) {
    spec.addOption(
        OptionSpecs.flag("--lenient", "overlook what the standards refuse; still listed"));
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
        ArcOptions.DEFAULT.withStrictness(strictness),
        dmarc(arguments).withStrictness(strictness));
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
