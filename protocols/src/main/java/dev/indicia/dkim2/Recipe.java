package dev.indicia.dkim2;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to rebuild the state of a message before a hop changed it (draft §5). Immutable.
 *
 * @param header the steps by field name in lower case; names that are absent stay as they are
 * @param headerLost whether the earlier header fields cannot be rebuilt ({@code "h":null})
 * @param body the steps; null when the body is as it was, or is lost
 * @param bodyLost whether the earlier body cannot be rebuilt ({@code "b":null})
 */
record Recipe(
    Map<String, List<Step>> header,
    boolean headerLost,
    @Nullable List<Step> body,
    boolean bodyLost) {
  Recipe {
    Map<String, List<Step>> copy = new LinkedHashMap<>();
    header.forEach((name, steps) -> copy.put(name, List.copyOf(steps)));
    header = Collections.unmodifiableMap(copy);
    body = body == null ? null : List.copyOf(body);
  }

  /** One step. */
  sealed interface Step {}

  /** Copies what is numbered from the first to the last, both included, from 1. */
  record Copy(int first, int last) implements Step {}

  /** Puts in these lines or values, as octets without line end. */
  record Literal(List<byte[]> lines) implements Step {
    Literal {
      lines = List.copyOf(lines);
    }
  }

  /** Whether it says nothing. */
  boolean isEmpty() {
    return header.isEmpty() && !headerLost && body == null && !bodyLost;
  }
}
