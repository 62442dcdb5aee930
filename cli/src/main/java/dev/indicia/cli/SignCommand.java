package dev.indicia.cli;

import dev.indicia.dkim.DkimPublicKey;
import dev.indicia.dkim.DkimSigner;
import dev.indicia.dkim.DkimSigningKey;
import dev.indicia.dkim.DkimSigningOptions;
import dev.indicia.dkim.DkimSigningResult;
import dev.indicia.events.Json;
import java.time.Instant;
import java.util.List;

/** {@code indicia sign}: puts DKIM signatures, or a DKIM2 hop, on a message. */
final class SignCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        OptionSpecs.command(
            "sign",
            "Signs a message (DKIM, RFC 6376, or DKIM2) and writes it to standard output.",
            "  indicia sign --domain a.example --selector s1 --key s1.pem message.eml",
            "  indicia sign --domain a.example --selector r --key rsa.pem --selector e --key ed.pem"
                + " -",
            "  indicia sign --dkim2 --domain a.example --selector s1 --key s1.pem --mail-from"
                + " a@a.example --rcpt-to b@b.example m.eml");
    spec.addPositional(OptionSpecs.parameter("FILE", "the message; - is stdin"));
    spec.addOption(OptionSpecs.values("--domain", "NAME", "the signing domain, d="));
    spec.addOption(OptionSpecs.values("--selector", "NAME", "the selector, s=; one for each key"));
    spec.addOption(OptionSpecs.values("--key", "FILE", "private key in PEM; may be repeated"));
    spec.addOption(OptionSpecs.flag("--field-only", "write the fields to add alone"));
    Dkim2Signing.addOptions(spec);
    return OptionSpecs.withCommon(spec);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session) throws UsageException {
    CommonOptions common = CommonOptions.of(arguments);
    List<DkimSigningKey> keys =
        SigningKeys.read(
            arguments.texts("--domain"), arguments.texts("--selector"), arguments.texts("--key"));
    if (Dkim2Signing.isAskedFor(arguments)) {
      return Dkim2Signing.run(session, arguments, common, keys);
    }
    DkimSigner signer = signer(keys);
    String file = arguments.parameter(0);
    OneMessage input;
    try {
      input = OneMessage.read(file, session.streams().in());
    } catch (UnreadableException e) {
      session.diagnostics().complain(e.text());
      return ExitCode.UNREADABLE_INPUT;
    }
    Instant at = common.at() == null ? session.streams().clock().instant() : common.at();
    return switch (signer.sign(input.message(), at)) {
      case DkimSigningResult.Signed signed -> {
        session
            .output()
            .write(
                common.json()
                    ? json(file, keys, signed)
                    : input.under(signed.fields(), arguments.has("--field-only")));
        yield ExitCode.OK;
      }
      case DkimSigningResult.Refused refused -> {
        session
            .diagnostics()
            .complain(OneMessage.refusal(file, "signed", refused.why(), refused.detail()));
        yield ExitCode.UNREADABLE_INPUT;
      }
    };
  }

  private static DkimSigner signer(List<DkimSigningKey> keys) throws UsageException {
    try {
      return new DkimSigner(keys, DkimSigningOptions.DEFAULT, new Cryptography());
    } catch (IllegalArgumentException e) {
      throw new UsageException("--key: " + e.getMessage());
    }
  }

  private static byte[] json(
      String file, List<DkimSigningKey> keys, DkimSigningResult.Signed signed) {
    return Json.line(json -> {
      json.string("id", file);
      json.objects(
          "signatures",
          keys,
          (o, key) ->
              o.string("domain", key.domain().text())
                  .string("selector", key.selector())
                  .string("algorithm", algorithm(key.keyPair().publicKey()))
                  .string("field", OneMessage.unfolded(signed.fields().get(keys.indexOf(key)))));
    });
  }

  static String algorithm(DkimPublicKey key) {
    return switch (key) {
      case DkimPublicKey.Rsa rsa -> "rsa-sha256";
      case DkimPublicKey.Ed25519 ed -> "ed25519-sha256";
    };
  }
}
