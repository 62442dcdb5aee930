package dev.indicia.gateway.intake;

import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message as the mail host had it. Immutable.
 *
 * @param message its octets
 * @param session in which it came to the mail host, as far as that is known
 * @param at when; null when it is not known
 * @param inside whether it never came from outside: one of the host's own users sent it there
 */
public record Original(Message message, SmtpSession session, @Nullable Instant at, boolean inside) {
  public Original {
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(session, "session");
  }
}
