package dev.indicia.trust;

import java.util.EnumMap;
import java.util.Map;

/** The numbers of the rule. Immutable. */
public final class Thresholds {
  /** Those of docs/reference/config.md. */
  public static final Thresholds STANDARD = new Thresholds(Map.of());

  private final EnumMap<Threshold, Double> values = new EnumMap<>(Threshold.class);

  /**
   * The standard ones, but for those chosen.
   *
   * @throws IllegalArgumentException for one that is out of its bounds
   */
  public Thresholds(Map<Threshold, Double> chosen) {
    for (Threshold threshold : Threshold.values()) {
      double value = chosen.getOrDefault(threshold, threshold.standard());
      if (!(value >= threshold.least() && value <= threshold.most())) {
        throw new IllegalArgumentException(threshold.word() + ": " + value);
      }
      values.put(threshold, value);
    }
  }

  /** The value. */
  public double of(Threshold threshold) {
    Double value = values.get(threshold);
    return value == null ? threshold.standard() : value;
  }

  /** Whether the number is at least that of the threshold. */
  boolean isReached(Threshold threshold, double number) {
    return number >= of(threshold);
  }
}
