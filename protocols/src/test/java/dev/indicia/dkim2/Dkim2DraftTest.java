package dev.indicia.dkim2;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Dkim2DraftTest {

  @ParameterizedTest
  @CsvSource({
    "received, 2, 9", "return-path, 2, 9", "authentication-results, 2, 9", "x-anything, 2, 9",
    "dkim-signature, 2, 9", "arc-seal, 2, 9", "arc-other, 2, 4", "delivered-to, 3, 9",
    "received-spf, 5, 9", "apparently-to, 5, 9", "x400-trace, 5, 9", "auto-submitted, 5, 7",
    "vbr-info, 5, 7", "subject, 0, 0", "list-id, 0, 0"
  })
  void unsignedFields_differByDraft(String name, int since, int until) {
    for (Dkim2Draft draft : Dkim2Draft.values()) {
      assertThat(UnsignedFields.contains(draft, name))
          .as("%s in %s", name, draft)
          .isEqualTo(draft.number() >= since && draft.number() <= until);
    }
  }

  @Test
  void draft_isFoundByItsNumber() {
    assertThat(Dkim2Draft.of("06")).contains(Dkim2Draft.DRAFT_06);
    assertThat(Dkim2Draft.of("9")).contains(Dkim2Draft.DRAFT_09);
    assertThat(Dkim2Draft.of("01")).isEmpty();
    assertThat(Dkim2Draft.of("")).isEmpty();
    assertThat(Dkim2Draft.PINNED).isEqualTo(Dkim2Draft.DRAFT_06);
  }

  @Test
  void everyRule_isInSomeDraftAndNotInAll() {
    for (Dkim2Rule rule : Dkim2Rule.values()) {
      int drafts = 0;
      for (Dkim2Draft draft : Dkim2Draft.values()) {
        drafts += draft.has(rule) ? 1 : 0;
      }
      assertThat(drafts).as(rule.name()).isBetween(1, Dkim2Draft.values().length - 1);
    }
  }
}
