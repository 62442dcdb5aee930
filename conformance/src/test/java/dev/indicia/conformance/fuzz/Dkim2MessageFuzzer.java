package dev.indicia.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.indicia.dkim.DkimCryptography;
import dev.indicia.dkim.DkimOptions;
import dev.indicia.dkim.DkimVerifier;
import dev.indicia.dkim2.Dkim2Draft;
import dev.indicia.dkim2.Dkim2History;
import dev.indicia.dkim2.Dkim2Options;
import dev.indicia.dkim2.Dkim2Result;
import dev.indicia.dkim2.Dkim2Verifier;
import dev.indicia.dkim2.ReplayStore;
import dev.indicia.evidence.Strictness;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;

/**
 * Verifies any octets as a message with a chain, by several drafts, and goes back in its history.
 */
final class Dkim2MessageFuzzer {
  private static final DkimVerifier DKIM =
      new DkimVerifier(DkimOptions.DEFAULT, DkimCryptography.jdk());

  @FuzzTest(maxDuration = "20s")
  void verify(byte[] input) {
    Message message = Message.of(input);
    Oracle.bounded(
        input.length,
        () -> {
          for (Dkim2Draft draft :
              new Dkim2Draft[] {Dkim2Draft.DRAFT_02, Dkim2Draft.DRAFT_06, Dkim2Draft.DRAFT_09}) {
            Dkim2Options options =
                Dkim2Options.DEFAULT.withDraft(draft).withStrictness(Strictness.LENIENT);
            check(message, options);
          }
        });
  }

  static void check(Message message, Dkim2Options options) {
    Dkim2Result result =
        new Dkim2Verifier(options, DKIM)
            .verify(
                message,
                SmtpSession.UNKNOWN,
                Oracle.txtEverywhere(TestKeys.RSA),
                Oracle.AT,
                ReplayStore.NONE);
    // Nobody has the private half of that key.
    Oracle.check(!(result instanceof Dkim2Result.Pass), "a chain that nobody signed");
    Oracle.check(result.reason().isPresent(), "no reason");
    result
        .basis()
        .evidence()
        .octets()
        .forEach(range ->
            Oracle.check(
                range.offset() + range.length() <= message.length(), "range outside the message"));
    Dkim2History history = Dkim2History.of(message, options);
    Oracle.check(!history.states().isEmpty(), "no state at all");
    Oracle.check(
        history.states().size() <= options.limits().fieldsMax() + 1, "more states than fields");
  }
}
