package dev.indicia.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.indicia.dns.DomainName;
import dev.indicia.gateway.policy.Failure;
import dev.indicia.gateway.policy.Policy;
import dev.indicia.gateway.policy.PolicyDecision;
import dev.indicia.gateway.policy.PolicyFacts;
import dev.indicia.trust.Direction;
import dev.indicia.trust.Finding;
import dev.indicia.trust.FindingCode;
import dev.indicia.trust.Layer;
import dev.indicia.trust.Strength;
import dev.indicia.trust.Verdict;
import dev.indicia.trust.VerdictKind;
import dev.indicia.trust.claim.Claim;
import dev.indicia.trust.template.TemplateKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyReaderTest {
  private static final String POLICY =
      """
      mode: enforce
      closed: [spool, dns]
      rules:
        - name: board
          when: {recipient_domain: board.b.example, verdict: [impersonated, borrowed, replayed]}
          then: quarantine
        - name: own-name
          when:
            finding: own-domain-from-outside
          then: reject
          code: 554
          status: 5.7.26
          text: "Only we write as {verdict}; see {id}"
        - name: callback
          when: {verdict: borrowed, claim: [charge, account]}
          then: banner
          header: "X-Callback: yes"
        - name: invoice
          when: {verdict: unproven, template: [invoice, password-reset]}
          then: tag
          header: "X-Invoice: unproven"
        - when: {verdict: suspicious, suspected: replayed}
          then: tag
          subject_prefix: "[Vorsicht: prüfen]"
        - name: greylist
          when: {layer: BINDING}
          then: tempfail
        - name: rest
          when: {verdict: impersonated}
          then: reject
      """;

  @TempDir Path folder;

  private Policy read(String text) throws UsageException {
    try {
      return PolicyReader.read(Files.writeString(folder.resolve("policy.yaml"), text));
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  private static PolicyFacts facts(
      VerdictKind kind, String layer, String finding, String claim, String recipients) {
    boolean suspicious = kind == VerdictKind.SUSPICIOUS;
    List<Finding> findings =
        finding == null
            ? List.of()
            : List.of(
                new Finding(
                    FindingCode.valueOf(finding),
                    Layer.NONE,
                    Strength.WEAK,
                    Direction.AGAINST,
                    "",
                    List.of()));
    return new PolicyFacts(
        new Verdict(kind, suspicious ? VerdictKind.REPLAYED : null, Layer.valueOf(layer), findings),
        claim == null ? Set.of() : Set.of(Claim.Story.valueOf(claim)),
        null,
        Arrays.stream(recipients.split(" ")).map(DomainName::of).toList());
  }

  /** The golden cases: the rule and the action that each message gets. */
  @ParameterizedTest
  @CsvSource({
    "GENUINE, NONE, , , b.example, , accept",
    "UNPROVEN, NONE, , , b.example, , accept",
    "IMPERSONATED, DMARC, , , b.example, rest, reject",
    "IMPERSONATED, DMARC, OWN_DOMAIN_FROM_OUTSIDE, , b.example, own-name, reject",
    "IMPERSONATED, DMARC, OWN_DOMAIN_FROM_OUTSIDE, , board.b.example, board, quarantine",
    "BORROWED, SLOT, , , x.board.b.example, board, quarantine",
    "BORROWED, SLOT, , , board.b.example b.example, , accept",
    "BORROWED, SLOT, , CHARGE, b.example, callback, banner",
    "BORROWED, SLOT, , PRIZE, b.example, , accept",
    "SUSPICIOUS, PATHWAY, , , b.example, rule-5, tag",
    "SUSPICIOUS, BINDING, , , b.example, rule-5, tag",
    "REPLAYED, BINDING, , , b.example, greylist, tempfail",
  })
  void firstRuleThatApplies_counts(
      VerdictKind kind,
      String layer,
      String finding,
      String claim,
      String recipients,
      String rule,
      String action)
      throws UsageException {
    PolicyDecision decision = read(POLICY).decide(facts(kind, layer, finding, claim, recipients));
    assertThat(decision.ruleName()).isEqualTo(rule);
    assertThat(decision.wanted().word()).isEqualTo(action);
    assertThat(decision.taken()).isEqualTo(decision.wanted());
    PolicyDecision watched =
        read(POLICY.replace("mode: enforce", "mode: monitor"))
            .decide(facts(kind, layer, finding, claim, recipients));
    assertThat(watched.wanted().word()).isEqualTo(action);
    assertThat(watched.taken().word()).isEqualTo("accept");
  }

  @ParameterizedTest
  @CsvSource({
    "UNPROVEN, INVOICE, invoice",
    "UNPROVEN, PASSWORD_RESET, invoice",
    "UNPROVEN, CODE, ",
    "UNPROVEN, , ",
    "GENUINE, INVOICE, ",
  })
  void template_isWhatTheMessageIsFor(VerdictKind kind, TemplateKind template, String rule)
      throws UsageException {
    PolicyFacts facts =
        new PolicyFacts(
            new Verdict(kind, null, Layer.NONE, List.of()), Set.of(), template, List.of());
    assertThat(read(POLICY).decide(facts).ruleName()).isEqualTo(rule);
  }

  @Test
  void textsAndMarks_areTheOperators() throws UsageException {
    Policy policy = read(POLICY);
    assertThat(policy.refusesAt(Failure.SPOOL)).isTrue();
    assertThat(policy.refusesAt(Failure.TIME)).isFalse();
    Verdict verdict = new Verdict(VerdictKind.IMPERSONATED, null, Layer.DMARC, List.of());
    assertThat(policy.rules().get(1).reply().reply(verdict, "i7").line())
        .isEqualTo("554 5.7.26 Only we write as impersonated; see i7");
    assertThat(policy.rules().get(2).banner()).isTrue();
    assertThat(policy.rules().get(2).fields().getFirst().name()).isEqualTo("X-Callback");
    assertThat(policy.rules().get(4).subjectPrefix()).isEqualTo("[Vorsicht: prüfen]");
  }

  @Test
  void withoutMode_nothingIsEnforced() throws UsageException {
    assertThat(read("rules: [{then: reject}]\nclosed: time\n").enforced()).isFalse();
    assertThat(read("# nothing\n")).isEqualTo(Policy.WATCH);
    assertThat(read("rules: [{then: reject}]\nclosed: time\n").refusesAt(Failure.TIME)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mode: on | policy.yaml:1:7: mode: neither monitor nor enforce",
        "rule: [] | policy.yaml:1:1: unknown key \"rule\"",
        "rules: x | policy.yaml:1:8: rules: expected a list",
        "rules: [x] | policy.yaml:1:9: rules: expected a list of",
        "rules: [{when: {verdict: bad}}] | verdict: \"bad\" is none of genuine, unproven",
        "rules: [{name: a}] | a rule without \"then\"",
        "rules: [{then: tag}] | tag needs a header or a subject_prefix",
        "rules: [{then: reject, banner: true}] | a message that is refused cannot be marked",
        "rules: [{then: accept, text: x}] | code, status and text go with reject and tempfail",
        "rules: [{then: reject, code: 451}] | code 451 does not go with reject",
        "rules: [{then: reject, code: 200}] | code: not 400 to 599: \"200\"",
        "rules: [{then: reject, status: 4.7.1}] | status 4.7.1 does not go with 550",
        "rules: [{then: reject, text: \"a\\nb\"}] | text is not one line of printable ASCII",
        "rules: [{then: tag, header: \"Received: x\"}] | no field that a rule may write",
        "rules: [{then: tag, header: \"X-A\"}] | header: expected \"Name: value\"",
        "rules: [{then: banner, banner: perhaps}] | banner: expected true or false",
        "rules: [{name: a, then: accept}, {name: a, then: accept}] | \"a\" stands there twice",
        "rules: [{then: accept, then: reject}] | then",
        "rules: [{when: {who: x}, then: accept}] | unknown key \"who\"",
        "rules: [{when: {template: bill}, then: accept}] | template: \"bill\" is none of"
            + " password-reset",
        "closed: [everything] | closed: \"everything\" is none of dns, spool",
      })
  void whatIsWrong_isSaidWithItsPlace(String text, String complaint) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(complaint.strip())
        .hasMessageMatching("(?s).*policy\\.yaml:\\d+:\\d+: .*");
  }
}
