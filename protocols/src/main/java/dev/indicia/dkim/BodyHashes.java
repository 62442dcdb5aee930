package dev.indicia.dkim;

import dev.indicia.signed.SimpleBody;
import dev.indicia.signed.TagList;
import java.util.ArrayList;
import java.util.List;

/**
 * The hashes of one body, each computed once for each canonicalization, hash algorithm and length
 * limit. Not thread-safe.
 */
final class BodyHashes {
  private static final byte[] CRLF = {'\r', '\n'};

  private final byte[] octets;
  private final int from;
  private final int to;
  private final BodyCanonicalizer canonicalizer;
  private final DkimCryptography cryptography;
  private final byte[] scratch;
  private final List<BodyHash> known = new ArrayList<>(2);

  BodyHashes(
      byte[] octets,
      int from,
      int to,
      BodyCanonicalizer canonicalizer,
      DkimCryptography cryptography,
      byte[] scratch) {
    this.octets = octets;
    this.from = from;
    this.to = to;
    this.canonicalizer = canonicalizer;
    this.cryptography = cryptography;
    this.scratch = scratch;
  }

  /** One hash of a body. */
  static final class BodyHash {
    private final boolean relaxed;
    private final HashAlgorithm algorithm;
    private final long limit;
    private final byte[] octets;
    private final long length;

    BodyHash(boolean relaxed, HashAlgorithm algorithm, long limit, byte[] octets, long length) {
      this.relaxed = relaxed;
      this.algorithm = algorithm;
      this.limit = limit;
      this.octets = octets;
      this.length = length;
    }

    /** The hash. */
    byte[] octets() {
      return octets;
    }

    /** Number of octets of the canonicalized body, those behind the limit too. */
    long length() {
      return length;
    }
  }

  /** The hash up to the limit {@code l=}, or of all when it is -1. */
  BodyHash hash(boolean relaxed, HashAlgorithm algorithm, long limit) {
    for (BodyHash hash : known) {
      if (hash.relaxed == relaxed && hash.algorithm == algorithm && hash.limit == limit) {
        return hash;
      }
    }
    Hashing hashing = new Hashing(cryptography.digest(algorithm), limit);
    if (relaxed) {
      relaxed(hashing);
    } else {
      simple(hashing);
    }
    BodyHash hash =
        new BodyHash(relaxed, algorithm, limit, hashing.digest.finish(), hashing.length);
    known.add(hash);
    return hash;
  }

  // RFC 6376 §3.4.3: one CRLF in place of all at the end, also for an empty body.
  private void simple(Hashing hashing) {
    hashing.accept(octets, from, SimpleBody.end(octets, from, to) - from);
    hashing.accept(CRLF, 0, 2);
  }

  // RFC 6376 §3.4.4: white space and empty lines at the end go; what is left ends in CRLF.
  private void relaxed(Hashing hashing) {
    int end = to;
    while (end > from) {
      if (TagList.isWsp(octets[end - 1])) {
        end--;
      } else if (SimpleBody.endsInCrlf(octets, from, end)) {
        end -= 2;
      } else {
        break;
      }
    }
    if (end > from) {
      canonicalizer.relaxed(octets, from, end, scratch, hashing);
      hashing.accept(CRLF, 0, 2);
    }
  }

  /** Hashes up to the limit and counts all. */
  private static final class Hashing implements BodyCanonicalizer.Sink {
    private final DkimCryptography.Digest digest;
    private final long limit;
    private long length;

    Hashing(DkimCryptography.Digest digest, long limit) {
      this.digest = digest;
      this.limit = limit < 0 ? Long.MAX_VALUE : limit;
    }

    @Override
    public void accept(byte[] piece, int start, int count) {
      // RFC 6376 §3.4.5: only the first l= octets of the canonicalized body are hashed.
      int hashed = (int) Math.min(count, Math.max(0, limit - length));
      if (hashed > 0) {
        digest.update(piece, start, hashed);
      }
      length += count;
    }
  }
}
