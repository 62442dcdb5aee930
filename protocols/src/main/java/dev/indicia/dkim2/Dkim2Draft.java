package dev.indicia.dkim2;

import java.util.Optional;

/**
 * The drafts of draft-ietf-dkim-dkim2-spec that are known here. What differs between them stands in
 * {@link Dkim2Rule} and {@link UnsignedFields}, nowhere else. The texts of 02, 05 and 06 were read;
 * the rules of the others come from change logs and from what other implementations say.
 */
public enum Dkim2Draft {
  /** 18 May 2026. */
  DRAFT_02(2),
  /** June 2026. */
  DRAFT_03(3),
  /** 5 July 2026. */
  DRAFT_04(4),
  /** 25 August 2026. */
  DRAFT_05(5),
  /** 28 August 2026: the newest whose whole text was read. */
  DRAFT_06(6),
  /** October 2026. */
  DRAFT_07(7),
  /** October 2026. */
  DRAFT_08(8),
  /** November 2026. */
  DRAFT_09(9);

  /** The draft used unless another is chosen; sections are named by its numbers. */
  public static final Dkim2Draft PINNED = DRAFT_06;

  private final int number;

  Dkim2Draft(int number) {
    this.number = number;
  }

  /** The number behind the draft's name, 2 for -02. */
  public int number() {
    return number;
  }

  /** The number as two digits. */
  public String word() {
    return "0" + number;
  }

  /** Whether the draft has the rule. */
  public boolean has(Dkim2Rule rule) {
    return rule.isIn(this);
  }

  /** The draft of that number, written with or without a leading zero. */
  public static Optional<Dkim2Draft> of(String word) {
    for (Dkim2Draft draft : values()) {
      if (draft.word().equals(word) || Integer.toString(draft.number).equals(word)) {
        return Optional.of(draft);
      }
    }
    return Optional.empty();
  }
}
