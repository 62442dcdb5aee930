package dev.indicia.dkim;

import java.util.List;

/** What came of signing a message. */
public sealed interface DkimSigningResult {

  /**
   * The message is signed.
   *
   * @param fields the DKIM-Signature fields, each folded and with its final CRLF, to be put on top
   *     of the message in this order
   */
  record Signed(List<String> fields) implements DkimSigningResult {
    public Signed {
      fields = List.copyOf(fields);
    }
  }

  /** The message is one whose signature would be refused or break on the way. */
  record Refused(DkimReason why, String detail) implements DkimSigningResult {}
}
