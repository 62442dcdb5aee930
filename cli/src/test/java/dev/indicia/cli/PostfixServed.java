package dev.indicia.cli;

import dev.indicia.testkit.mail.MailSystem;
import dev.indicia.testkit.mail.Postfix;
import java.io.IOException;
import org.junit.jupiter.api.Assumptions;

/** {@link ServedMail} with Postfix, set up as a section of docs/guides/postfix.md says. */
abstract class PostfixServed extends ServedMail {
  static final String MAIN = "# /etc/postfix/main.cf";
  static final String MASTER = "# /etc/postfix/master.cf";
  private static final String OWN =
      "myhostname = mx.harbor.example\nrelay_domains = harbor.example, fernhill.example\n";

  private final int port = newPort();
  private final int submissionPort = newPort();
  private Postfix postfix;

  @Override
  void assumeHere() {
    Assumptions.assumeTrue(
        Postfix.isHere(),
        "SKIPPED: no real Postfix here (gateway/mta installs it; only root can start it)");
  }

  /** Starts it with what the guide adds to both files. */
  MailSystem start(String main, String master) throws IOException {
    postfix = Postfix.start(sinkPort(), OWN + main, master);
    return postfix;
  }

  String listener() {
    return "127.0.0.1:" + port + " inet";
  }

  String submission() {
    return "127.0.0.1:" + submissionPort + " inet";
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
    return true;
  }

  @Override
  boolean holds() {
    return true;
  }

  @Override
  void release() throws IOException {
    postfix.release();
  }
}
