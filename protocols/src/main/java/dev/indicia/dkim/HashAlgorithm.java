package dev.indicia.dkim;

/** The hash algorithms of DKIM signatures (RFC 6376 §3.3, RFC 8301 §3.1). */
public enum HashAlgorithm {
  /** SHA-1, historic since RFC 8301. */
  SHA1("sha1", "SHA-1", 20),
  /** SHA-256. */
  SHA256("sha256", "SHA-256", 32);

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
