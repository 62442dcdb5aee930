package dev.indicia.gateway.milter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MilterNegotiationTest {
  private static final int ALL_STEPS = 0x1fffff;

  private static MilterNegotiation agree(int version, int actions, int steps) {
    return MilterNegotiation.of(new MilterCommand.OptNeg(version, actions, steps));
  }

  @Test
  void everythingIsOffered_oneRoundTripAMessageIsEnough() {
    MilterNegotiation agreed = agree(6, 0x1ff, ALL_STEPS);
    assertThat(agreed.version()).isEqualTo(6);
    for (MilterStep step : MilterStep.values()) {
      if (step.name().startsWith("NO_REPLY")) {
        assertThat(agreed.has(step)).as(step.name()).isTrue();
      }
    }
    assertThat(agreed.has(MilterStep.LEADING_SPACE)).isTrue();
    assertThat(agreed.has(MilterStep.REJECTED_RECIPIENTS)).isFalse();
    assertThat(agreed.has(MilterStep.NO_HEADERS)).isFalse();
    assertThat(agreed.has(MilterStep.NO_BODY)).isFalse();
    assertThat(agreed.allows(MilterAction.ADD_RECIPIENTS)).as("not asked for").isFalse();
    assertThat(agreed.response().macros()).containsKey(MacroStage.END_OF_MESSAGE);
  }

  @Test
  void nothingIsTakenThatWasNotOffered() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      int actions = random.nextInt();
      int steps = random.nextInt();
      int version = 2 + random.nextInt(9);
      MilterNegotiation agreed = agree(version, actions, steps);
      assertThat(agreed.actions() & ~actions).isZero();
      assertThat(agreed.steps() & ~steps).isZero();
      assertThat(agreed.version()).isEqualTo(Math.min(version, 6));
      assertThat(agreed.response().macros().isEmpty())
          .isEqualTo(!MilterAction.SET_MACROS.in(actions));
    }
  }

  @Test
  void version2WithoutQuarantine_cannotInsert() {
    assertThat(agree(2, 0x1f, 0x7f).inserts()).isFalse();
    assertThat(agree(2, 0x3f, 0x7f).inserts()).isTrue();
    assertThat(agree(3, 0x1f, 0x7f).inserts()).isTrue();
  }

  @Test
  void largerPackets_areTakenWhereOffered() {
    assertThat(agree(6, 0, 0x30000000).steps()).isEqualTo(0x20000000);
    assertThat(agree(6, 0, 0x10000000).steps()).isEqualTo(0x10000000);
  }

  @Test
  void version1_isNoneOfOurs() {
    assertThatThrownBy(() -> agree(1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
