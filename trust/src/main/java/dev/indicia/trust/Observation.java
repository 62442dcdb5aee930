package dev.indicia.trust;

import dev.indicia.Authentication;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import dev.indicia.trust.delivery.Arrival;
import dev.indicia.trust.shown.Shown;
import java.time.Instant;

/**
 * One delivery as it is judged: the message, how it came, what is proven, what is shown. Immutable.
 *
 * @param at when it was received, and is judged at
 */
public record Observation(
    Message message, SmtpSession session, Authentication authentication, Instant at, Shown shown)
    implements Arrival {}
