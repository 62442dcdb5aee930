/**
 * SPF: may the client use the domain of RFC5321.MailFrom or RFC5321.HELO (RFC 7208)?
 *
 * <p>{@link dev.indicia.spf.SpfChecker} is the function check_host() of RFC 7208 §4: a session, the
 * identity to check, a resolver and the time go in, one of the seven results comes out, with the
 * DNS answers and rules it rests on. {@link dev.indicia.spf.SpfRecord} reads one record, for
 * audits. Names outside ASCII follow RFC 8616.
 *
 * <p>It looks nothing up by itself, remembers nothing between checks, does not write
 * Authentication-Results or Received-SPF fields, and does not decide what becomes of the mail.
 *
 * <p>It never throws for what the session or the DNS says: what is missing gives {@code none}, a
 * failed look-up {@code temperror}, a record that breaks a rule or a limit {@code permerror}, each
 * with a {@link dev.indicia.spf.SpfReason}. Work is bounded by {@link dev.indicia.spf.SpfLimits}:
 * loops and fan-outs end in a reason of their own.
 *
 * <pre>{@code
 * SpfChecker checker = new SpfChecker(SpfOptions.DEFAULT);
 * SmtpSession session =
 *     SmtpSession.of(IpAddress.of("192.0.2.1"), "mail.sender.example", "bounce@sender.example");
 * SpfResult result = checker.check(session, SpfIdentity.MAIL_FROM, resolver, Instant.now());
 * }</pre>
 */
@NullMarked
package dev.indicia.spf;

import org.jspecify.annotations.NullMarked;
