package dev.indicia.cli;

import dev.indicia.events.spool.EventSpoolLimits;
import dev.indicia.gateway.SpoolLimits;
import dev.indicia.gateway.http.HttpLimits;
import dev.indicia.gateway.imap.ImapLimits;
import dev.indicia.gateway.inbound.GatewayLimits;
import dev.indicia.gateway.intake.IntakeLimits;
import dev.indicia.gateway.milter.MilterLimits;
import dev.indicia.gateway.smtp.SmtpLimits;
import dev.indicia.gateway.smtp.SmtpTimeLimits;

/**
 * All limits of the gateway, by the keys below {@code limits}. Immutable.
 *
 * @param gateway of judging
 * @param spool of messages under way
 * @param events of the spool of events
 * @param copies of what is read of copies
 * @param imap of talk with mailboxes' servers
 */
record ServeLimits(
    HttpLimits http,
    MilterLimits milter,
    SmtpLimits smtp,
    SmtpTimeLimits smtpTimes,
    GatewayLimits gateway,
    SpoolLimits spool,
    EventSpoolLimits events,
    IntakeLimits copies,
    ImapLimits imap) {
  static final ServeLimits DEFAULT =
      new ServeLimits(
          HttpLimits.DEFAULT,
          MilterLimits.DEFAULT,
          SmtpLimits.DEFAULT,
          SmtpTimeLimits.DEFAULT,
          GatewayLimits.DEFAULT,
          SpoolLimits.DEFAULT,
          EventSpoolLimits.DEFAULT,
          IntakeLimits.DEFAULT,
          ImapLimits.DEFAULT);
}
