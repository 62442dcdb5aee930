package dev.indicia.dkim;

/** The hash algorithms of DKIM signatures (RFC 6376 §3.3, RFC 8301 §3.1) and of DKIM2. */
public enum HashAlgorithm {
  /** SHA-1, historic since RFC 8301. */
  SHA1("sha1", "SHA-1", 20),
  /** SHA-256. */
  SHA256("sha256", "SHA-256", 32),
  /** SHA-512, of DKIM2's Message-Instance alone: no DKIM signature uses it. */
  SHA512("sha512", "SHA-512", 64);

  private final String word;
  private final String standardName;
  private final int length;

  HashAlgorithm(String word, String standardName, int length) {
    this.word = word;
    this.standardName = standardName;
    this.length = length;
  }

  /** The word used in tags. */
  public String word() {
    return word;
  }

  /** The name that the Java Cryptography Architecture knows. */
  public String standardName() {
    return standardName;
  }

  /** Length of the hash in octets. */
  public int length() {
    return length;
  }
}
