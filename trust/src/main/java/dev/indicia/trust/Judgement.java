package dev.indicia.trust;

import dev.indicia.trust.delivery.Binding;
import dev.indicia.trust.delivery.Pathway;
import dev.indicia.trust.template.Reading;
import dev.indicia.trust.template.TemplateKind;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The verdict on one delivery and what it rests on. Immutable.
 *
 * @param binding whether it was written to its recipient
 * @param template the id of the sender's template that it is like; null when it is like none
 * @param known whether that template was met before with enough recipients
 * @param slots what stands between the sender's own words
 */
public record Judgement(
    Prepared prepared,
    Verdict verdict,
    Binding binding,
    Reading reading,
    @Nullable String template,
    boolean known,
    List<ReadSlot> slots) {
  public Judgement {
    slots = List.copyOf(slots);
  }

  /** What its template is for; empty where the sender's own words do not say. */
  public Optional<TemplateKind> kind() {
    return reading.kind();
  }

  /** The way it came. */
  public Pathway pathway() {
    return prepared.pathway();
  }
}
