package dev.indicia.gateway.milter;

import dev.indicia.testkit.mail.MailSystem;
import dev.indicia.testkit.mail.Sendmail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** {@link RealMailSystem} with Debian's Sendmail, where gateway/mta has unpacked it. */
class SendmailTest extends RealMailSystem {
  @Override
  MailSystem start(Plan plan) throws IOException {
    String prefix = System.getenv("INDICIA_SENDMAIL");
    Assumptions.assumeTrue(
        prefix != null && Files.isDirectory(Path.of(prefix)),
        "SKIPPED: no real Sendmail here (gateway/mta unpacks it)");
    return Sendmail.start(
        Path.of(prefix),
        plan.sinkPort(),
        List.of(plan.port(), plan.unixPort()),
        """
        O DaemonPortOptions=Name=MTA, Addr=127.0.0.1, Port=%d
        O DaemonPortOptions=Name=LOCAL, Addr=127.0.0.1, Port=%d, InputMailFilters=unixmilter
        O InputMailFilters=tcpmilter
        Xtcpmilter, S=inet:%d@127.0.0.1, F=T, T=C:5s;S:5s;R:3s;E:30s
        Xunixmilter, S=unix:%s, F=T, T=C:5s;S:5s;R:3s;E:30s
        """
            .formatted(plan.port(), plan.unixPort(), plan.milterPort(), plan.unixMilter()));
  }
}
