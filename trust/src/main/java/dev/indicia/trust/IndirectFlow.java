package dev.indicia.trust;

import dev.indicia.Authentication;
import dev.indicia.dkim.DkimResult;
import dev.indicia.message.HeaderField;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import dev.indicia.spf.SpfResult;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether a list or a forwarder explains why authentication failed (RFC 7960 §4). Its traces can be
 * written by anybody, so they excuse and never prove.
 */
final class IndirectFlow {
  private static final List<String> LIST_FIELDS = List.of("List-Id", "List-Post");
  private static final List<String> FORWARD_FIELDS =
      List.of(
          "ARC-Seal",
          "Resent-From",
          "Resent-Sender",
          "Resent-To",
          "X-Forwarded-For",
          "X-Forwarded-To");

  /** Sender Rewriting Scheme: "SRS0=hash=timestamp=domain=local" and its second form. */
  private static final Pattern SRS = Pattern.compile("(?i)SRS[01][=+-].*=.*=.*");

  private IndirectFlow() {}

  /** The trace of a mailing list. */
  static Optional<Proof> list(Message message) {
    return firstOf(message, LIST_FIELDS);
  }

  /**
   * The trace that explains the failure. Where the SMTP session is known, somebody must vouch for
   * the way too: SPF or DKIM passes for some domain.
   */
  static Optional<Proof> explains(Message message, SmtpSession session, Authentication proven) {
    boolean vouched = session.clientIp() == null || anythingPasses(proven);
    if (!vouched) {
      return Optional.empty();
    }
    String mailFrom = session.mailFrom();
    if (mailFrom != null && mailFrom.length() <= 1000 && SRS.matcher(mailFrom).matches()) {
      return Optional.of(Proof.of("mail_from", mailFrom));
    }
    return list(message).or(() -> firstOf(message, FORWARD_FIELDS));
  }

  private static boolean anythingPasses(Authentication proven) {
    if (proven.spfMailFrom() instanceof SpfResult.Pass
        || proven.spfHelo() instanceof SpfResult.Pass) {
      return true;
    }
    List<DkimResult> signatures = proven.dkim();
    return signatures != null && signatures.stream().anyMatch(DkimResult.Pass.class::isInstance);
  }

  private static Optional<Proof> firstOf(Message message, List<String> names) {
    for (HeaderField field : message.fields()) {
      for (String name : names) {
        if (field.isNamed(name)) {
          return Optional.of(
              new Proof(
                  "header",
                  name + ": " + field.value(),
                  field.start(),
                  field.end() - field.start()));
        }
      }
    }
    return Optional.empty();
  }
}
