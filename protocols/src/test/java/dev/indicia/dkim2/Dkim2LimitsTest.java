package dev.indicia.dkim2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each limit, just kept and just broken. */
class Dkim2LimitsTest {
  private static final Dkim2Limits USUAL = Dkim2Limits.DEFAULT;

  private static void keeps(Message message, int hop, Dkim2Limits limits) {
    Dkim2Result result =
        Hops.verify(message, Hops.session(hop), Dkim2Options.DEFAULT.withLimits(limits));
    assertThat(result).as(result.detail()).isInstanceOf(Dkim2Result.Pass.class);
  }

  private static void breaks(Message message, int hop, Dkim2Limits limits, Dkim2Reason why) {
    Dkim2Result result =
        Hops.verify(message, Hops.session(hop), Dkim2Options.DEFAULT.withLimits(limits));
    assertThat(result.reason()).as(result.detail()).contains(why);
    assertThat(result.word()).isEqualTo("permerror");
  }

  @Test
  void hops() {
    keeps(Hops.chain(3), 3, USUAL.withChain(3, 8, 100));
    breaks(Hops.chain(3), 3, USUAL.withChain(2, 8, 100), Dkim2Reason.TOO_MANY_FIELDS);
  }

  @Test
  void numberOfAField() {
    String text = Hops.text(Hops.chain(1)).replace("i=1; m=1;", "i=51; m=1;");
    breaks(Hops.message(text), 1, USUAL, Dkim2Reason.TOO_MANY_FIELDS);
  }

  @Test
  void keys() {
    keeps(Hops.chain(3), 3, USUAL.withChain(50, 8, 3));
    breaks(Hops.chain(3), 3, USUAL.withChain(50, 8, 2), Dkim2Reason.TOO_MANY_KEYS);
  }

  @Test
  void valuesOfAField() {
    Dkim2Signer signer =
        new Dkim2Signer(List.of(Hops.rsa(1), Hops.key(1)), Dkim2Options.DEFAULT, Hops.CRYPTOGRAPHY);
    Message message = Hops.plain();
    Message signed =
        Hops.with(message, signer.sign(message, null, null, Hops.envelope(1), Hops.AT));
    keeps(signed, 1, USUAL.withChain(50, 2, 100));
    breaks(signed, 1, USUAL.withChain(50, 1, 100), Dkim2Reason.TOO_MANY_VALUES);
  }

  @Test
  void octetsOfAField() {
    String more = "x=" + "y".repeat(2000) + ";";
    String text = Hops.text(Hops.chain(1)).replace("i=1; m=1;", "i=1; m=1; " + more);
    breaks(Hops.message(text), 1, USUAL.withField(2000, 50, 10), Dkim2Reason.FIELD_TOO_LONG);
    // Read to its end, it is the signature that does not fit.
    Dkim2Result read = Hops.verify(Hops.message(text), Hops.session(1));
    assertThat(read.reason()).contains(Dkim2Reason.SIGNATURE_MISMATCH);
  }

  @Test
  void tagsOfAField() {
    StringBuilder more = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      more.append("x").append(i).append("=1; ");
    }
    String text = Hops.text(Hops.chain(1)).replace("i=1; m=1;", "i=1; m=1; " + more);
    breaks(Hops.message(text), 1, USUAL, Dkim2Reason.TOO_MANY_TAGS);
  }

  @Test
  void recipients() {
    Message message = Hops.plain();
    Dkim2Envelope envelope =
        Dkim2Envelope.of("b@h1.test", List.of("b@h2.test", "c@h2.test", "d@h2.test"));
    Message signed =
        Hops.with(message, Hops.signer(1).sign(message, null, null, envelope, Hops.AT));
    keeps(signed, 1, USUAL.withField(256 << 10, 50, 3));
    breaks(signed, 1, USUAL.withField(256 << 10, 50, 2), Dkim2Reason.TOO_MANY_RECIPIENTS);
  }

  @Test
  void octetsAndStepsOfARecipe() {
    // 53 octets, two steps.
    Message message = Hops.chain(2);
    keeps(message, 2, USUAL.withRecipe(53, 2, 1 << 20));
    breaks(message, 2, USUAL.withRecipe(52, 2, 1 << 20), Dkim2Reason.RECIPE_TOO_LARGE);
    breaks(message, 2, USUAL.withRecipe(53, 1, 1 << 20), Dkim2Reason.RECIPE_TOO_LARGE);
  }

  @Test
  void octetsOfEarlierStates() {
    String long1 = Hops.text(Hops.plain()) + "0123456789\n".repeat(200);
    Message first = Hops.signed(1, Hops.message(long1), null);
    Message second = Hops.signed(2, Hops.message(Hops.text(first) + "more\n"), first);
    keeps(second, 2, USUAL.withRecipe(1000, 10, 4096));
    breaks(second, 2, USUAL.withRecipe(1000, 10, 2048), Dkim2Reason.RECREATION_TOO_LARGE);
    Dkim2History history =
        Dkim2History.of(second, Dkim2Options.DEFAULT.withLimits(USUAL.withRecipe(1000, 10, 2048)));
    assertThat(history.problem()).isEqualTo(Dkim2Reason.RECREATION_TOO_LARGE);
  }

  @Test
  void linesAndWorkOfMakingARecipe_leadToALongerRecipe() {
    StringBuilder then = new StringBuilder("first\n");
    StringBuilder now = new StringBuilder("other\n");
    for (int i = 0; i < 500; i++) {
      then.append("t").append(i).append("\nx").append(i).append('\n');
      now.append("n").append(i).append("\nx").append(i).append('\n');
    }
    then.append("last\n");
    now.append("end\n");
    MessageState earlier = state(then.toString());
    MessageState later = state(now.toString());
    int copies = copies(earlier, later, USUAL);
    assertThat(copies).isEqualTo(500);
    Dkim2Limits fewLines =
        new Dkim2Limits(50, 4096, 50, 8, 10, 128 << 10, 20_000, 1 << 20, 10, 100, 64);
    assertThat(copies(earlier, later, fewLines)).isZero();
    int[] a = new int[5000];
    int[] b = new int[5000];
    for (int i = 0; i < a.length; i++) {
      a[i] = i;
      b[i] = (i * 7) % 5000;
    }
    int kept = 0;
    for (int line : LineMatch.of(a, b, 5000, 1)) {
      kept += line >= 0 ? 1 : 0;
    }
    assertThat(kept).isLessThan(2500);
  }

  private static MessageState state(String body) {
    return MessageState.of(Hops.message("A: b\n\n" + body), Dkim2Draft.PINNED);
  }

  private static int copies(MessageState earlier, MessageState later, Dkim2Limits limits) {
    Recipe recipe = RecipeMaker.make(earlier, later, Dkim2Draft.PINNED, limits);
    assertThat(recipe).isNotNull();
    assertThat(recipe.body()).isNotNull();
    return (int) recipe.body().stream().filter(Recipe.Copy.class::isInstance).count();
  }

  @Test
  void messageThatWasNotRead_isAPermError() {
    Message message =
        Message.of(
            Hops.chain(1).octets(),
            new dev.indicia.message.MessageLimits(1 << 20, 1 << 20, 2, 1 << 20, 5, 5, 5));
    Dkim2Result result = Hops.verify(message, SmtpSession.UNKNOWN);
    assertThat(result.reason()).contains(Dkim2Reason.MESSAGE_LIMIT);
  }

  @Test
  void limitsThatNothingFits_areMisuse() {
    assertThatIllegalArgumentException().isThrownBy(() -> USUAL.withChain(0, 8, 100));
    assertThatIllegalArgumentException().isThrownBy(() -> USUAL.withField(10, 50, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> USUAL.withRecipe(1, 1, 1));
  }
}
