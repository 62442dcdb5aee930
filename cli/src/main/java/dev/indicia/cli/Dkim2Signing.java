package dev.indicia.cli;

import dev.indicia.dkim.DkimOptions;
import dev.indicia.dkim.DkimSigningKey;
import dev.indicia.dkim.DkimVerifier;
import dev.indicia.dkim2.Dkim2Envelope;
import dev.indicia.dkim2.Dkim2Options;
import dev.indicia.dkim2.Dkim2Result;
import dev.indicia.dkim2.Dkim2Revision;
import dev.indicia.dkim2.Dkim2Rule;
import dev.indicia.dkim2.Dkim2Signer;
import dev.indicia.dkim2.Dkim2SigningResult;
import dev.indicia.dkim2.Dkim2Verifier;
import dev.indicia.dkim2.ReplayStore;
import dev.indicia.dns.DomainName;
import dev.indicia.events.Json;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code indicia sign --dkim2} does: adds a hop to a message. */
final class Dkim2Signing {
  private static final List<String> ITS_OPTIONS =
      List.of(
          "--mail-from",
          "--rcpt-to",
          "--next-domain",
          "--flag",
          "--nonce",
          "--previous",
          "--dkim2-draft");

  private final Session session;
  private final Arguments arguments;
  private final CommonOptions common;
  private final List<DkimSigningKey> keys;
  private final Dkim2Options options;
  private final Dkim2Signer signer;
  private final Dkim2Envelope envelope;

  private Dkim2Signing(
      Session session, Arguments arguments, CommonOptions common, List<DkimSigningKey> keys)
      throws UsageException {
    this.session = session;
    this.arguments = arguments;
    this.common = common;
    this.keys = keys;
    this.options = VerifierOptions.dkim2(arguments);
    try {
      this.signer = new Dkim2Signer(keys, options, new Cryptography());
    } catch (IllegalArgumentException e) {
      throw new UsageException("--key: " + e.getMessage());
    }
    this.envelope = envelope(arguments);
  }

  static void addOptions(CommandSpec spec) {
    spec.addOption(OptionSpecs.flag("--dkim2", "sign a hop by DKIM2 instead (experimental)"));
    spec.addOption(
        OptionSpecs.value("--mail-from", "ADDRESS", "DKIM2: the envelope sender; \"\" for none"));
    spec.addOption(
        OptionSpecs.values(
            "--rcpt-to", "ADDRESS", "DKIM2: an envelope recipient; may be repeated"));
    spec.addOption(
        OptionSpecs.value(
            "--next-domain", "NAME", "DKIM2: who signs next, in place of an envelope"));
    spec.addOption(
        OptionSpecs.values("--flag", "WORD", "DKIM2: exploded, feedback ...; may be repeated"));
    spec.addOption(OptionSpecs.value("--nonce", "TEXT", "DKIM2: a mark of your own, n="));
    spec.addOption(
        OptionSpecs.value(
            "--previous", "FILE", "DKIM2: the message as it came, before it changed"));
    VerifierOptions.addDraft(spec);
  }

  /** Whether the options ask for DKIM2; complains of its options without it. */
  static boolean isAskedFor(Arguments arguments) throws UsageException {
    if (arguments.has("--dkim2")) {
      return true;
    }
    for (String option : ITS_OPTIONS) {
      if (arguments.has(option)) {
        throw new UsageException(option + " is used only with --dkim2");
      }
    }
    return false;
  }

  static ExitCode run(
      Session session, Arguments arguments, CommonOptions common, List<DkimSigningKey> keys)
      throws UsageException {
    return new Dkim2Signing(session, arguments, common, keys).run();
  }

  private static Dkim2Envelope envelope(Arguments arguments) throws UsageException {
    String sender = arguments.text("--mail-from");
    String next = arguments.nonEmpty("--next-domain");
    List<String> recipients =
        arguments.texts("--rcpt-to").stream().map(Envelopes::withoutBrackets).toList();
    if ((next == null) == (sender == null || recipients.isEmpty())) {
      throw new UsageException(
          "sign --dkim2 needs --mail-from and --rcpt-to as the message will be sent, or"
              + " --next-domain");
    }
    try {
      return new Dkim2Envelope(
          sender == null ? null : Envelopes.withoutBrackets(sender),
          recipients,
          next == null ? null : DomainName.of(next),
          arguments.texts("--flag"),
          arguments.nonEmpty("--nonce"));
    } catch (IllegalArgumentException e) {
      throw new UsageException("sign --dkim2: " + e.getMessage());
    }
  }

  private ExitCode run() throws UsageException {
    String file = arguments.parameter(0);
    String previousFile = arguments.nonEmpty("--previous");
    OneMessage input;
    Message previous = null;
    try {
      input = OneMessage.read(file, session.streams().in());
      if (previousFile != null) {
        previous = OneMessage.read(previousFile, session.streams().in()).message();
      }
    } catch (UnreadableException e) {
      session.diagnostics().complain(e.text());
      return ExitCode.UNREADABLE_INPUT;
    }
    Instant at = common.at() == null ? session.streams().clock().instant() : common.at();
    Dkim2Revision revision =
        signer.prepare(
            input.message(), previous, received(previous == null ? input.message() : previous, at));
    if (signer.sign(revision, envelope, at) instanceof Dkim2SigningResult.Signed signed) {
      List<String> fields = signed.fields().stream().map(field -> field + "\r\n").toList();
      session
          .output()
          .write(
              common.json()
                  ? json(file, signed)
                  : input.under(fields, arguments.has("--field-only")));
      return ExitCode.OK;
    }
    Dkim2SigningResult.Refused refused =
        (Dkim2SigningResult.Refused) signer.sign(revision, envelope, at);
    session
        .diagnostics()
        .complain(OneMessage.refusal(file, "signed", refused.why(), refused.detail()));
    return ExitCode.UNREADABLE_INPUT;
  }

  /** What became of the chain so far, where the draft asks for that; null where it does not. */
  private @Nullable Dkim2Result received(Message message, Instant at) throws UsageException {
    if (!options.draft().has(Dkim2Rule.EXTENDS_VERIFIED)) {
      return null;
    }
    Dns dns = Dns.of(common, session.streams().clock());
    DkimVerifier dkim = new DkimVerifier(DkimOptions.DEFAULT, new Cryptography());
    return new Dkim2Verifier(options, dkim)
        .verify(message, SmtpSession.UNKNOWN, dns.resolver(), at, ReplayStore.NONE);
  }

  private byte[] json(String file, Dkim2SigningResult.Signed signed) {
    return Json.line(json ->
        json.string("id", file)
            .objects(
                "signatures",
                keys,
                (o, key) ->
                    o.string("domain", key.domain().text())
                        .string("selector", key.selector())
                        .string("algorithm", SignCommand.algorithm(key.keyPair().publicKey()))
                        .string("field", OneMessage.unfolded(signed.fields().getFirst())))
            .number("i", (long) signed.number())
            .number("m", (long) signed.instance())
            .string(
                "instance_field",
                signed.fields().size() > 1 ? OneMessage.unfolded(signed.fields().get(1)) : null));
  }
}
