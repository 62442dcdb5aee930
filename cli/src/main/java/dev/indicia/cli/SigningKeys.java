package dev.indicia.cli;

import dev.indicia.dkim.DkimKeyPair;
import dev.indicia.dkim.DkimSigningKey;
import dev.indicia.dns.DomainName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Pairs the domains, selectors and key files of {@code indicia sign} and {@code seal}. */
final class SigningKeys {
  private static final long KEY_OCTETS_MAX = 64 << 10;

  private SigningKeys() {}

  /**
   * One key for each file.
   *
   * @param domains one for all files, or one for each
   * @param selectors one for each file
   */
  static List<DkimSigningKey> read(List<String> domains, List<String> selectors, List<String> files)
      throws UsageException {
    if (domains.isEmpty() || selectors.isEmpty() || files.isEmpty()) {
      throw new UsageException(
          "sign needs --domain, --selector and --key; make a key with: indicia keygen");
    }
    if (selectors.size() != files.size()
        || (domains.size() != 1 && domains.size() != files.size())) {
      throw new UsageException(
          "each --key needs a --selector of its own, and one --domain for all or one for each");
    }
    List<DkimSigningKey> keys = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      DomainName domain = domain(domains.get(domains.size() == 1 ? 0 : i));
      keys.add(key(domain, selectors.get(i), keyPair(files.get(i))));
    }
    return keys;
  }

  /** The domain, which may sign. */
  static DomainName domain(String text) throws UsageException {
    return DomainName.parse(text)
        .filter(name -> name.labelCount() > 1)
        .orElseThrow(
            () -> new UsageException("--domain: \"" + text + "\" is no domain, such as a.example"));
  }

  /** The key with its names checked. */
  static DkimSigningKey key(DomainName domain, String selector, DkimKeyPair pair)
      throws UsageException {
    try {
      return new DkimSigningKey(domain, selector, pair);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--selector: \"" + selector + "\": " + e.getMessage());
    }
  }

  private static DkimKeyPair keyPair(String file) throws UsageException {
    try {
      Path path = Path.of(file);
      if (Files.isDirectory(path)) {
        throw new UsageException("--key: " + InputFailure.isDirectory(file).text());
      }
      if (Files.size(path) > KEY_OCTETS_MAX) {
        throw new UsageException("--key: " + file + ": is too large for a private key");
      }
      String pem = new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
      return DkimKeyPair.parsePem(pem);
    } catch (InvalidPathException e) {
      throw new UsageException("--key: \"" + file + "\" is no file name");
    } catch (IOException e) {
      throw new UsageException("--key: " + InputFailure.sentence(file, e));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--key: " + file + ": " + e.getMessage());
    }
  }
}
