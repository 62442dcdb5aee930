package dev.indicia.cli;

import dev.indicia.testkit.mail.MailSystem;
import dev.indicia.testkit.mail.Sendmail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** {@link ServedMail} with Sendmail and the milter, as docs/guides/other-mail-systems.md says. */
class SendmailMilterTest extends ServedMail {
  private final String prefix = System.getenv("INDICIA_SENDMAIL");
  private final int port = newPort();
  private final int submissionPort = newPort();

  @Override
  void assumeHere() {
    Assumptions.assumeTrue(
        prefix != null && Files.isDirectory(Path.of(prefix)),
        "SKIPPED: no real Sendmail here (gateway/mta unpacks it)");
  }

  @Override
  List<String> commandLine() throws IOException {
    return commandLine(Guide.of("postfix.md", "As a milter"), NO_CHANGE, "--milter", "0");
  }

  @Override
  MailSystem start(ServeProcess running) throws IOException {
    String milter = String.valueOf(running.ready().get("milter")).replaceFirst(".*:", "");
    String block =
        Guide.of("other-mail-systems.md", "Sendmail")
            .block(
                "dnl /etc/mail/sendmail.mc",
                Map.of(
                    "8461@", milter + "@", "Port=587", "Addr=127.0.0.1, Port=" + submissionPort));
    // What m4 makes of it with Sendmail's own macros.
    String lines =
        block
            .replaceAll("dnl.*\n", "")
            .replaceAll("INPUT_MAIL_FILTER\\(`(.*?)', `(.*)'\\)", "O InputMailFilters=$1\nX$1, $2")
            .replaceAll("DAEMON_OPTIONS\\(`(.*)'\\)", "O DaemonPortOptions=$1");
    return Sendmail.start(
        Path.of(prefix),
        sinkPort(),
        List.of(port, submissionPort),
        "O DaemonPortOptions=Name=MTA, Addr=127.0.0.1, Port=" + port + "\n" + lines);
  }

  @Override
  int port() {
    return port;
  }

  @Override
  int submissionPort() {
    return submissionPort;
  }

  @Override
  boolean speaksForClients() {
    return false;
  }

  /** Debian's Sendmail does not offer SMTPUTF8, and hangs up on a bare CR. */
  @Override
  boolean passes(SentMail mail) {
    return mail.isWellFormed() && mail.mailFrom().chars().allMatch(c -> c < 127);
  }

  @Override
  boolean holds() {
    return true;
  }

  /** Without a second command that is not unpacked it cannot: the message stays where it is. */
  @Override
  boolean releases() {
    return false;
  }

  @Override
  void release() {
    throw new UnsupportedOperationException();
  }

  @Override
  String underWay() {
    return "250";
  }

  /** Without F= in the guide mail goes on. */
  @Override
  String withoutGateway() {
    return "250";
  }
}
