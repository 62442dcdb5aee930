package dev.indicia.evidence;

import dev.indicia.dns.Answer;
import java.util.List;

/**
 * What one result rests on. Immutable.
 *
 * @param answers the DNS answers used, in the order of their use
 * @param sections the rules that decided, in the order applied, each as "RFC 7208 §4.6.4"
 * @param octets the parts of the message used
 */
public record Evidence(List<Answer> answers, List<String> sections, List<OctetRange> octets) {
  /** No evidence: nothing was looked at. */
  public static final Evidence NONE = new Evidence(List.of(), List.of(), List.of());

  public Evidence {
    answers = List.copyOf(answers);
    sections = List.copyOf(sections);
    octets = List.copyOf(octets);
  }
}
