package dev.indicia.dns;

import java.util.Objects;

/** What is asked: the records of one type at one name. Immutable. */
public record Question(DomainName name, RecordType type) {
  public Question {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
  }

  // By hand, for questions are hashed at every look-up: also the first ones of a short run.
  @Override
  public int hashCode() {
    return 31 * name.hashCode() + type.hashCode();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Question question
        && type == question.type
        && name.equals(question.name);
  }
}
