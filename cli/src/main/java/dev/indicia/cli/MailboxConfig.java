package dev.indicia.cli;

import dev.indicia.gateway.intake.CopyKind;
import dev.indicia.gateway.intake.CopyReader;
import dev.indicia.gateway.intake.HostedTrace;
import dev.indicia.gateway.mailbox.MailboxOptions;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A mailbox, as an operator wrote it below {@code serve.mailboxes}. Immutable; see {@link
 * MailboxOptions}.
 *
 * @param kind how messages hold their original
 * @param trace whose trace fields tell
 * @param authorities file of the certificates that are believed; null for the platform's
 */
record MailboxConfig(
    String name,
    String host,
    int port,
    boolean startTls,
    @Nullable Path authorities,
    String user,
    MailboxOptions.Login login,
    Path secret,
    String folder,
    CopyKind kind,
    HostedTrace trace) {
  private static final Duration POLL = Duration.ofMinutes(1);

  /** With these limits, and the certificates as they are now. */
  MailboxOptions options(ServeLimits limits) throws UsageException {
    SSLContext tls;
    try {
      tls = authorities == null ? SSLContext.getDefault() : TlsFiles.client(authorities);
    } catch (NoSuchAlgorithmException e) {
      throw new UsageException("mailboxes: this JDK believes no certificates: " + e.getMessage());
    }
    return new MailboxOptions(
        name,
        host,
        port,
        startTls,
        tls,
        user,
        login,
        secret,
        folder,
        new CopyReader(kind, trace, limits.copies()),
        // Strangers can write to an address that takes reports.
        kind != CopyKind.ATTACHED,
        POLL,
        limits.imap());
  }
}
