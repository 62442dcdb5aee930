package dev.indicia.gateway.inbound;

import dev.indicia.Authentication;
import dev.indicia.MailVerifier;
import dev.indicia.content.Renderer;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import dev.indicia.trust.Judge;
import dev.indicia.trust.Observation;
import dev.indicia.trust.Prepared;
import dev.indicia.trust.shown.Shown;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that is found out about a delivery before anything learned is asked: the one composition of
 * verifying, rendering and preparing, for {@code check} and the gateway. Thread-safe.
 *
 * @param renderer null to look at nothing that is shown
 */
public record Examiner(MailVerifier verifier, @Nullable Renderer renderer, Judge judge) {
  public Examiner {
    Objects.requireNonNull(verifier, "verifier");
    Objects.requireNonNull(judge, "judge");
  }

  /** The delivery, verified and ready to be judged in its turn. */
  public Prepared examine(Message message, SmtpSession session, Instant at) {
    return prepare(message, session, verifier.verify(message, session, at), at);
  }

  /** The delivery with results that were found elsewhere, ready to be judged in its turn. */
  public Prepared prepare(
      Message message, SmtpSession session, Authentication results, Instant at) {
    Shown shown = renderer == null ? Shown.NOTHING : renderer.render(message);
    return judge.prepare(new Observation(message, session, results, at, shown));
  }
}
