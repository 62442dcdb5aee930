package dev.indicia.cli;

import dev.indicia.testkit.mail.MailSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** {@link ServedMail} with Postfix on both sides of the filter, before its queue. */
class PostfixBeforeQueueTest extends PostfixServed {
  private final String inner = "127.0.0.1:" + newPort();

  private static Guide guide() throws IOException {
    return Guide.of("postfix.md", "Before the queue");
  }

  @Override
  List<String> commandLine() throws IOException {
    return commandLine(guide(), Map.of("127.0.0.1:10026", inner), "--milter", "0", "--smtp", "0");
  }

  @Override
  MailSystem start(ServeProcess running) throws IOException {
    String hold =
        Files.writeString(
                folder().resolve("hold.regexp"),
                guide().block("# /etc/postfix/hold.regexp", NO_CHANGE))
            .toString();
    return start(
        guide().block(MAIN, Map.of("/etc/postfix/hold.regexp", hold)).replaceFirst("#.*\n", ""),
        guide()
            .block(
                MASTER,
                Map.of(
                    "smtp      inet",
                    listener(),
                    "127.0.0.1:10026",
                    inner,
                    "submission inet",
                    submission(),
                    "127.0.0.1:8462",
                    String.valueOf(running.ready().get("smtp")),
                    "127.0.0.1:8461",
                    String.valueOf(running.ready().get("milter")))));
  }

  /** Octets of which a next hop might make a line end are refused. */
  @Override
  boolean passes(SentMail mail) {
    return mail.isWellFormed();
  }

  /** With speed_adjust Postfix reads the message to its end before it opens a connection. */
  @Override
  String underWay() {
    return "451";
  }

  /** The client sends again. */
  @Override
  String withoutGateway() {
    return "451";
  }
}
