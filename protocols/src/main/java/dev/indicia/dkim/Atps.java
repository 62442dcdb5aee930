package dev.indicia.dkim;

import dev.indicia.dns.Answer;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.Question;
import dev.indicia.dns.RecordData;
import dev.indicia.dns.RecordType;
import dev.indicia.dns.Resolver;
import dev.indicia.signed.TagList;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Authorized third-party signatures (RFC 6541 §4). */
final class Atps {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final Resolver resolver;
  private final DkimCryptography cryptography;
  private final boolean lenient;

  Atps(Resolver resolver, DkimCryptography cryptography, boolean lenient) {
    this.resolver = resolver;
    this.cryptography = cryptography;
    this.lenient = lenient;
  }

  /** What the domain in atps= says of the signer; null when the signature does not ask for it. */
  @Nullable AtpsResult evaluate(SignatureField signature, Outcome outcome) {
    DomainName author = signature.atpsDomain;
    DomainName signer = signature.domain;
    if (author == null || signer == null) {
      return null;
    }
    String label = label(signature.atpsHash, signer);
    Optional<DomainName> name =
        label == null ? Optional.empty() : author.prefixedWith(label + "._atps");
    if (name.isEmpty()) {
      return new AtpsResult(author, AtpsResult.Outcome.PERMERROR);
    }
    // RFC 6541 §4.3
    Answer answer = resolver.resolve(new Question(name.get(), RecordType.TXT));
    outcome.atpsAnswer(answer);
    return new AtpsResult(author, outcome(answer, signer));
  }

  /** The signer's name in the query: as it is, or hashed and in base32 (RFC 6541 §4.3). */
  private @Nullable String label(@Nullable String hash, DomainName signer) {
    String word = hash == null ? lenient ? "none" : "" : hash.toLowerCase(Locale.ROOT);
    return switch (word) {
      case "none" -> signer.text();
      case "sha1" -> hashed(HashAlgorithm.SHA1, signer);
      case "sha256" -> hashed(HashAlgorithm.SHA256, signer);
      default -> null;
    };
  }

  private String hashed(HashAlgorithm algorithm, DomainName signer) {
    DkimCryptography.Digest digest = cryptography.digest(algorithm);
    byte[] name = signer.text().getBytes(StandardCharsets.US_ASCII);
    digest.update(name, 0, name.length);
    return base32(digest.finish());
  }

  /** Base32 without padding (RFC 4648 §6). */
  static String base32(byte[] octets) {
    StringBuilder text = new StringBuilder(octets.length * 8 / 5 + 1);
    int bits = 0;
    int count = 0;
    for (byte octet : octets) {
      bits = (bits << 8) | (octet & 0xff);
      count += 8;
      while (count >= 5) {
        count -= 5;
        text.append(BASE32.charAt((bits >>> count) & 31));
      }
      bits &= (1 << count) - 1;
    }
    if (count > 0) {
      text.append(BASE32.charAt((bits << (5 - count)) & 31));
    }
    return text.toString();
  }

  private static AtpsResult.Outcome outcome(Answer answer, DomainName signer) {
    return switch (answer) {
      case Answer.Found found -> {
        for (RecordData data : found.records()) {
          if (data instanceof RecordData.Text text && authorizes(text.text(), signer)) {
            yield AtpsResult.Outcome.PASS;
          }
        }
        yield AtpsResult.Outcome.FAIL;
      }
      case Answer.NoData nothing -> AtpsResult.Outcome.FAIL;
      case Answer.NoSuchName nothing -> AtpsResult.Outcome.FAIL;
      case Answer.Failed failed -> AtpsResult.Outcome.TEMPERROR;
    };
  }

  // RFC 6541 §4.4: v=ATPS1, and where d= is there it is the signer.
  private static boolean authorizes(String text, DomainName signer) {
    TagList tags = new TagList();
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    if (tags.parse(octets, 0, octets.length, 16) != TagList.Outcome.OK || tags.find("v") != 0) {
      return false;
    }
    int domain = tags.find("d");
    boolean same =
        domain < 0 || DomainName.parse(tags.utf8(domain)).filter(signer::equals).isPresent();
    return tags.utf8(0).equals("ATPS1") && same;
  }
}
