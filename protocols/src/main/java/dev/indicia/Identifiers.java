package dev.indicia;

import dev.indicia.dkim.DkimResult;
import dev.indicia.dmarc.Identifier;
import dev.indicia.spf.SpfResult;

/** What the results of SPF and DKIM mean to DMARC (RFC 9989 §4.4). */
final class Identifiers {
  private Identifiers() {}

  static Identifier.Status status(SpfResult result) {
    if (result instanceof SpfResult.Pass) {
      return Identifier.Status.PASS;
    }
    return result instanceof SpfResult.TempError
        ? Identifier.Status.TEMPERROR
        : Identifier.Status.OTHER;
  }

  static Identifier.Status status(DkimResult result) {
    if (result instanceof DkimResult.Pass) {
      return Identifier.Status.PASS;
    }
    return result instanceof DkimResult.TempError
        ? Identifier.Status.TEMPERROR
        : Identifier.Status.OTHER;
  }
}
