package dev.indicia.testkit;

import dev.indicia.dns.Answer;
import dev.indicia.dns.DnsFailure;
import dev.indicia.dns.Question;
import dev.indicia.dns.Resolver;

/**
 * Answers no question.
 *
 * @param failure what every look-up fails with
 */
public record FailingResolver(DnsFailure failure) implements Resolver {
  @Override
  public Answer resolve(Question question) {
    return new Answer.Failed(question, failure, "this resolver always fails");
  }
}
