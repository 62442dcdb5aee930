package dev.indicia;

import dev.indicia.dkim.DkimResult;
import dev.indicia.dmarc.Identifier;
import dev.indicia.spf.SpfResult;

/** What the results of SPF and DKIM mean to DMARC (RFC 9989 §4.4). */
final class Identifiers {
  private Identifiers() {}

  static Identifier.Status status(SpfResult result) {
    return switch (result) {
      case SpfResult.Pass r -> Identifier.Status.PASS;
      case SpfResult.TempError r -> Identifier.Status.TEMPERROR;
      case SpfResult.Fail r -> Identifier.Status.OTHER;
      case SpfResult.SoftFail r -> Identifier.Status.OTHER;
      case SpfResult.Neutral r -> Identifier.Status.OTHER;
      case SpfResult.None r -> Identifier.Status.OTHER;
      case SpfResult.PermError r -> Identifier.Status.OTHER;
    };
  }

  static Identifier.Status status(DkimResult result) {
    return switch (result) {
      case DkimResult.Pass r -> Identifier.Status.PASS;
      case DkimResult.TempError r -> Identifier.Status.TEMPERROR;
      case DkimResult.Fail r -> Identifier.Status.OTHER;
      case DkimResult.Policy r -> Identifier.Status.OTHER;
      case DkimResult.Neutral r -> Identifier.Status.OTHER;
      case DkimResult.PermError r -> Identifier.Status.OTHER;
    };
  }
}
