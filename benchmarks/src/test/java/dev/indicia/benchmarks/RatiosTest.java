package dev.indicia.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dkim.BodyCanonicalizer;
import dev.indicia.dkim.DkimCryptography;
import dev.indicia.dkim.DkimKeyPair;
import dev.indicia.dkim.DkimOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Keeps performance from getting lost unnoticed: ratios only, measured side by side in one JVM,
 * with a quarter of slack to the goals. What is printed by the clock is never judged.
 */
class RatiosTest {
  private static final int WARM_UPS = 25;
  private static final int ROUNDS = 9;
  private static final double SLACK = 0.75;

  private static Map<String, Rounds.Usage> usages;

  @BeforeAll
  static void measure() throws Exception {
    Corpus corpus = GeneratedCorpus.of(300);
    DkimOptions options = DkimOptions.DEFAULT.withBodyCanonicalizer(BodyCanonicalizer.plain());
    DkimKeyPair pair = HopEngine.key();
    List<Engine> engines =
        List.of(
            new BoundLoop(corpus),
            new DkimEngine("dkim", corpus, options, DkimCryptography.jdk()),
            new HopEngine(HopEngine.Kind.DKIM, corpus, pair),
            new HopEngine(HopEngine.Kind.DKIM_THRICE, corpus, pair),
            new HopEngine(HopEngine.Kind.ARC, corpus, pair),
            new HopEngine(HopEngine.Kind.DKIM2, corpus, pair),
            new SpfEngine(corpus),
            new FullEngine(corpus),
            new JspfEngine(corpus.records()),
            new JdkimEngine(corpus.records()));
    Rounds rounds = new Rounds(corpus);
    for (Engine engine : engines) {
      rounds.check(engine);
    }
    usages = rounds.measure(engines, WARM_UPS, ROUNDS);
  }

  @Test
  void dkim_staysNearWhatItsCryptographyCosts() {
    assertThat(micros("boundLoop").per(micros("dkim")).median()).isGreaterThan(0.65 * SLACK);
  }

  @Test
  void dkim_isSeveralTimesFasterThanJdkim() {
    assertThat(micros("jDKIM").per(micros("dkim")).median()).isGreaterThan(5.5 * SLACK);
  }

  @Test
  void dkim2Hop_costsLittleMoreThanADkimSignature() {
    assertThat(micros("dkim2Hop").per(micros("dkimOne")).median()).isLessThan(1.5 / SLACK);
  }

  @Test
  void arcSet_costsWhatItsTwoSignaturesDo() {
    assertThat(micros("dkimAndArc").per(micros("dkimThree")).median()).isLessThan(1.15 / SLACK);
  }

  @Test
  void spf_isManyTimesFasterThanJspf() {
    assertThat(micros("jSPF").per(micros("spf")).median()).isGreaterThan(20 * SLACK);
  }

  @Test
  void dkim_allocatesLittle() {
    assertThat(kibis("dkim")).isLessThan(12 / SLACK);
  }

  @Test
  void allMethodsTogether_allocateLittle() {
    assertThat(kibis("full")).isLessThan(32 / SLACK);
  }

  private static Series micros(String engine) {
    return usages.get(engine).micros();
  }

  private static double kibis(String engine) {
    return usages.get(engine).allocated().median() / 1024;
  }
}
