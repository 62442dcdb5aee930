package dev.indicia.trust.profile;

import java.util.Locale;

/**
 * What one entry of the profiles is kept by. A delivery reads and changes the entries of its own
 * keys and no others, so that profiles can be divided by keys. Immutable.
 *
 * @param value an Organizational Domain, an address, the hash of a signature, or what is called
 */
public record ProfileKey(Kind kind, String value) {
  /** Of what. */
  public enum Kind {
    /** The sender's Organizational Domain. */
    SENDER,
    /** RFC5321.RcptTo in lower case. */
    RECIPIENT,
    /** The hash of a signature. */
    SIGNATURE,
    /** A telephone number, host or wallet that a message mentions. */
    CALLBACK;

    /** The lower-case word. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public ProfileKey {
    value = Profiles.cut(value);
  }

  /**
   * Which of so many parts the key belongs to: the same in every program and for ever.
   *
   * @param parts at least 1
   * @return 0 to {@code parts - 1}
   */
  public int part(int parts) {
    int hash = 0x811c9dc5;
    String text = kind.word() + ' ' + value;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x01000193;
    }
    // Fibonacci hashing: FNV leaves the upper bits better mixed than the lower ones.
    return (int) ((hash * 0x9e3779b1 >>> 1) % (long) parts);
  }
}
