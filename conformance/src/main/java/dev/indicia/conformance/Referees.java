package dev.indicia.conformance;

import org.jspecify.annotations.Nullable;

/** What two other verifiers recorded for one signature, where they agree. */
enum Referees {
  /** Both accept it. */
  PASS,
  /** Both find that the signature or the body hash does not verify. */
  FAIL,
  /** Neither has a key for it. */
  NO_KEY;

  /** What both say; null where they do not agree, or one could not tell. */
  static @Nullable Referees agreed(String dkimpy, String mailDkim) {
    if (dkimpy.equals("pass") && mailDkim.startsWith("pass")) {
      return PASS;
    }
    boolean fails = dkimpy.equals("fail") || dkimpy.equals("error:body hash mismatch");
    if (fails && mailDkim.startsWith("fail")) {
      return FAIL;
    }
    boolean keyless = mailDkim.equals("invalid") || mailDkim.contains("public key: not available");
    return dkimpy.equals("nokey") && keyless ? NO_KEY : null;
  }

  /** What dkimpy alone says of an Ed25519 signature, which Mail::DKIM as installed cannot check. */
  static @Nullable Referees ed25519(String dkimpy, String mailDkim) {
    if (!mailDkim.contains("unsupported algorithm ed25519")) {
      return null;
    }
    return switch (dkimpy) {
      case "pass" -> PASS;
      case "error:body hash mismatch" -> FAIL;
      case "nokey" -> NO_KEY;
      default -> null;
    };
  }

  /**
   * What Mail::DKIM alone accepts: signatures from before RFC 4871 and odd ones, whose form dkimpy
   * refuses.
   */
  static @Nullable Referees odd(String dkimpy, String mailDkim) {
    return dkimpy.startsWith("error:") && mailDkim.startsWith("pass") ? PASS : null;
  }
}
