package dev.indicia.dkim2;

import java.util.List;

/** What became of signing a message. */
public sealed interface Dkim2SigningResult {

  /**
   * The fields to put on top of the message.
   *
   * @param fields DKIM2-Signature, and below it Message-Instance where the hop needs one; folded,
   *     without CRLF at the end
   * @param number {@code i=}
   * @param instance {@code m=}
   */
  record Signed(List<String> fields, int number, int instance) implements Dkim2SigningResult {
    public Signed {
      fields = List.copyOf(fields);
    }
  }

  /** The message cannot be signed. */
  record Refused(Dkim2Reason why, String detail) implements Dkim2SigningResult {}
}
