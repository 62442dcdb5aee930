package dev.indicia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a domain's record, an Indicator and a Mark Certificate. */
class BimiCommandTest {
  private static final String SVG =
      """
      <svg xmlns="http://www.w3.org/2000/svg" version="1.2" baseProfile="tiny-ps" viewBox="0 0 9 9">
      <title>A</title><rect width="9" height="9" fill="#123"/></svg>
      """;
  private static final String RECORDS =
      """
      default._bimi.a.example. TXT "v=BIMI1; l=https://a.example/logo.svg; a=https://a.example/m.pem"
      brand._bimi.a.example.   TXT "v=BIMI1; l=; a=;"
      """;

  @TempDir Path folder;

  private String write(String name, String text) {
    return Samples.write(folder, name, text).toString();
  }

  private CommandRun bimi(String... more) {
    List<String> words = new ArrayList<>(List.of("bimi", "--dns"));
    words.add(write("dns.zone", Samples.ZONE + RECORDS));
    words.addAll(List.of(more));
    return CommandRun.of(words.toArray(new String[0]));
  }

  private static Object member(CommandRun run, String object, String name) {
    return ((Map<?, ?>) run.json().getFirst().get(object)).get(name);
  }

  @Test
  void recordAlone_isFound() {
    CommandRun run = bimi("a.example");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .startsWith("a.example\n")
        .contains("BIMI   skipped   default._bimi.a.example")
        .contains("the indicator was not retrieved")
        .contains("https://a.example/logo.svg")
        .doesNotContain("SVG  ", "VMC  ", "\u001b");
    assertThat(bimi("a.example", "--selector", "brand").out()).contains("BIMI   declined");
    assertThat(bimi("b.example").out()).contains("skipped", "DMARC did not pass");
    assertThat(bimi("c.example").out()).contains("BIMI   temperror");
  }

  @Test
  void validFiles_pass() {
    MarkAuthority authority = new MarkAuthority(folder);
    String svg = write("logo.svg", SVG);
    String vmc = write("m.pem", authority.mark(SVG, "a.example"));
    String roots = write("roots.pem", authority.root());
    CommandRun run = bimi("a.example", "--svg", svg, "--vmc", vmc, "--roots", roots);
    assertThat(run.out())
        .contains("BIMI   pass      default._bimi.a.example, authority pass")
        .contains("SVG    pass      ")
        .contains("VMC    pass      for a.example, until 2027-01-0");
    // The certified mark is another one than what stands at the location.
    String other = write("other.svg", SVG.replace("#123", "#124"));
    run = bimi("--json", "a.example", "--svg", other, "--vmc", vmc, "--roots", roots);
    assertThat(member(run, "bimi", "reason")).isEqualTo("evidence-other-indicator");
    assertThat(member(run, "indicator", "valid")).isEqualTo(true);
    assertThat(member(run, "evidence", "valid")).isEqualTo(true);
    assertThat(member(run, "evidence", "mark_sha256"))
        .isNotEqualTo(member(run, "indicator", "sha256"));
    assertThat(
            new JsonSchema(Samples.docs().resolve("schemas"))
                .errors("bimi.json", run.json().getFirst()))
        .isEmpty();
    // Another authority, and another time.
    String strangers = write("strangers/roots.pem", "");
    write("strangers/roots.pem", new MarkAuthority(folder.resolve("strangers")).root());
    run = bimi("--json", "a.example", "--svg", svg, "--vmc", vmc, "--roots", strangers);
    assertThat(member(run, "bimi", "reason")).isEqualTo("evidence-untrusted");
    assertThat(member(run, "bimi", "authority")).isEqualTo("fail");
    run = bimi("--json", "--at", "2028-01-01", "a.example", "--vmc", vmc, "--roots", roots);
    assertThat(member(run, "evidence", "reason")).isEqualTo("evidence-expired");
    assertThat(bimi("--at", "2028-01-01", "a.example", "--vmc", vmc, "--roots", roots).out())
        .contains("VMC    fail      the mark certificate has expired");
  }

  @Test
  void brokenRules_areToldWithTheirPlace() {
    String svg = write("bad.svg", SVG.replace("<rect", "<script>alert(1)</script>\n<rect"));
    CommandRun run = bimi("a.example", "--svg", svg);
    assertThat(run.out())
        .contains("BIMI   fail ")
        .contains("SVG    fail ")
        .contains("2:17: scripts are not allowed: script (SVG Tiny PS §2)");
  }

  @Test
  void message_isAuthenticatedFirst() {
    String svg = write("logo.svg", SVG);
    CommandRun run = bimi("--message", write("m.eml", Samples.signed()), "--svg", svg);
    assertThat(run.out()).contains("BIMI   pass      default._bimi.a.example");
    String forged = write("f.eml", Samples.plain("Ann <ann@a.example>"));
    run = bimi("--json", "--message", forged, "--svg", svg);
    assertThat(member(run, "bimi", "reason")).isEqualTo("dmarc-not-passed");
    assertThat(member(run, "indicator", "valid")).isEqualTo(true);
    assertThat(bimi("--message", folder.resolve("none").toString()).code()).isEqualTo(3);
  }

  @Test
  void json_fitsItsSchema() {
    JsonSchema schemas = new JsonSchema(Samples.docs().resolve("schemas"));
    String svg = write("bad.svg", SVG.replace("title", "video"));
    String roots = write("roots.pem", new MarkAuthority(folder).root());
    String message = write("m.eml", Samples.signed());
    for (CommandRun run :
        List.of(
            bimi("--json", "a.example", "--svg", svg),
            bimi("--json", "b.example"),
            bimi("--json", "--message", message, "--vmc", roots, "--roots", roots),
            bimi("--json", "a.example", "--vmc", svg, "--roots", roots))) {
      assertThat(run.json()).as(run.err()).hasSize(1);
      assertThat(schemas.errors("bimi.json", run.json().getFirst())).as(run.out()).isEmpty();
    }
  }

  @Test
  void misuse_isToldByName() {
    String svg = write("logo.svg", SVG);
    for (String[] words :
        new String[][] {
          {},
          {"a.example", "--message", svg},
          {"a b"},
          {"a.example", "b.example"},
          {"a.example", "--vmc", svg},
          {"a.example", "--roots", svg},
          {"a.example", "--vmc", svg, "--roots", svg},
          {"a.example", "--svg", folder.toString()},
          {"a.example", "--svg", folder.resolve("none").toString()},
          {"a.example", "--selector", "-x"},
          {"--message", svg, "--selector", "brand"}
        }) {
      CommandRun run = bimi(words);
      assertThat(run.code()).as(List.of(words) + run.out()).isEqualTo(2);
      assertThat(run.err()).isNotBlank();
    }
  }

  @Test
  void tooLargeFiles_areRefusedByTheirLimit() {
    String large = write("large.svg", SVG + " ".repeat(1 << 20));
    CommandRun run = bimi("--json", "a.example", "--svg", large);
    assertThat(member(run, "bimi", "reason")).isEqualTo("indicator-size");
  }
}
