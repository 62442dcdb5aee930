package dev.indicia.gateway.intake;

import dev.indicia.message.SmtpSession;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a message came to a mail host, by that host's own trace fields. Immutable. */
public sealed interface HostedArrival {
  /**
   * From outside.
   *
   * @param session as the host at the border noted it
   * @param at when; null when it is not known
   * @param offset of that trace field in the message, in octets; the mail host wrote or let stand
   *     what is above it
   */
  record Outside(SmtpSession session, @Nullable Instant at, int offset) implements HostedArrival {}

  /** From one of the host's own users: its trace fields show no border. */
  record Inside() implements HostedArrival {}

  /** The host has written no trace field on top: nobody knows. */
  record Unknown() implements HostedArrival {}
}
