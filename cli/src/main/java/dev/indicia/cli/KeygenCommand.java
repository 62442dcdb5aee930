package dev.indicia.cli;

import dev.indicia.dkim.DkimKeyPair;
import dev.indicia.dkim.DkimSigningKey;
import dev.indicia.dns.DomainName;
import dev.indicia.events.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;

/** {@code indicia keygen}: makes a DKIM key and the DNS record to publish. */
final class KeygenCommand implements Command {
  private static final int BITS_MIN = 1024;
  private static final int BITS_MAX = 8192;
  private static final int BITS = 2048;

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        OptionSpecs.command(
            "keygen",
            "Makes a DKIM key: writes the private key to a file, prints the DNS record to publish.",
            "  indicia keygen --domain a.example --selector s2026",
            "  indicia keygen --domain a.example --selector e1 --algorithm ed25519 --out e1.pem");
    spec.addOption(OptionSpecs.value("--domain", "NAME", "the signing domain"));
    spec.addOption(OptionSpecs.value("--selector", "NAME", "the selector"));
    spec.addOption(OptionSpecs.value("--algorithm", "NAME", "rsa (default) or ed25519"));
    spec.addOption(OptionSpecs.value("--bits", "N", "size of an RSA key; default 2048"));
    spec.addOption(
        OptionSpecs.value(
            "--out", "FILE", "where the private key goes; default SELECTOR.DOMAIN.pem"));
    return OptionSpecs.withCommon(spec);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session) throws UsageException {
    CommonOptions common = CommonOptions.of(arguments);
    String domainText = arguments.nonEmpty("--domain");
    String selector = arguments.nonEmpty("--selector");
    if (domainText == null || selector == null) {
      throw new UsageException("keygen needs --domain and --selector");
    }
    DomainName domain = SigningKeys.domain(domainText);
    boolean rsa = arguments.word("--algorithm", List.of("rsa", "ed25519")).equals("rsa");
    if (!rsa && arguments.has("--bits")) {
      throw new UsageException("--bits is for RSA keys; an Ed25519 key has 256");
    }
    int bits = arguments.number("--bits", BITS_MIN, BITS_MAX, BITS);
    SecureRandom random = new SecureRandom();
    DkimKeyPair pair =
        rsa ? DkimKeyPair.generateRsa(bits, random) : DkimKeyPair.generateEd25519(random);
    DkimSigningKey key = SigningKeys.key(domain, selector, pair);
    Path out = arguments.file("--out");
    Path file = out != null ? out : Path.of(key.selector() + "." + domain.text() + ".pem");
    write(file, pair.formatPem());
    if (common.json()) {
      session.output().write(json(key, rsa, file));
    } else {
      session.output().print(key.masterFileLine() + "\n");
      session
          .diagnostics()
          .print("Private key: " + file + " (keep it secret). Publish the record above.\n");
    }
    return ExitCode.OK;
  }

  /** A new file that only its owner can read. */
  private static void write(Path file, String pem) throws UsageException {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try (OutputStream out =
        Channels.newOutputStream(
            Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                attributes))) {
      out.write(pem.getBytes(StandardCharsets.US_ASCII));
    } catch (FileAlreadyExistsException e) {
      throw new UsageException(
          "--out: " + file + ": is there already; a private key is never overwritten");
    } catch (IOException e) {
      throw new UsageException("--out: " + file + ": cannot be written: " + InputFailure.reason(e));
    }
  }

  private static byte[] json(DkimSigningKey key, boolean rsa, Path file) {
    return Json.line(json ->
        json.string("domain", key.domain().text())
            .string("selector", key.selector())
            .string("algorithm", rsa ? "rsa" : "ed25519")
            .number("key_bits", (long) key.keyPair().publicKey().bits())
            .string("private_key_file", file.toString())
            .string("name", key.recordName().text())
            .string("type", "TXT")
            .string("record", key.keyPair().recordText())
            .string("zone_line", key.masterFileLine()));
  }
}
