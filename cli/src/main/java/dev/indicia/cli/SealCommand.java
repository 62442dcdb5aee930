package dev.indicia.cli;

import dev.indicia.Authentication;
import dev.indicia.MailVerifier;
import dev.indicia.arc.ArcReason;
import dev.indicia.arc.ArcResult;
import dev.indicia.arc.ArcSealer;
import dev.indicia.arc.ArcSealingOptions;
import dev.indicia.arc.ArcSealingResult;
import dev.indicia.authres.AuthenticationResults;
import dev.indicia.dkim.DkimSigningKey;
import dev.indicia.events.Json;
import dev.indicia.evidence.Strictness;
import dev.indicia.gateway.inbound.FoundResults;
import dev.indicia.message.SmtpSession;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code indicia seal}: adds an ARC Set to a message. */
final class SealCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        OptionSpecs.command(
            "seal",
            "Seals a message (ARC, RFC 8617) and writes it to standard output.",
            "  indicia seal --authserv-id mx.a.example --domain a.example --selector s1 --key"
                + " s1.pem m.eml",
            "  indicia seal --authserv-id mx.a.example --domain a.example --selector s1 --key"
                + " s1.pem --results \"spf=pass smtp.mailfrom=b.example\" -");
    spec.addPositional(OptionSpecs.parameter("FILE", "the message; - is stdin"));
    spec.addOption(OptionSpecs.value("--domain", "NAME", "the sealing domain, d="));
    spec.addOption(OptionSpecs.value("--selector", "NAME", "the selector, s="));
    spec.addOption(OptionSpecs.value("--key", "FILE", "private key in PEM"));
    spec.addOption(
        OptionSpecs.value("--results", "TEXT", "what was found; default: what seal itself finds"));
    spec.addOption(OptionSpecs.value("--client-ip", "ADDRESS", "address that connected to us"));
    spec.addOption(OptionSpecs.value("--helo", "NAME", "what it said in HELO or EHLO"));
    spec.addOption(
        OptionSpecs.value("--mail-from", "ADDRESS", "the envelope sender; \"\" for none"));
    VerifierOptions.addLenient(spec);
    VerifierOptions.addDraft(spec);
    spec.addOption(OptionSpecs.flag("--field-only", "write the ARC fields alone"));
    return OptionSpecs.withCommon(spec);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session) throws UsageException {
    CommonOptions common = CommonOptions.of(arguments);
    String authservId = common.authservId();
    if (authservId == null) {
      throw new UsageException("seal needs --authserv-id NAME, whose results the set holds");
    }
    DkimSigningKey key = key(arguments);
    ArcSealer sealer = sealer(key);
    AuthenticationResults given = given(arguments.nonEmpty("--results"), authservId);
    SmtpSession smtp = smtp(arguments);
    Dns dns = Dns.of(common, session.streams().clock());
    MailVerifier verifier = verifier(VerifierOptions.of(arguments, common), dns);
    String file = arguments.parameter(0);
    OneMessage input;
    try {
      input = OneMessage.read(file, session.streams().in());
    } catch (UnreadableException e) {
      session.diagnostics().complain(e.text());
      return ExitCode.UNREADABLE_INPUT;
    }
    Instant at = common.at() == null ? session.streams().clock().instant() : common.at();
    // RFC 8617 §5.1: cv= is our own validation.
    Authentication found = verifier.verify(input.message(), smtp, at);
    ArcResult chain = found.arc();
    if (chain == null) {
      throw new AssertionError("ARC is among the methods");
    }
    AuthenticationResults results =
        given == null ? FoundResults.of(found, smtp, authservId) : given;
    ArcSealingResult result = sealer.seal(input.message(), chain, results, at);
    if (result instanceof ArcSealingResult.Sealed sealed) {
      session
          .output()
          .write(
              common.json()
                  ? json(file, key, chain, sealed)
                  : input.under(sealed.fields(), arguments.has("--field-only")));
      return ExitCode.OK;
    }
    ArcSealingResult.Refused refused = (ArcSealingResult.Refused) result;
    session
        .diagnostics()
        .complain(OneMessage.refusal(file, "sealed", refused.why(), refused.detail()));
    return refused.why() == ArcReason.CHAIN_UNDECIDED
        ? ExitCode.NO_NETWORK
        : ExitCode.UNREADABLE_INPUT;
  }

  private static DkimSigningKey key(Arguments arguments) throws UsageException {
    String domain = arguments.nonEmpty("--domain");
    String selector = arguments.nonEmpty("--selector");
    String file = arguments.nonEmpty("--key");
    if (domain == null || selector == null || file == null) {
      throw new UsageException(
          "seal needs --domain, --selector and --key; make a key with: indicia keygen");
    }
    return SigningKeys.read(List.of(domain), List.of(selector), List.of(file)).getFirst();
  }

  private static ArcSealer sealer(DkimSigningKey key) throws UsageException {
    try {
      return new ArcSealer(key, ArcSealingOptions.DEFAULT, new Cryptography());
    } catch (IllegalArgumentException e) {
      throw new UsageException("--key: " + e.getMessage());
    }
  }

  /** The results as they stand behind the authserv-id of an Authentication-Results field. */
  private static @Nullable AuthenticationResults given(@Nullable String text, String authservId)
      throws UsageException {
    if (text == null) {
      return null;
    }
    AuthenticationResults.Parsed parsed =
        AuthenticationResults.parse("x; " + text, Strictness.STRICT);
    if (parsed instanceof AuthenticationResults.Parsed.Valid valid) {
      return AuthenticationResults.of(authservId, valid.results().results());
    }
    AuthenticationResults.Parsed.Malformed malformed =
        (AuthenticationResults.Parsed.Malformed) parsed;
    throw new UsageException(
        "--results: "
            + malformed.why().meaning()
            + "; give what stands behind the authserv-id, such as \"dkim=pass"
            + " header.d=a.example\"");
  }

  private static SmtpSession smtp(Arguments arguments) throws UsageException {
    String mailFrom = arguments.text("--mail-from");
    return new SmtpSession(
        arguments.address("--client-ip"),
        arguments.text("--helo"),
        mailFrom == null ? null : Envelopes.withoutBrackets(mailFrom),
        List.of());
  }

  private static MailVerifier verifier(VerifierOptions options, Dns dns) {
    MailVerifier.Builder verifier =
        MailVerifier.builder(dns.resolver())
            .spf(options.spf())
            .dkim(options.dkim())
            .dkim2(options.dkim2())
            .arc(options.arc())
            .dmarc(options.dmarc())
            .cryptography(new Cryptography());
    return (dns.network() ? verifier : verifier.answersFromRecords()).build();
  }

  private static byte[] json(
      String file, DkimSigningKey key, ArcResult chain, ArcSealingResult.Sealed sealed) {
    return Json.line(json ->
        json.string("id", file)
            .number("instance", (long) sealed.instance())
            .string("cv", sealed.cv().word())
            .string("reason", chain.reason().map(ArcReason::code).orElse(null))
            .string("domain", key.domain().text())
            .string("selector", key.selector())
            .string("algorithm", SignCommand.algorithm(key.keyPair().publicKey()))
            .strings("fields", sealed.fields().stream().map(OneMessage::unfolded).toList()));
  }
}
