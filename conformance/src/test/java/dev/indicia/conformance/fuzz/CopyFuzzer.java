package dev.indicia.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.indicia.gateway.intake.CopyKind;
import dev.indicia.gateway.intake.CopyReader;
import dev.indicia.gateway.intake.CopyResult;
import dev.indicia.gateway.intake.HostedTrace;
import dev.indicia.gateway.intake.IntakeLimits;
import dev.indicia.gateway.intake.JournalParser;
import dev.indicia.gateway.intake.JournalReport.Recipient;
import dev.indicia.gateway.intake.JournalResult;
import dev.indicia.gateway.intake.Original;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;

/**
 * Any octets as a copy, in every form, and as the text and the original of a journal report:
 * addresses have no control characters, limits hold, and each original lies within the copy.
 */
final class CopyFuzzer {
  private static final IntakeLimits LIMITS = new IntakeLimits(4000, 5, 3, 1 << 20);

  @FuzzTest(maxDuration = "20s")
  void read(byte[] input) {
    Oracle.bounded(
        input.length,
        () -> {
          copy(input);
          String text = Oracle.latin1(input);
          String head =
              "X-MS-Journal-Report:\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n";
          String original = "\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n";
          journal(head + text + original + "From: a@b.example\r\n\r\nx\r\n--b--\r\n");
          journal(
              head
                  + "Sender: a@b.example\r\nMessage-Id: <1>\r\n"
                  + original
                  + text
                  + "\r\n--b--\r\n");
          copy(Oracle.octets(head + original + text));
        });
  }

  private static void copy(byte[] octets) {
    Message message = Message.of(octets);
    for (CopyKind kind : CopyKind.values()) {
      for (HostedTrace trace :
          new HostedTrace[] {HostedTrace.MICROSOFT_365, HostedTrace.GOOGLE_WORKSPACE}) {
        CopyResult result = new CopyReader(kind, trace, LIMITS).read(message, SmtpSession.UNKNOWN);
        if (result instanceof CopyResult.Found found) {
          Oracle.check(!found.originals().isEmpty(), "found nothing");
          Oracle.check(found.originals().size() <= LIMITS.attachedMax(), "found too many");
          for (Original original : found.originals()) {
            Oracle.check(original.message().length() <= octets.length, "it grew");
          }
        }
      }
    }
  }

  private static void journal(String text) {
    byte[] octets = Oracle.octets(text);
    if (new JournalParser(LIMITS).parse(Message.of(octets)) instanceof JournalResult.Valid valid) {
      Oracle.check(
          valid.report().recipients().size() <= LIMITS.recipientsMax(), "too many recipients");
      for (Recipient recipient : valid.report().recipients()) {
        Oracle.check(recipient.address().chars().noneMatch(c -> c < ' ' || c == 127), "a control");
      }
      Oracle.check(valid.report().original().end() <= octets.length, "outside");
    }
  }
}
