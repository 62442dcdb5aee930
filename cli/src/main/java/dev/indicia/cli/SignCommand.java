package dev.indicia.cli;

import dev.indicia.dkim.DkimPublicKey;
import dev.indicia.dkim.DkimSigner;
import dev.indicia.dkim.DkimSigningKey;
import dev.indicia.dkim.DkimSigningOptions;
import dev.indicia.dkim.DkimSigningResult;
import dev.indicia.message.DefectKind;
import dev.indicia.message.Message;
import dev.indicia.message.MessageLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** {@code indicia sign}: puts DKIM signatures on a message. */
final class SignCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        OptionSpecs.command(
            "sign",
            "Signs a message (DKIM, RFC 6376) and writes it to standard output.",
            "  indicia sign --domain a.example --selector s1 --key s1.pem message.eml",
            "  indicia sign --domain a.example --selector r --key rsa.pem --selector e --key ed.pem"
                + " -");
    spec.addPositional(OptionSpecs.parameter("FILE", "the message; - is stdin"));
    spec.addOption(OptionSpecs.values("--domain", "NAME", "the signing domain, d="));
    spec.addOption(OptionSpecs.values("--selector", "NAME", "the selector, s=; one for each key"));
    spec.addOption(OptionSpecs.values("--key", "FILE", "private key in PEM; may be repeated"));
    spec.addOption(OptionSpecs.flag("--field-only", "write the DKIM-Signature fields alone"));
    return OptionSpecs.withCommon(spec);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session) throws UsageException {
    CommonOptions common = CommonOptions.of(arguments);
    List<DkimSigningKey> keys =
        SigningKeys.read(
            arguments.texts("--domain"), arguments.texts("--selector"), arguments.texts("--key"));
    DkimSigner signer = signer(keys);
    String file = arguments.parameter(0);
    byte[] octets;
    try {
      octets = read(file, session.streams().in());
    } catch (UnreadableException e) {
      session.diagnostics().complain(e.text());
      return ExitCode.UNREADABLE_INPUT;
    }
    Message message = Message.stored(octets, MessageLimits.DEFAULT);
    Instant at = common.at() == null ? session.streams().clock().instant() : common.at();
    return switch (signer.sign(message, at)) {
      case DkimSigningResult.Signed signed -> {
        session
            .output()
            .write(
                common.json()
                    ? json(file, keys, signed)
                    : signedText(message, octets, signed, arguments.has("--field-only")));
        yield ExitCode.OK;
      }
      case DkimSigningResult.Refused refused -> {
        String detail = refused.detail().isEmpty() ? "" : ": " + refused.detail();
        session
            .diagnostics()
            .complain(
                file
                    + ": cannot be signed: "
                    + refused.why().meaning()
                    + detail
                    + " ("
                    + refused.why().section()
                    + ")");
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

  private static byte[] read(String file, InputStream standardInput) throws UnreadableException {
    int max = MessageLimits.DEFAULT.octetsMax();
    try {
      byte[] octets;
      if (file.equals("-")) {
        octets = standardInput.readNBytes(max + 1);
      } else if (Files.isDirectory(Path.of(file))) {
        throw InputFailure.isDirectory(file);
      } else {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
          octets = in.readNBytes(max + 1);
        }
      }
      return octets;
    } catch (InvalidPathException e) {
      throw new UnreadableException("not-found", file + ": is no file name");
    } catch (IOException e) {
      throw InputFailure.of(file, e);
    }
  }

  /** The message as it was, line ends included, with the fields on top. */
  private static byte[] signedText(
      Message message, byte[] octets, DkimSigningResult.Signed signed, boolean fieldOnly) {
    boolean lineFeeds = message.has(DefectKind.LF_LINE_ENDS);
    String fields = String.join("", signed.fields());
    byte[] top =
        (lineFeeds ? fields.replace("\r\n", "\n") : fields).getBytes(StandardCharsets.UTF_8);
    if (fieldOnly) {
      return top;
    }
    int at = message.has(DefectKind.MBOX_FROM_LINE) ? lineLength(octets) : 0;
    byte[] whole = new byte[octets.length + top.length];
    System.arraycopy(octets, 0, whole, 0, at);
    System.arraycopy(top, 0, whole, at, top.length);
    System.arraycopy(octets, at, whole, at + top.length, octets.length - at);
    return whole;
  }

  private static int lineLength(byte[] octets) {
    int i = 0;
    while (i < octets.length && octets[i] != '\n') {
      i++;
    }
    return Math.min(i + 1, octets.length);
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
                  .string("field", unfolded(signed.fields().get(keys.indexOf(key)))));
    });
  }

  private static String algorithm(DkimPublicKey key) {
    return switch (key) {
      case DkimPublicKey.Rsa rsa -> "rsa-sha256";
      case DkimPublicKey.Ed25519 ed -> "ed25519-sha256";
    };
  }

  private static String unfolded(String field) {
    return field.replace("\r\n", "");
  }
}
