package dev.indicia.gateway.milter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** {@link RealMailSystem} with Debian's Sendmail, where gateway/mta has unpacked it. */
class SendmailTest extends RealMailSystem {
  @Override
  MailSystem start(MailSystem.Plan plan) throws IOException, InterruptedException {
    String prefix = System.getenv("INDICIA_SENDMAIL");
    Assumptions.assumeTrue(
        prefix != null && Files.isDirectory(Path.of(prefix)),
        "SKIPPED: no real Sendmail here (gateway/mta unpacks it)");
    return new Sendmail(Path.of(prefix), plan);
  }
}
