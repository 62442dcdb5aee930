package dev.indicia.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dns.IpAddress;
import dev.indicia.message.SmtpSession;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CopyReaderTest {
  private static final SmtpSession FROM_HOST =
      SmtpSession.of(IpAddress.of("198.51.100.200"), "out.example", "sender@a.example");

  private static CopyReader reader(CopyKind kind, HostedTrace trace) {
    return new CopyReader(kind, trace, IntakeLimits.DEFAULT);
  }

  private static List<Original> originals(CopyReader reader, String text) {
    CopyResult result = reader.read(Copies.message(text), FROM_HOST);
    assertThat(result).isInstanceOf(CopyResult.Found.class);
    return ((CopyResult.Found) result).originals();
  }

  private static Original original(CopyReader reader, String text) {
    assertThat(originals(reader, text)).hasSize(1);
    return originals(reader, text).getFirst();
  }

  @Test
  void journal_hasTheSessionOfTheBorder_andTheReportsRecipients() {
    CopyReader reader = reader(CopyKind.JOURNAL, HostedTrace.MICROSOFT_365);
    Original original = original(reader, Copies.journal(Copies.LINES, Copies.OUTSIDE));
    assertThat(original.inside()).isFalse();
    assertThat(original.at()).isEqualTo(Instant.parse("2026-05-12T08:00:07Z"));
    assertThat(original.session())
        .isEqualTo(
            new SmtpSession(
                IpAddress.of("192.0.2.1"),
                "mx.a.example",
                "postmaster@bounces.a.example",
                List.of("bob@b.example", "cy@b.example", "dee@b.example", "eve@b.example")));
    assertThat(original.message().octets()).isEqualTo(Copies.octets(Copies.OUTSIDE));
  }

  @Test
  void journalOfOwnUsersMail_isInside() {
    CopyReader reader = reader(CopyKind.JOURNAL, HostedTrace.MICROSOFT_365);
    Original original = original(reader, Copies.journal(Copies.LINES, Copies.INSIDE));
    assertThat(original.inside()).isTrue();
    assertThat(original.session().clientIp()).isNull();
  }

  /** Who writes trace fields below those of the mail host gains nothing by it. */
  @Test
  void forgedTraceFields_sayNothing() {
    CopyReader reader = reader(CopyKind.ARCHIVE, HostedTrace.MICROSOFT_365);
    String strange =
        "Received: from x (192.0.2.77) by mx.other.example; Tue, 12 May 2026 08:00:00 +0000\n";
    Original original = original(reader, strange + Copies.OUTSIDE);
    assertThat(original.session()).isEqualTo(SmtpSession.UNKNOWN);
    assertThat(original.inside()).isFalse();
    String below = Copies.OUTSIDE.substring(Copies.OUTSIDE.indexOf("Received: from forged"));
    assertThat(
            original(
                    reader,
                    Copies.INSIDE.replaceFirst(
                        "From:",
                        "Received: by mx.other.example; "
                            + "Tue, 12 May 2026 08:00:00 +0000\n"
                            + below.substring(0, below.indexOf("From:"))
                            + "From:"))
                .inside())
        .isTrue();
  }

  @Test
  void routing_hasTheSessionOfTheBorder_andTheRecipientOfTheField() {
    CopyReader reader = reader(CopyKind.ROUTING, HostedTrace.GOOGLE_WORKSPACE);
    Original original = original(reader, Copies.routed("X-Gm-Original-To: bob@b.example\n"));
    assertThat(original.at()).isEqualTo(Instant.parse("2026-05-12T08:00:07Z"));
    assertThat(original.session())
        .isEqualTo(
            new SmtpSession(
                IpAddress.of("192.0.2.1"),
                "mx.a.example",
                "bounce@a.example",
                List.of("bob@b.example")));
    assertThat(original(reader, Copies.routed("")).session().rcptTo())
        .as("not the sender's field, but the one that the border noted")
        .containsExactly("bob@b.example");
  }

  @Test
  void routingWithoutReturnPath_hasTheReversePathOfItsSession() {
    CopyReader reader = reader(CopyKind.ROUTING, HostedTrace.GOOGLE_WORKSPACE);
    Original original =
        original(reader, Copies.routed("").replace("Return-Path: <bounce@a.example>\n", ""));
    assertThat(original.session().mailFrom()).isEqualTo("sender@a.example");
    assertThat(original.session().clientIp()).isEqualTo(IpAddress.of("192.0.2.1"));
  }

  @Test
  void ownHosts_areNamed() {
    String text =
        "Received: from inner.b.example (10.0.0.1) by mbox.b.example; Tue, 12 May 2026 08:00:02 +0000\n"
            + "Received: from mx.a.example (mx.a.example [192.0.2.1])\n"
            + "\t(envelope-from <bounce@a.example>) by mx.b.example with ESMTP id 1\n"
            + "\tfor <bob@b.example>; Tue, 12 May 2026 08:00:01 +0000\n"
            + "From: ann@a.example\n\nHello\n";
    Original original =
        original(reader(CopyKind.ARCHIVE, HostedTrace.of(List.of("b.example"))), text);
    assertThat(original.session().clientIp()).isEqualTo(IpAddress.of("192.0.2.1"));
    assertThat(original.session().mailFrom()).isEqualTo("bounce@a.example");
    assertThat(original.session().rcptTo()).containsExactly("bob@b.example");
    assertThat(original(reader(CopyKind.ARCHIVE, HostedTrace.NONE), text).session())
        .isEqualTo(SmtpSession.UNKNOWN);
  }

  @Test
  void attachedMessages_areTheOriginals_andWhatIsAttachedToThemIsNot() {
    CopyReader reader = reader(CopyKind.ATTACHED, HostedTrace.MICROSOFT_365);
    String inner =
        "From: x@y.example\nContent-Type: multipart/mixed; boundary=inner\n\n"
            + "--inner\nContent-Type: message/rfc822\n\nFrom: deep@y.example\n\ndeep\n--inner--\n";
    String mail =
        "From: bob@b.example\nContent-Type: multipart/mixed; boundary=outer\n\n"
            + "--outer\n\nIs this real?\n--outer\nContent-Type: message/rfc822\n\n"
            + inner
            + "\n--outer\nContent-Type: message/rfc822\n\n"
            + Copies.OUTSIDE
            + "\n--outer--\n";
    List<Original> found = originals(reader, mail);
    assertThat(found).hasSize(2);
    assertThat(new String(found.getFirst().message().octets(), StandardCharsets.UTF_8))
        .isEqualTo(inner.replace("\n", "\r\n"));
    assertThat(found.getLast().session().clientIp()).isEqualTo(IpAddress.of("192.0.2.1"));
  }

  @Test
  void mailWithoutUsableAttachedMessage_isNamed() {
    CopyReader reader =
        new CopyReader(CopyKind.ATTACHED, HostedTrace.NONE, new IntakeLimits(1, 1, 1, 1));
    String head = "From: bob@b.example\nContent-Type: multipart/mixed; boundary=o\n\n";
    String part = "--o\nContent-Type: message/rfc822\n\nFrom: x@y.example\n\nx\n";
    assertThat(reader.read(Copies.message("From: x@y.example\n\nforwarded\n"), FROM_HOST))
        .isEqualTo(new CopyResult.Refused(IntakeReason.ORIGINAL_MISSING, "0 messages"));
    assertThat(reader.read(Copies.message(head + part + part), FROM_HOST))
        .isEqualTo(new CopyResult.Refused(IntakeReason.TOO_MANY_ATTACHED, "2 messages"));
    assertThat(
            reader.read(
                Copies.message(
                    head + part.replace("822\n", "822\nContent-Transfer-Encoding: base64\n")),
                FROM_HOST))
        .isEqualTo(new CopyResult.Refused(IntakeReason.ORIGINAL_ENCODED, "1 messages"));
  }
}
