package dev.indicia.testkit;

import dev.indicia.dns.Answer;
import dev.indicia.dns.Question;
import dev.indicia.dns.Resolver;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** Asks another resolver and remembers what was asked and answered. Thread-safe. */
public final class RecordingResolver implements Resolver {
  private final Resolver resolver;
  private final List<Answer> answers = new CopyOnWriteArrayList<>();

  /** Records what the resolver is asked. */
  public RecordingResolver(Resolver resolver) {
    this.resolver = Objects.requireNonNull(resolver, "resolver");
  }

  @Override
  public Answer resolve(Question question) {
    return recorded(resolver.resolve(question));
  }

  @Override
  public Answer resolveWithin(Question question, long millisMax) {
    return recorded(resolver.resolveWithin(question, millisMax));
  }

  private Answer recorded(Answer answer) {
    answers.add(answer);
    return answer;
  }

  /** The questions in the order they were answered, repeated ones too. */
  public List<Question> questions() {
    return answers.stream().map(Answer::question).toList();
  }

  /** The answers in the order they were given. */
  public List<Answer> answers() {
    return List.copyOf(answers);
  }
}
