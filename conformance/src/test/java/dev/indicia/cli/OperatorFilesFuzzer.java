package dev.indicia.cli;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.indicia.gateway.policy.Policy;
import dev.indicia.gateway.policy.PolicyFacts;
import dev.indicia.trust.Layer;
import dev.indicia.trust.Verdict;
import dev.indicia.trust.VerdictKind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** A policy or a configuration: read, or refused with file, line and column. */
final class OperatorFilesFuzzer {
  private static final Verdict VERDICT =
      new Verdict(VerdictKind.IMPERSONATED, null, Layer.DMARC, List.of());

  @FuzzTest(maxDuration = "20s")
  void read(byte[] input) {
    try {
      Policy policy = PolicyReader.read("fuzz.yaml", input);
      policy.decide(new PolicyFacts(VERDICT, Set.of(), null, List.of()));
    } catch (UsageException e) {
      check(e);
    }
    try {
      ConfigReader.read(Path.of("/nowhere/fuzz.yaml"), input, Instant.EPOCH);
    } catch (UsageException e) {
      check(e);
    }
  }

  private static void check(UsageException e) {
    String message = String.valueOf(e.getMessage());
    if (!message.matches("(?s).*fuzz\\.yaml:\\d+:\\d+: .+")) {
      throw new AssertionError("a complaint without its place: " + message);
    }
    if (message.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw new AssertionError("control characters: " + message);
    }
  }
}
