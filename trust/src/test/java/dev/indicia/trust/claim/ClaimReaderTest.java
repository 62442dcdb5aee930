package dev.indicia.trust.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.trust.claim.Claim.Grade;
import dev.indicia.trust.shown.Mention;
import dev.indicia.trust.words.Concept;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules of docs/reference/claims.md about money that was taken, or waits. */
class ClaimReaderTest {
  private static final Set<Mention.Kind> MONEY =
      EnumSet.of(Mention.Kind.AMOUNT, Mention.Kind.PHONE);

  private static Grade grade(Concept first, Concept... rest) {
    return ClaimReader.read(EnumSet.of(first, rest), MONEY, false).grade();
  }

  @Test
  void amountToBeUndone_isAStory_unlessACustomerComplains() {
    assertThat(grade(Concept.UNDO)).isEqualTo(Grade.FULL);
    assertThat(grade(Concept.UNDO, Concept.COMPLAINT)).isEqualTo(Grade.PART);
    assertThat(grade(Concept.DISOWN, Concept.COMPLAINT)).isEqualTo(Grade.PART);
  }

  @Test
  void complaint_doesNotExcuseACharge() {
    assertThat(grade(Concept.UNDO, Concept.COMPLAINT, Concept.CHARGE)).isEqualTo(Grade.FULL);
    assertThat(grade(Concept.UNDO, Concept.COMPLAINT, Concept.DISOWN)).isEqualTo(Grade.FULL);
  }

  @Test
  void workAndCoinsWithASumAndANumber_areLikely() {
    assertThat(grade(Concept.JOB)).isEqualTo(Grade.LIKELY);
    assertThat(grade(Concept.CRYPTO)).isEqualTo(Grade.LIKELY);
    assertThat(grade(Concept.PRIZE)).as("a sale by telephone").isEqualTo(Grade.PART);
    Set<Mention.Kind> phone = EnumSet.of(Mention.Kind.PHONE);
    assertThat(ClaimReader.read(EnumSet.of(Concept.JOB), phone, false).grade())
        .isEqualTo(Grade.PART);
  }

  @Test
  void sumThatWaitsElsewhere_pressesTheReader() {
    Set<Concept> prize = EnumSet.of(Concept.PRIZE, Concept.GO_THERE);
    Set<Mention.Kind> sum = EnumSet.of(Mention.Kind.AMOUNT, Mention.Kind.URL);
    Set<Mention.Kind> link = EnumSet.of(Mention.Kind.URL);
    assertThat(ClaimReader.read(prize, sum, true).grade()).isEqualTo(Grade.FULL);
    assertThat(ClaimReader.read(prize, link, true).grade()).isEqualTo(Grade.LIKELY);
    assertThat(ClaimReader.read(EnumSet.of(Concept.PRIZE), sum, true).grade())
        .as("a draw with its rules elsewhere")
        .isEqualTo(Grade.LIKELY);
  }
}
